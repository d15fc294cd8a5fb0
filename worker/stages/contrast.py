"""Contrast: hold a new version against what the other outlets of its story say, a few of them in one task."""

from datetime import datetime

from sqlalchemy.orm import Session

from schemas.change import Change
from schemas.outcome import Ending, Nudge, Outcome, Stage
from worker.clock import now
from worker.stages.revising import identified
from worker.stages.telling import ready
from worker.store import changes, due, findings, matrix, quotations, stories
from worker.store.due import Lease
from worker.store.matrix import Teller
from worker.store.session import reading, writing
from worker.store.snapshots import Snapshot
from worker.text.divergence import contrast as compared

AT_ONCE = 20
"""Comparisons in one task, so that no task of a story that hundreds tell is long."""


def contrast(lease: Lease) -> Outcome:
    """Compare the leased article with those of other outlets that its newest version has not met."""
    with reading() as session:
        own = matrix.load(session, lease.id)
        found = matrix.unmet(session, own, limit=AT_ONCE + 1)
    others, is_last = found[:AT_ONCE], len(found) <= AT_ONCE
    told = [_compared(own, other) for other in others]
    at = now()
    with writing() as session:
        assert own.story is not None or not told
        news = [kept for change in told if (kept := _keep(session, own, change, at)) is not None]
        if is_last:
            quotations.end_unmarked(session, own.article, own.snapshot, at)
            findings.settle(session, own.article, own.snapshot, at)
        due.finish(session, lease, next_at=None if is_last else at)
    nudges = [Nudge(stage=Stage.ALERT, id=number) for number in news]
    nudges += [] if is_last else [Nudge(stage=Stage.CONTRAST, id=lease.id)]
    return Outcome(
        stage=Stage.CONTRAST,
        id=lease.id,
        ending=Ending.DONE if told else Ending.UNCHANGED,
        detail=f"{len(told)} comparisons, {len(news)} with news",
        next=tuple(nudges),
    )


def _compared(one: Teller, other: Teller) -> Change:
    """Compare two outlets; the one that published first is the old side."""
    first, second = sorted((ready(one.snapshot), ready(other.snapshot)), key=lambda side: _seniority(side[0]))
    return identified(compared(first[1], second[1]), first[0], second[0])


def _seniority(snapshot: Snapshot) -> tuple[datetime, str, str]:
    """Return what puts two outlets in order: nothing that depends on which was handed in first."""
    said = snapshot.reading
    return said.published or snapshot.fetched_at, said.outlet or "", said.digests.text


def _keep(session: Session, own: Teller, change: Change, at: datetime) -> int | None:
    """Keep a divergence in the matrix and its findings in the story; return its id where it tells something new."""
    assert own.story is not None
    recorded = findings.record(session, own.story, change, at)
    kept = changes.keep(session, change, story_id=own.story, now=at, is_owed=recorded.is_news)
    change_id = kept if kept is not None else changes.between(session, change)
    findings.link(session, change_id, recorded)
    matrix.keep(session, change, change_id)
    for pair in change.quotes:
        if pair.relation == "unmarked":
            quoting, printing = (change.new, change.old) if pair.unmarked == "a" else (change.old, change.new)
            assert quoting.article is not None
            assert printing.article is not None
            assert printing.snapshot is not None
            quotations.keep_unmarked(
                session,
                pair,
                quoting=quoting.article,
                printing=printing.article,
                snapshot_id=printing.snapshot,
                now=at,
            )
    if kept is not None:
        stories.touch(session, own.story, at)
    return kept if recorded.is_news else None
