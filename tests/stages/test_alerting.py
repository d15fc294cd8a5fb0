"""A change becomes a signed webhook, once, however often it is tried."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from schemas.alert import Alert, AlertType, Delivery, DeliveryState, Rule
from schemas.change import Label
from schemas.outcome import Ending, Nudge, Outcome, Stage
from worker.clock import now
from worker.net import webhook
from worker.store import alerts, due
from worker.store.session import reading, writing

from .conftest import Site

pytestmark = pytest.mark.usefixtures("store")

LBC = (Path(__file__).parents[2] / "seeds/001_96fc9e27521c10e8.txt").read_text(encoding="utf-8")
EDITED = LBC.replace("five have been injured", "seven have been injured")
URL = "https://www.lbc.example/a"
TakeIn = Callable[..., list[Outcome]]
Perform = Callable[[list[Nudge]], list[Outcome]]


def add_endpoint(site: Site, path: str = "/hook", *, rule: Rule | None = None) -> str:
    secret = webhook.new_secret()
    with writing() as session:
        alerts.add_endpoint(session, name=path, url=site.url + path, secret=secret, rule=rule or Rule(), now=now())
    return secret


def deliveries() -> tuple[Delivery, ...]:
    with reading() as session:
        return alerts.deliveries(session)


def owed_now() -> list[Nudge]:
    with writing() as session:
        return due.sweep(session, now())


def test_a_significant_change_leaves_as_a_standard_webhook(site: Site, take_in: TakeIn) -> None:
    site.answer("/hook", status=204)
    secret = add_endpoint(site)
    take_in(text=LBC, outlet="LBC", url=URL)
    take_in(text=EDITED, url=URL)
    ((_, _, headers, body),) = site.asked
    Webhook(secret).verify(body, headers)
    alert = Alert.model_validate(json.loads(body))
    assert alert.type is AlertType.REVISION
    assert alert.data.change is not None
    assert alert.data.story is not None
    assert Label.FIGURE in alert.data.change.labels
    assert "five" in alert.data.change.excerpt[0][0]
    assert "seven" in alert.data.change.excerpt[0][1]
    assert alert.data.story.sequence == 1
    assert alert.data.links["change"].endswith(f"/changes/{alert.data.change.id}")
    (sent,) = deliveries()
    assert (sent.state, sent.attempts, sent.webhook_id) == (DeliveryState.DELIVERED, 1, headers["webhook-id"])
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body.replace(b"seven", b"eight"), headers)


def test_what_the_rule_does_not_want_is_not_sent(site: Site, take_in: TakeIn) -> None:
    add_endpoint(site, "/quotes", rule=Rule(labels=(Label.RETRACTION,)))
    add_endpoint(site, "/others", rule=Rule(outlets=("BBC",)))
    add_endpoint(site, "/words", rule=Rule(words=("helicopter",)))
    add_endpoint(site, "/minor", rule=Rule(min_significance=1))
    take_in(text=LBC, outlet="LBC", url=URL)
    take_in(text=EDITED, url=URL)
    assert site.asked == []
    assert deliveries() == ()


def test_who_asks_is_told_when_another_outlet_joins_a_story_once(site: Site, take_in: TakeIn) -> None:
    site.answer("/hook", status=204)
    site.answer("/others", status=204)
    add_endpoint(site, rule=Rule(min_significance=1, events=(AlertType.OUTLET_JOINED,)))
    add_endpoint(site, "/others", rule=Rule(min_significance=1))
    take_in(text=LBC, outlet="LBC", url=URL)
    take_in(text=LBC, outlet="Gazette", url="https://gazette.example/a")
    take_in(text=EDITED, url="https://gazette.example/a")
    take_in(text=LBC + "\n\nRead more.", outlet="Gazette", url="https://gazette.example/b")
    told = [(path, Alert.model_validate(json.loads(body))) for _, path, _, body in site.asked]
    assert [(path, alert.type, alert.data.outlet) for path, alert in told] == [
        ("/hook", AlertType.OUTLET_JOINED, "Gazette")
    ]
    assert told[0][1].data.story is not None
    assert set(told[0][1].data.links) == {"article", "story"}


def test_a_failing_receiver_gets_the_same_alert_again_under_the_same_id(
    site: Site, take_in: TakeIn, perform_all: Perform
) -> None:
    site.answer("/hook", status=503)
    secret = add_endpoint(site)
    take_in(text=LBC, outlet="LBC", url=URL)
    assert take_in(text=EDITED, url=URL)[-1].ending is Ending.LATER
    (failed,) = deliveries()
    assert (failed.state, failed.attempts, failed.last_status) == (DeliveryState.PENDING, 1, 503)
    assert failed.next_at is not None
    assert owed_now() == []
    with time_machine.travel(failed.next_at + timedelta(seconds=1)):
        site.answer("/hook", status=200)
        assert [outcome.ending for outcome in perform_all(owed_now())] == [Ending.DONE]
    (delivered,) = deliveries()
    assert (delivered.state, delivered.attempts) == (DeliveryState.DELIVERED, 2)
    first, second = (headers for _, _, headers, _ in site.asked)
    assert first["webhook-id"] == second["webhook-id"]
    assert site.asked[0][3] == site.asked[1][3]
    assert secret not in str(site.asked)


def test_a_receiver_that_never_answers_well_is_given_up_after_the_whole_schedule(
    site: Site, take_in: TakeIn, perform_all: Perform
) -> None:
    site.answer("/hook", status=500)
    add_endpoint(site)
    take_in(text=LBC, outlet="LBC", url=URL)
    take_in(text=EDITED, url=URL)
    for _ in range(20):
        (sent,) = deliveries()
        if sent.next_at is None:
            break
        with time_machine.travel(sent.next_at + timedelta(seconds=1)):
            perform_all(owed_now())
    (sent,) = deliveries()
    assert (sent.state, sent.attempts) == (DeliveryState.FAILED, len(webhook.WAITS))
    assert len({headers["webhook-id"] for _, _, headers, _ in site.asked}) == 1


def test_an_endpoint_that_is_gone_gets_nothing_more(site: Site, take_in: TakeIn) -> None:
    site.answer("/hook", status=410)
    add_endpoint(site)
    take_in(text=LBC, outlet="LBC", url=URL)
    take_in(text=EDITED, url=URL)
    take_in(text=LBC.replace("five have been injured", "nine have been injured"), url=URL)
    assert len(site.asked) == 1
    with reading() as session:
        (endpoint,) = alerts.endpoints(session)
    assert not endpoint.enabled


def test_a_stage_that_is_repeated_sends_no_second_alert(site: Site, take_in: TakeIn, perform_all: Perform) -> None:
    site.answer("/hook")
    add_endpoint(site)
    take_in(text=LBC, outlet="LBC", url=URL)
    ended = take_in(text=EDITED, url=URL)
    perform_all([Nudge(stage=o.stage, id=o.id) for o in ended if o.stage in {Stage.ALERT, Stage.DELIVER} and o.id])
    assert len(site.asked) == 1


def test_redelivery_keeps_the_id_and_a_rotated_secret_signs_beside_the_new_one(
    site: Site, take_in: TakeIn, perform_all: Perform
) -> None:
    site.answer("/hook")
    old = add_endpoint(site)
    take_in(text=LBC, outlet="LBC", url=URL)
    take_in(text=EDITED, url=URL)
    new = webhook.new_secret()
    with writing() as session:
        (sent,) = alerts.deliveries(session)
        alerts.rotate(session, sent.endpoint, new, now())
        alerts.redeliver(session, sent.id, now())
    perform_all(owed_now())
    (_, _, first, body), (_, _, second, again) = site.asked
    assert first["webhook-id"] == second["webhook-id"]
    assert body == again
    for secret in (old, new):
        Webhook(secret).verify(again, second)


def test_an_endpoint_inside_the_network_is_refused_unless_it_is_allowed(
    site: Site, take_in: TakeIn, monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None]
) -> None:
    site.answer("/hook")
    add_endpoint(site)
    take_in(text=LBC, outlet="LBC", url=URL)
    monkeypatch.delenv("STET_EGRESS_ALLOW")
    fresh()
    take_in(text=EDITED, url=URL)
    assert site.asked == []
    (sent,) = deliveries()
    assert "127.0.0.1" in (sent.last_error or "")
