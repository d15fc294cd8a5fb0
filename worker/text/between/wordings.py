"""Words of one kind of which two outlets choose differently where they say the same: rebels here, terrorists there."""

from collections.abc import Iterator, Sequence

from schemas.change import Edit, Op
from schemas.divergence import QuotePair, WordingPair
from worker.text.framing import reframed

_LEAST_ALIKE = 0.5
"""Sentences less alike may speak of two people, or of two things that happened."""


def pair(edits: Sequence[Edit], quotes: Sequence[QuotePair], language: str | None) -> Iterator[WordingPair]:
    """Yield the matched sentences in which the outlets chose different words of one kind, not those of a quotation.

    Args:
        edits: Of a divergence, with their words.
        quotes: The quotations of both; where one is altered, that tells it.
        language: ISO 639-1, or null for English.
    """
    altered = {(a, b) for quote in quotes if quote.relation == "altered" for a in quote.a for b in quote.b}
    for edit in edits:
        if edit.field is not None or edit.op not in {Op.EDIT, Op.MOVE} or edit.similarity < _LEAST_ALIKE:
            continue
        if (edit.old[0], edit.new[0]) not in altered and (words := reframed(edit, language)):
            yield WordingPair(a=edit.old[0], b=edit.new[0], words_a=words[0], words_b=words[1])
