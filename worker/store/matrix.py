"""The matrix of a story: which articles have been compared with which, and what each pair comes to in a line.

One new version costs as many comparisons as the story has other articles, in tasks of a few each. Which are wanting is
asked of the cells, so that a task that comes twice, late or after another finds nothing left to do.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import product
from typing import Any

from sqlalchemy import Row as RowOf
from sqlalchemy import Select, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from schemas.base import Frozen
from schemas.change import Change
from schemas.story import Cell, Omission
from worker.errors import LeaseLostError
from worker.store import copies, findings, insert, quotations, snapshots
from worker.store.due import nudge_patience
from worker.store.look_tables import Standing
from worker.store.story_tables import Cell as Row
from worker.store.story_tables import Claim, Telling
from worker.store.tables import Article, Outlet
from worker.text.between.omissions import is_left_out, omitted

MOST_CELLS = 1000
"""Cells that a story shows: the weightiest, all of them up to 45 articles."""
TOUCHES = 0
"""Marks a pair of sentences that do not say the same, but speak of one matter."""
MOST_ASKED = 24
"""Articles, the earliest, that are asked what others leave out: what all but one of many say, most of these say too."""
MOST_OMISSIONS = 40


class Teller(Frozen):
    """An article in the matrix, with the version of it that is compared."""

    telling: int
    article: int
    snapshot: int
    story: int | None
    outlet: int


def owe(session: Session, article_id: int, snapshot_id: int, now: datetime) -> int | None:
    """Owe an article's newest version its comparisons; return the id of its telling, None where there is none to meet.

    Whoever is at it with an older version loses the lease: what it found is not kept. The story must be locked, so that
    of two articles that come at once the second sees the first.
    """
    telling = insert.or_find(
        session, Telling, Telling.article_id == article_id, article_id=article_id, snapshot_id=snapshot_id, tries=0
    )
    session.execute(
        update(Telling)
        .where(Telling.id == telling)
        .values(snapshot_id=snapshot_id, next_at=None, held_until=None, lease=None, tries=0)
    )
    if not unmet(session, load(session, telling), limit=1):
        return None
    session.execute(update(Telling).where(Telling.id == telling).values(next_at=now, held_until=now + nudge_patience()))
    return telling


def forget(session: Session, article_ids: Collection[int], now: datetime) -> None:
    """Forget what articles carried, claimed and came to in the story they leave: it is found anew where they come.

    Whoever is at it has nothing to finish any more. The divergences that were found stay, and so do the alerts of them.
    """
    theirs = select(Claim.finding_id).where(Claim.article_id.in_(article_ids))
    spoken_of = set(session.scalars(theirs))
    quotations.leave(session, article_ids)
    copies.leave(session, article_ids)
    session.execute(delete(Claim).where(Claim.article_id.in_(article_ids)))
    session.execute(delete(Row).where(or_(Row.low_id.in_(article_ids), Row.high_id.in_(article_ids))))
    session.execute(delete(Telling).where(Telling.article_id.in_(article_ids)))
    findings.settle_alike(session, spoken_of, now)


def load(session: Session, telling_id: int) -> Teller:
    """Return an article's place in the matrix.

    Raises:
        LeaseLostError: it has none any more: the article left its story.
    """
    row = session.execute(_tellers().where(Telling.id == telling_id)).one_or_none()
    if row is None:
        raise LeaseLostError(f"telling {telling_id}")
    return _teller(row)


def is_told(session: Session, article_id: int) -> bool:
    """Return whether a version of the article has come into its story; after a repair, none has yet."""
    return session.scalar(select(Telling.id).where(Telling.article_id == article_id)) is not None


def _tellers() -> Select[int, int, int, int | None, int]:
    return select(Telling.id, Telling.article_id, Telling.snapshot_id, Article.story_id, Article.outlet_id).join(
        Article, Article.id == Telling.article_id
    )


def _teller(row: RowOf[int, int, int, int | None, int]) -> Teller:
    telling, article, snapshot, story, outlet = row
    return Teller(telling=telling, article=article, snapshot=snapshot, story=story, outlet=outlet)


def unmet(session: Session, teller: Teller, *, limit: int) -> list[Teller]:
    """Return articles of other outlets of the story whose newest version has not met this one, at most `limit`."""
    if teller.story is None:
        return []
    has_met = exists().where(
        or_(
            and_(
                Row.low_id == teller.article,
                Row.high_id == Telling.article_id,
                Row.low_snapshot_id == teller.snapshot,
                Row.high_snapshot_id == Telling.snapshot_id,
            ),
            and_(
                Row.high_id == teller.article,
                Row.low_id == Telling.article_id,
                Row.high_snapshot_id == teller.snapshot,
                Row.low_snapshot_id == Telling.snapshot_id,
            ),
        )
    )
    others = (
        _tellers()
        .where(Article.story_id == teller.story, Article.outlet_id != teller.outlet, ~has_met)
        .order_by(Telling.article_id)
        .limit(limit)
    )
    return [_teller(row) for row in session.execute(others)]


def keep(session: Session, kept: Iterable[tuple[Change, int]]) -> None:
    """Keep what divergences, each with its id, come to, in place of those of earlier versions of the same two."""
    insert.or_replace(session, Row, ("low_id", "high_id"), [_columns_of(change, number) for change, number in kept])


def _columns_of(change: Change, change_id: int) -> dict[str, Any]:
    low, high = sorted((change.old, change.new), key=lambda side: side.article or 0)
    return {
        "low_id": low.article,
        "high_id": high.article,
        "low_snapshot_id": low.snapshot,
        "high_snapshot_id": high.snapshot,
        "a_id": change.old.article,
        "change_id": change_id,
        "same": sum(match.relation == "same" for match in change.matches),
        "reworded": sum(match.relation != "same" for match in change.matches),
        "only_a": len(change.only_a),
        "only_b": len(change.only_b),
        "quotes": len(change.quotes),
        "findings": len(change.findings),
        "copied": min(1.0, max(sum(run.share_a for run in change.shared), sum(run.share_b for run in change.shared))),
        "significance": change.significance,
        "matched": [
            *([a, b] for match in change.matches for a, b in product(match.a, match.b)),
            *([a, b, TOUCHES] for a, b in sorted(_touching(change))),
        ],
    }


def _touching(change: Change) -> set[tuple[int, int]]:
    """Return the sentences of both that give a figure of one thing, or parts of one quotation."""
    quoted = {(a, b) for quote in change.quotes for a in quote.a for b in quote.b}
    return quoted | {(figure.a, figure.b) for figure in change.figures}


def cells(session: Session, story_id: int, *, limit: int = MOST_CELLS) -> tuple[Cell, ...]:
    """Return the matrix of a story, the weightiest pairs first."""
    rows = session.scalars(_of_story(story_id).order_by(Row.significance.desc(), Row.low_id, Row.high_id).limit(limit))
    return tuple(
        Cell(
            a=row.a_id,
            b=row.high_id if row.a_id == row.low_id else row.low_id,
            change=row.change_id,
            same=row.same,
            reworded=row.reworded,
            only_a=row.only_a,
            only_b=row.only_b,
            quotes=row.quotes,
            findings=row.findings,
            copied=row.copied,
            significance=row.significance,
        )
        for row in rows
    )


def compared_since(session: Session, change_id: int, change: Change) -> int | None:
    """Return the newest comparison of the two articles of a divergence, None where this is it, and of a revision."""
    if change.old.article is None or change.new.article is None:
        return None
    low, high = sorted((change.old.article, change.new.article))
    newest = session.scalar(select(Row.change_id).where(Row.low_id == low, Row.high_id == high))
    return None if newest == change_id else newest


def changes_of(session: Session, story_id: int, *, limit: int) -> list[int]:
    """Return the ids of the divergences that the cells of a story stand for, the weightiest first."""
    wanted = _of_story(story_id).order_by(Row.significance.desc(), Row.change_id).limit(limit)
    return [row.change_id for row in session.scalars(wanted)]


def count(session: Session, story_id: int) -> int:
    """Return how many pairs of a story have been compared."""
    return session.scalar(select(func.count()).select_from(_of_story(story_id).subquery())) or 0


def _of_story(story_id: int) -> Select[Row]:
    low, high = aliased(Article), aliased(Article)
    return (
        select(Row)
        .join(low, low.id == Row.low_id)
        .join(high, high.id == Row.high_id)
        .where(low.story_id == story_id, high.story_id == story_id)
    )


def omissions(session: Session, story_id: int) -> tuple[Omission, ...]:
    """Return what all outlets of a story say but one, as the earliest article that has it words it.

    What was withdrawn says nothing any more, and leaves nothing out.
    """
    order = func.coalesce(Article.published, Article.first_seen)
    found = session.execute(
        select(Telling.article_id, Telling.snapshot_id, Article.outlet_id, Outlet.name)
        .join(Article, Article.id == Telling.article_id)
        .join(Outlet, Outlet.id == Article.outlet_id)
        .outerjoin(Standing, Standing.article_id == Article.id)
        .where(Article.story_id == story_id, Standing.gone_at.is_(None))
        .order_by(order, Telling.article_id)
    )
    members = [(article, snapshot, outlet, name) for article, snapshot, outlet, name in found]
    tellers = {article: outlet for article, _, outlet, _ in members}
    names = {outlet: (article, name) for article, _, outlet, name in reversed(members)}
    asked = [article for article, _, _, _ in members[:MOST_ASKED]]
    matched: dict[tuple[int, int], list[tuple[int, int]]] = {}
    touching: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for low, high, a, pairs in session.execute(_matched(story_id, asked)):
        if low in tellers and high in tellers:
            matched[low, high] = [_of_low(pair, is_a=low == a) for pair in pairs if TOUCHES not in pair[2:]]
            touching[low, high] = [_of_low(pair, is_a=low == a) for pair in pairs if TOUCHES in pair[2:]]
    told = list(omitted(tellers, matched, touching, asked))[:MOST_OMISSIONS]
    concerned = {one.article for one in told} | {
        article for article, outlet in tellers.items() if outlet in {one.outlet for one in told}
    }
    readings = {
        article: snapshots.load(session, snapshot).reading
        for article, snapshot, _, _ in members
        if article in concerned
    }
    return tuple(
        Omission(
            article=names[one.outlet][0],
            outlet=names[one.outlet][1],
            sentence=readings[one.article].sentences[one.sentence].text,
        )
        for one in told
        if one.sentence < len(readings[one.article].sentences)
        and is_left_out(
            readings[one.article].sentences[one.sentence].text,
            readings[one.article].language,
            [readings[article] for article, outlet in tellers.items() if outlet == one.outlet],
        )
    )


def _of_low(pair: Sequence[int], *, is_a: bool) -> tuple[int, int]:
    """Return a pair of sentences with that of the article of the lower number first."""
    return (pair[0], pair[1]) if is_a else (pair[1], pair[0])


def _matched(story_id: int, asked: Collection[int]) -> Select[int, int, int, list[list[int]]]:
    """Ask for the sentences that say the same in each two articles of a story of which one is asked."""
    low, high = aliased(Article), aliased(Article)
    return (
        select(Row.low_id, Row.high_id, Row.a_id, Row.matched)
        .join(low, low.id == Row.low_id)
        .join(high, high.id == Row.high_id)
        .where(low.story_id == story_id, high.story_id == story_id, or_(low.id.in_(asked), high.id.in_(asked)))
    )
