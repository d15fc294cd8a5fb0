"""Changes that grow for a while before they are held against the rules: see `worker.text.rolling`."""

from datetime import datetime

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from schemas.base import Frozen
from schemas.change import Change, ChangeKind, Label
from worker.store import blob, change_index, changes
from worker.store.due import nudge_patience
from worker.store.snapshots import Snapshot
from worker.store.tables import Change as Row
from worker.text.rolling import is_addition

_MOST_RECENT = 100


class Window(Frozen):
    """A change that is growing; `base` and `newest` are the ids of the snapshots it reaches from and to."""

    id: int
    base: int
    newest: int
    change: Change


def open_window(session: Session, newest: Snapshot, now: datetime) -> Window | None:
    """Return the growing change that reaches to this version, if people have not been told of it."""
    row = session.scalar(
        select(Row).where(
            Row.kind == ChangeKind.REVISION.value,
            Row.new_snapshot_id == newest.id,
            Row.rolls_until > now,
            Row.next_at.is_not(None),
            Row.lease.is_(None),
        )
    )
    if row is None:
        return None
    bare = blob.unpack_model(Change, row.document)
    return Window(id=row.id, base=row.old_snapshot_id, newest=newest.id, change=bare)


def additions(session: Session, article_id: int, *, since: datetime) -> int:
    """Count the revisions of an article since then that only added to it."""
    labels = session.scalars(
        select(Row.labels)
        .where(Row.new_article_id == article_id, Row.kind == ChangeKind.REVISION.value, Row.created_at >= since)
        .limit(_MOST_RECENT)
    )
    return sum(is_addition([Label(label) for label in found]) for found in labels)


def is_told(session: Session, change: Change) -> bool:
    """Return whether a change of the article is kept already that reaches over this one."""
    return (
        session.scalar(
            select(Row.id)
            .where(
                Row.kind == ChangeKind.REVISION.value,
                Row.new_article_id == change.new.article,
                Row.old_snapshot_id <= change.old.snapshot,
                Row.new_snapshot_id >= change.new.snapshot,
            )
            .limit(1)
        )
        is not None
    )


def grow(session: Session, window: Window, change: Change, *, now: datetime, closes: bool) -> bool:
    """Let a growing change reach to the new version; return whether it did, which it does once.

    Args:
        session: a writing transaction.
        window: as it was read.
        change: what it has become.
        now: when.
        closes: whether it is to be held against the rules at once.
    """
    grown = update(Row).where(
        Row.id == window.id, Row.new_snapshot_id == window.newest, Row.next_at.is_not(None), Row.lease.is_(None)
    )
    values = changes.columns_of(change) | {"grown_at": now}
    if closes:
        values |= {"next_at": now, "held_until": now + nudge_patience()}
    done = session.execute(grown.values(values))
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        return False
    change_index.relabel(session, window.id, change.labels)
    return True
