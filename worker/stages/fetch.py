"""Fetch an article: keep the page that its host answered with, if it may be new."""

from datetime import datetime
from functools import partial
from http import HTTPStatus

from sqlalchemy.orm import Session

from schemas.outcome import Ending, Nudge, Outcome, Stage
from schemas.sources import SourceKind
from worker.clock import now
from worker.net.answer import Answer
from worker.net.failure import FetchError
from worker.stages import visit
from worker.stages.visit import Write
from worker.store import article_urls, articles, due, feeds, pages
from worker.store.due import Lease
from worker.store.frontier import Target

VALIDATORS = ("etag", "last_modified")


def fetch(lease: Lease, target: Target, answer: Answer | FetchError) -> Write:
    """Judge what came of asking for the leased article; return what is to be written down of it."""
    if isinstance(answer, FetchError):
        return partial(_note_failure, lease, target, str(answer), now())
    return partial(_note_answer, lease, target, answer, now())


def _note_failure(lease: Lease, target: Target, problem: str, at: datetime, session: Session) -> Outcome:
    """No answer: a matter of health. The last good version stands."""
    feeds.visited_ill(session, SourceKind.ARTICLE, lease.id, at, problem)
    due.finish(session, lease, next_at=visit.after_failure(session, target, at))
    return Outcome(stage=Stage.FETCH, id=lease.id, ending=Ending.HEALTH, detail=problem)


def _note_answer(lease: Lease, target: Target, answer: Answer, at: datetime, session: Session) -> Outcome:
    """Keep an answer that may be new; what it says is for the next stage to find out."""
    page = answer.page
    same = page.status == HTTPStatus.NOT_MODIFIED or (page.digest == target.body_digest and page.complete)
    fails = page.status >= HTTPStatus.BAD_REQUEST
    known = {"etag": target.etag, "last_modified": target.last_modified} if same else {}
    if not fails:
        etag, last_modified = (page.headers.get(name.replace("_", "-")) or known.get(name) for name in VALIDATORS)
        feeds.visited(session, lease.id, at, etag=etag, last_modified=last_modified)
    elif same:  # no reading of it will say so again
        feeds.visited_ill(session, SourceKind.ARTICLE, lease.id, at, target.problem or f"HTTP {page.status}")
    if answer.redirects:
        article_urls.also_at(session, lease.id, answer.final_url, at)
    if page.status != HTTPStatus.NOT_MODIFIED:
        articles.body_came(session, lease.id, page.digest, is_new=not same)
    kept = None if same else pages.keep(session, lease.id, page, at)
    ill = fails or (same and target.problem is not None)
    again = visit.after_failure(session, target, at) if ill else visit.next_visit(session, lease.id, at)
    due.finish(session, lease, next_at=again)
    if kept is None:
        return Outcome(stage=Stage.FETCH, id=lease.id, ending=Ending.UNCHANGED, detail=f"HTTP {page.status}")
    following = (Nudge(stage=Stage.READ, id=kept),)
    return Outcome(stage=Stage.FETCH, id=lease.id, ending=Ending.DONE, detail=f"HTTP {page.status}", next=following)
