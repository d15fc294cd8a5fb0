"""Read a page: extract what it says, and weigh that beside what stands."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from schemas.article import Known, Reading, Verdict, VerdictKind
from schemas.outcome import Ending, Nudge, Outcome, Stage
from worker.clock import now
from worker.errors import TryLaterError
from worker.stages import gone, health, oneness, order
from worker.stages.reread import current, known, standing_reading
from worker.stages.weighing import Sight, read_the_same, weigh
from worker.store import due, furniture, habits, pages, snapshots, standings
from worker.store.due import Lease
from worker.store.pages import StoredPage
from worker.store.session import reading, writing
from worker.store.snapshots import Snapshot
from worker.store.standings import State
from worker.text.extract import context, extract
from worker.text.feeds.entry_page import ENTRY_TYPE
from worker.text.pages import stated


def read(lease: Lease) -> Outcome:
    """Read the leased page. The pages of one article are read in the order they came, so that versions are in order."""
    with reading() as session:
        stored = pages.load(session, lease.id)
        stored = stored.model_copy(update={"modified": stated.modified(stored.page)})
        unread = pages.unread_before(session, stored)
        before = snapshots.latest(session, stored.article_id) if unread is None else None
        state = standings.state(session, stored.article_id)
    if unread is not None:
        return order.after(lease, unread, "an earlier page is read first")
    if before is not None and _adds_nothing(stored, before):
        return _note_same(lease, stored)
    version = None if before is None else current(before)
    standing = None if before is None or version is None else standing_reading(before, version, state.baseline_page)
    by = _known(stored, before, version)
    if state.baseline_page is not None:
        by = by.model_copy(update={"reading": standing})
    found = extract(stored.page, stored.given, by)
    is_short = found.verdict.is_ is VerdictKind.TRUNCATED and stored.page.complete and standing is not None
    if is_short:  # the text ends early and says nothing new; whether that is a fault only other looks can tell
        alone = extract(stored.page, stored.given, by.model_copy(update={"reading": None}))
        is_short = alone.is_article
        found = alone if is_short else found
    if not found.is_article or gone.is_sent_home(stored.page.url, version):
        return _note_problem(lease, stored, found, version)
    beside = oneness.look(stored, found, version)
    if beside.twin is not None:
        return oneness.merge_with(beside.twin, lease, stored)
    if before is not None and oneness.is_elsewhere(stored):
        return _note_problem(lease, stored, found.model_copy(update={"verdict": oneness.ELSEWHERE}), version)
    sight = Sight(stored, found, before, standing, state.last_good_at, state, is_short=is_short)
    return _keep(lease, sight, beside.others)


def _adds_nothing(stored: StoredPage, before: Snapshot) -> bool:
    """Whether the article stands in a page as it did, or a feed gave of it what its own page has told since."""
    if stored.page.content_type.startswith(ENTRY_TYPE):
        return True
    return before.context is not None and context(stored.page, before.reading) == before.context


def _known(stored: StoredPage, before: Snapshot | None, version: Reading | None) -> Known:
    """Return what the page is read by: the version before it and the site's furniture."""
    if before is not None and version is not None and before.fetched_at <= stored.page.fetched_at:
        return known(before, version)
    with reading() as session:
        learned = furniture.learned(session, stored.article_id, ())
    return Known(choice=None if version is None else version.extractor.choice, furniture=learned)


def _note_same(lease: Lease, stored: StoredPage) -> Outcome:
    """The article stands in the page as it did: there is nothing to read."""
    same = Verdict.model_validate({"is": VerdictKind.ARTICLE, "reason": "the article stands in it as before"})
    with writing() as session:
        judged = pages.judge(session, stored, same)
        state = standings.state(session, stored.article_id)
        told = _is_there(session, stored, state, now())
        read_the_same(session, stored, state)
        _looked(session, stored, state, changed=False)
        due.finish(session, lease, values=judged)
        later = pages.unread_after(session, stored)
    return Outcome(
        stage=Stage.READ,
        id=lease.id,
        ending=Ending.UNCHANGED,
        detail="the same text in the same surroundings",
        next=(*told, *_following(later, None)),
    )


def _following(later: int | None, snapshot: int | None) -> tuple[Nudge, ...]:
    nudges = [Nudge(stage=Stage.COMPARE, id=snapshot)] if snapshot is not None else []
    return (*nudges, *([Nudge(stage=Stage.READ, id=later)] if later is not None else []))


def _is_there(session: Session, stored: StoredPage, state: State, at: datetime) -> tuple[Nudge, ...]:
    """Tell that an article is back, and that its outlet is well again, where they were not."""
    return gone.found(session, stored.article_id, state, at) + health.assess_well(session, state, at)


def _looked(session: Session, stored: StoredPage, state: State, *, changed: bool) -> None:
    """Enter what became of what was heard of an article, if anything was."""
    if state.is_hinted or (changed and state.is_told_of):
        habits.looked(session, stored.article_id, changed=changed)


def _note_problem(lease: Lease, stored: StoredPage, found: Reading, version: Reading | None) -> Outcome:
    """Not an article: a matter of health. The last good version stands; an article that is missed twice is gone."""
    verdict = found.verdict
    if gone.is_sent_home(stored.page.url, version):
        verdict = Verdict.model_validate({"is": VerdictKind.MISSING, "reason": "it leads to the front page"})
    with writing() as session:
        judged = pages.judge(session, stored, verdict)
        due.finish(session, lease, values=judged)
        if verdict.is_ is VerdictKind.MISSING and version is not None:
            told = gone.missed(session, stored.article_id, stored.page.fetched_at)
        else:
            told = health.assess(session, stored.article_id, now())
        later = pages.unread_after(session, stored)
        if version is None and later is None:  # what the feed gave of it is better than nothing
            later = pages.release(session, stored.article_id, now())
    return Outcome(
        stage=Stage.READ,
        id=lease.id,
        ending=Ending.HEALTH,
        detail=f"{verdict.is_.value}: {verdict.reason}",
        next=(*told, *_following(later, None)),
    )


def _keep(lease: Lease, sight: Sight, others: frozenset[int]) -> Outcome:
    """Weigh the reading beside what stands; `others` are the articles that it was held against."""
    stored = sight.stored
    with writing() as session:
        judged = pages.judge(session, stored, sight.found.verdict)  # its UPDATE of the article keeps other readers out
        newest = snapshots.latest_id(session, stored.article_id)
        state = standings.state(session, stored.article_id)
        if (newest, state.baseline_page) != (sight.before and sight.before.id, sight.state.baseline_page):
            raise TryLaterError(timedelta(0), "another version came in between")
        if newest is None:
            oneness.ensure_company_is_known(session, stored, sight.found, others)
        told = _is_there(session, stored, state, now())
        kept = weigh(session, sight._replace(state=state))
        is_edit = kept.snapshot is not None and sight.before is not None
        if kept.is_settled:
            _looked(session, stored, state, changed=is_edit)
        due.finish(session, lease, values=judged)
        later = pages.unread_after(session, stored)
    if is_edit and habits.is_to_be_learned(state.learned_at, now()):
        with writing() as session:
            habits.learn(session, stored.article_id, now())
    return Outcome(
        stage=Stage.READ,
        id=lease.id,
        ending=Ending.UNCHANGED if kept.snapshot is None else Ending.DONE,
        detail=kept.detail,
        next=(*told, *kept.next, *_following(later, kept.snapshot)),
    )
