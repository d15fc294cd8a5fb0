"""How much a change matters, from 0 to 1, and whether it was owned up to.

The weights follow what editors and readers hold a publisher to: an owned-up mistake, a figure, a date, a denial, the
words in quotation marks and who is said to have said them, who is named, how certain it is, and what was put in or
taken out always reach `ALERTED`; what a sub-editor does in passing never does. `docs/significance.md` has the table.
"""

from collections.abc import Collection, Iterable, Sequence

from schemas.change import Edit, Label, Op, Side
from worker.text.framing import outcome, reframed

ALERTED = 0.5
"""From here on a change is worth telling people about, unless they ask for more or less."""

WEIGHTS = {
    Label.RETRACTION: 1.0,
    Label.CORRECTION_NOTE: 0.9,
    Label.NEGATION: 0.75,
    Label.FIGURE: 0.7,
    Label.QUOTE: 0.7,
    Label.ATTRIBUTION: 0.65,
    Label.DATE: 0.6,
    Label.NAME: 0.6,
    Label.HEDGE: 0.55,
    Label.SOURCE_REMOVED: 0.55,
    Label.REMOVED_FACT: 0.52,
    Label.SOURCE_ADDED: 0.5,
    Label.ADDED_FACT: 0.5,
    Label.INVISIBLE: 0.3,
    Label.REWORDED: 0.25,
    Label.REVERT: 0.2,
    Label.LIVE_UPDATE: 0.15,
    Label.BYLINE: 0.15,
    Label.REORDERED: 0.1,
    Label.HEADLINE: 0.09,
    Label.TYPO: 0.08,
    Label.PUNCTUATION: 0.05,
    Label.WHITESPACE: 0.02,
}
"""What an edit weighs by its weightiest label."""
IN_SENTENCE = {Label.ADDED_FACT: 0.35, Label.REMOVED_FACT: 0.3}
"""What a clause weighs that came into or went from a sentence or headline which otherwise stayed."""

REFRAMED = 0.5
"""What an edit weighs at least in which one word gave way to another of its kind: rebels to terrorists."""
OUTCOME = 0.85
"""What an edit weighs at least by which something else became of people: injured to dead, charged to convicted."""

IN_HEADLINE = 0.15
"""Added to what is more than noise in a headline: most people read nothing else."""
IN_LEDE = 0.05
"""Added in the first paragraph."""
IN_DEPTH = -0.05
"""Added in the second half of the text, where it takes nothing below `ALERTED` that had reached it."""
ONE_MORE = 0.03
"""Added for each further edit of substance, which lifts nothing over `ALERTED` that is below it by itself."""
MOST_MORE = 0.2
REVERT_AT_MOST = 0.2
"""A return to wording that was there before is recorded and alerts nobody again."""
JUST_BELOW = 0.49

_NOISE_AT_MOST = 0.2
"""An edit that weighs no more than this is noise: where it stands and how often adds nothing."""
_CAPPED = (Label.REVERT, Label.LIVE_UPDATE)
"""Labels that make an edit weigh no more than they do, whatever else it bears."""
_SUBSTANCE = frozenset(
    {
        Label.FIGURE,
        Label.DATE,
        Label.NEGATION,
        Label.QUOTE,
        Label.ATTRIBUTION,
        Label.NAME,
        Label.HEDGE,
        Label.ADDED_FACT,
        Label.REMOVED_FACT,
        Label.SOURCE_ADDED,
        Label.SOURCE_REMOVED,
    }
)


def weigh(edits: Sequence[Edit], labels: Collection[Label], new: Side) -> float:
    """Return how much a revision matters, 0..1; 0 where nothing changed.

    Args:
        edits: The edits with their labels.
        labels: Those of the change as a whole, such as `byline`, which no edit bears.
        new: The new side, for where an edit stands.
    """
    weights = sorted(_weights(edits, new), reverse=True)
    borne = {label for edit in edits for label in edit.labels}
    own = [WEIGHTS[label] for label in labels if label in WEIGHTS and label not in borne]
    heaviest = max([*weights, *own], default=0.0)
    further = sum(weight > _NOISE_AT_MOST for weight in weights[1:])
    weight = heaviest + min(MOST_MORE, ONE_MORE * further)
    return round(min(1.0 if heaviest >= ALERTED else max(heaviest, JUST_BELOW), weight), 3)


def _weights(edits: Iterable[Edit], new: Side) -> Iterable[float]:
    """Return what each edit weighs; of a sentence that the article prints twice, the weightier place alone."""
    found: dict[object, float] = {}
    for edit in edits:
        if edit.op is not Op.KEEP:
            key = (edit.words, edit.field, edit.labels) if edit.words else id(edit)
            found[key] = max(found.get(key, 0.0), weight_of(edit, new))
    return found.values()


def weight_of(edit: Edit, new: Side) -> float:
    """Return what one edit weighs, 0..1, by its labels and by where it stands."""
    for label in _CAPPED:
        if label in edit.labels:
            return WEIGHTS[label]
    is_whole = edit.op in {Op.ADD, Op.DELETE}
    weights = WEIGHTS if is_whole else WEIGHTS | IN_SENTENCE
    base = max((weights.get(label, 0.0) for label in edit.labels), default=0.0)
    if not is_whole and outcome(edit, new.language):
        base = max(base, OUTCOME)
    elif Label.REWORDED in edit.labels and reframed(edit, new.language):
        base = max(base, REFRAMED)
    if base <= _NOISE_AT_MOST:
        return base
    weight = base + _place(edit, new)
    if base >= ALERTED:
        weight = max(weight, ALERTED)
    return min(1.0, weight)


def _place(edit: Edit, new: Side) -> float:
    if edit.field == "title":
        return IN_HEADLINE
    if not edit.new:
        return 0.0
    if new.sentences[edit.new[0]].paragraph == 0:
        return IN_LEDE
    return IN_DEPTH if edit.new[0] >= len(new.sentences) / 2 else 0.0


def is_stealth(edits: Sequence[Edit], old: Side, new: Side, *, noted: bool) -> bool:
    """Return whether substance changed while neither a note nor a newer modified date owns up to it.

    Args:
        edits: The edits with their labels.
        old: The old side.
        new: The new side.
        noted: Whether a note of any kind came with the change.
    """
    dated = new.modified is not None and (old.modified is None or new.modified > old.modified)
    fresh = [edit for edit in edits if not set(_CAPPED) & set(edit.labels)]
    found = {label for edit in fresh for label in edit.labels}
    is_substance = not _SUBSTANCE.isdisjoint(found) or any(
        reframed(edit, new.language) or outcome(edit, new.language) for edit in fresh
    )
    return not noted and not dated and is_substance
