"""Sentences that became the headline, and headlines that became a sentence."""

from collections.abc import Iterable, Sequence

from schemas.article import Sentence
from schemas.change import Edit, Label, Op
from worker.text.alignment.similarity import Codes, Line, prepare

ALIKE = 0.75
"""From this similarity on, a headline and a sentence are the same: a lede says much of what its headline does."""
BETTER = 0.1
"""By how much it must be more like it than the other headline is."""


def exchanged(
    edits: Sequence[Edit],
    titles: tuple[str | None, str | None],
    sentences: tuple[Sequence[Sentence], Sequence[Sentence]],
) -> tuple[Edit, ...]:
    """Return the edits, with the title's own telling which sentence it was made of, and which the old one became.

    Args:
        edits: What became of title and sentences.
        titles: The old and the new title.
        sentences: The old and the new sentences.
    """
    title = next((edit for edit in edits if edit.field == "title" and edit.op is not Op.KEEP), None)
    if title is None:
        return tuple(edits)
    codes = Codes()
    old, new = (prepare([text or ""], codes)[0] for text in titles)
    gone = {i for edit in edits if edit.field is None and edit.op is not Op.KEEP for i in edit.old}
    come = {j for edit in edits if edit.field is None and edit.op is not Op.KEEP for j in edit.new}
    promoted = _one_like(new, old, sentences[0], gone, codes)
    demoted = _one_like(old, new, sentences[1], come, codes)
    if promoted is None and demoted is None:
        return tuple(edits)
    labels = tuple(label for label in Label if label in {*title.labels, Label.REORDERED})
    told = title.model_copy(update={"promoted": promoted, "demoted": demoted, "labels": labels})
    return tuple(told if edit is title else edit for edit in edits)


def _one_like(
    title: Line, other: Line, sentences: Sequence[Sentence], among: Iterable[int], codes: Codes
) -> int | None:
    """Return which of the sentences says what `title` says, rather than `other` does."""
    if not title.words:
        return None
    floor = max(ALIKE, title.similarity(other) + BETTER)
    places = sorted(among)
    likes = [title.similarity(line) for line in prepare([sentences[at].text for at in places], codes)]
    best = max(range(len(places)), key=likes.__getitem__, default=None)
    return places[best] if best is not None and likes[best] >= floor else None
