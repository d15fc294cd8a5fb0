"""What hosts say that robots may ask for, kept so that each is asked for it once a day, by whichever machine."""

from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, String, bindparam, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from schemas.robots import Robots, RobotsState
from worker.store import blob, insert
from worker.store.columns import Numbered
from worker.store.statements import run
from worker.store.tables import Host
from worker.text.normalise import clean


class RobotsFile(Numbered):
    """A robots.txt, of one scheme, host and port, as it was last had."""

    __tablename__ = "robots"
    origin: Mapped[str] = mapped_column(String(300), unique=True)
    host_id: Mapped[int] = mapped_column(ForeignKey(Host.id), index=True)
    state: Mapped[str] = mapped_column(String(10))
    body: Mapped[bytes]
    fetched_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    failing_since: Mapped[datetime | None]
    reason: Mapped[str | None]


def of_host(session: Session, host_id: int) -> dict[str, Robots]:
    """Return what is known of a host, by origin: a host may have several ports, each with a robots.txt of its own."""
    rows = run(session, _OF_HOST, host=host_id)
    return {
        row.origin: Robots(
            origin=row.origin,
            state=RobotsState(row.state),
            body=blob.unpack(row.body),
            fetched_at=row.fetched_at,
            expires_at=row.expires_at,
            failing_since=row.failing_since,
            reason=row.reason,
        )
        for row in rows
    }


_OF_HOST: Final = select(
    RobotsFile.origin,
    RobotsFile.state,
    RobotsFile.body,
    RobotsFile.fetched_at,
    RobotsFile.expires_at,
    RobotsFile.failing_since,
    RobotsFile.reason,
).where(RobotsFile.host_id == bindparam("host"))


def keep(session: Session, host_id: int, found: Robots) -> None:
    """Keep what was found, in place of what was known of that origin."""
    values = {
        "state": found.state.value,
        "body": blob.pack(found.body),
        "fetched_at": found.fetched_at,
        "expires_at": found.expires_at,
        "failing_since": found.failing_since,
        "reason": None if found.reason is None else clean(found.reason),
    }
    if insert.if_new(session, RobotsFile, host_id=host_id, origin=found.origin, **values) is None:
        session.execute(update(RobotsFile).where(RobotsFile.origin == found.origin).values(host_id=host_id, **values))
