"""robots.txt: whose rules hold, what they let us ask for, and what an answer that is none amounts to."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.page import Page
from schemas.robots import Robots, RobotsState
from worker.net import robots
from worker.net.failure import Failure, FetchError
from worker.net.robots import Rules

VECTORS = Path(__file__).parents[2] / "../shared/data/vectors/robots_google.jsonl"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ORIGIN = "https://news.example"


def allows(body: str | bytes, path: str, product: str = "stet") -> bool:
    return Rules(body if isinstance(body, bytes) else body.encode(), product).allow(ORIGIN + path)


@pytest.mark.skipif(not VECTORS.exists(), reason="the vectors of robots.txt are not here")
def test_the_vectors_of_robots_txt() -> None:
    wrong = []
    cases = [json.loads(line) for line in VECTORS.read_text(encoding="utf-8").splitlines()]
    for case in cases:
        found = Rules(case["robots"].encode(), case["ua"])
        if found.allow(case["url"]) is not case["allowed"]:
            wrong.append(case["url"])
    assert not wrong
    assert len(cases) > 50


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/%E3%83%84", True), ("/ツ", False), ("/a/%E3%83%84", True), ("/a/ツ", True), ("/%00", False)],
)
def test_an_address_is_held_against_the_rules_as_it_stands(path: str, allowed: bool) -> None:  # noqa: FBT001 - a case
    assert allows("User-agent: *\nDisallow: /\nAllow: /ツ\nAllow: /a/*", path) is allowed


@pytest.mark.parametrize(
    ("named", "is_ours"),
    [
        ("stet", True),
        ("STET", True),
        ("stet/0.1", True),
        ("stet news", True),
        ("st", False),
        ("stet-news", False),
        ("stettin", False),
        ("*", True),
        ("other", False),
    ],
)
def test_a_group_is_ours_by_its_product_token_alone(named: str, is_ours: bool) -> None:  # noqa: FBT001 - a case
    assert allows(f"User-agent: {named}\nDisallow: /", "/a") is not is_ours


def test_a_group_that_names_us_stands_above_the_one_for_all_and_groups_of_one_name_are_one() -> None:
    body = "User-agent: *\nDisallow: /\n\nUser-agent: stet\nDisallow: /a\n\nUser-agent: stet\nDisallow: /b"
    assert [allows(body, path) for path in ("/a", "/b", "/c")] == [False, False, True]


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /a",
        b"\xef\xbbUser-agent: *\nDisallow: /a",
        b"user-agent: *\rdisallow: /a\r",
        b"User-agent: *\r\nDisallow: /\xff\xfe\r\nDisallow: /a",
        b"User-agent: *\nDisallow: /x\xe2\x80\xa8y\nDisallow: /a # why not",
        b"User-agent: *\n\x00\x01\nDisallow: /a",
    ],
)
def test_odd_bytes_spoil_no_more_than_their_line(body: bytes) -> None:
    assert not allows(body, "/a")
    assert allows(body, "/b")


def test_a_line_that_never_ends_is_cut_and_so_is_the_file() -> None:
    assert not allows("User-agent: *\nDisallow: /" + "a" * 100_000, "/" + "a" * 100_000)
    assert allows("User-agent: *\n" + "# filler\n" * 60_000 + "Disallow: /a", "/a")


@given(st.binary(max_size=300), st.text(max_size=30))
def test_nothing_in_a_robots_txt_is_an_error(body: bytes, path: str) -> None:
    assert allows(body, "/" + path) in {True, False}


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        ("Crawl-delay: 7", 7),
        ("crawl-delay: 0.5", 0.5),
        ("Crawl-delay: soon", 0),
        ("Crawl-delay: 1e12", 86_400),
        ("", 0),
    ],
)
def test_the_crawl_delay(line: str, seconds: float) -> None:
    assert Rules(f"User-agent: *\n{line}\nDisallow: /a".encode(), "stet").crawl_delay == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("user_agent", "product"),
    [
        ("stet/0.1 (https://desk.example/bot)", "stet"),
        ("Mozilla/5.0 (compatible; DeskBot/2.0; +https://desk.example/bot)", "DeskBot"),
        ("The Desk", "The"),
        ("", ""),
    ],
)
def test_our_name_is_the_user_agents_first_token(user_agent: str, product: str) -> None:
    assert robots.product_token(user_agent) == product


def answered(status: int, body: bytes = b"") -> Page:
    return Page(url=ORIGIN + robots.PATH, fetched_at=NOON, status=status, body=body)


def judged(answer: Page | FetchError, before: Robots | None = None, now: datetime = NOON) -> Robots:
    return robots.judge(answer, origin=ORIGIN, before=before, now=now)


NO_ANSWER = FetchError(Failure.TIMEOUT, "news.example did not answer")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, RobotsState.RULES),
        (301, RobotsState.FREE),
        (403, RobotsState.FREE),
        (404, RobotsState.FREE),
        (410, RobotsState.FREE),
        (429, RobotsState.CLOSED),
        (500, RobotsState.CLOSED),
        (503, RobotsState.CLOSED),
        (999, RobotsState.CLOSED),
    ],
)
def test_what_an_answer_amounts_to(status: int, state: RobotsState) -> None:
    found = judged(answered(status, b"User-agent: *\nDisallow: /a"))
    assert found.state is state
    assert robots.may_ask(found, ORIGIN + "/b", "stet/0.1") is (state is not RobotsState.CLOSED)
    assert robots.may_ask(found, ORIGIN + "/a", "stet/0.1") is (state is RobotsState.FREE)
    kept = robots.ASKED_AGAIN if state is RobotsState.CLOSED else robots.KEPT
    assert found.expires_at == NOON + kept


def test_while_it_cannot_be_had_the_last_one_stands() -> None:
    before = judged(answered(200, b"User-agent: *\nDisallow: /a"))
    later = before.expires_at + timedelta(days=90)
    found = judged(NO_ANSWER, before, later)
    assert (found.state, found.body) == (RobotsState.RULES, before.body)
    assert found.failing_since == later
    assert found.expires_at == later + robots.ASKED_AGAIN


def test_a_host_that_has_not_answered_for_a_month_has_none() -> None:
    found = judged(NO_ANSWER)
    assert not robots.may_ask(found, ORIGIN + "/", "stet")
    assert judged(NO_ANSWER, found, NOON + timedelta(days=29)).state is RobotsState.CLOSED
    month_later = judged(NO_ANSWER, found, NOON + timedelta(days=31))
    assert month_later.state is RobotsState.FREE
    assert judged(answered(200), month_later).failing_since is None
