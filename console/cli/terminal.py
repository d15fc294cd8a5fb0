"""Text from outside, made safe and visible before it is printed to a terminal.

Control characters can move the cursor or start escape sequences, and bidirectional controls can make a line read as
something else ("Trojan Source", CVE-2021-42574); both are shown as `<U+202E>` instead of being obeyed.
"""

import re

_ORDERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # C0 but for the line feed, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidirectional marks, embeddings, overrides, isolates
    "\u2028\u2029\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"  # separators, annotations, surrogates, tags
)
_INVISIBLE = re.compile(
    "[\u00a0\u00ad\u034f\u115f\u1160\u180e\u2000-\u200d\u202f\u205f-\u2064\u3000\u3164\ufeff\uffa0]"
)


def clean(text: str) -> str:
    """Return `text` with every character that gives orders to a terminal named instead; line feeds stay."""
    return _ORDERS.sub(_named, text)


def line(text: str | None) -> str:
    """Return `text` cleaned and on one line; empty for None."""
    return clean(" ".join((text or "").split()))


def visible(text: str) -> str:
    """Return changed text cleaned, with characters that show nothing named too, so that no change goes unseen."""
    marked = _INVISIBLE.sub(_named, clean(text))
    if marked.isspace():
        return marked.replace(" ", "\u2423").replace("\n", "\u23ce")
    return marked


def _named(found: re.Match[str]) -> str:
    return f"<U+{ord(found[0]):04X}>"
