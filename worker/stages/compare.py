"""Compare a new version: with the version before it, and with what other outlets of its story say."""

from datetime import datetime

from schemas.change import Change
from schemas.outcome import Ending, Nudge, Outcome, Stage
from worker.clock import now
from worker.stages import order, placing, revising
from worker.stages.reread import current
from worker.stages.revising import identified, revised
from worker.store import changes, due, snapshots, stories
from worker.store.due import Lease
from worker.store.session import reading, writing
from worker.store.snapshots import Snapshot
from worker.text.divergence import divergence


def compare(lease: Lease) -> Outcome:
    """Compare the leased version with its predecessor and with the other outlets of its story.

    The versions of one article are compared in order, so that additions that are told together are told the same way
    however their messages came.
    """
    with reading() as session:
        new = snapshots.load(session, lease.id)
        earlier = snapshots.owed_before(session, new)
        old = snapshots.version(session, new.article_id, new.version - 1)
        newest = snapshots.latest_id(session, new.article_id)
        assert newest is not None
        standing = new if newest == new.id else snapshots.load(session, newest)
    if earlier is not None:
        return order.after(lease, earlier, "an earlier version is compared first")
    change = None if old is None else revised(old, new)
    story_id = placing.place(standing)
    found: list[Change] = []
    if standing.id == new.id:  # else the story has moved on, and the newer version's own comparison says how
        found = [_divergence(new, other) for other in _others(new, story_id)]
    at = now()
    with writing() as session:
        kept = [] if change is None else [revising.keep(session, change, story_id=story_id, at=at)]
        kept += [changes.keep(session, one, story_id=story_id, now=at) for one in found]
        if change is not None or any(kept):
            stories.touch(session, story_id, at)
        due.finish(session, lease)
        later = snapshots.owed_after(session, new)
    alerts = tuple(Nudge(stage=Stage.ALERT, id=number) for number in kept if number is not None)
    following = () if later is None else (Nudge(stage=Stage.COMPARE, id=later),)
    return Outcome(
        stage=Stage.COMPARE,
        id=lease.id,
        ending=Ending.DONE if change or alerts else Ending.UNCHANGED,
        detail=f"story {story_id}, {len(alerts)} changes",
        next=(*alerts, *following),
    )


def _others(new: Snapshot, story_id: int) -> list[Snapshot]:
    """Return the newest versions of the story's articles of other outlets."""
    with reading() as session:
        found = [
            snapshots.latest(session, other) for other in stories.other_articles(session, new.article_id, story_id)
        ]
    return [other for other in found if other is not None]


def _divergence(one: Snapshot, other: Snapshot) -> Change:
    """Compare two outlets; the one that published first is the old side."""
    first, second = sorted((one, other), key=_seniority)
    return identified(divergence(current(first), current(second)), first, second)


def _seniority(snapshot: Snapshot) -> tuple[datetime, str, str]:
    """Return what puts two outlets in order: nothing that depends on which was handed in first."""
    said = snapshot.reading
    return said.published or snapshot.fetched_at, said.outlet or "", said.digests.text
