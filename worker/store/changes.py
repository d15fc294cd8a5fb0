"""Changes: kept once for each pair of versions, searched by label, significance, outlet and time."""

from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy import Select, select, union
from sqlalchemy.orm import Session

from schemas.base import Frozen, Utc
from schemas.change import Change, ChangeKind, Label, Side
from schemas.story import ChangeSummary
from worker import clock
from worker.errors import NotFoundError
from worker.store import articles, blob, change_index, insert, outlets, redirects, snapshots
from worker.store.change_index import ChangeLabel, ChangeOutlet
from worker.store.due import LEASE, nudge_patience
from worker.store.tables import Article
from worker.store.tables import Change as Row


class ChangeQuery(Frozen):
    """Which changes are wanted; what is not set does not narrow."""

    since: Utc | None = None
    grown_since: Utc | None = Field(default=None, description="only changes that have grown since then")
    label: Label | None = None
    min_significance: float = Field(default=0, ge=0, le=1)
    outlet: str | None = None
    kind: ChangeKind | None = None
    story: int | None = None
    article: int | None = None
    after_id: int | None = Field(default=None, description="only changes with a greater id, oldest first: to follow")
    before_id: int | None = Field(default=None, description="only changes with a lesser id: the next page")
    limit: int = Field(default=100, ge=1, le=1000)


def keep(
    session: Session,
    change: Change,
    *,
    story_id: int | None,
    now: datetime,
    rolls_until: datetime | None = None,
    is_owed: bool = True,
) -> int | None:
    """Keep a change between two stored snapshots; None where it is kept already.

    It is owed a look at the rules now, or, while it grows, only at `rolls_until`; or none, with `is_owed` false. The
    sentences of both sides are left out: they stand in the snapshots.
    """
    kept = insert.if_new(
        session,
        Row,
        **columns_of(change),
        story_id=story_id,
        rolls_until=rolls_until,
        created_at=now,
        next_at=(rolls_until or now) if is_owed else None,
        held_until=None if rolls_until or not is_owed else now + nudge_patience(),
    )
    if kept is not None:
        sides = [side.article for side in (change.old, change.new) if side.article is not None]
        change_index.add(session, kept, change.labels, sides)
    return kept


def columns_of(change: Change) -> dict[str, Any]:
    """Return what the table has of a change."""
    bare = change.model_copy(update={"old": _without_sentences(change.old), "new": _without_sentences(change.new)})
    return {
        "kind": change.kind.value,
        "old_snapshot_id": change.old.snapshot,
        "new_snapshot_id": change.new.snapshot,
        "old_article_id": change.old.article,
        "new_article_id": change.new.article,
        "significance": change.significance,
        "labels": [label.value for label in change.labels],
        "summary": change.summary,
        "stealth": change.stealth,
        "document": blob.pack_model(bare),
    }


def _without_sentences(side: Side) -> Side:
    return side.model_copy(update={"sentences": ()})


class StoredChange(Frozen):
    """A kept change, whole."""

    id: int
    at: Utc
    story_id: int | None
    change: Change


def load(session: Session, change_id: int) -> StoredChange:
    """Return one change, the sentences of both sides put back.

    Raises:
        NotFoundError: there is none of that id.
    """
    row = session.get(Row, change_id)
    if row is None:
        raise NotFoundError(f"no change {change_id}; `stet changes` lists what is stored")
    bare = blob.unpack_model(Change, row.document)
    sides = {
        name: side.model_copy(update={"sentences": snapshots.load(session, number).reading.sentences})
        for name, side, number in (("old", bare.old, row.old_snapshot_id), ("new", bare.new, row.new_snapshot_id))
    }
    return StoredChange(id=row.id, at=row.created_at, story_id=row.story_id, change=bare.model_copy(update=sides))


def find(session: Session, query: ChangeQuery) -> tuple[ChangeSummary, ...]:
    """Return the changes that match, newest first (oldest first with `after_id`).

    Newest is what was kept last, so that each index is walked from its end and no more is read than is returned.
    """
    wanted, number = select(Row), Row.id
    if query.label is not None:
        number = ChangeLabel.change_id
        wanted = wanted.join(ChangeLabel, number == Row.id).where(ChangeLabel.label == query.label.value)
    if query.outlet is not None:
        number = ChangeOutlet.change_id
        outlet = outlets.find(session, query.outlet)
        wanted = wanted.join(ChangeOutlet, number == Row.id).where(ChangeOutlet.outlet_id == outlet)
    if query.since is not None:
        wanted = wanted.where(number > _last_before(session, query.since), Row.created_at >= query.since)
    if query.before_id is not None:
        wanted = wanted.where(number < query.before_id)
    if query.after_id is not None:
        wanted = wanted.where(number > query.after_id)
    ordered = _narrowed(session, wanted, query).order_by(number if query.after_id is not None else number.desc())
    return summaries(session, ordered.limit(query.limit))


def _narrowed(session: Session, wanted: Select[Row], query: ChangeQuery) -> Select[Row]:
    """Add what is looked at in each change, and leave out those whose articles went into others."""
    gone = select(Article.id).where(Article.merged_into.is_not(None))  # what is left there is told elsewhere
    wanted = wanted.where(Row.old_article_id.not_in(gone), Row.new_article_id.not_in(gone))
    if query.grown_since is not None:
        wanted = wanted.where(Row.id.in_(select(Row.id).where(Row.grown_at >= query.grown_since)))
    if query.min_significance:
        wanted = wanted.where(Row.significance >= query.min_significance)
    if query.kind is not None:
        of_kind = Row.kind.concat("") == query.kind.value  # no plain column: a third of all changes is no help
        wanted = wanted.where(of_kind)
    if query.story is not None:
        wanted = wanted.where(Row.story_id == redirects.leads_to(session, query.story))
    if query.article is not None:
        either = (select(Row.id).where(side == query.article) for side in (Row.old_article_id, Row.new_article_id))
        wanted = wanted.where(Row.id.in_(union(*either)))
    return wanted


def _last_before(session: Session, since: datetime) -> int:
    """Return the id of a change below which none is of `since` or later.

    Ids come in the order of time but for transactions that overlapped, none of which lasts for as long as a lease.
    """
    earlier = select(Row.id).where(Row.created_at < since - clock.span(LEASE))
    return session.scalar(earlier.order_by(Row.created_at.desc(), Row.id.desc()).limit(1)) or 0


def between(session: Session, change: Change) -> int:
    """Return the id of the kept change of this kind between the same two snapshots."""
    return session.scalars(
        select(Row.id).where(
            Row.kind == change.kind.value,
            Row.old_snapshot_id == change.old.snapshot,
            Row.new_snapshot_id == change.new.snapshot,
        )
    ).one()


def summaries(session: Session, wanted: Select[Any]) -> tuple[ChangeSummary, ...]:
    """Return in a line each the changes that `wanted` selects."""
    rows = list(session.scalars(wanted))
    known = articles.get(session, {number for row in rows for number in (row.old_article_id, row.new_article_id)})
    return tuple(
        ChangeSummary(
            id=row.id,
            kind=ChangeKind(row.kind),
            at=row.created_at,
            grown=row.grown_at,
            story=row.story_id,
            article=known[row.new_article_id],
            other=known[row.old_article_id] if row.kind == ChangeKind.DIVERGENCE.value else None,
            labels=tuple(Label(label) for label in row.labels),
            significance=row.significance,
            summary=row.summary,
            stealth=row.stealth,
        )
        for row in rows
    )
