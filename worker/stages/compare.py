"""Compare a new version with the version before it, and bring it into its story."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from schemas.outcome import Ending, Nudge, Outcome, Stage
from worker.clock import now
from worker.errors import TryLaterError
from worker.settings import settings
from worker.stages import notice, order, placing, revising
from worker.stages.reread import current
from worker.stages.revising import Revised, revised
from worker.stages.telling import ready
from worker.store import copies, corrections, due, matrix, quotations, repairs, snapshots, stories
from worker.store.due import Lease
from worker.store.session import lock_stories, reading, writing
from worker.store.snapshots import Snapshot
from worker.text.between.corrections import taken_back
from worker.text.between.prepared import Prepared
from worker.text.between.quotes import pairs as quote_pairs
from worker.text.between.quotes.identity import identify, recognised
from worker.text.between.quotes.pairs import Quotes
from worker.text.extract import FEED

_SOON = timedelta(seconds=1)


def compare(lease: Lease) -> Outcome:
    """Compare the leased version with its predecessor; find its story, and owe it the comparison with its outlets.

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
    # What a feed gave of an article differs from its page in the telling; that is no change of the article.
    is_other_source = old is not None and old.reading.extractor.is_like(FEED) is not new.reading.extractor.is_like(FEED)
    change = None if old is None or is_other_source else revised(old, new)
    story_id = placing.place(standing)
    is_standing = standing.id == new.id  # else the newer version stands for the article
    told = ready(new.id, new.article_id)[1] if is_standing else None
    earlier_quotes = None if told is None else _earlier_quotes(new)
    at = now()
    with writing() as session:
        lock_stories(session)
        kept = [] if change is None else [revising.keep(session, change, story_id=story_id, at=at)]
        if stories.story_of(session, new.article_id) != story_id:  # put right in the meantime
            repairs.settle(session, [new.article_id])
        if change is not None:
            stories.touch(session, story_id, at)
        is_new = told is not None and not matrix.is_told(session, new.article_id)
        telling = None if told is None else _tell(session, new, told, earlier_quotes, at)
        joined = is_new and stories.is_joined_by(session, new.article_id, story_id)
        posts = notice.tell_of_joining(session, new.article_id, at) if joined else ()
        corrected = _correct(session, new, change, at)
        due.finish(session, lease)
        later = snapshots.owed_after(session, new)
    alerts = tuple(Nudge(stage=Stage.ALERT, id=number) for number in kept if number is not None)
    contrasts = () if telling is None else (Nudge(stage=Stage.CONTRAST, id=telling),)
    following = () if later is None else (Nudge(stage=Stage.COMPARE, id=later),)
    return Outcome(
        stage=Stage.COMPARE,
        id=lease.id,
        ending=Ending.DONE if change or alerts else Ending.UNCHANGED,
        detail=f"story {story_id}, {len(alerts)} changes",
        next=(*alerts, *posts, *contrasts, *(Nudge(stage=Stage.FOLLOW, id=number) for number in corrected), *following),
    )


def _earlier_quotes(new: Snapshot) -> list[tuple[Snapshot, Quotes]] | None:
    """Return the quotes of the earlier versions, oldest first, of an article that its story does not know yet.

    None where it does. An article that was moved to another story brings what it carried, and since when.
    """
    with reading() as session:
        if matrix.is_told(session, new.article_id):
            return None
        earlier = list(snapshots.earlier(session, new))
    return [(version, quote_pairs.prepare(current(version))) for version in reversed(earlier)]


def _tell(
    session: Session, new: Snapshot, told: Prepared, earlier: list[tuple[Snapshot, Quotes]] | None, at: datetime
) -> int | None:
    """Keep the quotations that the newest version carries, and owe it its comparisons, if there are any to make."""
    story_id = stories.story_of(session, new.article_id)
    assert story_id is not None
    stories.lock(session, story_id)
    if earlier is None and not matrix.is_told(session, new.article_id):
        raise TryLaterError(_SOON, "its story was put right in the meantime")
    for version, quotes in [*(earlier or ()), (new, told.quotes)]:
        carried = identify(quotations.known(session, story_id), quotes)
        if any(one.known is None for one in carried):
            carried = recognised(carried, quotations.variants(session, story_id, version))
        quotations.keep(session, story_id, version, carried)
    return matrix.owe(session, new.article_id, new.id, at)


def _correct(session: Session, new: Snapshot, found: Revised | None, at: datetime) -> list[int]:
    """Owe a look at how other outlets stand to what this version corrected, and it to what others did."""
    story_id = stories.story_of(session, new.article_id)
    assert story_id is not None
    woken = corrections.wake(session, story_id, new.id, at)
    if found is None:
        return woken
    before, after = found.change.old.snapshot, found.change.new.snapshot
    assert before is not None
    assert after is not None
    grace = timedelta(seconds=settings().correction_grace_seconds)
    copy = copies.carried(session, before)
    own_copy = {sentence for piece in copy if piece.is_origin for sentence in piece.sentences}
    return woken + corrections.owe(
        session,
        (new.article_id, before, after),
        taken_back.corrections(found.change, own_copy),
        copy,
        at=new.since,
        due_at=at + grace,
        now=at,
    )
