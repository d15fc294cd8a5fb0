"""The pages for people."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter
from starlette.responses import HTMLResponse, RedirectResponse, Response

from console import silence
from console.web.beside import beside
from console.web.card import card
from console.web.findings import findings
from console.web.redline import redline
from console.web.render import ICON, ICON_PATH, STYLE, STYLE_PATH, page
from console.web.requests import Asked, Id, Limit, Wanted, without
from schemas.change import ChangeKind, Label
from schemas.story import ChangeSummary
from schemas.trace import Turn
from worker import clock
from worker.settings import settings
from worker.store import changes, health, history, lines, matrix, merge, sources, stories, told_alerts, traces
from worker.store.changes import StoredChange
from worker.store.session import reading

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

NOTABLE = 0.5
"""From here on an endpoint is told by default."""
TURNS = {
    Turn.FIRST: "had them first",
    Turn.TOOK: "says them too",
    Turn.CHANGED: "changed them",
    Turn.DROPPED: "says them no longer",
    Turn.RESTORED: "says them again",
    Turn.ALTERED: "says them otherwise",
}
WHOLE_PAIRS = 3
"""How many pairs of articles a story's page lays out whole, the most significant first; the others are linked."""


@router.get(STYLE_PATH)
def show_style() -> Response:
    """The style sheet. Pages ask for it by its digest, so that it may be kept for good."""
    return Response(STYLE, media_type="text/css", headers={"Cache-Control": "private, max-age=31536000, immutable"})


@router.get(ICON_PATH)
def show_icon() -> Response:
    """The picture that browsers show beside a page's title."""
    return Response(ICON, media_type="image/svg+xml", headers={"Cache-Control": "private, max-age=86400"})


@router.get("/")
def list_stories(limit: Limit = 50) -> HTMLResponse:
    """Stories, newest change first."""
    with reading() as session:
        found = stories.newest(session, limit=limit)
        leading = lines.leading(session, [story.id for story in found])
    return page("stories.html", stories=found, leading=leading, limit=limit)


@router.get("/stories/{story_id}", response_model=None)
def show_story(story_id: Id) -> HTMLResponse | RedirectResponse:
    """One story: what its outlets tell differently, side by side, and how each changed."""
    with reading() as session:
        story = stories.load(session, story_id)
        if story.id != story_id:  # merged; perhaps not for good
            return RedirectResponse(f"/stories/{story.id}", HTTPStatus.TEMPORARY_REDIRECT)
        shown = [(line, changes.load(session, line.id)) for line in story.divergences[:WHOLE_PAIRS]]
    return page(
        "story.html",
        story=story,
        pairs=[_pair(line, stored) for line, stored in shown],
        further=story.divergences[WHOLE_PAIRS:],
        shared_quotes=[quote for quote in story.quotes if quote.is_shared],
    )


@router.get("/stories/{story_id}/trace")
def show_trace(story_id: Id, words: Asked) -> HTMLResponse:
    """Where words of a story come from, and what became of them."""
    with reading() as session:
        title = stories.title(session, story_id)
        found = traces.of_words(session, story_id, words)
    return page("trace.html", trace=found, title=title, turns=TURNS)


def _pair(line: ChangeSummary, stored: StoredChange) -> dict[str, Any]:
    return {"line": line, "beside": beside(stored.change), "findings": findings(stored.change)}


@router.get("/changes")
def list_changes(wanted: Wanted) -> HTMLResponse:
    """The stream of changes."""
    with reading() as session:
        found = changes.find(session, wanted)
    return page(
        "changes.html", changes=found, wanted=wanted, kept=without, kinds=ChangeKind, labels=Label, notable=NOTABLE
    )


@router.get("/changes/{change_id}.png", response_class=Response)
def show_picture(change_id: Id) -> Response:
    """A picture of one change, for cards that other sites make of a link."""
    with reading() as session:
        stored = changes.load(session, change_id)
    return Response(
        card(stored.change, stored.at), media_type="image/png", headers={"Cache-Control": "private, max-age=300"}
    )


@router.get("/changes/{change_id}")
def show_change(change_id: Id) -> HTMLResponse:
    """One change: a revision as a redline, a divergence side by side."""
    with reading() as session:
        stored = changes.load(session, change_id)
        line = lines.change(session, change_id)
        alerted = told_alerts.when_of_change(session, change_id)
        newer = matrix.compared_since(session, change_id, stored.change)
    picture = f"{settings().pages_url}/changes/{change_id}.png"
    if line.kind is ChangeKind.DIVERGENCE:
        told = {"stored": stored, "picture": picture, "alerted": alerted, "newer": newer, **_pair(line, stored)}
        return page("divergence.html", **told)
    shown = redline(stored.change)
    return page(
        "change.html", picture=picture, alerted=alerted, stored=stored, change=stored.change, line=line, redline=shown
    )


@router.get("/articles/{article_id}")
def show_article(article_id: Id) -> Response:
    """One article's versions and what changed between them; for one that went into another, the way there."""
    with reading() as session:
        standing = merge.standing(session, article_id)
        if standing != article_id:
            return RedirectResponse(str(standing), HTTPStatus.PERMANENT_REDIRECT)
        found = history.load(session, article_id)
    return page("article.html", history=found)


@router.get("/sources")
def list_sources() -> HTMLResponse:
    """What is watched, and how it fares."""
    with reading() as session:
        found = sources.listed(session)
        fare = health.outlets(session, clock.now())
    return page("sources.html", sources=found, outlets=fare, silences=silence.IN_WORDS)
