"""Characters that cannot be seen, or pass for others, came or went."""

import re

from schemas.change import Label
from worker.text.classify.context import Context
from worker.text.classify.registry import rule
from worker.text.normalise import fold

# Zero-width characters and bidirectional controls. Soft hyphens are left out: publishing systems set them at will.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


@rule(Label.INVISIBLE)
def invisible(edit: Context) -> bool:
    """Return whether invisible characters, or look-alikes from another script, were put in or taken out."""
    return hidden(edit.raw_old) != hidden(edit.raw_new) or _disguises(edit.raw_old, edit.old) != _disguises(
        edit.raw_new, edit.new
    )


def hidden(text: str) -> list[str]:
    """Return the invisible characters of `text` in order."""
    return _INVISIBLE.findall(text)


def _disguises(raw: str, plain: str) -> int:
    """Return how many characters of `raw` pass for others."""
    return sum(one != other for one, other in zip(fold(raw), plain, strict=True))
