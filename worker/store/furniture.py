"""Lines that a site shows on several articles: its furniture, learned from what was read.

They are counted by host, since a template belongs to a site, and an outlet's name may be learned only from the page.
"""

from collections.abc import Collection

from sqlalchemy import BigInteger, ForeignKey, Index, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from worker.store.columns import Base
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
    rows = session.execute(
        select(SiteLine.line, SiteLine.articles)
        .join(Article, Article.host_id == SiteLine.host_id)
        .where(Article.id == article_id, SiteLine.articles >= ENOUGH)
        .order_by(SiteLine.articles.desc())
        .limit(_MOST)
    )
    return frozenset(line for line, articles in rows if articles - (line in own) >= ENOUGH)


def learn(session: Session, article_id: int, fresh: Collection[int]) -> None:
    """Count lines that an article shows for the first time."""
    host_id = session.scalar(select(Article.host_id).where(Article.id == article_id))
    if host_id is None or not fresh:
        return
    # In order, so that two writers never wait for each other.
    rows = [{"host_id": host_id, "line": line, "articles": 1} for line in sorted(set(fresh))]
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(SiteLine).values(rows)
    session.execute(
        insert.on_conflict_do_update(
            index_elements=[SiteLine.host_id, SiteLine.line], set_={"articles": SiteLine.articles + 1}
        )
    )
