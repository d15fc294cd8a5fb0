"""Hosts: which may be asked now, and how often. A lease keeps two requests from reaching one host at once."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    bindparam,
    exists,
    func,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from schemas.base import Frozen, Utc
from worker.errors import LeaseLostError
from worker.store import insert
from worker.store.statements import run, write
from worker.store.tables import Article, Feed, Host, Watched

MANY_DUE = 2_000
"""From so many rows on that are due, hosts are asked one by one; there are fewer of them than of rows."""


class Held(Frozen):
    """The right to ask one host, and what is known of its patience."""

    id: int
    name: str
    token: str
    until: Utc
    """No request may begin so late that it could last beyond this."""
    deaths: int
    """Turns before this one, in a row, whose worker died."""
    learned_seconds: float
    calm: int
    honest: int
    """Conditional answers that proved true."""
    lies: bool
    """Whether a 304 of it was found to be wrong."""
    after_archive: bool
    """Whether the last request went to an article of an archive: the next is for others, if any wait."""


def find_or_make(session: Session, name: str, now: datetime) -> int:
    """Return the id of the host of that name, made if new."""
    return insert.or_find(session, Host, Host.name == name, name=name, free_at=now)


def take(session: Session, host_id: int, now: datetime, *, hold: timedelta) -> Held | None:
    """Lease a host, or return None where somebody else is at it or it rests."""
    row = run(session, _FREE, host=host_id, now=now).one_or_none()
    if row is None:
        return None
    held = Held(
        id=host_id,
        name=row.name,
        token=uuid4().hex,
        until=now + hold,
        deaths=row.tries,
        learned_seconds=row.learned_seconds,
        calm=row.calm,
        honest=row.honest,
        lies=row.lied_at is not None,
        after_archive=row.after_archive,
    )
    taken = {"lease": held.token, "free_at": held.until, "tries": held.deaths + 1, "held_until": None}
    write(session, Host, host_id, taken)
    return held


_NOW: Final = bindparam("now", type_=Host.free_at.type)
_MAY_BE_ASKED: Final = (Host.free_at <= _NOW, or_(Host.held_until.is_(None), Host.held_until <= _NOW))
"""Of hosts that a sweep may nudge a turn at."""
_LEASED: Final = update(Host).where(Host.id == bindparam("host"), Host.lease == bindparam("token"))
_FREE: Final = (
    select(Host.name, Host.tries, Host.learned_seconds, Host.calm, Host.honest, Host.lied_at, Host.after_archive)
    .where(Host.id == bindparam("host"), Host.free_at <= _NOW)
    .with_for_update(skip_locked=True)
)
_MUCH_DUE: Final = tuple(
    select(func.count()).select_from(select(table.id).where(table.next_at <= _NOW).limit(MANY_DUE).subquery())
    for table in (Feed, Article)
)


def _is_little_due(session: Session, now: datetime) -> bool:
    """Whether it takes less to look at everything that is due than to ask for each host what is due there."""
    return sum(run(session, counted, now=now).scalar() or 0 for counted in _MUCH_DUE) < MANY_DUE


def _owed_by_row() -> Select[tuple[int | None, datetime | None]]:
    """Return since when each host is owed a visit, from all that is due."""
    due = union_all(*(select(table.host_id, table.next_at).where(table.next_at <= _NOW) for table in (Feed, Article)))
    rows = due.subquery()
    return select(rows.c.host_id, func.min(rows.c.next_at).label("since")).group_by(rows.c.host_id)


def _owed_by_host() -> Select[tuple[int, datetime | None]]:
    """Return the same from one look into the index for each host, as after an outage, when nearly everything is due."""
    firsts = [select(Host.id.label("host_id"), _first_due(table).label("since")) for table in (Feed, Article)]
    rows = union_all(*firsts).subquery()
    return (
        select(rows.c.host_id, func.min(rows.c.since).label("since"))
        .where(rows.c.since.is_not(None))
        .group_by(rows.c.host_id)
    )


def _first_due(table: type[Watched]) -> ScalarSelect[datetime | None]:
    this_host = table.host_id == Host.id, table.next_at <= _NOW
    return select(table.next_at).where(*this_host).order_by(table.next_at).limit(1).scalar_subquery()


def free_at(session: Session, host_id: int) -> datetime:
    """Return when a host is free to be asked again, as far as is known now."""
    return run(session, _FREE_AT, host=host_id).scalar_one()


_FREE_AT: Final = select(Host.free_at).where(Host.id == bindparam("host"))


def is_owed(session: Session, name: str, now: datetime) -> bool:
    """Whether anything is due at the host of that name."""
    here = select(Host.id).where(Host.name == name).scalar_subquery()
    due = (select(table.id).where(table.host_id == here, table.next_at <= now).limit(1) for table in (Feed, Article))
    return any(session.scalar(each) is not None for each in due)


def renew(session: Session, held: Held, *, until: datetime) -> Held:
    """Hold a host for longer.

    Raises:
        LeaseLostError: somebody else has it; the transaction must not commit.
    """
    done = run(session, _LEASED, host=held.id, token=held.token, free_at=until)
    if done.rowcount != 1:
        raise LeaseLostError(held.name)
    return held.model_copy(update={"until": until})


def leave(session: Session, held: Held, *, free_at: datetime, learned_seconds: float, calm: int) -> None:
    """End a host's lease; it may be asked again from `free_at` on. A lease that somebody else has is left alone."""
    learned = {"learned_seconds": learned_seconds, "calm": calm, "after_archive": held.after_archive}
    run(session, _LEAVING, host=held.id, token=held.token, free_at=free_at, **learned)


