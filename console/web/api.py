"""The API for programs: what is stored, as the documents of `schemas/`."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.responses import RedirectResponse

from console.web.requests import Asked, Id, Limit, Wanted, only_known
from schemas.alert import Delivery, DeliveryState
from schemas.article import Reading
from schemas.base import Frozen
from schemas.change import Change
from schemas.sources import OutletHealth, Source
from schemas.story import ArticleHistory, ChangeSummary, Story, StorySummary
from schemas.trace import Trace
from worker import clock
from worker.errors import NotFoundError
from worker.store import alerts, changes, health, history, merge, snapshots, sources, stories, traces
from worker.store.session import reading


class Problem(Frozen):
    """What went wrong, in a sentence."""

    error: str


class Stories(Frozen):
    """Stories, newest change first."""

    stories: tuple[StorySummary, ...]


class Changes(Frozen):
    """Changes, newest first; oldest first where `after_id` was given. `before_id` leads on from the last one."""

    changes: tuple[ChangeSummary, ...]


class Sources(Frozen):
    """What is watched."""

    sources: tuple[Source, ...]


class Outlets(Frozen):
    """Outlets of which something is watched."""

    outlets: tuple[OutletHealth, ...]


class Deliveries(Frozen):
    """Deliveries, newest first."""

    deliveries: tuple[Delivery, ...]


PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "the Host header is not one that is served"},
    401: {"model": Problem, "description": "a token is needed"},
    404: {"model": Problem, "description": "nothing is stored under that number"},
    422: {"model": Problem, "description": "the request cannot be understood; the error says why"},
    500: {"model": Problem, "description": "something is wrong with what is stored; the error says what"},
    503: {"model": Problem, "description": "the database cannot be reached now"},
}
router = APIRouter(prefix="/api/v1", responses=PROBLEMS, dependencies=[Depends(only_known)])


@router.get("/stories")
def list_stories(limit: Limit = 50) -> Stories:
    """List stories, newest change first."""
    with reading() as session:
        return Stories(stories=stories.newest(session, limit=limit))


@router.get("/stories/{story_id}")
def get_story(story_id: Id) -> Story:
    """Get one story with its articles, divergences and revisions; the id of one that was merged leads to the other."""
    with reading() as session:
        return stories.load(session, story_id)


@router.get("/stories/{story_id}/trace")
def trace_words(story_id: Id, words: Asked) -> Trace:
    """Tell which article of a story had these words first, which took them, and when they changed."""
    with reading() as session:
        return traces.of_words(session, story_id, words)


@router.get("/changes")
def list_changes(wanted: Wanted) -> Changes:
    """List changes in a line each."""
    with reading() as session:
        return Changes(changes=changes.find(session, wanted))


@router.get("/changes/{change_id}")
def get_change(change_id: Id) -> Change:
    """Get one change whole: both sides' sentences and every edit."""
    with reading() as session:
        return changes.load(session, change_id).change


@router.get(
    "/articles/{article_id}",
    response_model=ArticleHistory,
    responses={308: {"description": "It turned out to be one with another article, whose address is given."}},
)
def get_history(article_id: Id) -> ArticleHistory | RedirectResponse:
    """Get an article with its versions and revisions, oldest first."""
    with reading() as session:
        standing = merge.standing(session, article_id)
        if standing != article_id:
            return RedirectResponse(str(standing), HTTPStatus.PERMANENT_REDIRECT)
        return history.load(session, article_id)


@router.get("/articles/{article_id}/versions/{version}")
def get_version(article_id: Id, version: Id) -> Reading:
    """Get what one version of an article says."""
    with reading() as session:
        found = snapshots.version(session, article_id, version)
    if found is None:
        raise NotFoundError(f"no version {version} of article {article_id}")
    return found.reading


@router.get("/sources")
def list_sources() -> Sources:
    """List what is watched, and how it fares."""
    with reading() as session:
        return Sources(sources=sources.listed(session))


@router.get("/outlets")
def list_outlets() -> Outlets:
    """List how each outlet fares."""
    with reading() as session:
        return Outlets(outlets=health.outlets(session, clock.now()))


@router.get("/deliveries")
def list_deliveries(
    limit: Limit = 100,
    state: Annotated[DeliveryState | None, Query(description="only those that stand like this")] = None,
) -> Deliveries:
    """List deliveries of alerts, newest first."""
    with reading() as session:
        return Deliveries(deliveries=alerts.deliveries(session, state=state, limit=limit))
