"""Alerts that were sent, told again in a line each: what each was about, and how many endpoints have it."""

from collections.abc import Collection
from datetime import datetime
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schemas.alert import Alert, AlertedCorrection, AlertType, DeliveryState, StoryAlert
from schemas.story import StoryRepair
from worker.store.tables import Alert as Row
from worker.store.tables import Delivery

MOST_ALERTS = 100
_OF_ARTICLES = {
    AlertType.GONE: "{}: an article is gone",
    AlertType.RESTORED: "{}: an article is there again",
    AlertType.OUTLET_JOINED: "{} tells the story too",
}


def about(alert: Alert) -> str:
    """Return what an alert says, in a line."""
    data = alert.data
    if data.correction is not None:
        return _of_correction(data.outlet, data.correction)
    if data.change is not None:
        is_of_one = data.other is None and data.outlet
        return f"{data.outlet}: {data.change.summary}" if is_of_one else data.change.summary
    if data.source is not None:
        detail = f": {data.source.detail}" if data.source.detail else ""
        return f"{data.source.outlet} is {data.source.state}{detail}"
    return _OF_ARTICLES.get(alert.type, "a test").format(data.outlet or "an outlet")


def _of_correction(outlet: str | None, told: AlertedCorrection) -> str:
    sides = (
        ("still", [one for one in told.still if not (one.is_back or one.is_late)]),
        ("again", [one for one in told.still if one.is_back]),
        ("now", [one for one in told.still if one.is_late]),
    )
    carried = " and ".join(f"{how} in {', '.join(dict.fromkeys(one.outlet for one in by))}" for how, by in sides if by)
    old, new = (f"\u201c{said}\u201d" for said in (told.said_old, told.said_new))
    changed = f"changed {old} to {new}" if told.said_new else f"took out {old}"
    now = f" (\u201c{told.said_now}\u201d by now)" if told.said_now else ""
    return f"{outlet} {changed}{now}; {carried}"


def of_story(
    session: Session, names: Collection[int], repairs: Collection[StoryRepair], articles: Collection[int]
) -> tuple[StoryAlert, ...]:
    """Return the newest alerts of a story: those sent of it, and of its articles while they were in others.

    Args:
        session: a reading transaction.
        names: the ids that the story goes by.
        repairs: what was moved into it or out of it.
        articles: those that are in it now.
    """
    others = {story for repair in repairs for story in (repair.from_story, repair.into_story)} - {*names}
    wanted = (
        select(Row, func.count(Delivery.id), func.count(Delivery.id).filter(_IS_DELIVERED))
        .outerjoin(Delivery, Delivery.alert_id == Row.id)
        .where(Row.story_id.in_({*names, *others}))
        .group_by(Row.id)
        .order_by(Row.id.desc())
    )
    rows = session.execute(wanted if others else wanted.limit(MOST_ALERTS))  # most of the others' may be left out
    told = ((row, Alert.model_validate_json(row.body), owed, delivered) for row, owed, delivered in rows)
    theirs = (
        _in_a_line(row, said, owed, delivered)
        for row, said, owed, delivered in told
        if row.story_id in names or not _articles(said).isdisjoint(articles)
    )
    return tuple(islice(theirs, MOST_ALERTS))


_IS_DELIVERED = Delivery.state == DeliveryState.DELIVERED.value


def _in_a_line(row: Row, said: Alert, owed: int, delivered: int) -> StoryAlert:
    assert row.story_id is not None
    assert row.sequence is not None
    return StoryAlert(
        webhook_id=row.webhook_id,
        type=said.type,
        at=row.created_at,
        story=row.story_id,
        sequence=row.sequence,
        about=about(said),
        article=said.data.article.id if said.data.article else None,
        change=said.data.change.id if said.data.change else said.data.correction and said.data.correction.change,
        owed=owed,
        delivered=delivered,
    )


def _articles(said: Alert) -> set[int]:
    return {one.id for one in (said.data.article, said.data.other) if one is not None}


def of_corrections(session: Session, ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Return of the corrections whose alert some endpoint wanted how many it is `owed`, and `delivered`, to."""
    subjects = {subject_of_correction(number): number for number in ids}
    rows = session.execute(
        select(Row.subject, func.count(Delivery.id), func.count(Delivery.id).filter(_IS_DELIVERED))
        .outerjoin(Delivery, Delivery.alert_id == Row.id)
        .where(Row.subject.in_(subjects))
        .group_by(Row.subject)
    )
    return {subjects[subject]: {"owed": owed, "delivered": delivered} for subject, owed, delivered in rows}


def subject_of_correction(number: int) -> str:
    """Return what an alert about a correction is kept under."""
    return f"correction:{number}"


def when_of_change(session: Session, change_id: int) -> datetime | None:
    """Return when the alert about a change was sent, None where none was."""
    return session.scalar(select(Row.created_at).where(Row.subject == f"change:{change_id}"))
