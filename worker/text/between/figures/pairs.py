"""Which figures of two articles are about the same thing, and whether they agree.

Casualties and damage belong to the event (`of_events`); all other figures are compared where the words around them
are the same, or inside sentences that say the same thing (`others`).
"""

import re
from collections.abc import Iterator

from schemas.divergence import FigurePair, StatePair
from worker.text.between.figures import agreeing, of_events, of_groups, others, weighed
from worker.text.between.figures.candidates import Candidate, agree, is_among, is_slip
from worker.text.between.figures.corroboration import is_of_a_part
from worker.text.between.figures.counting import BADLY, OF_ALL
from worker.text.between.figures.event_doubts import FEW_ATTACKERS, are_others, counts_attacker
from worker.text.between.figures.evidence import CASUALTIES, SHARES, kind_of
from worker.text.between.figures.figure import Figure
from worker.text.between.figures.of_events import HIT
from worker.text.between.figures.placed import SMALL, Figures, Placed
from worker.text.between.figures.two_sides import Sides
from worker.text.between.figures.vocabulary import DEAD_AND_HURT, GROUPS, SORT_OF
from worker.text.between.figures.weighed import Weighed

LEAST_SENTENCES = 4
"""In fewer, rules tell as much as the evidence."""
_DOUBTFUL, _DOUBTFUL_TOLL = 0.6, 0.4
"""What the rules find is told unless it is less likely than this; of casualties they know more."""
_LIKELY = 0.8
"""From here on it is told though no rule finds it."""
_OF_VOTES = re.compile(r"\b(?:votes?|ballots?|seats?|turnout)\b")
_NO_CONFLICT = frozenset({"both are told there", "parts of one sum", "share or multiple", "of the most on one side"})
_SOME_OF_ALL = frozenset({"explained", "place on one side", "some"})
"""Evidence by which a toll may be of some, or both sides give it."""
_LAST = re.compile(r"\b(?:last|previous|past) (?:year|winter|summer|spring|autumn|season|decade)\b")
_WIND = "wind"
_OF_WEATHER = frozenset({"km/h", "degrees C", _WIND, "temperature", "rain", "gust", "snow"})
_BESIDE = frozenset({"explained", "same beside", "same fates beside"})
"""With these the rules know more of tolls than is weighed: what sums of the dead are, and who is told of beside."""
_BODIES = re.compile(r"\b(?:bodies|corpses|remains)\b", re.IGNORECASE)
"""Those found, of all who are given up."""
_IN_OTHER_WORDS = {"injured": "in hospital", "in hospital": "injured"}
"""What the one calls the hurt, the other may call those taken to hospital: of 400 hurt 250 were, or 400."""


def pair(sides: Sides) -> tuple[tuple[FigurePair, ...], tuple[StatePair, ...]]:
    """Return the figures that both articles give about the same thing, each statement once, in the order of `a`.

    With them comes what the two say became of as many of the same things: damaged and destroyed, up and down.
    """
    figures: dict[tuple[str, float, float], FigurePair] = {}
    states: dict[tuple[str, str, str], StatePair] = {}
    for found in _found(sides):
        state = _state(found)
        if state:
            states.setdefault((state.what, state.state_a, state.state_b), state)
        if found.agrees or not agree(found.a.figure, found.b.figure):
            told = _pair(found)
            figures.setdefault((told.what, told.value_a, told.value_b), told)
    return (
        tuple(sorted(figures.values(), key=lambda one: (one.a, one.b, one.what))),
        tuple(sorted(states.values(), key=lambda one: (one.a, one.b, one.what))),
    )


def _found(sides: Sides) -> Iterator[Candidate]:
    """Yield the pairs of figures that are of one thing: those that rules find, and what else is likely enough."""
    a, b, matched = sides.a, sides.b, sides.matched
    about = sides.about
    is_weighed = a.is_english and b.is_english and about.sentences >= LEAST_SENTENCES
    told = set[int]()
    for found in (
        *of_events.pairs(a, b, matched, about),
        *others.pairs(a, b, matched, about),
        *of_groups.pairs(a, b),
    ):
        is_conflict = not (found.agrees or agree(found.a.figure, found.b.figure))
        if is_conflict and (is_told_too(found, a, b) or (is_weighed and _is_doubtful(found, sides))):
            continue
        told |= {id(found.a), id(found.b)}
        yield found
    for found in agreeing.pairs(sides, told):
        told |= {id(found.a), id(found.b)}
        yield found
    if is_weighed:
        for one in sorted(weighed.candidates(sides, told), key=lambda one: -one.likelihood):
            found = one.found
            if one.likelihood < _LIKELY or not told.isdisjoint({id(found.a), id(found.b)}):
                continue
            if "limited otherwise" in one.evidence:
                continue  # half a year here, a quarter there; the weights are fitted to such pairs all the same
            if not (is_told_too(found, a, b) or is_ruled_out(one)):
                told |= {id(found.a), id(found.b)}
                yield found


