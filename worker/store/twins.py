"""Articles that may be one with another: by the addresses that pages give for their own, and by what they say."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.orm import Session

from schemas.article import Reading
from schemas.base import Frozen
from worker.store import article_urls, outlets, snapshots
from worker.store.name_tables import ArticleUrl
from worker.store.snapshots import Snapshot
from worker.store.statements import run
from worker.store.tables import Article, Outlet
from worker.store.tables import Snapshot as SnapshotRow

CLOSE = timedelta(days=3)
"""Texts alone are held against those of articles that were first seen at most so long ago."""
MOST = 5


class Candidate(Frozen):
    """An article that may be the same, and whether one of the two pages says so."""

    newest: Snapshot
    claimed: bool


def candidates(
    session: Session, article_id: int, reading: Reading, *, is_first: bool, now: datetime
) -> list[Candidate]:
    """Return the articles with versions that may be one with this, those that a page names first.

    Args:
        session: any transaction.
        article_id: the article.
        reading: its newest.
        is_first: whether it has no version yet; only then is it looked for by its text.
        now: the present moment.
    """
    named = _named(session, article_id, reading)
    alike = _alike(session, article_id, reading, now) if is_first else []
    found: dict[int, Candidate] = {}
    for claimed, ids in ((True, named), (False, alike)):
        for number in ids[:MOST]:
            newest = snapshots.latest(session, number) if number not in found else None
            if newest is not None:
                found[number] = Candidate(newest=newest, claimed=claimed)
    return list(found.values())


def _named(session: Session, article_id: int, reading: Reading) -> list[int]:
    """Return the articles at the addresses that the page came from and calls its own, and those that call it theirs.

    Its own is also where it says that it stands for phones.
    """
    urls = [url for url in (reading.canonical_url, reading.url, *reading.twin_urls) if url]
    return list(run(session, _NAMED, article=article_id, names=[*map(article_urls.identity, urls)]).scalars())


_AT: Final = select(ArticleUrl.article_id).where(ArticleUrl.identity.in_(bindparam("names", expanding=True)))
_OURS: Final = select(ArticleUrl.identity).where(ArticleUrl.article_id == bindparam("article"))
_NAMED: Final = (
    select(Article.id)
    .where(or_(Article.id.in_(_AT), Article.claims.in_(_OURS)))
    .where(Article.id != bindparam("article"), Article.merged_into.is_(None))
    .order_by(Article.id)
)


def _alike(session: Session, article_id: int, reading: Reading, now: datetime) -> list[int]:
    """Return the articles of the same outlet that read the same or bear the same title, of about the same time."""
    this = session.get_one(Article, article_id)
    ours: list[ColumnElement[bool]] = [Article.outlet_id == this.outlet_id]
    if this.host_id is not None:
        ours.append(Article.host_id == this.host_id)
    if reading.outlet:  # until its first reading an article's outlet goes by the name of its host
        named = select(Outlet.id).where(Outlet.name_key == outlets.key(reading.outlet))
        ours.append(Article.outlet_id.in_(named))
    same = select(SnapshotRow.article_id).where(SnapshotRow.text_digest == reading.digests.text)
    alike: ColumnElement[bool] = Article.id.in_(same)
    if reading.title is not None:
        alike = or_(alike, Article.title == reading.title)
    where = alike, or_(*ours), Article.first_seen >= now - CLOSE
    wanted = select(Article.id).where(*where, Article.id != article_id, Article.merged_into.is_(None))
    return list(session.scalars(wanted.order_by(Article.id)))
