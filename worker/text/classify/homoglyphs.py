"""Letters of one script that pass for letters of another (Unicode TS 39, the look-alikes of Latin letters alone)."""

import re

from worker.text.normalise import fold

# Latin letters, and the letters that pass for them, in the same order.
_LATIN = "ABESIJKMHOPCTYXaeoypcxijsdhqw"
_CYRILLIC = (
    "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
    "\u0430\u0435\u043e\u0443\u0440\u0441\u0445\u0456\u0458\u0455\u0501\u04bb\u051b\u051d"
)
_LATIN_BY_GREEK = "ABEZHIKMNOPTYXavopu"
_GREEK = (
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b1\u03bd\u03bf\u03c1\u03c5"
)

_LOOK_ALIKES = str.maketrans(_CYRILLIC + _GREEK, _LATIN + _LATIN_BY_GREEK)
_DISGUISED = re.compile(f"[{_CYRILLIC}{_GREEK}]")
_PLAIN = re.compile("[A-Za-z]")
_WORD = re.compile(r"\w+")


def plain(text: str) -> str:
    """Return `text` folded, and words that mix Latin letters with look-alikes written in Latin letters."""
    folded = fold(text)
    return _WORD.sub(_as_latin, folded) if _DISGUISED.search(folded) else folded


def _as_latin(word: re.Match[str]) -> str:
    text = word[0]
    return text.translate(_LOOK_ALIKES) if _PLAIN.search(text) else text
