"""The letters that what a pattern of words finds begins with: a text without any of them need not be searched.

Patterns of dozens of words in any case are slow, and most sentences hold none of the words.
"""

import re
from collections.abc import Iterator

_LONGEST = 5
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|[a-z]*-?[a-z]*:))?(?!\?)")
_AROUND = re.compile(r"\(\?<?[=!]")
_LETTERS = re.compile(r"[\w%\u00b0' ]*(?![?*{])")


def openings(written: str) -> tuple[str, ...]:
    """Return the letters, in lower case, one of which begins whatever a pattern finds; empty ones where none need."""
    found = {letters[:_LONGEST] for letters in _openings(written)}
    return tuple(sorted(each for each in found if not any(each != other and other in each for other in found)))


def holds_any(text: str, letters: tuple[str, ...]) -> bool:
    """Whether a text holds any of these letters in a row, in whatever case."""
    lower = text.lower()
    for each in letters:  # noqa: SIM110 - asked of every number of an article; a generator takes twice the time
        if each in lower:
            return True
    return False


def _openings(written: str) -> Iterator[str]:
    for alternative in _parted(written):
        rest = alternative.removeprefix(r"\b")
        if rest == "(?!)":
            continue  # which nothing is
        while _AROUND.match(rest):
            rest = rest[_end(rest) :].removeprefix(r"\b")
        if group := _GROUP.match(rest):
            end = _end(rest)
            yield from _openings(rest[group.end() : end - 1])
            if rest[end : end + 1] in set("?*{"):  # which may be left out
                yield from _openings(rest[end + 1 :]) if rest[end : end + 1] == "?" else [""]
        else:
            yield _LETTERS.match(rest)[0].lower()  # type: ignore[index] # which may be nothing, and matches always


def _parted(written: str) -> Iterator[str]:
    """Yield the alternatives of a pattern."""
    depth = start = 0
    for at, character in enumerate(written):
        depth += (character == "(") - (character == ")")
        if character == "|" and not depth:
            yield written[start:at]
            start = at + 1
    yield written[start:]


def _end(written: str) -> int:
    """Return where the group ends with which a pattern begins."""
    depth = 0
    for at, character in enumerate(written):
        depth += (character == "(") - (character == ")")
        if not depth:
            return at + 1
    return len(written)
