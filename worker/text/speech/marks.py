"""Quotation marks in one paragraph: which character is a mark, what it may do, and which mark ends a quote.

An apostrophe, a possessive and a foot or inch sign look like quotation marks. What tells them apart are the characters
on both sides, so each mark is judged by its neighbours first and by its shape second: outlets mix shapes freely.
"""

import re
from collections.abc import Sequence
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Family(StrEnum):
    """Shapes that open and close each other; doubled single quotes nest in both plain families, so they stand apart."""

    DOUBLE = "double"
    DOUBLED = "doubled"
    SINGLE = "single"
    GUILLEMET = "guillemet"
    SINGLE_GUILLEMET = "single guillemet"
    CORNER = "corner"
    WHITE_CORNER = "white corner"


class Close(IntEnum):
    """How surely a mark ends a quote."""

    NO = 0
    POSSESSIVE = 1  # may as well be the apostrophe of "the ministers' plan"
    BARE = 2  # after a letter or a digit
    FIRM = 3  # after punctuation


class Mark(NamedTuple):
    """One mark; `start` and `end` are code points in its paragraph."""

    start: int
    end: int
    family: Family
    opens: bool
    closes: Close
    whole: bool  # what opens here looks like a full sentence

    @property
    def only_opens(self) -> bool:
        """Whether this can open a quote but not end one."""
        return self.opens and not self.closes


_FAMILIES = {
    **dict.fromkeys(('"', "\u201c", "\u201d", "\u201e", "\u201f", "\uff02"), Family.DOUBLE),
    **dict.fromkeys(("''", "``", "\u2018\u2018", "\u2019\u2019"), Family.DOUBLED),
    **dict.fromkeys(("'", "\u2018", "\u2019", "\u201a", "\u201b"), Family.SINGLE),
    **dict.fromkeys(("\u00ab", "\u00bb"), Family.GUILLEMET),
    **dict.fromkeys(("\u2039", "\u203a"), Family.SINGLE_GUILLEMET),
    **dict.fromkeys(("\u300c", "\u300d"), Family.CORNER),
    **dict.fromkeys(("\u300e", "\u300f"), Family.WHITE_CORNER),
}
_PARTNERS = {Family.DOUBLE: Family.DOUBLED, Family.DOUBLED: Family.DOUBLE}
_LEFT = frozenset(("\u201c", "\u201e", "\u2018", "\u201a", "\u2018\u2018", "``", "\u00ab", "\u2039"))
_RIGHT = frozenset(("\u201d", "\u2019", "\u2019\u2019", "\u00bb", "\u203a"))
_CORNERS = frozenset(("\u300c", "\u300d", "\u300e", "\u300f"))

# Three single quotes are one and two where a quote begins with a nested one, two and one where both end. What may be a
# mark comes first, so that a text is searched for it as fast as can be.
_TOKEN = re.compile(
    "[\"'`\u2018-\u201f\u00ab\u00bb\u2039\u203a\u300c-\u300f\uff02]"
    r"(?:(?<=')(?<![^\s(\[\u2013\u2014-]')(?=''\w)|(?<=')'|(?<=`)`|(?<=\u2018)\u2018|(?<=\u2019)\u2019|(?<!`))"
)
_MARK_CHARACTERS = "\"'`\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\uff02"
_OPENING = "([{<\u2013\u2014-/\u00bf\u00a1"
_PUNCTUATION = ".,!?\u2026;:\u2013\u2014-\u3002\uff01\uff1f\uff0c"
_SENTENCE_ENDS = frozenset(".!?\u2026")
_ELISION = re.compile(r"(?:\d0s|n|em|til|tis|twas)\b(?!-)", re.IGNORECASE)
# After a possessive stands what is possessed; after the end of a quote, how the sentence goes on.
_GOES_ON = re.compile(
    r"\s+(?:a|about|after|against|along|among|an|and|are|as|at|because|been|before|but|by|can|could|during|for|from"
    r"|had|has|have|he|if|in|into|is|it|like|may|might|nor|of|off|on|or|over|said|says|she|should|since|so|than|that"
    r"|the|they|this|through|to|told|under|until|was|we|were|when|where|which|while|who|will|with|would|yet)\b"
)
_WORD = re.compile(r"\s+\w")
_ENDS_HERE = re.compile(r"\W*\Z")


def is_mark(character: str) -> bool:
    """Return whether `character` may begin a quote."""
    return bool(_TOKEN.match(character)) or character == "`"


def marks(paragraph: str) -> list[Mark]:
    """Return the marks of `paragraph` in order, apostrophes left out. One pass."""
    found = []
    base = ""  # the last character before a run of marks
    end_before = 0
    for token in _TOKEN.finditer(paragraph):
        start, end = token.span()
        if start != end_before or start == 0:
            base = paragraph[max(0, start - 2) : start].strip()[-1:]
        end_before = end
        mark = _judge(paragraph, token[0], start, end, base)
        if mark.opens or mark.closes:
            found.append(mark)
    return found


