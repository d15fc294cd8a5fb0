"""Lines that a site shows on several articles: its furniture, learned from what was read.

They are counted by host, since a template belongs to a site, and an outlet's name may be learned only from the page.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import Final

from sqlalchemy import BigInteger, ForeignKey, Index, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from worker.store.columns import Base
from worker.store.statements import run
from worker.store.tables import Article, Host

ENOUGH = 3
"""A line of so many other articles is furniture; at two, true text would go with it."""
_MOST = 5_000


class SiteLine(Base):
    """A line of text, by its key, and on how many articles of a site it was read: what recurs is furniture."""

    __tablename__ = "site_lines"
    __table_args__ = (Index("ix_site_lines_host_id_articles", "host_id", "articles"),)
    host_id: Mapped[int] = mapped_column(ForeignKey(Host.id), primary_key=True)
    line: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    articles: Mapped[int]


def learned(session: Session, article_id: int, own: Collection[int]) -> frozenset[int]:
    """Return the keys of the lines that the article's site shows on enough other articles.

    Args:
        session: a session that reads.
        article_id: the article that is to be read.
        own: keys of the lines that were counted for it already.
    """
    rows = run(session, _LEARNED, article=article_id)
    return frozenset(line for line, articles in rows if articles - (line in own) >= ENOUGH)


def learn(session: Session, host_id: int | None, fresh: Collection[int]) -> None:
    """Count lines that an article of a site shows for the first time."""
    if host_id is None or not fresh:
        return
    # In order, so that two writers never wait for each other.
    rows = [{"host_id": host_id, "line": line, "articles": 1} for line in sorted(set(fresh))]
    session.connection().execute(_counting(session.get_bind().dialect.name), rows)


@lru_cache
def _counting(dialect: str) -> postgresql.Insert | sqlite.Insert:
    insert = postgresql.insert(SiteLine) if dialect == "postgresql" else sqlite.insert(SiteLine)
    return insert.on_conflict_do_update(
        index_elements=[SiteLine.host_id, SiteLine.line], set_={"articles": SiteLine.articles + 1}
    )


_LEARNED: Final = (
    select(SiteLine.line, SiteLine.articles)
    .join(Article, Article.host_id == SiteLine.host_id)
    .where(Article.id == bindparam("article"), SiteLine.articles >= ENOUGH)
    .order_by(SiteLine.articles.desc())
    .limit(_MOST)
)
