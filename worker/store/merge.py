"""Two articles that turned out to be one: everything of the one becomes the other's, and nothing is lost or told twice.

The article that goes stays as a row that says where it went, with whatever would be there twice: versions that read as
versions of the other do, and changes between such. What is only its own moves: versions take their place in time,
changes and what was alerted of them keep their numbers.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, delete, func, or_, select, update
from sqlalchemy.orm import Session

from schemas.base import Frozen
from worker.store import change_index, copies, matrix, quotations, snapshots, stories, story_index
from worker.store.columns import Base
from worker.store.copy_tables import CopyCarrier
from worker.store.correction_tables import Correction, Follower
from worker.store.grouping_tables import ArticleTerm, MovedArticle
from worker.store.look_tables import PassingLine, Standing, Wording
from worker.store.name_tables import ArticleUrl, FeedGuid
from worker.store.story_tables import Cell, Claim, QuoteCarrier, Telling
from worker.store.tables import Article, Change, Ingest, Page, Snapshot

SETTLED: Final[frozenset[type[Base]]] = frozenset(
    {Article, ArticleTerm, ArticleUrl, Change, FeedGuid, Ingest, Page, Snapshot}  # as they are
    | {Cell, Claim, CopyCarrier, MovedArticle, QuoteCarrier, Telling}  # of the story
    | {PassingLine, Standing, Wording}  # in doubt and known
    | {Correction, Follower}  # taken back
)
"""Every table that refers to articles. A test holds it to be so: what refers to articles must move with them."""


class Merged(Frozen):
    """Which article is left, and which went into it; they are the same where there was nothing to do."""

    kept: int
    gone: int


def merge(session: Session, one: int, other: int, *, why: str, now: datetime) -> Merged:
    """Make one article of two; doing it again changes nothing.

    The one with versions is kept, the earlier of two that have some.

    Args:
        session: a writing transaction.
        one: an article.
        other: another, which is the same.
        why: what shows that they are one, to be read by people.
        now: the present moment.
    """
    ids = _lock(session, one, other)
    if len(ids) == 1:
        return Merged(kept=ids[0], gone=ids[0])
    kept, gone = sorted(ids, key=lambda number: (not _has_versions(session, number), number))
    same = _merge_versions(session, kept, gone)
    _merge_pages(session, kept, gone)
    _merge_changes(session, kept, gone, same)
    for table in (ArticleUrl, FeedGuid, Ingest):
        session.execute(update(table).where(table.article_id == gone).values(article_id=kept))
    story_index.forget(session, [gone])
    session.execute(update(Article).where(Article.merged_into == gone).values(merged_into=kept))
    _merge_wordings(session, kept, gone)
    _merge_rows(session, kept, gone, why, now)
    change_index.renew(session, kept)
    _merge_tellings(session, kept, gone, now)
    _merge_corrections(session, kept, gone)
    return Merged(kept=kept, gone=gone)


def _lock(session: Session, one: int, other: int) -> list[int]:
    """Lock the articles that two are by now, and return their ids in order.

    While a lock is waited for, another transaction may merge either of them: then that is what they are.
    """
    ids: list[int] = []
    while ids != (now_at := sorted({standing(session, one), standing(session, other)})):
        ids = now_at
        session.execute(select(Article.id).where(Article.id.in_(ids)).order_by(Article.id).with_for_update())
    return ids


def standing(session: Session, article_id: int) -> int:
    """Return the article that an article is by now: itself, or the one it went into."""
    into = session.scalar(select(Article.merged_into).where(Article.id == article_id))
    return article_id if into is None else into


def _has_versions(session: Session, article_id: int) -> bool:
    return session.scalar(select(Snapshot.id).where(Snapshot.article_id == article_id).limit(1)) is not None


def _merge_versions(session: Session, kept: int, gone: int) -> dict[int, int]:
    """Move the versions that the kept article lacks; return for each version of the gone one which it is now."""
    ours = _versions(session, kept)
    by_text = {text: number for number, text in reversed(ours)}
    became: dict[int, int] = {}
    moved: list[int] = []
    for number, text in _versions(session, gone):
        if text in by_text:
            became[number] = by_text[text]
            continue
        by_text[text] = became[number] = number
        moved.append(number)
    double = [number for number, stands_for in became.items() if number != stands_for]
    session.execute(update(Snapshot).where(Snapshot.id.in_(double)).values(next_at=None, lease=None, held_until=None))
    if moved:
        undated = {"stated_at": None, "stated_by": None}  # what was stated lies between other versions by now
        ours_here = update(Snapshot).where(Snapshot.article_id == kept)
        session.execute(ours_here.values(version=-Snapshot.version, **undated))
        last = len(ours)
        for at, number in enumerate(moved, last + 1):
            this = update(Snapshot).where(Snapshot.id == number)
            session.execute(this.values(article_id=kept, version=-at, **undated))
        _number(session, kept)
    return became


def _versions(session: Session, article_id: int) -> list[tuple[int, str]]:
    rows = session.execute(
        select(Snapshot.id, Snapshot.text_digest).where(Snapshot.article_id == article_id).order_by(Snapshot.version)
    )
    return [(number, text) for number, text in rows]


def _number(session: Session, article_id: int) -> None:
    """Number an article's versions anew in the order they were fetched; no two bear one number meanwhile."""
    ordered = select(Snapshot.id).where(Snapshot.article_id == article_id).order_by(Snapshot.fetched_at, Snapshot.id)
    for version, number in enumerate(session.scalars(ordered).all(), 1):
        session.execute(update(Snapshot).where(Snapshot.id == number).values(version=version))