def _is_doubtful(found: Candidate, sides: Sides) -> bool:
    """Whether the evidence speaks against what the rules find."""
    if is_slip(found.a.figure, found.b.figure):
        return False
    if _is_of_two_places(found):
        return True
    is_toll = _is_toll(found)
    low, high = sorted((found.a, found.b), key=lambda one: one.figure.value)
    if is_toll and (is_of_a_part(low, high, sides.about.topic) or _is_some_of(low, high) or _is_of_last(low, high)):
        return True  # in the city, of all those in the country; 22 of the forty; in the whole of last winter
    one = weighed.weigh(found, sides)
    if is_toll and not _BESIDE.isdisjoint(one.evidence):
        return False  # three killed and four hurt are seven, by chance as well; both tell of three killed beside them
    return one.likelihood < (_DOUBTFUL_TOLL if is_toll else _DOUBTFUL)


def _is_some_of(low: Placed, high: Placed) -> bool:
    return low.figure.scope.part and not high.figure.scope.part


def _is_of_last(one: Placed, other: Placed) -> bool:
    """Whether one alone is of a span that is over: last winter."""
    return bool(_LAST.search(one.figure.clause)) != bool(_LAST.search(other.figure.clause))


def _is_of_two_places(found: Candidate) -> bool:
    """Whether two measures of weather are of two places, each of which only one side names; a storm's wind moves on."""
    a, b = found.a.figure, found.b.figure
    is_of_weather = a.unit is not None and (a.unit.common in _OF_WEATHER or a.aspect in _OF_WEATHER)
    are_named = bool(a.scope.places and b.scope.places)
    is_of_wind = _WIND in {a.aspect, b.aspect}
    return is_of_weather and (are_named or is_of_wind) and a.scope.places.isdisjoint(b.scope.places)


def _is_toll(found: Candidate) -> bool:
    return kind_of(found.a.figure, found.b.figure) == CASUALTIES


def is_ruled_out(found: Weighed) -> bool:
    """Whether no evidence makes it one: both give both figures, or parts of a sum; it was but expected; some of all."""
    a, b = found.found.a.figure, found.found.b.figure
    if not _NO_CONFLICT.isdisjoint(found.evidence) or _is_of_two_places(found.found):
        return True
    is_of_the_worst = BADLY.isdisjoint(a.kind_of) != BADLY.isdisjoint(b.kind_of)
    is_of_some = is_of_the_worst or not _SOME_OF_ALL.isdisjoint(found.evidence)
    return _is_toll(found.found) and (is_of_some or are_others(a, b) or _is_of_a_group(a, b) or _is_of_a_group(b, a))


def _is_of_a_group(one: Figure, other: Figure) -> bool:
    """Whether a toll may be that of some of all: two children, of 35 dead."""
    return one.group is not None and other.group is None and one.value < other.value


def is_told_too(found: Candidate, a: Figures, b: Figures) -> bool:
    """Whether one side has the other's figure too: in its title, as the newest, with who did it, or without of what."""
    one, other = found.a.figure, found.b.figure
    is_told_so = not one.unit and (counts_attacker(one, other) or is_among(one, b.loose) or is_among(other, a.loose))
    if is_told_so or _is_of_part_of_votes(found, a, b):
        return True
    if not one.unit and (one.value in _also_told(found.b) or other.value in _also_told(found.a)):
        return True
    if one.what == "killed" and (
        one.value in b.dead
        or other.value in a.dead
        or _has_the_rest(one, other, a, b)
        or _has_the_rest(other, one, b, a)
        or _counts_other_dead(found, a, b)
    ):
        return True
    if one.what in OF_ALL and (_are_people_in(b, one) or _are_people_in(a, other)):
        return True
    in_other_words = _IN_OTHER_WORDS.get(one.what, "")
    if any(agree(placed.figure, other) for placed in a.of_events.get(in_other_words, ())) or any(
        agree(placed.figure, one) for placed in b.of_events.get(in_other_words, ())
    ):
        return True
    return any(_is_titled(titled, one, other) for titled in b.titled) or any(
        _is_titled(titled, other, one) for titled in a.titled
    )


