"""Where alerts are posted: kept, shown, tried."""

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from standardwebhooks import Webhook

Stet = Callable[..., Any]


class Receiver:
    """A webhook receiver on loopback that answers as it is told."""

    def __init__(self) -> None:
        self.status = 200
        self.got: list[tuple[dict[str, str], bytes]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(receiver.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Keep the test's output clean."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("STET_EGRESS_ALLOW", "127.0.0.0/8")
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_an_endpoint_is_added_with_a_rule_and_its_secret_shown_once(stet: Stet) -> None:
    rule = ["--min-significance", "0.7", "--label", "figure", "--label", "quote", "--kind", "revision"]
    only = ["--outlet", "Gazette", "--word", "killed", "--story", "3"]
    added = stet("endpoints", "add", "desk", "https://desk.test/hook", *rule, *only)
    assert added.status == 0
    secret = added.out.partition("secret: ")[2].strip()
    assert secret.startswith("whsec_")
    listed = stet("endpoints", "list", "--json")
    assert secret not in listed.out
    (endpoint,) = listed.document
    assert endpoint["rule"] == {
        "kinds": ["revision"],
        "events": ["article.gone", "article.restored", "source.unhealthy", "correction.unpropagated"],
        "min_significance": 0.7,
        "labels": ["figure", "quote"],
        "outlets": ["Gazette"],
        "stories": [3],
        "words": ["killed"],
    }
    table = " ".join(stet("endpoints", "list").out.split())
    assert "revisions from 0.7" in table
    assert "of Gazette, with killed, in story 3" in table
    assert secret not in stet("endpoints", "list").out


def test_by_default_an_endpoint_gets_changes_of_half_significance(stet: Stet) -> None:
    added = stet("endpoints", "add", "desk", "https://desk.test/hook", "--json").document
    assert added["rule"]["min_significance"] == 0.5
    assert added["rule"]["kinds"] == ["revision", "divergence"]
    assert added["secret"].startswith("whsec_")


@pytest.mark.parametrize(
    ("name", "url", "status"),
    [("12", "https://desk.test/", 2), ("desk", "desk.test", 2), ("desk", "https://u:p@desk.test/", 1)],
)
def test_an_endpoint_that_could_not_work_is_not_added(stet: Stet, name: str, url: str, status: int) -> None:
    ended = stet("endpoints", "add", name, url)
    assert ended.status == status
    assert ended.err.count("\n") == 1
    assert stet("endpoints", "list", "--json").document == []


@pytest.mark.parametrize("option", ["--word", "--outlet"])
def test_what_is_wanted_is_not_empty(stet: Stet, option: str) -> None:
    ended = stet("endpoints", "add", "desk", "https://desk.test/", option, " ")
    assert ended.status == 2
    assert option in ended.err
    assert stet("endpoints", "list", "--json").document == []


def test_a_name_is_given_once(stet: Stet) -> None:
    assert stet("endpoints", "add", "desk", "https://desk.test/").status == 0
    ended = stet("endpoints", "add", "desk", "https://desk.test/")
    assert ended.status == 1
    assert "choose another name" in ended.err


def test_a_test_alert_is_signed_and_kept(stet: Stet, receiver: Receiver) -> None:
    secret = stet("endpoints", "add", "desk", receiver.url, "--json").document["secret"]
    ended = stet("endpoints", "test", "desk")
    assert (ended.status, ended.out) == (0, "desk: delivered, answered 200\n")
    ((headers, body),) = receiver.got
    assert Webhook(secret).verify(body, headers)["type"] == "endpoint.test"
    assert json.loads(body)["schema"] == "stet.alert/1"
    (delivery,) = stet("deliveries", "--json").document
    assert (delivery["state"], delivery["webhook_id"], delivery["attempts"]) == ("delivered", headers["webhook-id"], 1)


def test_a_test_alert_that_fails_is_said_and_not_tried_again(stet: Stet, receiver: Receiver) -> None:
    stet("endpoints", "add", "desk", receiver.url)
    receiver.status = 503
    ended = stet("endpoints", "test", "desk", "--json")
    assert (ended.status, ended.document["status"], ended.document["ok"]) == (1, 503, False)
    assert "503" in ended.err
    assert len(receiver.got) == 1
    (delivery,) = stet("deliveries", "--state", "failed", "--json").document
    assert delivery["next_at"] is None
    assert stet("deliveries", "--state", "delivered", "--json").document == []


@pytest.mark.usefixtures("worked")
def test_a_delivery_goes_out_once_more_under_its_id(stet: Stet, receiver: Receiver) -> None:
    stet("endpoints", "add", "desk", receiver.url)
    stet("endpoints", "test", "desk")
    assert stet("redeliver", 1).status == 0
    first, second = (headers["webhook-id"] for headers, _ in receiver.got)
    assert first == second
    (delivery,) = stet("deliveries", "--json").document
    assert (delivery["state"], delivery["attempts"]) == ("delivered", 2)


def test_after_a_rotation_both_secrets_sign(stet: Stet, receiver: Receiver) -> None:
    old = stet("endpoints", "add", "desk", receiver.url, "--json").document["secret"]
    new = stet("endpoints", "rotate", "desk", "--json").document["secret"]
    assert old != new
    stet("endpoints", "test", "desk")
    ((headers, body),) = receiver.got
    for secret in (old, new):
        Webhook(secret).verify(body, headers)


def test_an_endpoint_is_removed_with_its_deliveries(stet: Stet, receiver: Receiver) -> None:
    stet("endpoints", "add", "desk", receiver.url)
    stet("endpoints", "test", "desk")
    assert stet("endpoints", "remove", "desk").status == 0
    assert stet("endpoints", "list", "--json").document == []
    assert stet("deliveries", "--json").document == []


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ([], ["article.gone", "article.restored", "source.unhealthy", "correction.unpropagated"]),
        (["--event", "article.gone"], ["article.gone"]),
        (["--event", "none"], []),
        (["--event", "story.outlet_joined"], ["story.outlet_joined"]),
    ],
)
def test_an_endpoint_says_what_it_wants_beside_changes(stet: Stet, options: list[str], wanted: list[str]) -> None:
    stet("endpoints", "add", "desk", "https://desk.test/hook", *options)
    (endpoint,) = stet("endpoints", "list", "--json").document
    assert endpoint["rule"]["events"] == wanted


