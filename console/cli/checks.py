"""What `stet doctor` looks at once the settings hold. Every check ends in a Check, whatever it meets."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import make_url, text

from console import disk
from console.cli import stored
from console.cli.doctor import Check, ill, well
from console.cli.output import shown_time
from console.cli.terminal import line
from schemas.outcome import Backlog, DeadLetter
from tasks import nudge
from worker.clock import now
from worker.errors import BrokerUnreachableError, StetError
from worker.net.failure import AddressRefusedError
from worker.net.guard import resolve, system_lookup
from worker.settings import settings
from worker.store import changes, due
from worker.store.changes import ChangeQuery

METADATA_ADDRESS = "169.254.169.254"
"""Where clouds hand out credentials: the first address that a hostile URL asks for."""
NO_EARLIER = datetime(2026, 1, 1, tzinfo=UTC)
"""Before this version of stet was written, no clock that is right can be."""
NO_LATER = timedelta(minutes=2)
RECENT = timedelta(days=1)
"""Dead letters older than this are counted, and no problem any more."""


def run() -> Iterator[Check]:
    """Yield every check."""
    yield clock(now())
    yield egress_guard()
    yield room()
    kept = database()
    yield kept
    reached = broker()
    yield reached
    if kept.ok and stored.exists():
        yield from stock(is_worked=reached.ok)


def clock(moment: datetime) -> Check:
    """Check that the clock stands neither before stet was written nor before the newest change."""
    mend = "set the clock; versions, visits and signatures depend on it"
    if moment < NO_EARLIER:
        return ill("clock", f"it says {shown_time(moment)} UTC, which is in the past", mend)
    newest = _newest_change()
    if newest is not None and newest > moment + NO_LATER:
        return ill("clock", f"it says {shown_time(moment)} UTC, before the newest change stored", mend)
    return well("clock", f"{shown_time(moment)} UTC")


def _newest_change() -> datetime | None:
    try:
        with stored.reading() as session:
            found = changes.find(session, ChangeQuery(limit=1))
    except StetError:  # the check of the database says what is wrong with it
        return None
    return found[0].at if found else None


def egress_guard() -> Check:
    """Check that no page can make stet ask for the address under which clouds hand out credentials."""
    name = "egress guard"
    try:
        resolve(METADATA_ADDRESS, 80, settings().egress_allow, lookup=system_lookup, seconds=1)
    except AddressRefusedError:
        return well(name, f"{METADATA_ADDRESS} is refused")
    return ill(name, f"{METADATA_ADDRESS} is let through", "name narrower networks in STET_EGRESS_ALLOW")


def room() -> Check:
    """Check that what is stored can grow."""
    folder = settings().data_dir
    if full := disk.told_full(folder):
        return ill("disk", full, disk.MEND)
    return well("disk", f"{disk.room(folder) / 1e9:,.1f} GB left")


def database() -> Check:
    """Check that the database can be reached and is at the newest migration, and SQLite's journal mode."""
    name = "database"
    try:
        url = make_url(settings().database).render_as_string(hide_password=True)
        if not stored.exists():
            return well(name, f"none yet; the first `stet up` makes it ({url})")
        with stored.reading() as session:
            is_file = session.get_bind().dialect.name == "sqlite"
            mode = session.scalar(text("PRAGMA journal_mode")) if is_file else None
    except (StetError, ValueError) as error:
        mend = "start the database, or correct STET_DATABASE_URL or STET_DATA_DIR"
        return ill(name, str(error), stored.RESTORE if stored.RESTORE in str(error) else mend)
    if mode not in (None, "wal", "memory"):
        found = f"SQLite keeps its journal as {mode!r}, so that readers and writers wait for each other"
        return ill(name, found, "put STET_DATA_DIR on a local disk: network file systems allow no WAL")
    return well(name, f"{url}{f', journal {mode}' if mode else ''}")


def broker() -> Check:
    """Check that the broker answers."""
    kind = "embedded" if settings().broker_is_embedded else "STET_BROKER_URL"
    try:
        nudge.ping()
    except BrokerUnreachableError as error:
        return ill("broker", str(error), "start `stet up`, or the server that STET_BROKER_URL names")
    return well("broker", f"answers ({kind})")


def stock(*, is_worked: bool) -> Iterator[Check]:
    """Check what is owed, and what can never be done."""
    at = now()
    with stored.reading() as session:
        owed = due.backlog(session, at)
        newest = due.dead_letters(session, limit=1)
    yield _backlog(owed, is_worked=is_worked)
    yield _dead_letters(owed.dead, newest[0] if newest else None, at)


def _backlog(owed: Backlog, *, is_worked: bool) -> Check:
    found = ", ".join(f"{count} to {stage}" for stage, count in owed.owed.items() if count) or "nothing is due"
    if is_worked or owed.is_empty:
        return well("backlog", found)
    return ill("backlog", found, "nobody works it: start `stet up`")


def _dead_letters(count: int, newest: DeadLetter | None, at: datetime) -> Check:
    name = "dead letters"
    if newest is None:
        return well(name, "none")
    found = f"{count}, the newest of {shown_time(newest.at)} UTC ({newest.stage}): {line(newest.reason)}"
    if newest.at < at - RECENT:
        return well(name, found)
    return ill(name, found, "correct what the reason names and send it again; this is a problem for a day")
