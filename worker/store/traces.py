"""All versions of a story, and the way that words took through them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from schemas.trace import Trace, Turn
from worker.store import snapshots, stories
from worker.store.tables import Article, Outlet, Snapshot
from worker.text.between.provenance import Told, nearest, trace


def of_words(session: Session, story_id: int, words: str) -> Trace:
    """Return where words of a story come from and what became of them.

    Raises:
        NotFoundError: there is no such story.
    """
    story_id = stories.resolve(session, story_id)
    told = versions(session, story_id)
    steps = trace(words, told)
    having = {step.outlet for step in steps}
    last = {step.article: step for step in steps}
    having_now = [step for step in last.values() if step.turn is not Turn.DROPPED]
    standing = dict.fromkeys(step.outlet for step in having_now if not step.otherwise)
    otherwise = dict.fromkeys(step.outlet for step in having_now if step.outlet not in standing)
    without = dict.fromkeys(version.outlet for version in told if version.outlet not in having)
    newest = {version.article: version for version in told}
    near = () if steps else nearest(words, newest.values())
    return Trace(
        story=story_id,
        words=words,
        steps=steps,
        standing=tuple(standing),
        otherwise=tuple(otherwise),
        without=tuple(without),
        nearest=near,
    )


def versions(session: Session, story_id: int) -> list[Told]:
    """Return every kept version of every article of a story.

    Raises:
        NotFoundError: there is no such story.
    """
    stories.title(session, story_id)
    rows = session.execute(
        select(Snapshot.id, Outlet.name)
        .join(Article, Article.id == Snapshot.article_id)
        .join(Outlet, Outlet.id == Article.outlet_id)
        .where(Article.story_id == story_id)
        .order_by(Snapshot.article_id, Snapshot.version)
    ).all()
    return [_told(snapshots.load(session, number), outlet) for number, outlet in rows]


def _told(kept: snapshots.Snapshot, outlet: str) -> Told:
    return Told(
        article=kept.article_id,
        outlet=outlet,
        snapshot=kept.id,
        version=kept.version,
        at=kept.since,
        reading=kept.reading,
        dated_by=kept.dated_by,
    )
