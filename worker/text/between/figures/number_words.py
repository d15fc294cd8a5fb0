"""The words that numbers are spelled with in English, as patterns."""

from worker.text.lexicon import lexicon

_BELOW = 100
"""Number words below this make up the others."""
_NO_COUNTS = frozenset({"once", "twice", "double", "triple", "couple"})
BELOW_HUNDRED = "|".join(
    sorted(
        (
            word
            for word, value in lexicon(None).numbers.items()
            if value < _BELOW and word not in _NO_COUNTS | {"tens", "dozens"}
        ),
        key=len,
        reverse=True,
    )
)
SCALE_WORDS = r"(?:hundred|thousand|million|billion|trillion|dozen|pair|couple)\b"
NUMBER_WORDS = rf"(?:{BELOW_HUNDRED}|{SCALE_WORDS})"
