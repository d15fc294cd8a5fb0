"""Read a page: extract what it says, and keep a version if that is new."""

from datetime import timedelta

from schemas.article import Known, Reading, Verdict, VerdictKind
from schemas.outcome import Ending, Nudge, Outcome, Stage
from worker.clock import now
from worker.errors import TryLaterError
from worker.stages import order
from worker.stages.reread import current, keys, known
from worker.stages.visit import next_visit
from worker.store import articles, due, furniture, hosts, pages, snapshots
from worker.store.due import Lease
from worker.store.pages import StoredPage
from worker.store.session import reading, writing
from worker.store.snapshots import Snapshot
from worker.text.extract import context, extract
from worker.text.pages.furniture import key

LEARNED_CHARS = 300
"""Longer lines are hardly ever furniture."""


def read(lease: Lease) -> Outcome:
    """Read the leased page. The pages of one article are read in the order they came, so that versions are in order."""
    with reading() as session:
        stored = pages.load(session, lease.id)
        unread = pages.unread_before(session, stored)
        before = snapshots.latest(session, stored.article_id) if unread is None else None
    if unread is not None:
        return order.after(lease, unread, "an earlier page is read first")
    if before is not None and before.context is not None and context(stored.page, before.reading) == before.context:
        return _note_same(lease, stored)
    standing = None if before is None else current(before)
    found = extract(stored.page, stored.given, _known(stored, before, standing))
    if not found.is_article:
        return _note_problem(lease, stored, found)
    return _keep(lease, stored, found, before, standing)


def _known(stored: StoredPage, before: Snapshot | None, standing: Reading | None) -> Known:
    """Return what the page is read by: the version before it and the site's furniture."""
    if before is not None and standing is not None and before.fetched_at <= stored.page.fetched_at:
        return known(before, standing)
    with reading() as session:
        learned = furniture.learned(session, stored.article_id, ())
    return Known(choice=None if standing is None else standing.extractor.choice, furniture=learned)


def _note_same(lease: Lease, stored: StoredPage) -> Outcome:
    """The article stands in the page as it did: there is nothing to read."""
    same = Verdict.model_validate({"is": VerdictKind.ARTICLE, "reason": "the article stands in it as before"})
    with writing() as session:
        pages.judge(session, stored, same)
        due.finish(session, lease)
        later = pages.unread_after(session, stored)
    return Outcome(
        stage=Stage.READ,
        id=lease.id,
        ending=Ending.UNCHANGED,
        detail="the same text in the same surroundings",
        next=_following(later, None),
    )


def _following(later: int | None, snapshot: int | None) -> tuple[Nudge, ...]:
    nudges = [Nudge(stage=Stage.COMPARE, id=snapshot)] if snapshot is not None else []
    return (*nudges, *([Nudge(stage=Stage.READ, id=later)] if later is not None else []))


def _note_problem(lease: Lease, stored: StoredPage, found: Reading) -> Outcome:
    """Not an article: a matter of health. The last good version stands."""
    with writing() as session:
        pages.judge(session, stored, found.verdict)
        due.finish(session, lease)
        later = pages.unread_after(session, stored)
    return Outcome(
        stage=Stage.READ,
        id=lease.id,
        ending=Ending.HEALTH,
        detail=f"{found.verdict.is_.value}: {found.verdict.reason}",
        next=_following(later, None),
    )


def _keep(
    lease: Lease, stored: StoredPage, found: Reading, before: Snapshot | None, standing: Reading | None
) -> Outcome:
    """Keep the reading as a version, unless it reads as the newest, `standing`, does or is older than that."""
    at = now()
    surroundings = context(stored.page, found)
    with writing() as session:
        pages.judge(session, stored, found.verdict)  # its UPDATE of the article keeps other readers of it waiting
        if snapshots.latest_id(session, stored.article_id) != (before and before.id):
            raise TryLaterError(timedelta(0), "another version came in between")
        late = before is not None and stored.page.fetched_at < before.fetched_at
        kept = None
        if standing is None or not (late or standing.digests.text == found.digests.text):
            kept = snapshots.keep(
                session,
                after=before,
                article_id=stored.article_id,
                page_id=stored.id,
                fetched_at=stored.page.fetched_at,
                reading=found,
                context=surroundings,
                now=at,
            )
            if before is not None and not pages.is_told_apart(session, stored, before.page_id):
                hosts.caught_lying(session, articles.host_of(session, stored.article_id), at)
            shown_first = [line for line in found.paragraphs if len(line) <= LEARNED_CHARS]
            known_keys = frozenset[int]() if standing is None else keys(standing)
            furniture.learn(session, stored.article_id, {key(line) for line in shown_first} - known_keys)
            articles.describe(session, stored.article_id, found, at)
            articles.plan(session, stored.article_id, next_visit(articles.seen(session, stored.article_id), at))
        due.finish(session, lease)
        later = pages.unread_after(session, stored)
    return Outcome(
        stage=Stage.READ,
        id=lease.id,
        ending=Ending.UNCHANGED if kept is None else Ending.DONE,
        detail="older than the newest version" if late else "",
        next=_following(later, kept),
    )
