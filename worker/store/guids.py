"""What feeds call their articles. Ids count within one feed alone."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from schemas.base import Frozen
from schemas.feed import Entry
from worker.store import insert
from worker.store.name_tables import FeedGuid
from worker.store.statements import run
from worker.store.tables import Article
from worker.text.identity import Announced


class Known(Frozen):
    """An article that a feed has called by an id before, as the feed announced it then."""

    article_id: int
    announced: Announced


def find(session: Session, feed_id: int, guids: Iterable[str]) -> dict[str, Known]:
    """Return the articles that the feed has called by these ids."""
    keys = {_digest(guid): guid for guid in guids}
    rows = session.execute(
        select(FeedGuid, Article.url)
        .join(Article, Article.id == FeedGuid.article_id)
        .where(FeedGuid.feed_id == feed_id, FeedGuid.guid_digest.in_(keys))
    )
    return {
        keys[row.guid_digest]: Known(
            article_id=row.article_id, announced=Announced(url=url, title=row.title, published=row.published)
        )
        for row, url in rows
    }


def note(session: Session, feed_id: int, entries: Mapping[int, Entry]) -> None:
    """Keep the ids of articles that the feed has not called by any before.

    A feed that makes new ids up at every poll fills no table, and the first id of an article is the one that stands.
    """
    known = set(run(session, _CALLED, feed=feed_id, articles=[*entries]).scalars())
    new = {number: entries[number] for number in entries.keys() - known}
    insert.all_new(
        session,
        FeedGuid,
        [
            {
                "feed_id": feed_id,
                "guid_digest": _digest(entry.guid or ""),
                "title": entry.title,
                "published": entry.published,
                "article_id": number,
            }
            for number, entry in sorted(new.items())
        ],
    )


_CALLED: Final = select(FeedGuid.article_id).where(
    FeedGuid.feed_id == bindparam("feed"), FeedGuid.article_id.in_(bindparam("articles", expanding=True))
)


def _digest(guid: str) -> str:
    return sha256(guid.encode("utf-8", "surrogatepass")).hexdigest()
