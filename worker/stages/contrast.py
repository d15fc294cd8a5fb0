"""Contrast: hold a new version against what the other outlets of its story say, a few of them in one task."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from schemas.change import Change
from schemas.divergence import QuotePair
from schemas.outcome import Ending, Nudge, Outcome, Stage
from worker.clock import now
from worker.stages import copying
from worker.stages.revising import identified
from worker.stages.telling import ready
from worker.store import changes, claims, due, findings, matrix, quotations, snapshots, stories
from worker.store.due import Lease
from worker.store.matrix import Teller
from worker.store.session import reading, writing
from worker.store.snapshots import Snapshot
from worker.text.divergence import contrast as compared
from worker.text.normalise import fold

AT_ONCE = 20
"""Comparisons in one task, so that no task of a story that hundreds tell is long."""


class _Unmarked(NamedTuple):
    """A quotation that `printing` prints as its own words, since when, and the article that quotes it."""

    pair: QuotePair
    quoting: int
    printing: Snapshot
    since: datetime


class _Told(NamedTuple):
    """A divergence, and what in it has lost its marks."""

    change: Change
    unmarked: tuple[_Unmarked, ...]


def contrast(lease: Lease) -> Outcome:
    """Compare the leased article with those of other outlets that its newest version has not met."""
    with reading() as session:
        own = matrix.load(session, lease.id)
        found = matrix.unmet(session, own, limit=AT_ONCE + 1)
    others, is_last = found[:AT_ONCE], len(found) <= AT_ONCE
    told = [_compared(own, other) for other in others]
    standing = ready(own.snapshot, own.article)[0]
    copy = copying.copied(own.story) if is_last and own.story is not None else None
    at = now()
    with writing() as session:
        news = _keep(session, own, told, at)
        if is_last:
            quotations.end_unmarked(session, standing)
            findings.settle(session, own.article, own.snapshot, at)
        if copy is not None:
            copying.keep(session, copy)
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


def _compared(one: Teller, other: Teller) -> _Told:
    """Compare two outlets; the one that published first is the old side."""
    sides = (ready(side.snapshot, side.article) for side in (one, other))
    first, second = sorted(sides, key=lambda side: _seniority(side[0]))
    change = identified(compared(first[1], second[1]), first[0], second[0])
    return _Told(change, tuple(_unmarked(change, first[0], second[0])))


def _seniority(snapshot: Snapshot) -> tuple[datetime, str, str]:
    """Return what puts two outlets in order: nothing that depends on which was handed in first."""
    said = snapshot.reading
    return said.published or snapshot.fetched_at, said.outlet or "", said.digests.text


def _unmarked(change: Change, first: Snapshot, second: Snapshot) -> Iterator[_Unmarked]:
    for pair in change.quotes:
        if pair.relation == "unmarked":
            quoting, printing = (second, first) if pair.unmarked == "a" else (first, second)
            text = pair.text_a if pair.unmarked == "a" else pair.text_b
            yield _Unmarked(pair, quoting.article_id, printing, _printed_since(printing, text))


def _printed_since(version: Snapshot, text: str) -> datetime:
    """Return since when an article prints words, as far back as each of its versions has them."""
    since = version.since
    with reading() as session:
        for earlier in snapshots.earlier(session, version):
            if fold(text) not in fold(earlier.reading.text):
                break
            since = earlier.since
    return since


def _keep(session: Session, own: Teller, told: Sequence[_Told], at: datetime) -> list[int]:
    """Keep divergences in the matrix and their findings in the story; return the ids of those that tell news."""
    if not told:
        return []
    assert own.story is not None
    differ = [one.change for one in told]
    recorded = claims.record(session, own.story, differ, at)
    owed = [(change, one.is_news) for change, one in zip(differ, recorded, strict=True)]
    kept = changes.keep_divergences(session, owed, story_id=own.story, now=at)
    numbers = [number for number, _ in kept]
    claims.link(session, zip(numbers, recorded, strict=True))
    matrix.keep(session, zip(differ, numbers, strict=True))
    for one in (one for each in told for one in each.unmarked):
        quotations.keep_unmarked(session, one.pair, quoting=one.quoting, printing=one.printing, since=one.since)
    if any(is_new for _, is_new in kept):
        stories.touch(session, own.story, at)
    return [number for (number, is_new), (_, is_news) in zip(kept, owed, strict=True) if is_new and is_news]
