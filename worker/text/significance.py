"""How much a change matters, from 0 to 1, and the one line that says what it is.

The weights follow what editors and readers hold a publisher to: an owned-up mistake, a figure, a date, a denial, the
words in quotation marks and who is said to have said them always reach `ALERTED`; what a sub-editor does in passing
never does.
"""

from collections.abc import Collection, Sequence

from schemas.change import Edit, Label, Op, Side

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
    Label.NAME: 0.45,
    Label.HEDGE: 0.45,
    Label.SOURCE_REMOVED: 0.45,
    Label.REMOVED_FACT: 0.4,
    Label.SOURCE_ADDED: 0.35,
    Label.ADDED_FACT: 0.3,
    Label.INVISIBLE: 0.3,
    Label.REWORDED: 0.25,
    Label.BYLINE: 0.15,
    Label.REORDERED: 0.1,
    Label.HEADLINE: 0.09,
    Label.TYPO: 0.08,
    Label.PUNCTUATION: 0.05,
    Label.WHITESPACE: 0.02,
}
"""What an edit in the body of the text weighs by its weightiest label."""

IN_HEADLINE = 0.15
"""Added to what is more than noise in a headline: most people read nothing else."""
IN_LEDE = 0.05
"""Added in the first paragraph."""
IN_DEPTH = -0.05
"""Added in the second half of the text, where it takes nothing below `ALERTED` that had reached it."""
ONE_MORE = 0.03
"""Added for each further edit of substance."""
MOST_MORE = 0.2
REVERT_AT_MOST = 0.2
"""A return to wording that was there before is recorded and alerts nobody again."""

_NOISE_AT_MOST = 0.2
"""An edit that weighs no more than this is noise: where it stands and how often adds nothing."""
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
    weights = sorted((weight_of(edit, new) for edit in edits if edit.op is not Op.KEEP), reverse=True)
    own = [WEIGHTS[label] for label in labels if label in WEIGHTS and not any(label in edit.labels for edit in edits)]
    heaviest = max([*weights, *own], default=0.0)
    further = sum(weight > _NOISE_AT_MOST for weight in weights[1:])
    return round(min(1.0, heaviest + min(MOST_MORE, ONE_MORE * further)), 3)


def weight_of(edit: Edit, new: Side) -> float:
    """Return what one edit weighs, 0..1, by its labels and by where it stands."""
    base = max((WEIGHTS.get(label, 0.0) for label in edit.labels), default=0.0)
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


def is_stealth(labels: Collection[Label], old: Side, new: Side, *, noted: bool) -> bool:
    """Return whether substance changed while neither a note nor a newer modified date owns up to it.

    Args:
        labels: Those of the change.
        old: The old side.
        new: The new side.
        noted: Whether a note of any kind came with the change.
    """
    dated = new.modified is not None and (old.modified is None or new.modified > old.modified)
    return not noted and not dated and not _SUBSTANCE.isdisjoint(labels)
