"""Webhooks against the published vector, the package's own check, and a receiver that does what receivers do."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from worker import clock
from worker.errors import StetError
from worker.net.client import Client
from worker.net.webhook import (
    MAX_RETRY_AFTER_SECONDS,
    WAITS,
    DeliveryResult,
    deliver,
    new_secret,
    retry_after_seconds,
    sign,
    wait_after,
)

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
AT = datetime.fromtimestamp(1614265330, UTC)
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

Make = Callable[..., Client]


def test_the_published_vector() -> None:
    headers = sign([SECRET], ID, AT, BODY)
    assert headers == {"webhook-id": ID, "webhook-timestamp": "1614265330", "webhook-signature": SIGNATURE}


@given(st.integers(-14 * 60, 14 * 60), st.integers(0, 999_999))
def test_the_zone_of_the_timestamp_changes_nothing(minutes: int, microseconds: int) -> None:
    moment = AT.replace(microsecond=microseconds).astimezone(timezone(timedelta(minutes=minutes)))
    assert sign([SECRET], ID, moment, BODY)["webhook-signature"] == SIGNATURE


def test_during_rotation_either_secret_verifies() -> None:
    old, new, other = new_secret(), new_secret(), new_secret()
    headers = sign([new, old], ID, clock.now(), BODY)
    assert len(headers["webhook-signature"].split(" ")) == 2
    for secret in (old, new):
        assert Webhook(secret).verify(BODY, headers) == {"test": 2432232314}
    with pytest.raises(WebhookVerificationError):
        Webhook(other).verify(BODY, headers)


@pytest.mark.parametrize("changed", ["body", "id", "timestamp"])
def test_what_was_tampered_with_is_refused(changed: str) -> None:
    now = clock.now()
    headers = sign([SECRET], ID, now, BODY)
    body = BODY
    if changed == "body":
        body = BODY.replace(b"4}", b"5}")
    elif changed == "id":
        headers["webhook-id"] = "msg_other"
    else:
        headers["webhook-timestamp"] = str(int(now.timestamp()) + 1)
    with pytest.raises(WebhookVerificationError, match="No matching signature"):
        Webhook(SECRET).verify(body, headers)


@pytest.mark.parametrize(("minutes", "complaint"), [(-6, "too old"), (6, "too new")])
def test_an_old_or_early_timestamp_is_refused(minutes: int, complaint: str) -> None:
    headers = sign([SECRET], ID, clock.now() + timedelta(minutes=minutes), BODY)
    with pytest.raises(WebhookVerificationError, match=complaint):
        Webhook(SECRET).verify(BODY, headers)


def test_secrets_are_fresh_and_long_enough() -> None:
    made = {new_secret() for _ in range(100)}
    assert len(made) == 100
    assert all(secret.startswith("whsec_") and len(secret) == 6 + 44 for secret in made)


@pytest.mark.parametrize(
    "secrets",
    [(), ("",), ("whsec_",), ("whsec_c2hvcnQ=",), ("whsec_!!!!!!!",), (SECRET.removeprefix("whsec_"),), (SECRET, "x")],
)
def test_a_poor_secret_is_refused_and_never_shown(secrets: tuple[str, ...]) -> None:
    with pytest.raises(StetError) as caught:
        sign(secrets, ID, AT, BODY)
    assert not any(len(secret) > 6 and secret in str(caught.value) for secret in secrets)


def test_an_id_cannot_hold_the_separator() -> None:
    with pytest.raises(ValueError, match="full stop"):
        sign([SECRET], "msg.1", AT, BODY)


class _Receiver(ThreadingHTTPServer):
    """Verifies what is posted to it as a subscriber would, and answers with `status` and `headers`."""

    daemon_threads = True

    def __init__(self) -> None:
        self.status, self.headers, self.received = 204, dict[str, str](), list[object]()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hooks/t0ken"


class _Handler(BaseHTTPRequestHandler):
    server: _Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.received.append(Webhook(SECRET).verify(body, dict(self.headers)))
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", "6")
        self.end_headers()
        self.wfile.write(b"s3cret")

    def log_message(self, *_args: object) -> None:
        """Keep the tests' output clean."""


@pytest.fixture
def receiver() -> Iterator[_Receiver]:
    with _Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def _deliver(client: Client, url: str) -> DeliveryResult:
    secrets = [new_secret(), SECRET]
    return deliver(client, url=url, secrets=secrets, webhook_id=ID, at=clock.now(), body=BODY, timeout_seconds=5)


