"""Changes: kept once for each pair of versions, searched by label, significance, outlet and time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy import Select, select, union
from sqlalchemy.orm import Session, aliased

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
    session: Session, change: Change, *, story_id: int | None, now: datetime, rolls_until: datetime | None = None
) -> int | None:
    """Keep a change between two stored snapshots; None where it is kept already.

    It is owed a look at the rules now, or, while it grows, only at `rolls_until`. The sentences of both sides are left
    out: they stand in the snapshots.
    """
    row = columns_of(change) | {
        "story_id": story_id,
        "rolls_until": rolls_until,
        "created_at": now,
        "next_at": rolls_until or now,
        "held_until": None if rolls_until else now + nudge_patience(),
    }
    return _keep(session, [(change, row)]).get(_between(change))


def keep_divergences(
    session: Session, divergences: Sequence[tuple[Change, bool]], *, story_id: int, now: datetime
) -> list[tuple[int, bool]]:
    """Keep divergences of a story, each with whether it is owed a look at the rules; see `keep`.

    Returns:
        The id of each, and whether it was not kept before.
    """
    held = now + nudge_patience()
    rows = [
        columns_of(change)
        | {
            "story_id": story_id,
            "created_at": now,
            "next_at": now if is_owed else None,
            "held_until": held if is_owed else None,
        }
        for change, is_owed in divergences
    ]
    changes = [change for change, _ in divergences]
    made = _keep(session, list(zip(changes, rows, strict=True)))
    return [
        (made[_between(change)], True) if _between(change) in made else (_kept(session, change), False)
        for change in changes
    ]


def _keep(session: Session, kept: Sequence[tuple[Change, dict[str, Any]]]) -> dict[tuple[int | None, int | None], int]:
    """Keep changes of one kind with their rows; return the ids of those that are new by their two snapshots."""
    found = insert.those_new(session, Row, [row for _, row in kept], ("id", "old_snapshot_id", "new_snapshot_id"))
    made: dict[tuple[int | None, int | None], int] = {(old, new): number for number, old, new in found}
    change_index.add(
        session,
        [
            (made[_between(change)], change.labels, (change.old.article, change.new.article))
            for change, _ in kept
            if _between(change) in made
        ],
    )
    return made


def _between(change: Change) -> tuple[int | None, int | None]:
    return change.old.snapshot, change.new.snapshot


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
    """A kept change."""

    id: int
    at: Utc
    story_id: int | None
    change: Change


def load(session: Session, change_id: int) -> StoredChange:
    """Return one change, the sentences of both sides put back.

    Raises:
        NotFoundError: there is none of that id.
    """
    found = load_bare(session, change_id)
    sides = {
        name: side.model_copy(update={"sentences": snapshots.load(session, side.snapshot).reading.sentences})
        for name, side in (("old", found.change.old), ("new", found.change.new))
        if side.snapshot is not None
    }
    return found.model_copy(update={"change": found.change.model_copy(update=sides)})


def load_bare(session: Session, change_id: int) -> StoredChange:
    """Return one change without the sentences of its sides, which stand in the snapshots.

    Raises:
        NotFoundError: there is none of that id.
    """
    row = session.get(Row, change_id)
    if row is None:
        raise NotFoundError(f"no change {change_id}; `stet changes` lists what is stored")
    bare = blob.unpack_model(Change, row.document)
    return StoredChange(id=row.id, at=row.created_at, story_id=row.story_id, change=bare)


def find(session: Session, query: ChangeQuery) -> tuple[ChangeSummary, ...]:
    """Return the changes that match, newest first (oldest first with `after_id`).

    A divergence that says what was said of the same two articles just before, as after an edit of either that has no
    part in it, is left out.

    Newest is what was kept last, so that each index is walked from its end and little more is read than is returned.
    """
    found: list[ChangeSummary] = []
    onwards = "before_id" if query.after_id is None else "after_id"
    while len(found) < query.limit:
        page = _page(session, query)
        again = _saying_it_again(session, [one.id for one in page if one.kind is ChangeKind.DIVERGENCE])
        found += [one for one in page if one.id not in again]
        if len(page) < query.limit:
            break
        query = query.model_copy(update={onwards: page[-1].id})
    return tuple(found[: query.limit])


def _page(session: Session, query: ChangeQuery) -> tuple[ChangeSummary, ...]:
    """Return the changes that match, those too that say what was said before."""
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


def _saying_it_again(session: Session, divergences: Sequence[int]) -> frozenset[int]:
    """Return those of some divergences that are in the words of the one before between the same two articles."""
    before = aliased(Row)
    said = (
        select(before.summary)
        .where(before.old_article_id == Row.old_article_id, before.new_article_id == Row.new_article_id)
        .where(before.kind == ChangeKind.DIVERGENCE.value, before.id < Row.id)
        .order_by(before.id.desc())
        .limit(1)
        .correlate(Row)
        .scalar_subquery()
    )
    again = select(Row.id).where(Row.id.in_(divergences), said == Row.summary)
    return frozenset(session.scalars(again)) if divergences else frozenset()


def _last_before(session: Session, since: datetime) -> int:
    """Return the id of a change below which none is of `since` or later.

    Ids come in the order of time but for transactions that overlapped, none of which lasts for as long as a lease.
    """
    earlier = select(Row.id).where(Row.created_at < since - clock.span(LEASE))
    return session.scalar(earlier.order_by(Row.created_at.desc(), Row.id.desc()).limit(1)) or 0


def _kept(session: Session, change: Change) -> int:
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
