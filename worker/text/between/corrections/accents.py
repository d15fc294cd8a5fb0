"""Names without their accents, as many outlets print them: Jose Muniz, who is José Muñiz."""

import re
import unicodedata

from schemas.change import Change, Side
from schemas.correction import Corrected, Correction

_ACCENTS = re.compile("[\u0300-\u036f]")
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "\u0131": "i",
        "æ": "ae",
        "Æ": "Ae",
        "ß": "ss",
    }
)
"""Letters that are typed as others where a keyboard has them not, and are none with a mark."""


def bare(text: str) -> str:
    """Return a text without accents and other marks on letters."""
    if text.isascii():
        return text
    marked = unicodedata.normalize("NFD", text.translate(_LETTERS))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", marked))


def may_be_left_out(correction: Correction) -> bool:
    """Whether a name was put right in more than its accents, so that it is known without them."""
    old, new = (bare(said).casefold() for said in (correction.said_old, correction.said_new))
    return correction.kind is Corrected.NAME and old != new


def left_out(correction: Correction) -> Correction:
    """Return a correction without accents."""
    words = ("said_old", "said_new", "sentence_old", "sentence_new")
    return correction.model_copy(update={name: bare(getattr(correction, name)) for name in words})


def left_out_of(change: Change) -> Change:
    """Return a divergence without accents in sentences and names."""
    quotes = tuple(
        quote.model_copy(update={"speaker_a": _bare(quote.speaker_a), "speaker_b": _bare(quote.speaker_b)})
        for quote in change.quotes
    )
    return change.model_copy(
        update={"old": left_out_of_side(change.old), "new": left_out_of_side(change.new), "quotes": quotes}
    )


def left_out_of_side(side: Side) -> Side:
    """Return an article without accents in its title and sentences."""
    sentences = tuple(one.model_copy(update={"text": bare(one.text)}) for one in side.sentences)
    return side.model_copy(update={"title": _bare(side.title), "sentences": sentences})


def _bare(text: str | None) -> str | None:
    return None if text is None else bare(text)
