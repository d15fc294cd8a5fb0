"""The section and the keywords of a page, without what content systems put among them for themselves."""

import re
from collections.abc import Iterable
from html import unescape
from itertools import pairwise

from worker.text.listed import words_of
from worker.text.normalise import squeeze

_PLACES = words_of("""
all article articles blog default entry featured frontpage home homepage index latest main none null page popular post
posts slider story top uncategorised uncategorized undefined untagged
    """)
_CODE = re.compile(
    r"[_/].*|\w+_\w+|\w+:\w+:.*|[A-Z]{2,}-[A-Z\d]{3,}|[A-Z]{2,}:\S.*|[A-Z]*\d+[A-Z\d]*|[\w-]{3,}\.[a-z]{2,12}"
)
_CAPITALS = re.compile(r"[A-Z]{2,8}\d*")
_NAMED = re.compile(r"([A-Z][\w ]{1,20}):\s*(\S.*)")
_SUBJECTS = frozenset(("category", "keyword", "subject", "tag", "topic"))
_FEWEST_NAMED = 3
_FEWEST_CODES = 6
_LETTER = re.compile(r"[a-z] (?=\S)")
_MAX_SECTION_CHARS = 60
_MAX_KEYWORD_CHARS = 80
_MOST_KEYWORDS = 50


def section(told: Iterable[str | None], outlet: str | None) -> str | None:
    """Return the first section in `told` that is one, and of several the first."""
    for text in told:
        listed = re.split(r",(?=\S)", text or "") if len(text or "") <= _MAX_SECTION_CHARS else (text or "").split(",")
        for name in listed:
            parts = [part.strip() for part in name.split(" - ")]
            found = squeeze(" - ".join([*(one for one, after in pairwise(parts) if one != after), parts[-1]]))
            if (
                1 < len(found) <= _MAX_SECTION_CHARS
                and _is_topic(found)
                and found.casefold() != (outlet or "").casefold()
            ):
                return found
    return None


def keywords(told: Iterable[str], title: str | None) -> tuple[str, ...]:
    """Return the keywords in `told`, each once whatever its case, in order; the title is none of them."""
    found: dict[str, str] = {}
    for word in _without_names(_without_letters([word for text in told for word in _apart(text)])):
        if 1 < len(word) <= _MAX_KEYWORD_CHARS and "://" not in word and _is_topic(word):
            found.setdefault(word.casefold(), word)
    found.pop((title or "").casefold(), None)
    codes = [word for word in found.values() if _CAPITALS.fullmatch(word)]
    if len(codes) >= _FEWEST_CODES and 2 * len(codes) > len(found):
        found = {key: word for key, word in found.items() if word not in codes}
    return tuple(found.values())[:_MOST_KEYWORDS]


def _apart(text: str) -> list[str]:
    """Return the words of a list with commas, or else with semicolons."""
    text = unescape(text)
    return [squeeze(word).strip(" \"'#") for word in text.split(";" if ";" in text and "," not in text else ",")]


def _is_topic(text: str) -> bool:
    """Whether a text is neither a code nor a place on the site."""
    return text.casefold().replace(" ", "").replace("-", "") not in _PLACES and not _CODE.fullmatch(text)


def _without_letters(words: list[str]) -> list[str]:
    """Return `words` without the one letter that stands before each of them."""
    letters = {match[0] if (match := _LETTER.match(word)) else "" for word in words}
    if len(words) < _FEWEST_NAMED or len(letters) > 1 or "" in letters:
        return words
    return [word[len(min(letters)) :] for word in words]


def _without_names(words: list[str]) -> list[str]:
    """Return the subjects of a list that names each of its values: `Subject: Politics` beside `Day: Friday`."""
    named = [match for word in words if (match := _NAMED.fullmatch(word))]
    if len(named) < _FEWEST_NAMED or 2 * len(named) < len(words):
        return words
    return [match[2] for match in named if match[1].casefold() in _SUBJECTS]