def _merge_pages(session: Session, kept: int, gone: int) -> None:
    """Move the pages but for those that the kept article has had too; whoever is reading one loses the lease on it."""
    had = {
        (fetched_at, digest)
        for fetched_at, digest in session.execute(
            select(Page.fetched_at, Page.body_digest).where(Page.article_id == kept)
        )
    }
    rows = session.execute(select(Page.id, Page.fetched_at, Page.body_digest).where(Page.article_id == gone)).all()
    _let_go(session, [row.id for row in rows if (row.fetched_at, row.body_digest) in had], {"next_at": None})
    _let_go(session, [row.id for row in rows if (row.fetched_at, row.body_digest) not in had], {"article_id": kept})


def _let_go(session: Session, page_ids: Iterable[int], values: dict[str, object]) -> None:
    session.execute(update(Page).where(Page.id.in_(page_ids)).values(lease=None, held_until=None, **values))


def _merge_changes(session: Session, kept: int, gone: int, became: dict[int, int]) -> None:
    """Move the changes that the kept article lacks; the others are owed no alert any more: theirs is told already."""
    told = {
        (row.kind, row.old_snapshot_id, row.new_snapshot_id)
        for row in session.execute(_changes_of(kept)).all()
        if gone not in {row.old_article_id, row.new_article_id}
    }
    for row in session.execute(_changes_of(gone)).all():
        old, new = (became.get(number, number) for number in (row.old_snapshot_id, row.new_snapshot_id))
        key = row.kind, old, new
        if kept in {row.old_article_id, row.new_article_id} or old == new or key in told:
            session.execute(
                update(Change).where(Change.id == row.id).values(next_at=None, lease=None, rolls_until=None)
            )
            continue
        told.add(key)
        session.execute(
            update(Change)
            .where(Change.id == row.id)
            .values(
                old_snapshot_id=old,
                new_snapshot_id=new,
                old_article_id=kept if row.old_article_id == gone else row.old_article_id,
                new_article_id=kept if row.new_article_id == gone else row.new_article_id,
                lease=None,
            )
        )


