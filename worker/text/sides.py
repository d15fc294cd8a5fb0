"""What a change says about each of the two readings it compares, and its sentences as one text."""

from collections.abc import Sequence
from itertools import pairwise

from schemas.article import Reading, Sentence
from schemas.change import Side


def side(reading: Reading) -> Side:
    """Return the side of a change that stands for `reading`; the ids of the store stay empty for the caller to fill."""
    return Side(
        url=reading.url,
        outlet=reading.outlet,
        title=reading.title,
        byline=reading.byline,
        published=reading.published,
        modified=reading.modified,
        language=reading.language,
        digest=reading.digests.text,
        sentences=reading.sentences,
    )


def joined(sentences: Sequence[Sentence]) -> str:
    """Return neighbouring sentences as one text, with a space wherever the article has white space between them.

    This is the text that the words of an edit concatenate to.
    """
    text = sentences[0].text if sentences else ""
    for earlier, later in pairwise(sentences):
        text += f" {later.text}" if later.start > earlier.end else later.text
    return text


def is_glued(sentences: Sequence[Sentence], index: int) -> bool:
    """Return whether the sentence follows the one before it without white space."""
    return index > 0 and sentences[index].start == sentences[index - 1].end
