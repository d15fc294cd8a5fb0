"""Alerts that are about no change: an article is gone or back, an outlet fares ill or well again."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from schemas.alert import Alert, AlertData, AlertedCorrection, AlertType, ArticleRef, SourceRef, StoryRef
from schemas.correction import Stance
from schemas.outcome import Nudge, Stage
from schemas.story import ArticleSummary
from worker.settings import settings
from worker.store import alerts, articles, followers, outlets, redirects, stories, told_alerts, told_corrections

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
    wanted = _who_wants(session, event, [article.outlet], article.story)
    return _tell(session, event, subject, wanted, at, lambda: _about(session, article, article.story, since=since))


def tell_of_correction(
    session: Session, correction_id: int, at: datetime, *, by: int | None = None
) -> tuple[Nudge, ...]:
    """Owe an alert about a correction that others have not followed to the endpoints that want it.

    Who asked for certain outlets is told where one of them made the correction or still carries the old words. It is
    told once, and again for each version, `by`, with which somebody went back to them or came late. Who came late and
    has time still is not named.
    """
    (found,) = told_corrections.of_ids(session, [correction_id])
    carry = (one for one in found.followers if one.stance is Stance.CARRIES)
    still = tuple(one for one in carry if one.due_at is None or one.due_at <= at)
    told = AlertedCorrection(
        **found.model_dump(include=set(AlertedCorrection.model_fields)),
        still=still,
        followed=tuple(one for one in found.followers if one.stance in {Stance.FOLLOWED, Stance.DROPPED}),
        led=tuple(one for one in found.followers if one.stance is Stance.LED),
    )
    wanted = _who_wants(session, AlertType.UNPROPAGATED, [found.outlet, *(one.outlet for one in still)], found.story)

    subject = told_alerts.subject_of_correction(correction_id) + ("" if by is None else f":{by}")
    followers.named(session, correction_id, at)

    def data() -> AlertData:
        article = articles.get(session, [found.article])[found.article]
        return _about(session, article, found.story, change=found.change, correction=told)

    return _tell(session, AlertType.UNPROPAGATED, subject, wanted, at, data)


def _about(
    session: Session,
    article: ArticleSummary,
    story: int | None,
    *,
    change: int | None = None,
    since: datetime | None = None,
    correction: AlertedCorrection | None = None,
) -> AlertData:
    """Return what is said of an article, as the next that is said of its story."""
    linked = {"article": ("articles", article.id), "story": ("stories", story), "change": ("changes", change)}
    base = settings().pages_url
    return AlertData(
        story=None
        if story is None
        else StoryRef(id=story, title=stories.title(session, story), sequence=alerts.next_sequence(session, story)),
        article=ArticleRef(id=article.id, url=article.url, outlet=article.outlet, title=article.title),
        outlet=article.outlet,
        since=since,
        correction=correction,
        links={name: f"{base}/{place}/{number}" for name, (place, number) in linked.items() if number is not None},
    )


def tell_of_outlet(
    session: Session, outlet_id: int, *, state: str, was: str, since: datetime, detail: str, notice: int, at: datetime
) -> tuple[Nudge, ...]:
    """Owe an alert about how an outlet fares; `notice` numbers what was told of it."""
    name = outlets.name(session, outlet_id)
    source = SourceRef(outlet=name, state=state, was=was, since=since, detail=detail)
    data = AlertData(outlet=name, source=source, links={"pages": settings().pages_url})
    wanted = _who_wants(session, AlertType.UNHEALTHY, [name], None)
    return _tell(session, AlertType.UNHEALTHY, f"outlet:{outlet_id}:{notice}", wanted, at, lambda: data)


def _who_wants(session: Session, event: AlertType, about: Iterable[str], story: int | None) -> list[int]:
    """Return the endpoints that want to be told of one of these outlets, or of the story."""
    names = redirects.names_of(session, story)
    told = tuple(dict.fromkeys(about))
    return [
        endpoint.id
        for endpoint in alerts.endpoints(session)
        if endpoint.enabled and any(endpoint.rule.passes_event(event, outlet=outlet, stories=names) for outlet in told)
    ]


def _tell(
    session: Session, event: AlertType, subject: str, wanted: list[int], at: datetime, data: Callable[[], AlertData]
) -> tuple[Nudge, ...]:
    """Owe an alert to the endpoints that want it, unless its subject was told before; `data` is made only then."""
    if not wanted or alerts.already_alerted(session, subject):
        return ()
    said = Alert(type=event, timestamp=at, data=data())
    sent = alerts.send(session, said, subject=subject, endpoint_ids=wanted, now=at)
    return tuple(Nudge(stage=Stage.DELIVER, id=number) for number in sent)
