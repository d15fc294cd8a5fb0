"""Fetch an article: keep the page that its host answered with, if it may be new."""

from datetime import datetime
from functools import partial
from hashlib import sha256
from http import HTTPStatus

from sqlalchemy.orm import Session

from schemas.outcome import Ending, Nudge, Outcome, Stage
from schemas.page import Page
from schemas.sources import SourceKind
from worker.clock import now
from worker.net.answer import UNASKED_304, Answer
from worker.net.failure import FetchError
from worker.stages import gone, health, visit
from worker.stages.visit import Quiet, Write
from worker.store import article_urls, articles, due, feeds, habits, pages, snapshots
from worker.store.due import Lease
from worker.store.frontier import Target
from worker.store.seen import Seen
from worker.text import address

GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_ANEW = {"etag": None, "last_modified": None, "last_body_digest": None}
"""What a row is known by, forgotten."""


def fetch(lease: Lease, target: Target, answer: Answer | FetchError) -> Write:
    """Judge what came of asking for the leased article; return what is to be written down of it."""
    at = now()
    if isinstance(answer, FetchError):
        return partial(_note_failure, lease, target, answer.problem, at)
    if answer.is_unasked_304:
        return partial(_note_failure, lease, target, UNASKED_304, at)
    page = answer.page
    same = _is_same(target, answer)
    fails = page.status >= HTTPStatus.BAD_REQUEST
    is_hinted = target.seen is not None and target.seen.hinted_at is not None
    if same and not (fails or answer.redirects or target.problem or is_hinted):
        return _nothing_new(lease, target, page.status, at)
    return partial(_note_answer, lease, target, answer, at)


def _is_same(target: Target, answer: Answer) -> bool:
    """Whether the answer tells nothing: the same bytes once more tell something of what is in doubt or was not had."""
    if visit.had_no_answer(target):
        return False
    if answer.page.status == HTTPStatus.NOT_MODIFIED:
        return True
    assert target.seen is not None
    return _mark(answer.page) == target.body_digest and answer.page.complete and not target.seen.is_in_doubt


def _mark(page: Page) -> str:
    """Return what an answer is known again by: its digest; an error, which may have those bytes, by its status too."""
    fails = page.status >= HTTPStatus.BAD_REQUEST
    return sha256(f"{page.status} {page.digest}".encode()).hexdigest() if fails else page.digest


def _nothing_new(lease: Lease, target: Target, status: int, at: datetime) -> Quiet:
    """Most visits end here."""
    seen = _seen(target, at, same=True)
    values = {
        "last_visit_at": at,
        "unchanged_visits": seen.unchanged_visits,
        "visits": seen.visits,
        "next_at": visit.next_visit(seen, at),
    }
    return Quiet(
        lease, values, Outcome(stage=Stage.FETCH, id=lease.id, ending=Ending.UNCHANGED, detail=f"HTTP {status}")
    )


def _seen(target: Target, at: datetime, *, same: bool) -> Seen:
    """Return what was seen of an article up to and with this visit."""
    assert target.seen is not None
    unchanged = target.seen.unchanged_visits + 1 if same else 0
    counted = {"last_visit": at, "unchanged_visits": unchanged, "visits": target.seen.visits + 1}
    return target.seen.model_copy(update=counted)


def _note_failure(lease: Lease, target: Target, problem: str, at: datetime, session: Session) -> Outcome:
    """No answer: a matter of health. The last good version stands.

    The next answer is asked for in full, and read: only that tells that all is well again.
    """
    feeds.visited_ill(session, SourceKind.ARTICLE, lease.id, at, problem)
    due.finish(session, lease, next_at=visit.after_failure(session, target, at), values=_ANEW)
    told = health.assess(session, lease.id, at)
    return Outcome(stage=Stage.FETCH, id=lease.id, ending=Ending.HEALTH, detail=problem, next=told)


def _note_answer(lease: Lease, target: Target, answer: Answer, at: datetime, session: Session) -> Outcome:
    """Keep an answer that may be new; what it says is for the next stage to find out."""
    page = answer.page
    same = _is_same(target, answer)
    fails = page.status >= HTTPStatus.BAD_REQUEST
    told: tuple[Nudge, ...] = ()
    if fails and same:  # no reading of it will say so again
        feeds.visited_ill(session, SourceKind.ARTICLE, lease.id, at, target.problem or f"HTTP {page.status}")
        if page.status in GONE and snapshots.latest_id(session, lease.id) is not None:
            told = gone.missed(session, lease.id, at)
    if answer.redirects:
        _note_address(session, lease.id, answer, at)
    unchanged_at = target.seen.last_visit if target.seen is not None and target.problem is None else None
    kept = None if same else pages.keep(session, lease.id, page, at, unchanged_at=unchanged_at)
    seen = _seen(target, at, same=same)
    values: dict[str, object] = {
        "last_visit_at": at,
        "unchanged_visits": seen.unchanged_visits,
        "visits": seen.visits,
    }
    if same:
        habits.looked(session, lease.id, changed=False)
    if page.status != HTTPStatus.NOT_MODIFIED:
        values["last_body_digest"] = _mark(page)
    ill = fails or (same and target.problem is not None)
    again = _after_ill(session, target, at) if ill else visit.next_visit(seen, at)
    due.finish(session, lease, next_at=again, values=values)
    if kept is None:
        told += health.assess(session, lease.id, at)
        return Outcome(stage=Stage.FETCH, id=lease.id, ending=Ending.UNCHANGED, detail=f"HTTP {page.status}", next=told)
    following = (Nudge(stage=Stage.READ, id=kept),)
    return Outcome(stage=Stage.FETCH, id=lease.id, ending=Ending.DONE, detail=f"HTTP {page.status}", next=following)


def _note_address(session: Session, article_id: int, answer: Answer, at: datetime) -> None:
    """Keep where redirects led; where they are permanent and led there before, the article has moved."""
    was_there = article_urls.find(session, answer.final_url) == article_id
    is_there = article_urls.also_at(session, article_id, answer.final_url, at)
    is_article = answer.page.status < HTTPStatus.BAD_REQUEST and not address.is_front(answer.final_url)
    if answer.moved_permanently and was_there and is_there and is_article:
        articles.move(session, article_id, answer.final_url, at)


def _after_ill(session: Session, target: Target, at: datetime) -> datetime | None:
    """Return when to come again: soon to what is missed, else as after every failure; never where that is never."""
    again = visit.after_failure(session, target, at)
    look = None if again is None else gone.next_look(session, target.id, at)
    return look or again
