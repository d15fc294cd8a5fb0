"""Lines that came to articles or went alone: what an outlet shows with several articles by turns is its editions'."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from worker.store import insert
from worker.store.look_tables import PassingLine
from worker.store.tables import Article
from worker.text.normalise import text_digest

KEPT_FOR: Final = timedelta(days=30)
"""What no article has shown or lacked for so long is forgotten."""
_MOST: Final = 100


def elsewhere(session: Session, article_id: int) -> tuple[str, ...]:
    """Return the lines that came or went alone with the outlet's articles on other stories, newest first."""
    outlet_id, story_id = session.execute(
        select(Article.outlet_id, Article.story_id).where(Article.id == article_id)
    ).one()
    lines = (
        select(PassingLine.line)
        .join(Article, Article.id == PassingLine.article_id)
        .where(Article.outlet_id == outlet_id, Article.id != article_id)
        .where(or_(Article.story_id.is_(None), Article.story_id.is_distinct_from(story_id)))
        .order_by(PassingLine.last_seen.desc())
        .limit(_MOST)
    )
    return tuple(session.scalars(lines))


def note(session: Session, article_id: int, lines: Sequence[str], at: datetime) -> None:
    """Note that these lines came to an article or went, and forget what nobody saw for long."""
    rows = {text_digest(None, line): line for line in lines}
    made = [{"article_id": article_id, "digest": key, "line": line, "last_seen": at} for key, line in rows.items()]
    insert.all_new(session, PassingLine, made)
    mine = PassingLine.article_id == article_id
    session.execute(update(PassingLine).where(mine, PassingLine.digest.in_(rows)).values(last_seen=at))
    session.execute(delete(PassingLine).where(mine, PassingLine.last_seen < at - KEPT_FOR))
