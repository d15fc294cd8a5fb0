"""Outlets: who publishes."""

from datetime import datetime

from sqlalchemy.orm import Session

from worker.store import insert
from worker.store.tables import Outlet

UNKNOWN = "unknown outlet"


def outlet(session: Session, name: str, now: datetime) -> int:
    """Return the id of the outlet of that name, made if new."""
    key = " ".join(name.split()).casefold()[:200]
    return insert.or_find(
        session, Outlet, Outlet.name_key == key, name=" ".join(name.split())[:200], name_key=key, created_at=now
    )


def provisional_name(host_name: str | None) -> str:
    """Return what to call an outlet of which only the host is known."""
    return (host_name or UNKNOWN).removeprefix("www.")
