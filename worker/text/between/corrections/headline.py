"""Headlines that still have what a revision took back, above a text that has it no more."""

from collections.abc import Container, Iterable

from schemas.correction import Corrected, Correction
from worker.text.between.corrections import accents
from worker.text.between.corrections.propagation import values_in
from worker.text.between.corrections.put_right import narrowed
from worker.text.between.corrections.taken_back import name_words
from worker.text.between.figures.figure import Figure
from worker.text.between.prepared import Prepared
from worker.text.lexicon import lexicon


def carries(correction: Correction, before: Prepared, after: Prepared, other: Prepared) -> bool:
    """Whether the other article's headline has a figure or a name that was taken back, and its text has it nowhere.

    What the text has too, or what the corrected article tells still, may be something else.

    Args:
        correction: What the revision put right.
        before: The version before it.
        after: The version that made it.
        other: The article whose headline is looked at.
    """
    if not other.reading.title:
        return False
    if correction.kind is Corrected.FIGURE:
        return _by_figures(correction, before, after, other)
    return correction.kind is Corrected.NAME and _by_name(correction, after, other)


def _by_figures(correction: Correction, before: Prepared, after: Prepared, other: Prepared) -> bool:
    """Whether the headline counts the same as before, and what it says is not true of the new figure as well."""
    known = lexicon(after.reading.language)
    one = narrowed(correction, known)
    said_old, said_new = (values_in(text, known) for text in (one.sentence_old, one.sentence_new))
    old = _of(before, correction.old, said_old - said_new)
    new = _of(after, correction.new, said_new - said_old)
    taken_back = {(figure.kind, figure.value) for figure in old} - {(figure.kind, figure.value) for figure in new}
    titled = other.figures.titled
    found = [figure for figure in titled if (figure.kind, figure.value) in taken_back]
    now = [figure for figure in new for each in titled if figure.kind == each.kind]
    if not now or any(_may_be_one(one, each) for one in now for each in titled):
        return False
    told_still = {(figure.kind, figure.value) for figure in (*_all(other), *_all(after), *after.figures.titled)}
    return any((figure.kind, figure.value) not in told_still for figure in found)


def _may_be_one(one: Figure, other: Figure) -> bool:
    return one.kind == other.kind and one.low <= other.high and other.low <= one.high


def _all(one: Prepared) -> Iterable[Figure]:
    return (placed.figure for placed in one.figures.each)


def _of(one: Prepared, sentences: Container[int], values: Container[float]) -> list[Figure]:
    """Return the figures of these sentences that have one of these values."""
    return [figure for figure in _all(one) if figure.sentence in sentences and figure.value in values]


def _by_name(correction: Correction, after: Prepared, other: Prepared) -> bool:
    """Whether the headline has the family name, or the one word, that was taken back."""
    spelled = accents.bare if accents.may_be_left_out(correction) else str
    old, new, title = (
        name_words(spelled(text)) for text in (correction.said_old, correction.said_new, other.reading.title or "")
    )
    if not (old and new) or old[-1] in new or old[-1] not in title or new[-1] in title:
        return False
    texts = [name_words(spelled(text)) for text in (other.reading.text, after.reading.title or "")]
    apart = (name_words(spelled(one.text)) for one in after.reading.sentences)
    texts += [names for names in apart if new[-1] not in names]  # a note has both
    return not any(old[-1] in names for names in texts)
