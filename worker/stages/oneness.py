"""Whether an article that was just read is one that is known already, and what becomes of the two."""

from typing import NamedTuple

from schemas.article import Reading, Verdict, VerdictKind
from schemas.outcome import Ending, Nudge, Outcome, Stage
from worker.clock import now
from worker.stages.reread import current
from worker.store import article_urls, merge, twins
from worker.store.due import Lease
from worker.store.pages import StoredPage
from worker.store.session import reading, writing
from worker.text import address, identity

ELSEWHERE = Verdict.model_validate({"is": VerdictKind.MISSING, "reason": "its address redirects to another article"})


class Twin(NamedTuple):
    """Another article that turned out to be the same, and what shows it."""

    article_id: int
    why: str


def twin_of(stored: StoredPage, found: Reading, standing: Reading | None) -> Twin | None:
    """Return the article that this one turns out to be, if its new reading shows that.

    Args:
        stored: The page that was read.
        found: What it says.
        standing: The article's newest version, which must be the other article's too: a redirect alone makes no article
            another.
    """
    if standing is not None and standing.digests.text == found.digests.text:
        return None
    with reading() as session:
        others = twins.candidates(session, stored.article_id, found, is_first=standing is None, now=now())
    ours = [found] if standing is None else [found, standing]
    for other in others:
        theirs = current(other.newest)
        if found.url is not None and theirs.url is not None and not address.same_site(found.url, theirs.url):
            continue
        why = [identity.one_article(mine, theirs, claimed=other.claimed) for mine in ours]
        if all(why):
            return Twin(other.newest.article_id, why[0] or "")
    return None


def is_elsewhere(stored: StoredPage) -> bool:
    """Whether the answer came from the address of another article, to which this one's redirects now."""
    with reading() as session:
        leads_to = None if stored.page.url is None else article_urls.find(session, stored.page.url)
    return leads_to not in {None, stored.article_id}


def merge_with(twin: Twin, lease: Lease, stored: StoredPage) -> Outcome:
    """Make one article of two; the page is then read as one of that article."""
    with writing() as session:
        merged = merge.merge(session, stored.article_id, twin.article_id, why=twin.why, now=now())
    detail = f"article {merged.gone} is {merged.kept}: {twin.why}"
    again = (Nudge(stage=Stage.READ, id=lease.id),)
    return Outcome(stage=Stage.READ, id=lease.id, ending=Ending.DONE, detail=detail, next=again)
