"""Whether an article that was just read is one that is known already, and what becomes of the two."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from schemas.article import Reading, Verdict, VerdictKind
from schemas.outcome import Ending, Nudge, Outcome, Stage
from worker.clock import now
from worker.errors import TryLaterError
from worker.stages.reread import current
from worker.store import article_urls, due, merge, snapshots, twins
from worker.store.due import Lease
from worker.store.pages import StoredPage
from worker.store.session import lock_name, reading, writing
from worker.text import address, identity

ELSEWHERE = Verdict.model_validate({"is": VerdictKind.MISSING, "reason": "its address redirects to another article"})


class Twin(NamedTuple):
    """Another article that turned out to be the same, and what shows it."""

    article_id: int
    why: str


class Look(NamedTuple):
    """What came of holding an article against others."""

    twin: Twin | None
    others: frozenset[int] = frozenset()
    """Articles that it was held against."""


def look(stored: StoredPage, found: Reading, standing: Reading | None) -> Look:
    """Hold an article that was just read against those that may be the same; its new reading shows which it is.

    Args:
        stored: The page that was read.
        found: What it says.
        standing: The article's newest version, which must be the other article's too: a redirect alone makes no article
            another.
    """
    if standing is not None and standing.digests.text == found.digests.text:
        return Look(None)
    with reading() as session:
        others = twins.candidates(session, stored.article_id, found, is_first=standing is None, now=now())
    ours = [found] if standing is None else [found, standing]
    for other in others:
        theirs = current(other.newest)
        if found.url is not None and theirs.url is not None and not address.same_site(found.url, theirs.url):
            continue
        why = [identity.one_article(mine, theirs, claimed=other.claimed) for mine in ours]
        if all(why):
            return Look(Twin(other.newest.article_id, why[0] or ""))
    return Look(None, frozenset(other.newest.article_id for other in others))


def ensure_company_is_known(session: Session, stored: StoredPage, found: Reading, known: frozenset[int]) -> None:
    """See to it that of two articles which may be one, read at the same time, the later is held against the earlier.

    Args:
        session: the transaction that keeps the article's first version.
        stored: the page that was read.
        found: what it says.
        known: the articles that it was held against.

    Raises:
        TryLaterError: another has got its first version since; the page must be read again.
    """
    lock_name(session, address.site(found.url) if found.url else f"outlet {found.outlet}")
    others = twins.candidates(session, stored.article_id, found, is_first=True, now=now())
    if not known.issuperset(other.newest.article_id for other in others):
        raise TryLaterError(timedelta(0), "an article that may be the same was read at the same time")


def is_elsewhere(stored: StoredPage) -> bool:
    """Whether the answer came from the address of another article, to which this one's redirects now."""
    with reading() as session:
        leads_to = None if stored.page.url is None else article_urls.find(session, stored.page.url)
    return leads_to not in {None, stored.article_id}


def merge_with(twin: Twin, lease: Lease, stored: StoredPage) -> Outcome:
    """Make one article of two; the page is then read as one of that article.

    Where its address redirects to the other's by now, what was read there is what the article was edited to.
    """
    has_moved = is_elsewhere(stored)
    edit: tuple[Nudge, ...] = ()
    with writing() as session:
        due.put_back(session, lease, twin.why, next_at=now(), counts=False)
        first = snapshots.version(session, twin.article_id, 1) if has_moved else None
        merged = merge.merge(session, stored.article_id, twin.article_id, why=twin.why, now=now())
        if first is not None and snapshots.load(session, first.id).article_id == merged.kept:
            snapshots.owe(session, first.id, now())
            edit = (Nudge(stage=Stage.COMPARE, id=first.id),)
    detail = f"article {merged.gone} is {merged.kept}: {twin.why}"
    following = (Nudge(stage=Stage.READ, id=lease.id), *edit)
    return Outcome(stage=Stage.READ, id=lease.id, ending=Ending.DONE, detail=detail, next=following)
