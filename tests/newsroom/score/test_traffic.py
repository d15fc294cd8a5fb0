import json
from typing import Any

from newsroom.observed import Alert, Visit
from newsroom.score import Terms, score


def hook(webhook: str, status: int = 204, path: str = "/hooks/ok/a", **data: Any) -> Any:
    body = json.dumps({"type": "change.revision", "timestamp": webhook, "data": data})
    return {"path": path, "status": status, "headers": {"webhook-id": webhook}, "body": body}


def webhooks(tiny: Any, seen: Any, *hooks: Any) -> Any:
    return {key: value["count"] for key, value in score(tiny.truth(), seen, hooks=hooks).document()["webhooks"].items()}


def test_one_delivery_after_a_refusal_is_neither_lost_nor_doubled(tiny: Any) -> None:
    found = webhooks(tiny, tiny.perfect(), hook("m1", 503), hook("m1"))
    assert found == {"lost": 0, "doubled": 0, "said again under another id": 0}


def test_a_doubled_webhook(tiny: Any) -> None:
    assert webhooks(tiny, tiny.perfect(), hook("m1"), hook("m1"))["doubled"] == 1


def test_the_same_said_under_two_ids(tiny: Any) -> None:
    first = hook("m1", change={"id": 1}, story={"id": 1, "sequence": 1})
    again = hook("m2", change={"id": 1}, story={"id": 1, "sequence": 2})
    other = hook("m3", change={"id": 2}, story={"id": 1, "sequence": 3})
    found = webhooks(tiny, tiny.perfect(), first, again, other)
    assert found == {"lost": 0, "doubled": 0, "said again under another id": 1}


def test_a_lost_webhook_but_not_one_owed_to_who_refuses(tiny: Any) -> None:
    seen = tiny.perfect()
    seen.alerts.append(Alert("m2", "change.revision", None, "1", None, "c", "/hooks/slow/b"))
    seen.alerts.append(Alert("m3", "change.revision", None, "1", None, "c", "/hooks/gone/c"))
    document = score(tiny.truth(), seen, hooks=[hook("m1"), hook("m2", 503, "/hooks/slow/b")]).document()["webhooks"]
    assert document["lost"] == {"share": 0.5, "count": 1, "of": 2}
    assert (
        score(tiny.truth(), seen, hooks=[hook("m2", path="/hooks/slow/b")]).document()["webhooks"]["lost"]["count"] == 0
    )


def test_fetches_and_politeness_from_the_log(tiny: Any) -> None:
    def asked(path: str, overlap: int, gap: float | None) -> Any:
        host = "www.one.example"
        return {"host": host, "path": path, "overlap": overlap, "gap_seconds": 0, "gap_virtual_seconds": gap}

    log = [asked("/fire?x=1", 0, None), asked("/fire", 1, 0.5), asked("/bank", 0, 1.0), asked("/feed.xml", 0, 5.0)]
    document = score(tiny.truth(), tiny.perfect(), requests=log).document()
    assert document["fetches"]["of each article"] == {"each": 1.5, "count": 3, "of": 2}
    assert document["fetches"]["of everything else, each host"] == {"each": 1.0, "count": 1, "of": 1}
    assert document["politeness"]["two at once"]["count"] == 1
    assert document["politeness"]["sooner than the delay"] == {"share": 0.25, "count": 1, "of": 4}
    assert document["politeness"]["hosts with any of these"] == {"share": 1.0, "count": 1, "of": 1}
    real = score(tiny.truth(), tiny.perfect(), Terms(virtual_delay=False), requests=log).document()
    assert real["politeness"]["sooner than the delay"]["count"] == 4


def test_fetches_from_the_systems_own_visits(tiny: Any) -> None:
    seen = tiny.perfect()
    seen.visits = [Visit(tiny.at(minutes), "www.one.example", "/fire") for minutes in (10, 0, 10.001)]
    document = score(tiny.truth(), seen).document()
    assert document["fetches"]["of each article"] == {"each": 3.0, "count": 3, "of": 1}
    assert document["politeness"]["sooner than the delay"]["count"] == 1
    assert score(tiny.truth(), tiny.perfect()).document()["fetches"] is None


def test_requests_that_robots_txt_does_not_allow(tiny: Any) -> None:
    truth = [dict(record) for record in tiny.truth()]
    outlet = next(record for record in truth if record["type"] == "outlet")
    outlet |= {"disallows": ["/print/"], "crawl_delay_seconds": 100}
    host = outlet["hosts"][0]
    asked = [
        {"host": host, "path": path, "overlap": 0, "gap_seconds": 0, "gap_virtual_seconds": gap}
        for path, gap in (("/robots.txt", None), ("/print/1", 120), ("/fire", 99), ("/fire/print/", 100))
    ]
    politeness = score(truth, tiny.perfect(), requests=asked).document()["politeness"]
    assert politeness["disallowed by robots.txt"] == {"share": 0.25, "count": 1, "of": 4}
    assert politeness["sooner than the delay"]["count"] == 1
    assert politeness["hosts with any of these"]["count"] == 1
