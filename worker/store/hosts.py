"""Hosts: which may be asked now. A lease on a host is what keeps two requests from reaching it at once."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from worker.store import insert
from worker.store.tables import Host


def find_or_make(session: Session, name: str, now: datetime) -> int:
    """Return the id of the host of that name, made if new."""
    return insert.or_find(session, Host, Host.name == name, name=name, free_at=now)


def take(session: Session, host_id: int, now: datetime, *, hold: timedelta) -> tuple[str | None, datetime]:
    """Lease a host for one request.

    Returns:
        The lease's token and the time it runs out, or None and the time the host is free again.
    """
    token = uuid4().hex
    taken = session.scalar(
        update(Host)
        .where(Host.id == host_id, Host.free_at <= now)
        .values(lease=token, free_at=now + hold)
        .returning(Host.id)
    )
    if taken is not None:
        return token, now + hold
    free_at = session.scalar(select(Host.free_at).where(Host.id == host_id))
    assert free_at is not None
    return None, free_at


def leave(session: Session, host_id: int, token: str, *, free_at: datetime) -> None:
    """End a host's lease; it may be asked again from `free_at` on. A lease that ran out is left alone."""
    session.execute(update(Host).where(Host.id == host_id, Host.lease == token).values(lease=None, free_at=free_at))
