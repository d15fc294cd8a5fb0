"""Which figures of two articles are about the same thing, and whether they agree.

Casualties and damage belong to the event (`event_figures`); all other figures are compared where the words around them
are the same, or inside sentences that say the same thing (`other_figures`).
"""

from collections.abc import Sequence

from schemas.divergence import FigurePair, StatePair
from worker.text.between import event_figures, group_figures, other_figures
from worker.text.between.candidates import Candidate, agree
from worker.text.between.corroboration import Common
from worker.text.between.event_figures import HIT
from worker.text.between.matching import Pair
from worker.text.between.placed import Figures


def pair(
    a: Figures, b: Figures, matches: Sequence[Pair], about: Common
) -> tuple[tuple[FigurePair, ...], tuple[StatePair, ...]]:
    """Return the figures that both articles give about the same thing, each statement once, in the order of `a`.

    With them comes what the two say became of as many of the same things: damaged and destroyed, up and down.
    """
    matched = {(found.a, found.b): found.similarity for found in matches}
    figures: dict[tuple[str, float, float], FigurePair] = {}
    states: dict[tuple[str, str, str], StatePair] = {}
    for found in (
        *event_figures.pairs(a, b, matched, about),
        *other_figures.pairs(a, b, matched, about),
        *group_figures.pairs(a, b),
    ):
        state = _state(found)
        if state:
            states.setdefault((state.what, state.state_a, state.state_b), state)
        if found.agrees or not (agree(found.a.figure, found.b.figure) or _is_told_too(found, a, b)):
            told = _pair(found)
            figures.setdefault((told.what, told.value_a, told.value_b), told)
    return (
        tuple(sorted(figures.values(), key=lambda one: (one.a, one.b, one.what))),
        tuple(sorted(states.values(), key=lambda one: (one.a, one.b, one.what))),
    )


def _is_told_too(found: Candidate, a: Figures, b: Figures) -> bool:
    """Whether one side has the other's figure too: in its title, as the newest, or where it is not clear of what."""
    one, other = found.a.figure, found.b.figure
    if not one.unit and (one.value in b.loose or other.value in a.loose):
        return True
    return any(titled.kind == one.kind and agree(titled, one) for titled in b.titled) or any(
        titled.kind == other.kind and agree(titled, other) for titled in a.titled
    )


def _state(found: Candidate) -> StatePair | None:
    """Return what became of the same things on either side, where that is not the same."""
    a, b = found.a.figure, found.b.figure
    if found.what.endswith(HIT):
        what, states = found.what.removesuffix(HIT), (a.what.rpartition(" ")[2], b.what.rpartition(" ")[2])
    elif a.scope.direction * b.scope.direction < 0 and agree(a, b):
        what, states = (
            found.what,
            ("up" if a.scope.direction > 0 else "down", "up" if b.scope.direction > 0 else "down"),
        )
    else:
        return None
    if states[0] == states[1]:
        return None
    return StatePair(
        a=a.sentence, b=b.sentence, what=what, state_a=states[0], state_b=states[1], said_a=a.said, said_b=b.said
    )


def _pair(candidate: Candidate) -> FigurePair:
    a, b = candidate.a.figure, candidate.b.figure
    same_unit = a.unit == b.unit
    return FigurePair(
        a=a.sentence,
        b=b.sentence,
        what=candidate.what,
        of=a.aspect if a.aspect == b.aspect else None,
        value_a=a.value if same_unit or not a.unit else round(a.unit.common_value(a.value), 4),
        value_b=b.value if same_unit or not b.unit else round(b.unit.common_value(b.value), 4),
        relation="agree" if candidate.agrees else "conflict",
        said_a=a.said,
        said_b=b.said,
    )
