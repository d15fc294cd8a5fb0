"""Versions made ready for comparison with other outlets, kept by the process that made them."""

from functools import lru_cache

from worker.stages.reread import current
from worker.store import snapshots
from worker.store.session import engine, reading
from worker.store.snapshots import Snapshot
from worker.text.between.prepared import Prepared, prepare

REMEMBERED = 256
"""Articles that a process keeps ready, a third of a megabyte each."""


def ready(snapshot_id: int, article_id: int) -> tuple[Snapshot, Prepared]:
    """Return a version of an article ready for comparison.

    Versions never change, so what was made once serves again, until two articles turn out to be one.
    """
    return _ready(str(engine().url), snapshot_id, article_id)


@lru_cache(maxsize=REMEMBERED)
def _ready(_database: str, snapshot_id: int, _article_id: int) -> tuple[Snapshot, Prepared]:
    with reading() as session:
        snapshot = snapshots.load(session, snapshot_id)
    return snapshot, prepare(current(snapshot), snapshot.since if snapshot.version > 1 else None)