def _judge(paragraph: str, shape: str, start: int, end: int, base: str) -> Mark:
    family = _FAMILIES[shape]
    before = paragraph[start - 1] if start else " "
    after = paragraph[end] if end < len(paragraph) else " "
    at_left_edge = before.isspace() or before in _OPENING or before in _MARK_CHARACTERS
    opens, closes = _by_shape(shape, before, after, at_left_edge=at_left_edge)
    if before.isspace() and base in _SENTENCE_ENDS and not paragraph[end:].strip() and not opens:
        closes = True  # a slip before the last mark: "We go. "
    if not start and shape == "\u201d" and paragraph.count("\u201d") > paragraph.count("\u201c") + 1:
        opens, closes = True, False  # turned the wrong way
    strength = Close.NO
    if closes:
        strength = Close.FIRM if base and base in _PUNCTUATION else Close.BARE
        possessive = family is Family.SINGLE and before in "sS" and _WORD.match(paragraph, end)
        if possessive and not _GOES_ON.match(paragraph, end):
            strength = Close.POSSESSIVE
    if family is Family.SINGLE and opens and _ELISION.match(paragraph, end):
        opens = False
    return Mark(start, end, family, opens, strength, opens and _is_whole(paragraph, start, end))


def _by_shape(shape: str, before: str, after: str, *, at_left_edge: bool) -> tuple[bool, bool]:
    """Return whether a mark of `shape` between these two characters may open, and may close."""
    in_word = before.isalnum() and after.isalnum()
    at_right_edge = not before.isspace() and not after.isalnum()
    if shape in _CORNERS:
        opens = shape in ("\u300c", "\u300e")
        return opens, not opens
    if shape in _LEFT:  # closes in German, where the opening mark is low, and in Danish guillemets
        closes = at_right_edge and not at_left_edge
        return not closes and not (in_word and shape == "\u2018"), closes
    if shape in _RIGHT:  # opens in Swedish and in German guillemets
        apostrophe = in_word or (shape == "\u2019" and before.isspace())
        opens = shape != "\u2019" and (before.isspace() or before in _OPENING) and after.isalnum()
        return opens, not opens and not apostrophe
    if at_left_edge:
        alone = shape == '"' and before.isspace() and after.isspace()
        ends = at_right_edge and after in _MARK_CHARACTERS + _PUNCTUATION + " )]"
        return alone or not after.isspace(), alone or ends
    if in_word:  # a space was lost: said"We go
        double = shape not in ("'", "''")
        return double and before.islower() and after.isupper(), double
    return not before.isalnum() and after.isalnum(), True


def _is_whole(paragraph: str, start: int, end: int) -> bool:
    """Whether the words after this mark begin a sentence of their own."""
    while end < len(paragraph) and (paragraph[end] in _MARK_CHARACTERS or paragraph[end] in _OPENING):
        if end - start > 8:  # noqa: PLR2004 - more marks than any sentence begins with; keeps the whole linear
            return False
        end += 1
    if end >= len(paragraph) or not (paragraph[end].isupper() or paragraph[end].isdigit()):
        return False
    lead = paragraph[max(0, start - 3) : start].rstrip()
    return not lead or lead[-1] in ":,.!?\u2013\u2014"


def closing(found: Sequence[Mark], opening: int, paragraph: str) -> int | None:
    """Return the index in `found` of the mark that ends the quote opened by `found[opening]`, None where none does."""
    mark = found[opening]
    if mark.family is Family.SINGLE and not mark.whole:
        return _closing_of_words(found, opening)
    end = _closing_of_sentence(found, opening) if mark.family is Family.SINGLE else _closing_of_shape(found, opening)
    return _of_another_family(found, opening, paragraph) if end is None else end


def _closing_of_shape(found: Sequence[Mark], opening: int) -> int | None:
    """Marks of one shape nest; "We go,'' typed with one key at its start and with another at its end, is closed."""
    family = found[opening].family
    partner = _PARTNERS.get(family)
    depth = partners = 0
    last = None
    for index in range(opening + 1, len(found)):
        other = found[index]
        if other.family is partner:
            partners += 1 if other.only_opens else -1
            if partners < 0:
                return index
        elif other.family is family and other.only_opens:
            depth += 1
        elif other.family is family:
            if not depth:
                return index
            last = index
            depth -= 1
    return last if depth else None  # a closing mark was lost on the way: the last one ends the quote


def _closing_of_sentence(found: Sequence[Mark], opening: int) -> int | None:
    """A full sentence in single quotes ends after punctuation: before that stand possessives."""
    depth = 0
    last = possible = None
    for index in range(opening + 1, len(found)):
        other = found[index]
        if other.family is not Family.SINGLE:
            continue
        if other.only_opens:
            if possible is not None:
                return possible
            depth += 1
        elif other.closes >= (Close.BARE if depth else Close.FIRM):
            if not depth:
                return index
            last = index
            depth -= 1
        elif possible is None and other.closes is Close.BARE:
            possible = index
    return last if depth and last is not None else possible


def _closing_of_words(found: Sequence[Mark], opening: int) -> int | None:
    """For a few words in single quotes: the first sure end before another quote opens, else the first possible one."""
    possible = None
    for index in range(opening + 1, len(found)):
        other = found[index]
        if other.family is not Family.SINGLE:
            continue
        if other.only_opens:
            break
        if other.closes > Close.POSSESSIVE:
            return index
        possible = index if possible is None else possible
    return possible


def _of_another_family(found: Sequence[Mark], opening: int, paragraph: str) -> int | None:
    """A quote that ends its paragraph with a mark of another shape, one that opened nothing itself."""
    last = found[-1]
    if last.closes is not Close.FIRM or last.opens or not _ENDS_HERE.match(paragraph, last.end):
        return None
    if any(other.family is last.family and other.opens for other in found[opening + 1 :]):
        return None
    return len(found) - 1 if len(found) - 1 > opening else None
