"""Outlets: who publishes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from worker.store import insert
from worker.store.tables import Outlet
from worker.text.normalise import clean

UNKNOWN = "unknown outlet"
MOST_NAME_CHARS = 200


def outlet(session: Session, name: str, now: datetime) -> int:
    """Return the id of the outlet of that name, made if new."""
    shown = " ".join(clean(name).split())[:MOST_NAME_CHARS] or UNKNOWN
    return insert.or_find(
        session, Outlet, Outlet.name_key == key(shown), name=shown, name_key=key(shown), created_at=now
    )


def find(session: Session, name: str) -> int | None:
    """Return the id of the outlet of that name, None where there is none."""
    return session.scalar(select(Outlet.id).where(Outlet.name_key == key(name)))


def name(session: Session, outlet_id: int) -> str:
    """Return an outlet's name."""
    return session.scalars(select(Outlet.name).where(Outlet.id == outlet_id)).one()


def key(name: str) -> str:
    """Return what makes two spellings of an outlet's name the same."""
    return " ".join(clean(name).split()).casefold()[:MOST_NAME_CHARS]


def provisional_name(host_name: str | None) -> str:
    """Return what to call an outlet of which only the host is known: that, in letters as people write it."""
    name = (host_name or UNKNOWN).removeprefix("www.")
    try:
        return name.encode("ascii").decode("idna")
    except UnicodeError:
        return name