def _merge_wordings(session: Session, kept: int, gone: int) -> None:
    """Let the kept article be known by every wording of both; what was in doubt of the other is in doubt no more."""
    known = select(Wording.part, Wording.digest)
    ours = set(session.execute(known.where(Wording.article_id == kept)).all())
    for part, digest in session.execute(known.where(Wording.article_id == gone)).all():
        if (part, digest) not in ours:
            this = Wording.article_id == gone, Wording.part == part, Wording.digest == digest
            session.execute(update(Wording).where(*this).values(article_id=kept))
    for table in (Wording, Standing, PassingLine):
        session.execute(delete(table).where(table.article_id == gone))


def _merge_tellings(session: Session, kept: int, gone: int, now: datetime) -> None:
    """Let the kept article alone tell the story: it is owed a comparison of what is its newest version by now.

    What was repaired by moving the other between stories (`MovedArticle`) stays as it was told.
    """
    quotations.become_one(session, kept, gone)
    copies.leave(session, [gone])
    for table in (Telling, Claim):
        session.execute(delete(table).where(table.article_id == gone))
    session.execute(delete(Cell).where(or_(Cell.low_id == gone, Cell.high_id == gone)))
    told = session.scalar(select(Telling.snapshot_id).where(Telling.article_id == kept))
    newest = snapshots.latest_id(session, kept)
    if told is not None and newest not in {None, told}:
        story_id = stories.story_of(session, kept)
        if story_id is not None:
            stories.lock(session, story_id)
        matrix.owe(session, kept, newest, now)


def _merge_corrections(session: Session, kept: int, gone: int) -> None:
    """Let what the other took back be the kept article's, once, and let the kept article be the one that follows."""
    ours = select(Correction.key).where(Correction.article_id == kept)
    theirs = update(Correction).where(Correction.article_id == gone)
    session.execute(theirs.where(Correction.key.in_(ours)).values(next_at=None, lease=None, held_until=None))
    session.execute(theirs.where(Correction.key.not_in(ours)).values(article_id=kept))
    met = select(Follower.correction_id).where(Follower.article_id == kept)
    follows = Follower.article_id == gone
    session.execute(delete(Follower).where(follows, Follower.correction_id.in_(met)))
    session.execute(update(Follower).where(follows).values(article_id=kept))


def _changes_of(article_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Change.id,
            Change.kind,
            Change.old_snapshot_id,
            Change.new_snapshot_id,
            Change.old_article_id,
            Change.new_article_id,
        )
        .where(or_(Change.old_article_id == article_id, Change.new_article_id == article_id))
        .order_by(Change.id)
    )


def _merge_rows(session: Session, kept: int, gone: int, why: str, now: datetime) -> None:
    """Let the kept article have what was known of the gone one alone, and the gone one be owed nothing."""
    left, went = session.get_one(Article, kept), session.get_one(Article, gone)
    values: dict[str, object] = {
        "feed_id": left.feed_id if left.feed_id is not None else went.feed_id,
        "published": left.published or went.published,
        "first_seen": min(left.first_seen, went.first_seen),
        "story_id": left.story_id if left.story_id is not None else went.story_id,
        "watched": left.watched or went.watched,
    }
    if went.outlet_given and not left.outlet_given:
        values |= {"outlet_id": went.outlet_id, "outlet_given": True}
    if went.next_at is not None and left.lease is None:
        values["next_at"] = min(left.next_at or went.next_at, went.next_at)
    session.execute(update(Article).where(Article.id == kept).values(values))
    session.execute(
        update(Change)
        .where(or_(Change.old_article_id == kept, Change.new_article_id == kept), Change.story_id.is_not(None))
        .values(story_id=func.coalesce(values["story_id"], Change.story_id))
    )
    session.execute(
        update(Article)
        .where(Article.id == gone)
        .values(
            merged_into=kept,
            merged_at=now,
            merged_why=why,
            watched=False,
            next_at=None,
            lease=None,
            held_until=None,
            story_id=None,
            fingerprint=None,
        )
    )