def _is_of_part_of_votes(found: Candidate, a: Figures, b: Figures) -> bool:
    """Whether a side gives what an election came to when some of the votes were counted: the other has more or all."""
    return (a.is_part_counted or b.is_part_counted) and all(
        _OF_VOTES.search(one.text) or (one.figure.unit and one.figure.unit.common == SHARES)
        for one in (found.a, found.b)
    )


def _are_people_in(figures: Figures, figure: Figure) -> bool:
    """Whether a side has as many people of whom it is not clear what they did: 240,000 people on the march."""
    return figure.value > SMALL and any(
        placed.figure.value == figure.value for placed in figures.others.get("people", ())
    )


def _also_told(placed: Placed) -> frozenset[float]:
    """Return the other numbers of a sentence that counts those trapped, missing or the like: 49 waiting, 35 trapped."""
    is_told_otherwise = placed.figure.what in OF_ALL - DEAD_AND_HURT
    return placed.along - frozenset(placed.beside.values()) if is_told_otherwise else frozenset()


def _has_the_rest(one: Figure, other: Figure, figures: Figures, others: Figures) -> bool:
    """Whether those missing beside the dead of one side make up the other's dead: 70 and two, all 72 aboard.

    Who is missing on the other side too is among the dead on neither.
    """
    missing, elsewhere = (
        {placed.figure.value for placed in side.of_events.get("missing", ())} for side in (figures, others)
    )
    if other.value - one.value in missing - elsewhere:
        return True
    aboard = {placed.figure.value for placed in figures.of_events.get("aboard", ())}
    return other.value in aboard and _BODIES.search(one.clause) is not None


def _counts_other_dead(found: Candidate, a: Figures, b: Figures) -> bool:
    """Whether the two tolls may be apart by a dead attacker, or one counts one of several dead."""
    low, high = sorted(found.values)
    is_of_some = any(placed.figure.group or placed.coordinate for placed in (found.a, found.b))
    if high - low <= FEW_ATTACKERS and not is_of_some and (a.has_dead_attacker or b.has_dead_attacker):
        return True
    return any(
        placed.figure.value == 1 and figures.has_several_dead for placed, figures in ((found.a, a), (found.b, b))
    )


def _is_titled(titled: Figure, one: Figure, other: Figure) -> bool:
    """Whether the title over `other` has the number of `one`: of the same, or counted by another word.

    Death toll rises to 18 children, where the text still says that 14 children are dead.
    """
    if titled.kind == one.kind and agree(titled, one):
        return True
    is_of_people = (one.what in OF_ALL or one.what in GROUPS) and titled.what in OF_ALL
    return is_of_people and titled.value == one.value != other.value


def _state(found: Candidate) -> StatePair | None:
    """Return what became of the same things on either side, where that is not the same."""
    a, b, what = found.a.figure, found.b.figure, _named(found)
    if what.endswith(HIT):
        what, states = what.removesuffix(HIT), (a.what.rpartition(" ")[2], b.what.rpartition(" ")[2])
    elif a.scope.direction * b.scope.direction < 0 and agree(a, b) and what not in OF_ALL:
        states = "up" if a.scope.direction > 0 else "down", "up" if b.scope.direction > 0 else "down"
    else:
        return None
    return StatePair(
        a=a.sentence, b=b.sentence, what=what, state_a=states[0], state_b=states[1], said_a=a.said, said_b=b.said
    )


def _named(candidate: Candidate) -> str:
    """Return what is counted, by its sort where either side names that: warplanes, which the other calls aircraft."""
    counted = f"{candidate.a.figure.what} {candidate.b.figure.what}".split()
    sorts = {of_all: sort for sort, of_all in SORT_OF.items() if sort in counted}
    return " ".join(sorts.get(word, word) for word in candidate.what.split())


def _pair(candidate: Candidate) -> FigurePair:
    a, b = candidate.a.figure, candidate.b.figure
    same_unit = a.unit == b.unit
    return FigurePair(
        a=a.sentence,
        b=b.sentence,
        what=_named(candidate),
        of=a.aspect if a.aspect == b.aspect else None,
        value_a=a.value if same_unit or not a.unit else round(a.unit.common_value(a.value), 4),
        value_b=b.value if same_unit or not b.unit else round(b.unit.common_value(b.value), 4),
        relation="agree" if candidate.agrees else "conflict",
        said_a=a.said,
        said_b=b.said,
    )
