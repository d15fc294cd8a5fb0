"""What a change says about each of the two readings it compares."""

from schemas.article import Reading
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
