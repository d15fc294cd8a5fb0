"""Text made fit to keep (`clean`) and fit to compare (`fold`).

`clean` is the one choke point that every text from outside passes: what PostgreSQL, JSON or a terminal chokes on is
removed, what a reader or an attacker put there on purpose (bidirectional controls, zero-width characters) is kept.
"""

import re
import unicodedata
from collections.abc import Iterator
from hashlib import sha256

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")

_PLAIN = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u02bc\uff07", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    "\u2026": "...",
}
_TYPOGRAPHY = re.compile(f"[{''.join(_PLAIN)}]")


def clean(text: str) -> str:
    """Return `text` without NUL, lone surrogates, control characters and non-characters; lines end in a line feed."""
    if text.isprintable():  # which nearly all is, and takes far less to tell
        return text
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", text.replace("\u2029", "\n\n")))


def squeeze(text: str) -> str:
    """Return `text` with each run of white space made one space and none at the ends."""
    if text.isprintable() and "  " not in text:  # of white space a space alone is printable, and takes far less to tell
        return text.strip(" ")
    return " ".join(text.split())


def without_invisible(text: str) -> str:
    """Return `text` without soft hyphens, zero-width characters and bidirectional controls."""
    return _INVISIBLE.sub("", text)


def invisible(text: str) -> Iterator[tuple[int, str]]:
    """Yield the place and the Unicode name of each soft hyphen, zero-width character and bidirectional control."""
    for match in _INVISIBLE.finditer(text):
        yield match.start(), unicodedata.name(match[0])


def _typed(text: str) -> str:
    """Return `text` with marks as keyboards have them; a pattern passes over the rest faster than a table does."""
    return _TYPOGRAPHY.sub(lambda match: _PLAIN[match[0]], text)


def fold(text: str) -> str:
    """Return what remains of `text` when typography is no difference: NFKC, plain quotes, dashes and spaces.

    Case and wording stay. Doubled single quotes become double quotes, as they are when typed. Idempotent.
    """
    if text.isascii():
        plain = text.replace("`", "'")
    else:
        plain = typed = _typed(without_invisible(text))
        if not typed.isascii():
            normal = unicodedata.normalize("NFKC", typed)
            plain = typed if normal == typed else _typed(normal)
    return squeeze(plain.replace("''", '"'))


def text_digest(title: str | None, text: str) -> str:
    """Return the SHA-256 of title and text after folding, in hexadecimal: equal for readings that read the same."""
    return sha256(f"{fold(title or '')}\n{fold(text)}".encode("utf-8", "surrogatepass")).hexdigest()
