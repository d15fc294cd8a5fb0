"""Compare a new version: with the version before it, and with what other outlets of its story say."""

from datetime import datetime

from schemas.change import Change
from schemas.outcome import Ending, Nudge, Outcome, Stage
from schemas.story import Fingerprint
from worker.clock import now
from worker.stages.reread import current
from worker.store import changes, due, snapshots, stories
from worker.store.due import Lease
from worker.store.session import lock_stories, reading, writing
from worker.store.snapshots import Snapshot
from worker.text import story
from worker.text.change import revert, revision
from worker.text.divergence import divergence
from worker.text.fingerprint import fingerprint


def compare(lease: Lease) -> Outcome:
    """Compare the leased version with its predecessor and with the other outlets of its story."""
    with reading() as session:
        new = snapshots.load(session, lease.id)
        old = snapshots.version(session, new.article_id, new.version - 1)
        is_return = snapshots.was_seen_before(session, new)
        newest = snapshots.latest_id(session, new.article_id)
        assert newest is not None
        standing = new if newest == new.id else snapshots.load(session, newest)
    found = [] if old is None else _revision(old, new, is_return=is_return)
    story_id = _place(standing, fingerprint(standing.reading, standing.fetched_at))
    if standing.id == new.id:  # else the story has moved on, and the newer version's own comparison says how
        found += [_divergence(new, other) for other in _others(new, story_id)]
    at = now()
    with writing() as session:
        kept = [changes.keep(session, change, story_id=story_id, now=at) for change in found]
        if any(kept):
            stories.touch(session, story_id, at)
        due.finish(session, lease)
    nudges = tuple(Nudge(stage=Stage.ALERT, id=number) for number in kept if number is not None)
    detail = f"story {story_id}, {len(nudges)} changes"
    return Outcome(
        stage=Stage.COMPARE, id=lease.id, ending=Ending.DONE if nudges else Ending.UNCHANGED, detail=detail, next=nudges
    )


def _revision(old: Snapshot, new: Snapshot, *, is_return: bool) -> list[Change]:
    """Return what changed since the version before; nothing where only the extractor did."""
    change = revision(current(old), current(new))
    if change.is_empty and not change.labels:
        return []
    if is_return:
        change = revert(change)
    return [_identified(change, old, new)]


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
    return _identified(divergence(current(first), current(second)), first, second)


def _seniority(snapshot: Snapshot) -> tuple[datetime, str, str]:
    """Return what puts two outlets in order: nothing that depends on which was handed in first."""
    said = snapshot.reading
    return said.published or snapshot.fetched_at, said.outlet or "", said.digests.text


def _identified(change: Change, old: Snapshot, new: Snapshot) -> Change:
    """Say which stored versions a change is between."""
    sides = {
        name: side.model_copy(update={"article": kept.article_id, "snapshot": kept.id, "version": kept.version})
        for name, side, kept in (("old", change.old, old), ("new", change.new, new))
    }
    return change.model_copy(update=sides)


def _place(snapshot: Snapshot, features: Fingerprint) -> int:
    """Put the article into its story, which it keeps once it has one."""
    at = now()
    with writing() as session:
        lock_stories(session)
        story_id = stories.story_of(session, snapshot.article_id)
        if story_id is None:
            joined = story.choose(features, stories.candidates(session, snapshot.article_id, features))
            story_id = stories.join(session, snapshot.article_id, joined, now=at)
        stories.index(session, snapshot.article_id, features)
    return story_id
