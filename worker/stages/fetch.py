"""Fetch an article: one request to its host, politely; keep the page if it may be new."""

from http import HTTPStatus

from schemas.outcome import Ending, Nudge, Outcome, Stage
from schemas.sources import SourceKind
from worker.clock import now
from worker.net.answer import Answer
from worker.net.failure import FetchError
from worker.stages import visit
from worker.store import articles, due, feeds, pages
from worker.store.due import Lease
from worker.store.feeds import Target
from worker.store.session import reading, writing
from worker.text import address

VALIDATORS = ("etag", "last_modified")


def fetch(lease: Lease) -> Outcome:
    """Visit the leased article once."""
    with reading() as session:
        target = feeds.article_target(session, lease.id)
    answer = visit.ask(target)
    if isinstance(answer, FetchError):
        return _note_failure(lease, target, str(answer))
    return _note_answer(lease, target, answer)


def _note_failure(lease: Lease, target: Target, problem: str) -> Outcome:
    """No answer: a matter of health. The last good version stands."""
    at = now()
    with writing() as session:
        feeds.visited_ill(session, SourceKind.ARTICLE, lease.id, at, problem)
        due.finish(session, lease, next_at=visit.after_failure(session, target, at))
    return Outcome(stage=Stage.FETCH, id=lease.id, ending=Ending.HEALTH, detail=problem)


def _note_answer(lease: Lease, target: Target, answer: Answer) -> Outcome:
    """Keep an answer that may be new; what it says is for the next stage to find out."""
    page, at = answer.page, now()
    same = page.status == HTTPStatus.NOT_MODIFIED or (page.digest == target.body_digest and page.complete)
    fails = page.status >= HTTPStatus.BAD_REQUEST
    kept = None
    with writing() as session:
        known = {"etag": target.etag, "last_modified": target.last_modified} if same else {}
        if not fails:
            etag, last_modified = (page.headers.get(name.replace("_", "-")) or known.get(name) for name in VALIDATORS)
            feeds.visited(session, lease.id, at, etag=etag, last_modified=last_modified)
        elif same:  # no reading of it will say so again
            feeds.visited_ill(session, SourceKind.ARTICLE, lease.id, at, target.problem or f"HTTP {page.status}")
        if answer.redirects:
            articles.also_at(session, lease.id, address.canonical(answer.final_url), at)
        if page.status != HTTPStatus.NOT_MODIFIED:
            articles.body_came(session, lease.id, page.digest, is_new=not same)
        if not same:
            kept = pages.keep(session, lease.id, page, at)
        ill = fails or (same and target.problem is not None)
        again = visit.after_failure(session, target, at) if ill else visit.next_visit(session, lease.id, at)
        due.finish(session, lease, next_at=again)
    if kept is None:
        return Outcome(stage=Stage.FETCH, id=lease.id, ending=Ending.UNCHANGED, detail=f"HTTP {page.status}")
    following = (Nudge(stage=Stage.READ, id=kept),)
    return Outcome(stage=Stage.FETCH, id=lease.id, ending=Ending.DONE, detail=f"HTTP {page.status}", next=following)
