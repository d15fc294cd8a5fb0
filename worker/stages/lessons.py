"""What answers teach beside what they say: what a URL is known again by, and how far a 304 of its host is believed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any

from schemas.signals import Signal
from worker.cadence.signals import Told, judged
from worker.clock import now
from worker.net import validators
from worker.net.answer import Answer
from worker.net.client import Known
from worker.net.freshness import fresh_for
from worker.net.validators import Exchange, Lesson, Standing, Validators
from worker.stages.visit import Note
from worker.store import hosts, signals
from worker.store import validators as kept
from worker.store.frontier import Target
from worker.store.session import reading

MOST_OF_A_FEED, MOST_OF_AN_ARTICLE = timedelta(hours=1), timedelta(minutes=10)
"""How long Cache-Control and Expires are heeded."""


def known(target: Target, own: str) -> Known:
    """Return what tells what a URL is known by: the row's own, or another on its way, if that brought the same body."""

    def of(url: str) -> Validators:
        if url == own:
            return Validators(target.etag, target.last_modified)
        with reading() as session:
            return Validators(*kept.find(session, url, target.body_digest))

    return of


def drawn_from(target: Target, answer: Answer) -> Lesson:
    """Return what an answer teaches."""
    page = answer.page
    what = Exchange(
        known=answer.known,
        conditional=answer.conditional,
        status=page.status,
        said=validators.of(page.headers),
        complete=page.complete,
        changed=page.digest != target.body_digest,
    )
    return validators.learn(Standing(target.unmodified, target.suspect), what)


def not_before(target: Target, answer: Answer, at: datetime) -> datetime | None:
    """Return until when the answer says that it stays as it is, within reason: it is a hint, and many are careless."""
    if answer.page.status not in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
        return None
    most = MOST_OF_AN_ARTICLE if target.seen is not None else MOST_OF_A_FEED
    fresh = min(fresh_for(answer.page.headers), most)
    return at + fresh if fresh else None


def of_row(lesson: Lesson, target: Target, answer: Answer) -> dict[str, Any]:
    """Return the columns of the row that was asked for. Where another URL answered, the validators are not its own."""
    own = validators.NONE if answer.redirects or target.probes else lesson.keep
    learned = {
        "etag": kept.line(own.etag),
        "last_modified": kept.line(own.last_modified),
        "unmodified": lesson.standing.unmodified,
        "suspect": lesson.standing.suspect,
    }
    if answer.page.status == HTTPStatus.OK and answer.page.complete:
        learned["last_body_digest"] = answer.page.digest
    return learned


def of_others(lesson: Lesson, target: Target, answer: Answer) -> list[Note]:
    """Return what is to be written of the URL that it led to, and of the host."""
    notes: list[Note] = []
    if answer.redirects:
        digest = target.body_digest if answer.page.status == HTTPStatus.NOT_MODIFIED else answer.page.digest
        keep = partial(kept.keep, etag=lesson.keep.etag, last_modified=lesson.keep.last_modified)
        notes.append(partial(keep, url=answer.final_url, body_digest=digest))
    if lesson.honest:
        notes.append(partial(hosts.found_honest, host_id=target.host_id))
    if lesson.lied:
        notes.append(partial(hosts.caught_lying, host_id=target.host_id, now=now()))
    taught = _moved_alone(target, answer)
    if taught:  # after the hosts, as whoever reads a page takes them
        notes.append(partial(signals.count_of_article, article_id=target.id, taught=taught))
    return notes


def _moved_alone(target: Target, answer: Answer) -> Mapping[Signal, Told]:
    """Return which validators of an article moved though the very same bytes came; no reading will tell of it."""
    page = answer.page
    is_same = page.status == HTTPStatus.OK and page.complete and page.digest == target.body_digest
    if target.seen is None or target.suspect or answer.redirects or not is_same:
        return {}
    before = {"etag": target.etag or "", "last-modified": target.last_modified or ""}
    earlier, later = signals.said(before, None), signals.said(page.headers, None)
    return judged(earlier, later, since=target.seen.last_visit, at=page.fetched_at, changed=False)
