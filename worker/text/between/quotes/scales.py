"""Amounts by thousands, as outlets write them: `$3.2million`, `$3.2m` and `$3.2 million` are the same words."""

import re

_SHORT = {"m": "million", "mn": "million", "mln": "million", "b": "billion", "bn": "billion", "tn": "trillion"}
_MONEY = r"(?:[A-Z]{0,3}[$\u00a3\u20ac\u00a5\u20b9])"
_SCALE = re.compile(
    rf"(?P<sum>{_MONEY}\d[\d.,]*)[ -]?(?P<letters>mn|mln|m|bn|b|tn)\b|(?<=\d)-?(?P<word>million|billion|trillion|bn)\b",
    re.IGNORECASE,
)
"""`100m` alone may be metres."""


def written_out(text: str) -> str:
    """Return a folded text with each scale that a number bears as a word of its own."""
    return _SCALE.sub(_written, text) if any(map(str.isdigit, text)) else text


def _written(found: re.Match[str]) -> str:
    scale = (found["letters"] or found["word"]).lower()
    return f"{found['sum'] or ''} {_SHORT.get(scale, scale)}"
