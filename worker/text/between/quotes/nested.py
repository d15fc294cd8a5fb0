"""A quotation inside another: somebody repeats what somebody else has said, and these stay the other's words."""

import re
from collections.abc import Iterator

from schemas.article import INFERRED, Quote
from worker.text import quotes
from worker.text.grouping.terms import words

_MARK = re.compile(r"(?<!\w)[\"'\u2018\u201c\u201e\u00ab\u2039\u300c\u300e](?=[\w\[])")
_OWN = frozenset(("i", "we", "you"))
"""Whom one repeats who says again what they said themselves."""
_DOUBLE = frozenset('"\u201c\u201d\u201e\uff02')
_LEAST_WORDS = 4
_LEAST_AROUND = 3
"""Words around it from which a quotation says more than what it repeats."""


def within(text: str, quote: Quote, language: str | None) -> Iterator[Quote]:
    """Yield what a quote of an article with this text repeats of others, with the speaker that it names itself."""
    if not _MARK.search(quote.text):
        return
    for inner in quotes.find(quote.text.split("\n\n"), (), language):
        said = words(inner.text)
        if len(said) < _LEAST_WORDS or len(words(quote.text)) - len(said) < _LEAST_AROUND:
            continue
        if _OWN & set(words(inner.speaker or "")):
            continue
        start = text.find(inner.text, quote.start, quote.end)
        if start < 0 or _is_one_shape(text[quote.start], text[start - 1]):
            continue  # it goes over several paragraphs, or a mark is one too many
        is_told = inner.attribution not in INFERRED and not (inner.speaker or "that ").startswith("that ")
        told = {"speaker": inner.speaker, "attribution": inner.attribution} if is_told else {}
        yield Quote(text=inner.text, start=start, end=start + len(inner.text), **told)


def _is_one_shape(outer: str, inner: str) -> bool:
    return outer == inner or (outer in _DOUBLE and inner in _DOUBLE)
