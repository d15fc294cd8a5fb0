"""Endpoints, alerts and their deliveries."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from schemas.alert import Alert, AlertType, Delivery, DeliveryState, Endpoint, Rule
from schemas.base import Frozen, Utc
from worker.errors import NotFoundError, StetError
from worker.store import insert, told_alerts
from worker.store.due import nudge_patience
from worker.store.tables import Alert as AlertRow
from worker.store.tables import Delivery as DeliveryRow
from worker.store.tables import Endpoint as EndpointRow
from worker.store.tables import Rule as RuleRow
from worker.store.tables import Story
from worker.text.normalise import clean, squeeze

MOST_NAME_CHARS = 100
ROTATION = timedelta(days=1)
"""How long the previous secret signs beside the new one."""


def add_endpoint(session: Session, *, name: str, url: str, secret: str, rule: Rule, now: datetime) -> Endpoint:
    """Add an endpoint.

    Raises:
        StetError: there is one of that name, or the name is none.
    """
    name = squeeze(clean(name))
    if not 0 < len(name) <= MOST_NAME_CHARS:
        raise StetError(f"a name has 1 to {MOST_NAME_CHARS} characters; this one has {len(name)}")
    made = insert.if_new(session, EndpointRow, name=name, url=url, secret=secret, enabled=True, added_at=now)
    if made is None:
        raise StetError(f"there is an endpoint named {name!r} already; choose another name or remove it first")
    insert.if_new(session, RuleRow, endpoint_id=made, filter=rule.model_dump(mode="json"))
    return next(endpoint for endpoint in endpoints(session) if endpoint.id == made)


def endpoints(session: Session) -> tuple[Endpoint, ...]:
    """Return all endpoints, without their secrets."""
    rows = session.execute(
        select(EndpointRow, RuleRow).join(RuleRow, RuleRow.endpoint_id == EndpointRow.id).order_by(EndpointRow.id)
    )
    return tuple(
        Endpoint(
            id=row.id,
            name=row.name,
            url=row.url,
            rule=Rule.model_validate(rule.filter),
            enabled=row.enabled,
            failing_since=row.failing_since,
            added_at=row.added_at,
        )
        for row, rule in rows
    )


def endpoint(session: Session, name_or_id: str) -> Endpoint:
    """Return the endpoint of that name or id.

    Raises:
        NotFoundError: there is none.
    """
    for found in endpoints(session):
        if name_or_id in (found.name, str(found.id)):
            return found
    raise NotFoundError(f"no endpoint {name_or_id!r}; `stet endpoints list` lists them")


def remove_endpoint(session: Session, endpoint_id: int) -> None:
    """Remove an endpoint with its rule and its deliveries."""
    session.execute(delete(DeliveryRow).where(DeliveryRow.endpoint_id == endpoint_id))
    session.execute(delete(RuleRow).where(RuleRow.endpoint_id == endpoint_id))
    session.execute(delete(EndpointRow).where(EndpointRow.id == endpoint_id))


def rotate(session: Session, endpoint_id: int, secret: str, now: datetime) -> None:
    """Give an endpoint a new secret; the previous one signs beside it for a day."""
    session.execute(
        update(EndpointRow)
        .where(EndpointRow.id == endpoint_id)
        .values(previous_secret=EndpointRow.secret, secret=secret, rotated_at=now)
    )


def set_enabled(session: Session, endpoint_id: int, *, enabled: bool) -> None:
    """Post to an endpoint, or hold back."""
    session.execute(update(EndpointRow).where(EndpointRow.id == endpoint_id).values(enabled=enabled))


def next_sequence(session: Session, story_id: int) -> int:
    """Count one more alert of a story; the row stays locked until the transaction ends, so the order has no gaps."""
    return session.execute(
        update(Story).where(Story.id == story_id).values(alerts=Story.alerts + 1).returning(Story.alerts)
    ).scalar_one()


def already_alerted(session: Session, subject: str) -> bool:
    """Whether there is an alert about this subject."""
    return session.scalar(select(AlertRow.id).where(AlertRow.subject == subject)) is not None


def send(session: Session, alert: Alert, *, subject: str, endpoint_ids: list[int], now: datetime) -> list[int]:
    """Keep an alert and owe it to the endpoints; return the deliveries' ids, none where the subject was alerted before.

    Args:
        session: a writing transaction.
        alert: what to say; its JSON is kept to the letter, since it is signed.
        subject: names what it is about, such as `change:12`; it is alerted once.
        endpoint_ids: who wants it.
        now: when it is due.
    """
    alert_id = insert.if_new(
        session,
        AlertRow,
        webhook_id=f"msg_{uuid4().hex}",
        type=alert.type.value,
        subject=subject,
        story_id=alert.data.story.id if alert.data.story else None,
        sequence=alert.data.story.sequence if alert.data.story else None,
        body=alert.model_dump_json(by_alias=True),
        created_at=now,
    )
    if alert_id is None:
        return []
    made = [
        insert.if_new(
            session,
            DeliveryRow,
            alert_id=alert_id,
            endpoint_id=endpoint_id,
            state=DeliveryState.PENDING.value,
            attempts=0,
            created_at=now,
            next_at=now,
            held_until=now + nudge_patience(),
        )
        for endpoint_id in endpoint_ids
    ]
    return [number for number in made if number is not None]


class Envelope(Frozen):
    """What is needed to post one delivery."""

    delivery: int
    webhook_id: str
    endpoint: int
    url: str
    secrets: tuple[str, ...]
    enabled: bool
    body: str
    attempts: int


def envelope(session: Session, delivery_id: int, now: datetime) -> Envelope:
    """Return a delivery ready to be signed and posted."""
    row, alert, target = session.execute(
        select(DeliveryRow, AlertRow, EndpointRow)
        .join(AlertRow, AlertRow.id == DeliveryRow.alert_id)
        .join(EndpointRow, EndpointRow.id == DeliveryRow.endpoint_id)
        .where(DeliveryRow.id == delivery_id)
    ).one()
    secrets = [target.secret]
    if target.previous_secret and target.rotated_at and target.rotated_at + ROTATION > now:
        secrets.append(target.previous_secret)
    return Envelope(
        delivery=row.id,
        webhook_id=alert.webhook_id,
        endpoint=target.id,
        url=target.url,
        secrets=tuple(secrets),
        enabled=target.enabled,
        body=alert.body,
        attempts=row.attempts,
    )


class Attempt(Frozen):
    """How one attempt to deliver ended."""

    at: Utc
    state: DeliveryState
    status: int | None
    error: str | None


def record(session: Session, sent: Envelope, attempt: Attempt) -> None:
    """Write down how an attempt ended, and since when the endpoint fails."""
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == sent.delivery)
        .values(
            state=attempt.state.value,
            attempts=DeliveryRow.attempts + 1,
            last_status=attempt.status,
            last_error=attempt.error,
        )
    )
    theirs = update(EndpointRow).where(EndpointRow.id == sent.endpoint)
    if attempt.state is DeliveryState.DELIVERED:
        session.execute(theirs.values(failing_since=None))
    else:
        session.execute(theirs.where(EndpointRow.failing_since.is_(None)).values(failing_since=attempt.at))


def redeliver(session: Session, delivery_id: int, now: datetime) -> None:
    """Owe a delivery once more, under the id it had.

    Raises:
        NotFoundError: there is none of that id.
    """
    again = session.scalar(
        update(DeliveryRow)
        .where(DeliveryRow.id == delivery_id)
        .values(state=DeliveryState.PENDING.value, next_at=now, lease=None, held_until=None)
        .returning(DeliveryRow.id)
    )
    if again is None:
        raise NotFoundError(f"no delivery {delivery_id}; `stet deliveries` lists them")


def deliveries(session: Session, *, state: DeliveryState | None = None, limit: int = 100) -> tuple[Delivery, ...]:
    """Return deliveries, newest first."""
    wanted = (
        select(DeliveryRow, AlertRow, EndpointRow.name)
        .join(AlertRow, AlertRow.id == DeliveryRow.alert_id)
        .join(EndpointRow, EndpointRow.id == DeliveryRow.endpoint_id)
        .order_by(DeliveryRow.id.desc())
        .limit(limit)
    )
    if state is not None:
        wanted = wanted.where(DeliveryRow.state == state.value)
    found = [(row, alert, name, Alert.model_validate_json(alert.body)) for row, alert, name in session.execute(wanted)]
    return tuple(
        Delivery(
            id=row.id,
            webhook_id=alert.webhook_id,
            endpoint=row.endpoint_id,
            endpoint_name=name,
            type=AlertType(alert.type),
            state=DeliveryState(row.state),
            attempts=row.attempts,
            next_at=row.next_at,
            last_status=row.last_status,
            last_error=row.last_error,
            created_at=row.created_at,
            about=told_alerts.about(said),
            story=alert.story_id,
            links=said.data.links,
        )
        for row, alert, name, said in found
    )
