"""What of an article, a figure, a quotation, two speakers, is fit to stand in one line."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from schemas.article import Reading
from schemas.divergence import FigurePair, QuotePair
from worker.text import diff
from worker.text.between.around import told_of
from worker.text.between.figures.measures import MONEY, UNITS
from worker.text.between.quotes import speaker_names
from worker.text.between.quotes.spoken_words import spoken_words
from worker.text.lexicon import lexicon
from worker.text.normalise import squeeze
from worker.text.wording import cut

_QUALIFIED = re.compile(r"(?:At|More|Over|No|Up|About|Around|Some|Nearly|Almost|As|Between|Fewer|Less|An?|Roughly)\s")
_MORE_THAN_NUMBER = re.compile(r"[\s%$\u00a3\u20ac\u00a5\u20b9]")
_LEAD_WORDS = 3
_DENIALS = frozenset({"not", "no", "never", "nobody", "nothing", "without"})
AT_ENDS = ".,;: "
"""With what a quotation ends by where it stands in its sentence."""
_MOST_QUOTED = 60
"""Code points of a quotation that a line can bear."""


def number(value: float) -> str:
    """Return a figure as people write it: no `.0`, thousands set apart."""
    return f"{value:,.0f}" if value.is_integer() else f"{value:,.2f}".rstrip("0")


def inside(said: str, language: str | None = None) -> str:
    """Return what is said as it stands inside a line: `at least 40` and `two days`, but `Monday`."""
    first, _, rest = said.partition(" ")
    is_number = first.istitle() and lexicon(language).number_parts(first.lower())
    return f"{first.lower()} {rest}".rstrip() if is_number or _QUALIFIED.match(said) else said


def amount(value: float, said: str, language: str | None) -> str:
    """Return a figure for a line: as the outlet has it where it has more than a number, as `about $40 million`."""
    if not value:
        return "none"
    return inside(said, language) if _MORE_THAN_NUMBER.search(said) else number(value)


def matter(figure: FigurePair) -> str:
    """Return what two figures are of, as a line says it; its unit alone says nothing that the amount does not."""
    return figure.of or ("amount" if figure.what in MONEY else figure.what)


def measured(figure: FigurePair, a: Reading) -> str:
    """Return what two figures are of; where that is a unit alone, with the words around it in the first article."""
    what = matter(figure)
    is_unit = figure.of is None and (figure.what in MONEY or figure.what in UNITS)
    told = told_of(a.sentences[figure.a].text, figure.said_a or number(figure.value_a)) if is_unit else ""
    return f"{what} ({told})" if told else what


def short(line: str, most: int = _MOST_QUOTED) -> str:
    """Return `line`, cut between words to what one line can bear."""
    return cut(line, most)


def speakers(pair: QuotePair) -> tuple[str, ...]:
    """Return who is quoted: one, or both where the sides give the words to two."""
    one = speaker_names.surely(pair.speaker_a, pair.attribution_a)
    other = speaker_names.surely(pair.speaker_b, pair.attribution_b)
    if one and other and speaker_names.differ(one, other):
        return one, other
    return (speaker_names.of_pair(pair) or "a speaker",)


def marked(text: str) -> str:
    """Return words as a line shows that they stand in quotation marks, whichever the outlet has."""
    return f"\u201c{squeeze(text).rstrip(AT_ENDS)}\u201d"


def is_marked(text: str) -> bool:
    """Return whether a line shows the words in quotation marks."""
    return text.startswith("\u201c")


def where_they_part(text_a: str, text_b: str) -> tuple[str, str]:
    """Return two quotations fit for a line: long ones from a few words before their first difference.

    Where one denies what the other affirms, that is the difference which counts.
    """
    one, other = _parting(*(squeeze(text).rstrip(AT_ENDS) for text in (text_a, text_b)))
    return short(one), short(other)


def _parting(a: str, b: str) -> tuple[str, str]:
    if max(len(a), len(b)) <= _MOST_QUOTED:
        return a, b
    found = sorted(_differences(a, b), key=lambda difference: not difference.is_denial)
    for at_a, at_b, is_denial in found:
        if is_denial or len(a[:at_a].split()) > 1:
            return _tail(a, at_a - _lead(a[:at_a])), _tail(b, at_b - _lead(b[:at_b]))
    return a, b


class _Difference(NamedTuple):
    """Where on either side other words begin, and whether one side alone denies there."""

    at_a: int
    at_b: int
    is_denial: bool


def _differences(a: str, b: str) -> Iterator[_Difference]:
    """Yield the differences in their order: a comma or the shape of an apostrophe makes none."""
    at_a = at_b = 0
    for is_kept, run in groupby(diff.words(a, b), key=lambda piece: piece[0] == "="):
        pieces = list(run)
        old, new = ("".join(text for tag, text in pieces if tag != sign) for sign in "+-")
        one, other = spoken_words(old), spoken_words(new)
        to_a, to_b = at_a + len(old), at_b + len(new)
        if not is_kept and one != other:
            go_on = to_a < len(a) and to_b < len(b)  # what was cut off is not denied
            yield _Difference(at_a, at_b, go_on and _DENIALS.isdisjoint(one) != _DENIALS.isdisjoint(other))
        at_a, at_b = to_a, to_b


def _lead(before: str) -> int:
    """Return how many code points before a difference are shown: those of a few words."""
    parts = before.rsplit(None, _LEAD_WORDS)
    return len(before) - (len(parts[0]) if len(parts) > _LEAD_WORDS else 0)


def _tail(text: str, start: int) -> str:
    return f"\u2026{text[start:].lstrip()}" if start > 0 else text
