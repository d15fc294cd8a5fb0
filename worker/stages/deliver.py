"""Deliver: post one alert to one endpoint, and if that fails, settle when to try again."""

import random
from datetime import timedelta

from schemas.alert import DeliveryState
from schemas.outcome import Ending, Outcome, Stage
from worker.clock import now
from worker.net import webhook
from worker.stages import visit
from worker.store import alerts, due
from worker.store.alerts import Attempt
from worker.store.due import Lease
from worker.store.session import reading, writing


def deliver(lease: Lease) -> Outcome:
    """Post the leased delivery once. Its webhook id stays the same however often it is tried."""
    at = now()
    with reading() as session:
        sent = alerts.envelope(session, lease.id, at)
    if not sent.enabled:  # `stet redeliver` sends what it missed
        disabled = "the endpoint is disabled; `stet endpoints test` enables it"
        return _end(lease, sent, Attempt(at=at, state=DeliveryState.FAILED, status=None, error=disabled))
    result = webhook.deliver(
        visit.client(), url=sent.url, secrets=sent.secrets, webhook_id=sent.webhook_id, at=at, body=sent.body.encode()
    )
    made = sent.attempts % len(webhook.WAITS) + 1  # what was used up and is sent once more begins anew
    wait = webhook.wait_after(made, jitter=random.random())  # noqa: S311 - spreads load, keeps no secret
    if result.ok:
        return _end(lease, sent, Attempt(at=at, state=DeliveryState.DELIVERED, status=result.status, error=None))
    failed = Attempt(at=at, state=DeliveryState.FAILED, status=result.status, error=result.error)
    if result.gone:
        return _end(lease, sent, failed, gone=True)
    if wait is None:
        return _end(lease, sent, failed)
    asked = timedelta(seconds=result.retry_after_seconds or 0)
    pending = failed.model_copy(update={"state": DeliveryState.PENDING})
    return _end(lease, sent, pending, wait=max(wait, asked))


def _end(
    lease: Lease, sent: alerts.Envelope, attempt: Attempt, *, wait: timedelta | None = None, gone: bool = False
) -> Outcome:
    """Write down how the attempt ended; an endpoint that is gone gets nothing any more."""
    with writing() as session:
        alerts.record(session, sent, attempt)
        if gone:
            alerts.set_enabled(session, sent.endpoint, enabled=False)
        due.finish(session, lease, next_at=None if wait is None else attempt.at + wait)
    endings = {
        DeliveryState.DELIVERED: Ending.DONE,
        DeliveryState.PENDING: Ending.LATER,
        DeliveryState.FAILED: Ending.REFUSED,
    }
    return Outcome(
        stage=Stage.DELIVER,
        id=lease.id,
        ending=endings[attempt.state],
        detail=attempt.error or f"HTTP {attempt.status}",
    )
