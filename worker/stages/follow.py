"""Follow: whether the other outlets of a story take up a correction that one of them made."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from schemas.correction import Corrected, Stance
from schemas.outcome import Ending, Nudge, Outcome, Stage
from worker.clock import now
from worker.settings import settings
from worker.stages import notice
from worker.stages.telling import ready
from worker.store import articles, corrections, due, followers
from worker.store.corrections import Owed
from worker.store.due import Lease
from worker.store.followers import Look, Waiting
from worker.store.session import reading, writing
from worker.text.between.corrections import headline
from worker.text.between.corrections.propagation import has_new, stance
from worker.text.divergence import contrast

AT_ONCE = 20
"""Articles looked at in one task, so that no task of a story that hundreds tell is long."""
LOOKS = 6
"""How often in its time of grace a correction is looked at, and those who carry the old words are visited soon."""


def follow(lease: Lease) -> Outcome:
    """Look how other outlets stand to the leased correction; once its time of grace is over, say who did not follow."""
    with reading() as session:
        owed = corrections.load(session, lease.id)
        unseen = corrections.unseen(session, owed, limit=AT_ONCE + 1)
    others, is_last = unseen[:AT_ONCE], len(unseen) <= AT_ONCE
    told = [
        (other, [Look(one, *_stands(owed, one.snapshot, other.article)) for one in other.versions]) for other in others
    ]
    is_standing = not _is_taken_back(owed)
    at = now()
    with writing() as session:
        late_until = at + _grace() if followers.are_late(session, owed, at) else None
        back = [
            looks[-1].version.snapshot
            for other, looks in told
            if followers.keep(session, owed, other, looks, late_until=late_until)
        ]
        nudges, again = _go_on(session, owed, is_standing=is_standing, at=at) if is_last else ((), at)
        if back and is_standing and owed.raised_at is not None:  # who was not named then is now
            nudges += notice.tell_of_correction(session, owed.id, at, by=max(back))
        due.finish(session, lease, next_at=again)
    more = () if is_last else (Nudge(stage=Stage.FOLLOW, id=lease.id),)
    ending = Ending.DONE if nudges else Ending.UNCHANGED
    return Outcome(
        stage=Stage.FOLLOW, id=lease.id, ending=ending, detail=f"{len(told)} articles", next=(*nudges, *more)
    )


def _stands(owed: Owed, snapshot_id: int, article_id: int) -> tuple[Stance, str, bool]:
    """Return how a version stands to the correction, the sentence that shows it, and whether it has the new words."""
    other = ready(snapshot_id, article_id)[1]
    old, new = (ready(own, owed.article)[1] for own in (owed.old_snapshot, owed.new_snapshot))
    before, after = contrast(old, other), contrast(new, other)
    found, place = stance(owed.correction, before, after)
    sentence = "" if place is None else other.reading.sentences[place].text
    if found is not Stance.CARRIES and headline.carries(owed.correction, old, new, other):
        found, sentence = Stance.CARRIES, other.reading.title or ""
    return found, sentence, has_new(owed.correction, after.new)


def _is_taken_back(owed: Owed) -> bool:
    """Whether the outlet itself went back to the old words, be it that it has corrected these to others since.

    With a third figure in place of the new words the old ones are no less wrong.
    """
    stands = (_stands(owed, snapshot, owed.article)[0] for snapshot in owed.later_snapshots)
    return next((one for one in stands if one in {Stance.CARRIES, Stance.LED}), None) is Stance.CARRIES


def _go_on(
    session: Session, owed: Owed, *, is_standing: bool, at: datetime
) -> tuple[tuple[Nudge, ...], datetime | None]:
    """Settle, watch those closely who carry the old words, or say who they are; return when to look again."""
    is_own = is_standing and not corrections.note_followed(session, owed)
    if not (is_own and followers.has_carriers(session, owed)):
        corrections.settle(session, owed.id, at)
        return (), None
    corrections.reopen(session, owed.id)
    waiting = followers.waiting(session, owed)  # new versions of those who were named will say when they followed
    is_told = owed.correction.kind is not Corrected.WORDING  # other words for the same are nobody's fault
    due_now = [one for one in waiting if one.due_at <= at]
    nudges = _name(session, owed, due_now, at) if due_now and is_told else ()
    return nudges, _watch(session, [one for one in waiting if one.due_at > at], at)


def _name(session: Session, owed: Owed, who: Sequence[Waiting], at: datetime) -> tuple[Nudge, ...]:
    """Say who carries the old words though their time is over: all at first, then those who came late."""
    if owed.raised_at is not None:
        return notice.tell_of_correction(session, owed.id, at, by=max(one.snapshot for one in who))
    corrections.raised(session, owed.id, at)
    return notice.tell_of_correction(session, owed.id, at)


def _watch(session: Session, waiting: Sequence[Waiting], at: datetime) -> datetime | None:
    """Have those visited soon who have time still; return when to look again."""
    if not waiting:
        return None
    soon = at + timedelta(seconds=settings().visit_min_seconds)
    for one in waiting:
        articles.plan_sooner(session, one.article, soon)
    return min(*(one.due_at for one in waiting), max(at + _grace() / LOOKS, soon))


def _grace() -> timedelta:
    return timedelta(seconds=settings().correction_grace_seconds)