_LEAVING: Final = _LEASED.values(
    lease=None,
    free_at=bindparam("free_at", type_=Host.free_at.type),
    tries=0,
    learned_seconds=bindparam("learned_seconds"),
    calm=bindparam("calm"),
    after_archive=bindparam("after_archive"),
)


def found_honest(session: Session, host_id: int) -> None:
    """Count a conditional answer that proved true."""
    session.execute(update(Host).where(Host.id == host_id).values(honest=Host.honest + 1))


def caught_lying(session: Session, host_id: int | None, now: datetime) -> None:
    """Note that a 304 of this host was wrong, or would be: from now on it is asked for everything in full."""
    session.execute(update(Host).where(Host.id == host_id, Host.lied_at.is_(None)).values(lied_at=now))


def release_all(session: Session, now: datetime, *, rest: timedelta) -> None:
    """End all leases on hosts, whose holders are dead; what was held may be asked again after `rest` at the latest."""
    session.execute(update(Host).where(Host.held_until.is_not(None)).values(held_until=None))
    leased = update(Host).where(Host.lease.is_not(None))
    session.execute(leased.where(Host.free_at > now + rest).values(free_at=now + rest))
    session.execute(leased.values(lease=None))


def any_owed() -> ColumnElement[bool]:
    """Return whether a sweep would find a host at the moment that is bound to `now`, as an expression."""
    due = (
        exists(select(Host.id).join(table, table.host_id == Host.id).where(table.next_at <= _NOW, *_MAY_BE_ASKED))
        for table in (Feed, Article)
    )
    return or_(*due)


def sweep(session: Session, now: datetime, *, limit: int, patience: timedelta) -> list[int]:
    """Return the hosts that may be asked and have something due, longest due first, and hold them for `patience`."""
    is_little = _is_little_due(session, now)
    found = list(run(session, _owed_and_free(is_little=is_little), now=now, most=limit).scalars())
    if found:
        run(session, _HOLDING, hosts=found, until=now + patience)
    return found


@lru_cache
def _owed_and_free(*, is_little: bool) -> Select[int]:
    """Return the query for hosts with something due that may be asked now, made once."""
    owed = (_owed_by_row() if is_little else _owed_by_host()).subquery()
    return (
        select(Host.id)
        .join(owed, owed.c.host_id == Host.id)
        .where(*_MAY_BE_ASKED)
        .order_by(owed.c.since, Host.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True, of=Host)
    )


_HOLDING: Final = (
    update(Host)
    .where(Host.id.in_(bindparam("hosts", expanding=True)))
    .values(held_until=bindparam("until", type_=Host.held_until.type))
)
