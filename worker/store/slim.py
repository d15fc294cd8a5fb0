"""A reading without what it says twice, so that two versions differ in little more than in what was edited.

The text is its paragraphs joined, and each sentence a stretch of it: they are left out, and where sentences and quotes
stand is counted from the one before, so that a word more at the beginning does not move all numbers after it.
"""

from itertools import pairwise
from typing import Any, Final

from pydantic_core import from_json, to_json

from schemas.article import Quote, Reading, Sentence

FORM: Final = "slim"
JOINT: Final = "\n\n"


def slim(reading: Reading) -> bytes:
    """Return a reading as JSON from which `whole` makes the same reading again."""
    bare = reading.model_copy(update={"text": "", "sentences": (), "quotes": ()})
    sentences = [
        (one.paragraph - before.paragraph, one.start - before.end, one.end - one.start)
        for before, one in pairwise((_BEFORE_SENTENCES, *reading.sentences))
    ]
    quotes = [
        (one.start - before.start, one.end - one.start, one.speaker, one.text, one.attribution)
        for before, one in pairwise((_BEFORE_QUOTES, *reading.quotes))
    ]
    made: bytes = to_json({FORM: 1, "reading": bare, "sentences": sentences, "quotes": quotes}, by_alias=True)
    if whole(made) == reading:
        return made
    return reading.model_dump_json(by_alias=True).encode()  # made by another hand: its parts do not add up


def whole(data: bytes) -> Reading:
    """Return the reading that `slim` was given, or that was kept in full."""
    if not data.startswith(b'{"slim":'):
        return Reading.model_validate_json(data)
    kept = from_json(data)
    bare = Reading.model_validate(kept["reading"])
    text = JOINT.join(bare.paragraphs)
    sentences = tuple(_sentences(text, kept["sentences"]))
    return bare.model_copy(update={"text": text, "sentences": sentences, "quotes": tuple(_quotes(kept["quotes"]))})


_BEFORE_SENTENCES: Final = Sentence(text="", paragraph=0, start=0, end=0)
_BEFORE_QUOTES: Final = Quote(text="", start=0, end=0)


def _sentences(text: str, steps: list[list[int]]) -> list[Sentence]:
    found, paragraph, end = [], 0, 0
    for step, gap, length in steps:
        paragraph, start = paragraph + step, end + gap
        end = start + length
        found.append(Sentence(text=text[start:end], paragraph=paragraph, start=start, end=end))
    return found


def _quotes(steps: list[list[Any]]) -> list[Quote]:
    found, start = [], 0
    for step, length, speaker, text, *told in steps:  # older ones do not tell how a speaker is known
        start += step
        how = told[0] if told else None
        found.append(Quote(text=text, speaker=speaker, attribution=how, start=start, end=start + length))
    return found