@pytest.mark.parametrize(
    ("options", "gets"),
    [
        ([], "changes from 0.5; every event but story.outlet_joined"),
        (["--event", "none"], "changes from 0.5; nothing beside them"),
        (["--event", "article.gone"], "changes from 0.5; of events article.gone"),
        (["--label", "figure"], "changes from 0.5, labelled figure; nothing beside them"),
        (["--word", "bridge"], "changes from 0.5, with bridge; nothing beside them"),
    ],
)
def test_the_list_says_what_an_endpoint_gets(
    stet: Stet, monkeypatch: pytest.MonkeyPatch, options: list[str], gets: str
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    stet("endpoints", "add", "desk", "https://desk.test/hook", *options)
    assert gets in " ".join(stet("endpoints", "list").out.split())


@pytest.mark.parametrize("narrowed", [["--label", "figure"], ["--word", "bridge"]])
def test_events_are_not_promised_to_who_asks_for_labels_or_words(stet: Stet, narrowed: list[str]) -> None:
    ended = stet("endpoints", "add", "desk", "https://desk.test/hook", "--event", "article.gone", *narrowed)
    assert ended.status == 2
    assert "none would be sent" in ended.err
    assert stet("endpoints", "add", "desk", "https://desk.test/hook", "--event", "none", *narrowed).status == 0


def test_deliveries_are_listed_readably_in_a_narrow_terminal(
    stet: Stet, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    stet("endpoints", "add", "desk", receiver.url)
    receiver.status = 503
    stet("endpoints", "test", "desk")
    shown = stet("deliveries").out
    assert "endpoint.test: a test (answered" in " ".join(shown.split())
    assert "failed" in shown
