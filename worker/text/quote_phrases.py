"""What became of a quotation, in words."""

import re

from schemas.article import Sentence
from schemas.change import Edit
from worker.text import quotes
from worker.text.diff import cores
from worker.text.normalise import fold
from worker.text.wording import AROUND_WORDS, LONGEST_OF_TWO, cores_of, cut, few, in_quotes, worded

_MARK = re.compile(r"[\"'\u2018-\u201f\u00ab\u00bb\u2039\u203a]")
_DOUBLE_MARK = re.compile(r'"')
_REPORTED = 0.5
"""Of what is quoted, how much stands in the other wording at least, where that reports it."""


def became_of_marks(edit: Edit) -> str:
    """Return what became of quotation marks that came or went alone, or with all that was quoted; or nothing."""
    return _marks_alone(edit) or _unquoted(edit)


def quoted(edit: Edit) -> tuple[str, str]:
    """Return what went and what came inside quotation marks: one piece for another, else each quotation whole."""
    removed, added = _inside_marks(edit)
    if max(len(removed), len(added)) == 1 and any(told := few(removed, added)):
        return told
    old, new = _quotations(edit, "=-"), _quotations(edit, "=+")
    gone, come = [said for said in old if said not in new], [said for said in new if said not in old]
    before, after = (in_quotes(cut(said[0], LONGEST_OF_TWO)) if said else "" for said in (gone, come))
    return before, after


def _quotations(edit: Edit, kept: str) -> list[str]:
    text = worded(edit, kept)
    found = quotes.find((text,), (Sentence(text=text, paragraph=0, start=0, end=len(text)),)) if text else ()
    return [quote.text.strip(AROUND_WORDS) for quote in found]


def _marks_alone(edit: Edit) -> str:
    """Return what became of quotation marks that came or went while the words between them stayed; empty otherwise."""
    gone, come = ([text for tag, text in edit.words if tag == kept and _MARK.search(text)] for kept in "-+")
    if gone and not come and not any(map(str.isalnum, "".join(gone))):
        return "quotation in {place} lost its marks"
    if come and not gone and not any(map(str.isalnum, "".join(come))):
        return "words in {place} put in quotation marks"
    return ""


def _unquoted(edit: Edit) -> str:
    """Return whether what was all that a sentence quoted is told in other words, or was so told; or nothing."""
    before, after = (bool(_DOUBLE_MARK.search(worded(edit, kept))) for kept in ("=-", "=+"))
    if before == after:
        return ""
    sides = ("=-", "=+") if before else ("=+", "=-")
    said = [word for quotation in _quotations(edit, sides[0]) for word in cores(quotation)]
    if sum(word in cores_of(edit, sides[1]) for word in said) < _REPORTED * len(said):
        return ""
    if after:
        return "reported speech in {place} gave way to a quotation"
    return "quotation in {place} gave way to reported speech"


def _inside_marks(edit: Edit) -> tuple[list[str], list[str]]:
    """Return the pieces that went and those that came between double quotation marks."""
    is_inside = {"-": False, "+": False}
    found: dict[str, list[str]] = {"-": [], "+": []}
    for tag, text in edit.words:
        sides = "-+" if tag == "=" else tag
        for number, piece in enumerate(_DOUBLE_MARK.split(fold(text))):
            for side in sides if number else "":
                is_inside[side] = not is_inside[side]
            if tag != "=" and is_inside[tag] and any(map(str.isalnum, piece)):
                found[tag].append(piece.strip(AROUND_WORDS))
    return found["-"], found["+"]
