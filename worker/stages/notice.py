"""Alerts that are about no change: an article is gone or back, an outlet fares ill or well again."""

from datetime import datetime

from sqlalchemy.orm import Session

from schemas.alert import Alert, AlertData, AlertedCorrection, AlertType, ArticleRef, SourceRef, StoryRef
from schemas.correction import Stance, StoryCorrection
from schemas.outcome import Nudge, Stage
from worker.settings import settings
from worker.store import alerts, articles, outlets, redirects, stories, told_corrections

REDESIGN = "redesign"


def tell_of_article(
    session: Session, event: AlertType, article_id: int, *, turn: int, since: datetime | None, at: datetime
) -> tuple[Nudge, ...]:
    """Owe an alert about an article to the endpoints that want it; `turn` numbers what was told of the article."""
    return _of_article(session, event, article_id, subject=f"article:{article_id}:{turn}", since=since, at=at)


def tell_of_joining(session: Session, article_id: int, at: datetime) -> tuple[Nudge, ...]:
    """Owe an alert about the first article of an outlet in a story of others to the endpoints that want it, once."""
    subject = f"joined:{article_id}"
    return _of_article(session, AlertType.OUTLET_JOINED, article_id, subject=subject, since=None, at=at)


def _of_article(
    session: Session, event: AlertType, article_id: int, *, subject: str, since: datetime | None, at: datetime
) -> tuple[Nudge, ...]:
    article = articles.get(session, [article_id])[article_id]
    wanted = _who_wants(session, event, article.outlet, article.story)
    if not wanted or alerts.already_alerted(session, subject):
        return ()
    links = {"article": f"{settings().pages_url}/articles/{article_id}"}
    story = None
    if article.story is not None:
        story = _story(session, article.story)
        links["story"] = f"{settings().pages_url}/stories/{article.story}"
    about = ArticleRef(id=article.id, url=article.url, outlet=article.outlet, title=article.title)
    data = AlertData(story=story, article=about, outlet=article.outlet, since=since, links=links)
    return _send(session, Alert(type=event, timestamp=at, data=data), subject, wanted, at)


def tell_of_correction(session: Session, correction_id: int, at: datetime) -> tuple[Nudge, ...]:
    """Owe an alert about a correction that others have not followed to the endpoints that want it.

    Who asked for certain outlets is told where one of them made the correction or still carries the old words.
    """
    (found,) = told_corrections.of_ids(session, [correction_id])
    still = tuple(one for one in found.followers if one.stance is Stance.CARRIES)
    outlets_told = dict.fromkeys((found.outlet, *(one.outlet for one in still)))
    wanted = sorted(
        {
            number
            for outlet in outlets_told
            for number in _who_wants(session, AlertType.UNPROPAGATED, outlet, found.story)
        }
    )
    subject = f"correction:{correction_id}"
    if not wanted or alerts.already_alerted(session, subject):
        return ()
    article = articles.get(session, [found.article])[found.article]
    data = AlertData(
        story=None if found.story is None else _story(session, found.story),
        article=ArticleRef(id=article.id, url=article.url, outlet=article.outlet, title=article.title),
        outlet=found.outlet,
        correction=AlertedCorrection(
            **found.model_dump(include=set(AlertedCorrection.model_fields)),
            still=still,
            followed=tuple(one for one in found.followers if one.stance is Stance.FOLLOWED),
        ),
        links=_links(found),
    )
    return _send(session, Alert(type=AlertType.UNPROPAGATED, timestamp=at, data=data), subject, wanted, at)


def _links(found: StoryCorrection) -> dict[str, str]:
    base = settings().pages_url
    links = {"article": f"{base}/articles/{found.article}"}
    if found.story is not None:
        links["story"] = f"{base}/stories/{found.story}"
    if found.change is not None:
        links["change"] = f"{base}/changes/{found.change}"
    return links


def _story(session: Session, story_id: int) -> StoryRef:
    sequence = alerts.next_sequence(session, story_id)
    return StoryRef(id=story_id, title=stories.title(session, story_id), sequence=sequence)


def tell_of_outlet(
    session: Session, outlet_id: int, *, state: str, was: str, since: datetime, detail: str, notice: int, at: datetime
) -> tuple[Nudge, ...]:
    """Owe an alert about how an outlet fares; `notice` numbers what was told of it."""
    name = outlets.name(session, outlet_id)
    wanted = _who_wants(session, AlertType.UNHEALTHY, name, None)
    subject = f"outlet:{outlet_id}:{notice}"
    if not wanted or alerts.already_alerted(session, subject):
        return ()
    source = SourceRef(outlet=name, state=state, was=was, since=since, detail=detail)
    data = AlertData(outlet=name, source=source, links={"pages": settings().pages_url})
    return _send(session, Alert(type=AlertType.UNHEALTHY, timestamp=at, data=data), subject, wanted, at)


def _who_wants(session: Session, event: AlertType, outlet: str, story: int | None) -> list[int]:
    names = redirects.names_of(session, story)
    return [
        endpoint.id
        for endpoint in alerts.endpoints(session)
        if endpoint.enabled and endpoint.rule.passes_event(event, outlet=outlet, stories=names)
    ]


def _send(session: Session, said: Alert, subject: str, wanted: list[int], at: datetime) -> tuple[Nudge, ...]:
    sent = alerts.send(session, said, subject=subject, endpoint_ids=wanted, now=at)
    return tuple(Nudge(stage=Stage.DELIVER, id=number) for number in sent)
