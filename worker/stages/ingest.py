"""Take in an article: keep the request, then find or make the article it speaks of."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pydantic import ValidationError

from schemas.base import wrong_with
from schemas.ingest import IngestRequest
from schemas.outcome import Ending, Nudge, Outcome, Stage
from schemas.page import Given, Page
from worker.clock import now
from worker.errors import GiveUpError, RefusedRequestError
from worker.stages import order
from worker.store import articles, due, ingests, pages
from worker.store.due import Lease
from worker.store.session import reading, writing
from worker.text import address
from worker.text.extract import extract
from worker.text.normalise import clean, squeeze

CLOCKS_DIFFER = timedelta(minutes=5)
"""So far ahead of this machine's clock another may be."""


def receive(request: IngestRequest) -> Outcome:
    """Keep a request; from here on no message needs to be trusted with it.

    Raises:
        RefusedRequestError: it was fetched at a time that is yet to come, before which no other version would count.
    """
    at = now()
    if request.fetched_at is not None and request.fetched_at > at + CLOCKS_DIFFER:
        raise RefusedRequestError(
            f"fetched_at: {request.fetched_at:%Y-%m-%d %H:%M} UTC is yet to come; it is {at:%Y-%m-%d %H:%M} UTC"
        )
    with writing() as session:
        accepted = ingests.accept(session, request, at)
    if accepted is None:
        return Outcome(stage=Stage.INGEST, ending=Ending.UNCHANGED, detail="this request_id was taken in before")
    return Outcome(stage=Stage.INGEST, id=accepted, ending=Ending.DONE, next=(Nudge(stage=Stage.INGEST, id=accepted),))


def receive_message(message: object) -> Outcome:
    """Keep a request that came as a message; one that does not validate goes to the dead letters with what is wrong."""
    try:
        return receive(IngestRequest.model_validate(message))
    except ValidationError as error:
        reason = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'request'}: {wrong_with(e)}" for e in error.errors())
        return refuse(message, reason)
    except RefusedRequestError as error:
        return refuse(message, str(error))


def refuse(message: object, reason: str) -> Outcome:
    """Keep a message from which no request can be made among the dead letters, with what is wrong."""
    with writing() as session:
        due.bury(session, Stage.INGEST, _excerpt(message), reason, now())
    return Outcome(stage=Stage.INGEST, ending=Ending.REFUSED, detail=reason)


def _excerpt(message: object) -> str:
    """Return a message short enough to be looked at."""
    shown: Any = message
    if isinstance(message, Mapping):
        shown = {key: value[:500] if isinstance(value, str) else value for key, value in message.items()}
    return repr(shown)[:5000]


def admit(lease: Lease) -> Outcome:
    """Find or make the article of a kept request; keep its page if it brought one, else have it fetched."""
    with reading() as session:
        earlier = ingests.owed_before(session, lease.id)
        request = ingests.load(session, lease.id)
    if earlier is not None:
        return order.after(lease, earlier, "an earlier request for this address goes first")
    at = now()
    page = _page(request)
    given = Given(outlet=_line(request.outlet), title=_line(request.title), published=request.published)
    url, outlet = _name(request, page, given)
    with writing() as session:
        article = articles.find_or_make(
            session, url, at, outlet=outlet, host=address.host(url), title=given.title, published=request.published
        )
        if outlet is not None:
            articles.name_outlet(session, article.id, outlet, at, given=given.outlet is not None)
        kept = None
        host_id = None
        if page is None:
            host_id = articles.visit_soon(session, article.id, at)
        else:
            kept = pages.keep(session, article.id, page, at, given)
        ingests.worked(session, lease.id, article_id=article.id, page_id=kept)
        due.finish(session, lease)
        later = ingests.owed_after(session, lease.id)
    following: tuple[Nudge, ...] = ()
    if kept is not None:
        following = (Nudge(stage=Stage.READ, id=kept),)
    elif host_id is not None:
        following = (Nudge(stage=Stage.VISIT, id=host_id),)
    if later is not None:
        following = (*following, Nudge(stage=Stage.INGEST, id=later))
    return Outcome(stage=Stage.INGEST, id=lease.id, ending=Ending.DONE, detail=url, next=following)


def _line(text: str | None) -> str | None:
    """Return what was said of an article fit to keep, on one line."""
    return squeeze(clean(text or "")) or None


def _page(request: IngestRequest) -> Page | None:
    """Return the page that came with a request, if one did."""
    if request.body is None:
        return None
    assert request.fetched_at is not None
    kind = "text/html" if request.html is not None else "text/plain"
    return Page(
        url=request.url,
        fetched_at=request.fetched_at,
        content_type=f"{kind}; charset=utf-8",
        body=clean(request.body).encode(),
    )


def _name(request: IngestRequest, page: Page | None, given: Given) -> tuple[str, str | None]:
    """Return the article's canonical address and its outlet; a text without an address is named by outlet and title."""
    if request.url is not None:
        return address.fetchable(request.url), given.outlet
    assert page is not None
    found = extract(page, given)
    if found.canonical_url is not None:
        return address.fetchable(found.canonical_url), found.outlet
    if not found.title:
        raise GiveUpError("no url was given and no title can be found; give a url or a title")
    return address.name_for(found.outlet, found.title), found.outlet
