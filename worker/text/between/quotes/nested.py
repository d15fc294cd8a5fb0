"""A quotation inside another: somebody repeats what somebody else has said, and these stay the other's words."""

import re
from collections.abc import Iterator

from schemas.article import INFERRED, Quote
from worker.text import quotes
from worker.text.between.quotes.laying import LEAST_WORDS, in_words
from worker.text.between.quotes.spoken_words import spoken_words
from worker.text.between.quotes.unquoted import TELLING_RUN
from worker.text.grouping.terms import words

_MARK = re.compile(r"(?<!\w)[\"'\u2018\u201c\u201e\u00ab\u2039](?=[\w\[])|[\u300c\u300e]")
_OWN = frozenset(("i", "we", "you"))
"""Whom one repeats who says again what they said themselves."""
_DOUBLE = frozenset('"\u201c\u201d\u201e\uff02')


def within(text: str, quote: Quote, language: str | None) -> Iterator[Quote]:
    """Yield what a quote of an article with this text repeats of others, with the speaker that it names itself."""
    if not _MARK.search(quote.text):
        return
    whole, at = len(spoken_words(quote.text)), quote.start
    for inner in quotes.find(quote.text.split("\n\n"), (), language):
        said = in_words(inner.text)
        if not said.is_telling or whole - len(said.words) < LEAST_WORDS * said.grain:
            continue  # or the quotation says nothing but what it repeats
        if _OWN & set(words(inner.speaker or "")):
            continue
        start = text.find(inner.text, at, quote.end)
        if start < 0 or _is_one_shape(text[quote.start], text[start - 1]):
            continue  # it goes over several paragraphs, or a mark is one too many
        at = start
        is_told = inner.attribution not in INFERRED and not (inner.speaker or "that ").startswith("that ")
        if not is_told and len(said.words) < TELLING_RUN * said.grain:
            continue  # the title of a book
        told = {"speaker": inner.speaker, "attribution": inner.attribution} if is_told else {}
        yield Quote(text=inner.text, start=start, end=start + len(inner.text), **told)


def _is_one_shape(outer: str, inner: str) -> bool:
    return outer == inner or (outer in _DOUBLE and inner in _DOUBLE)