@pytest.mark.parametrize("status", [200, 202, 204, 299])
def test_a_delivery_arrives_and_verifies(receiver: _Receiver, make_client: Make, status: int) -> None:
    receiver.status, receiver.headers = status, {"retry-after": "5"}
    result = _deliver(make_client(), receiver.url)
    assert result == DeliveryResult(ok=True, status=status, gone=False, retry_after_seconds=None, error=None)
    assert receiver.received == [{"test": 2432232314}]


@pytest.mark.parametrize(
    ("status", "headers", "retry_after", "says"),
    [
        (301, {"location": "/elsewhere"}, None, "follow no redirects"),
        (307, {"location": "http://169.254.169.254/"}, None, "follow no redirects"),
        (400, {}, None, "400 Bad Request"),
        (410, {}, None, "410 Gone"),
        (429, {"retry-after": "120"}, 120, "429 Too Many Requests"),
        (500, {}, None, "500 Internal Server Error"),
        (503, {"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0, "503 Service Unavailable"),
        (599, {"retry-after": "soon"}, None, "answered 599"),
    ],
)
def test_any_other_answer_is_a_failure(
    receiver: _Receiver,
    make_client: Make,
    status: int,
    headers: dict[str, str],
    retry_after: float | None,
    says: str,
) -> None:
    receiver.status, receiver.headers = status, headers
    result = _deliver(make_client(), receiver.url)
    assert (result.ok, result.status, result.gone) == (False, status, status == 410)
    assert result.retry_after_seconds == retry_after
    assert says in str(result.error)
    assert "s3cret" not in str(result.error)
    assert len(receiver.received) == 1


def test_no_answer_is_a_failure_that_names_no_path(receiver: _Receiver, make_client: Make) -> None:
    url = receiver.url
    result = _deliver(make_client(allow=""), url)
    assert (result.ok, result.status, result.gone) == (False, None, False)
    assert "STET_EGRESS_ALLOW" in str(result.error)
    assert "t0ken" not in str(result.error)
    assert receiver.received == []


def test_retry_after_as_a_date() -> None:
    assert retry_after_seconds({"retry-after": "Thu, 25 Feb 2021 15:03:10 GMT"}, now=AT) == 60
    assert retry_after_seconds({"retry-after": "Thu, 25 Feb 2021 15:03:10 -0000"}, now=AT) == 60
    assert retry_after_seconds({"retry-after": "Thu, 25 Feb 2021 14:03:10 GMT"}, now=AT) == 0
    assert retry_after_seconds({"retry-after": "Thu, 25 Feb 2121 15:02:10 GMT"}, now=AT) == MAX_RETRY_AFTER_SECONDS


@pytest.mark.parametrize("years", [-30, -1, 0, 1, 90])
def test_retry_after_of_a_server_whose_clock_is_wrong(years: int) -> None:
    year = AT.year + years
    said = {"date": f"Thu, 25 Feb {year} 15:02:10 GMT", "retry-after": f"Thu, 25 Feb {year} 15:12:10 GMT"}
    assert retry_after_seconds(said, now=AT) == 600


@given(st.text() | st.integers().map(str) | st.datetimes().map(lambda at: at.strftime("%a, %d %b %Y %H:%M:%S GMT")))
def test_any_retry_after_is_a_wait_of_at_most_a_day_or_none(value: str) -> None:
    for said in ({"retry-after": value}, {"retry-after": value, "date": value}, {"date": value}):
        seconds = retry_after_seconds(said, now=AT)
        assert seconds is None or 0 <= seconds <= MAX_RETRY_AFTER_SECONDS


def test_the_schedule() -> None:
    waits = [wait_after(attempt, jitter=0) for attempt in range(11)]
    seconds = [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
    assert waits == [*(timedelta(seconds=wait) for wait in seconds), None]


@given(st.integers(0, len(WAITS) - 1), st.floats(0, 1))
def test_jitter_stretches_a_wait_by_a_fifth_at_most(attempt: int, jitter: float) -> None:
    wait = wait_after(attempt, jitter=jitter)
    assert WAITS[attempt] <= wait <= WAITS[attempt] * 1.2


@pytest.mark.parametrize(("attempt", "jitter"), [(-1, 0.5), (1, -0.1), (1, 1.1)])
def test_the_schedule_refuses_nonsense(attempt: int, jitter: float) -> None:
    with pytest.raises(ValueError, match="attempt counts from 0"):
        wait_after(attempt, jitter=jitter)
