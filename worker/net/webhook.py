"""Standard Webhooks: signing, one attempt to deliver, and when to try again (https://www.standardwebhooks.com)."""

import base64
import secrets as randomness
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from standardwebhooks import Webhook

from worker.errors import StetError
from worker.net.answer import PostAnswer
from worker.net.client import Client
from worker.net.failure import FetchError
from worker.net.http_date import moment

TIMEOUT_SECONDS = 20.0
"""The specification asks for 15 to 30."""
SECRET_PREFIX = "whsec_"  # noqa: S105 - what every secret begins with
SECRET_BYTES = 32
MIN_SECRET_BYTES, MAX_SECRET_BYTES = 24, 64
MAX_RETRY_AFTER_SECONDS = 86_400.0
MAX_JITTER = 0.2

WAITS = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""The specification's schedule: how long to wait before the first attempt, the second, and so on."""


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """How one attempt went."""

    ok: bool
    status: int | None
    """Null where there was no answer."""
    gone: bool
    """The endpoint answered 410: nothing is to be sent there any more."""
    retry_after_seconds: float | None
    """How long the endpoint asks to wait, at most a day; null where it does not say."""
    error: str | None
    """One line for people; null where it went well."""


def new_secret() -> str:
    """Return a fresh random secret, `whsec_` and 32 bytes in base64."""
    return SECRET_PREFIX + base64.b64encode(randomness.token_bytes(SECRET_BYTES)).decode("ascii")


def sign(secrets: Sequence[str], webhook_id: str, timestamp: datetime, body: bytes) -> dict[str, str]:
    """Return the headers that sign `body`.

    Args:
        secrets: while a secret is being rotated both the new and the old one, each for a signature of its own.
        webhook_id: the same for every attempt; without a full stop, which separates the signed parts.
        timestamp: of this attempt, aware.
        body: UTF-8, as it is sent.

    Raises:
        StetError: there is no secret, or one that is none; the message never shows it.
    """
    if not secrets:
        raise StetError("the endpoint has no secret to sign with; rotate it to get one")
    if "." in webhook_id:
        raise ValueError(f"the webhook id {webhook_id!r} has a full stop in it")
    # The package takes the clock time of any zone as if it were UTC's.
    moment = timestamp.astimezone(UTC)
    signatures = [_signer(secret).sign(webhook_id, moment, body.decode("utf-8")) for secret in secrets]
    return {
        "webhook-id": webhook_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def _signer(secret: str) -> Webhook:
    """Check a secret, which the package would take in almost any form, and hand it over."""
    try:
        key = base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    except ValueError:
        key = b""
    if not secret.startswith(SECRET_PREFIX) or not MIN_SECRET_BYTES <= len(key) <= MAX_SECRET_BYTES:
        raise StetError(
            f"a webhook secret is {SECRET_PREFIX} and {MIN_SECRET_BYTES} to {MAX_SECRET_BYTES} bytes in base64; "
            "rotate the endpoint's to get a good one"
        )
    return Webhook(secret)


def deliver(
    client: Client,
    *,
    url: str,
    secrets: Sequence[str],
    webhook_id: str,
    at: datetime,
    body: bytes,
    timeout_seconds: float = TIMEOUT_SECONDS,
) -> DeliveryResult:
    """Make one attempt to deliver `body`; only an answer of 2xx in time is a success.

    Args:
        client: what it goes through, and so through the address guard.
        url: the endpoint's.
        secrets: as for `sign`.
        webhook_id: as for `sign`.
        at: the moment of this attempt, aware.
        body: JSON in UTF-8.
        timeout_seconds: for the whole exchange.

    Raises:
        StetError: it cannot be signed.
    """
    headers = {"Content-Type": "application/json", **sign(secrets, webhook_id, at, body)}
    try:
        answer = client.post(url, body, headers, timeout_seconds=timeout_seconds)
    except FetchError as error:
        return DeliveryResult(ok=False, status=None, gone=False, retry_after_seconds=None, error=str(error))
    ok = answer.status // 100 == 2  # noqa: PLR2004 - any 2xx
    return DeliveryResult(
        ok=ok,
        status=answer.status,
        gone=answer.status == HTTPStatus.GONE,
        retry_after_seconds=None if ok else retry_after_seconds(answer.headers, now=at),
        error=None if ok else _what_is_wrong(answer),
    )


def _what_is_wrong(answer: PostAnswer) -> str:
    """Put a failed answer into a line; the body stays out of it, for it may hold anything."""
    try:
        named = f"{answer.status} {HTTPStatus(answer.status).phrase}"
    except ValueError:
        named = str(answer.status)
    if answer.status // 100 == 3:  # noqa: PLR2004 - any 3xx
        return f"answered {named}; webhooks follow no redirects, give the endpoint its final address"
    return f"answered {named}"


def retry_after_seconds(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Read Retry-After (RFC 9110, 10.2.3): seconds, or an HTTP date, from 0 to a day; None for neither.

    A date is held against the answer's own, so that it does not matter how wrong the server's clock is.

    Args:
        headers: with names in lower case.
        now: the present moment, for answers that do not say when they were made.
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return min(float(text), MAX_RETRY_AFTER_SECONDS)
    until = moment(text)
    if until is None:
        return None
    waits = until - (moment(headers.get("date")) or now)
    return min(max(waits.total_seconds(), 0.0), MAX_RETRY_AFTER_SECONDS)


def wait_after(attempt: int, *, jitter: float) -> timedelta | None:
    """Return how long to wait after `attempt` attempts before the next, or None when all ten are used up.

    Args:
        attempt: how many were made; 0 before the first.
        jitter: 0 to 1, drawn at random by the caller; it stretches the wait by up to a fifth, so that what failed
            together is not tried again together.
    """
    if attempt < 0 or not 0 <= jitter <= 1:
        raise ValueError("attempt counts from 0, and jitter lies between 0 and 1")
    return WAITS[attempt] * (1 + MAX_JITTER * jitter) if attempt < len(WAITS) else None
