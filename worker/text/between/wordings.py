"""Words of one kind of which two outlets choose differently where they say the same: rebels here, terrorists there."""

from collections.abc import Iterator, Sequence

from schemas.article import Reading
from schemas.change import Edit, Op
from schemas.divergence import QuotePair, WordingPair
from worker.text.classify.context import words_among
from worker.text.diff import cores
from worker.text.framing import reframed
from worker.text.normalise import fold

_LEAST_ALIKE = 0.5
"""Sentences less alike may speak of two people, or of two things that happened."""


def pair(a: Reading, b: Reading, edits: Sequence[Edit], quotes: Sequence[QuotePair]) -> Iterator[WordingPair]:
    """Yield the matched sentences in which the outlets chose different words of one kind, not those of a quotation.

    Args:
        a: The one article.
        b: The other.
        edits: Of their divergence, with their words.
        quotes: The quotations of both; where one is altered, that tells it.
    """
    altered = {(i, j) for quote in quotes if quote.relation == "altered" for i in quote.a for j in quote.b}
    for edit in edits:
        if edit.field is not None or edit.op not in {Op.EDIT, Op.MOVE} or edit.similarity < _LEAST_ALIKE:
            continue
        if told := reframed(edit, a.language or b.language):
            i, j = _saying(told[0], a, edit.old), _saying(told[1], b, edit.new)
            if (i, j) not in altered:
                yield WordingPair(a=i, b=j, words_a=told[0], words_b=told[1])


def _saying(words: str, reading: Reading, indexes: Sequence[int]) -> int:
    """Return which of the sentences of an edit, mostly one, has the words."""
    wanted = set(words.split())
    texts = ((index, reading.sentences[index].text) for index in indexes[:-1])
    return next((index for index, text in texts if wanted <= set(words_among(cores(fold(text))))), indexes[-1])
