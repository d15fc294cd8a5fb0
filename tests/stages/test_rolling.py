"""Posts of a live blog, and small additions that follow each other fast, told as one change that grows."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from schemas.alert import Rule
from schemas.change import ChangeKind
from schemas.outcome import Ending, Nudge, Outcome, Stage
from schemas.story import ChangeSummary
from worker.clock import now
from worker.store import alerts, changes, due
from worker.store.changes import ChangeQuery, StoredChange
from worker.store.session import reading, writing
from worker.store.tables import Snapshot as SnapshotRow
from worker.text.rolling import WINDOW

from .harbour_post import PARAGRAPHS, Perform, page

pytestmark = pytest.mark.usefixtures("store")

TakeIn = Callable[..., list[Outcome]]
URL = "https://harbour.example/live/bridge"
POSTS = [
    "The bridge was closed to all traffic at noon after engineers found cracks in two of its cables.",
    "Ferries are running every ten minutes from the old pier and from the fish market, the port says.",
    "The mayor has arrived at the bridge and is speaking to the engineers in charge of the works.",
    "Divers have begun to look at the second pillar, which stands in eleven metres of water.",
    "Schools on the island will stay shut on Tuesday, and pupils will be taught from home instead.",
    "The first cable has been secured with clamps that came by ship from the yard across the bay.",
]


def blog(*posts: str) -> str:
    shown = "".join(
        f"<div class='post' id='{post[:12]}'><time datetime='2026-03-02T1{9 - at}:00:00Z'></time><p>{post}</p></div>"
        for at, post in enumerate(posts)
    )
    return (
        "<html lang='en'><head><title>Bridge closed: live</title>"
        "<meta property='og:site_name' content='The Harbour Post'>"
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "LiveBlogPosting", '
        '"headline": "Bridge closed: live"}</script></head>'
        f"<body><article><h1>Bridge closed: live</h1>{shown}</article></body></html>"
    )


def take(take_in: TakeIn, html: str, *, minute: int, start: datetime) -> list[Outcome]:
    with time_machine.travel(start + timedelta(minutes=minute)):
        return take_in(url=URL, html=html, request_id=f"at {minute}")


def revisions() -> list[ChangeSummary]:
    with reading() as session:
        return list(changes.find(session, ChangeQuery(kind=ChangeKind.REVISION)))


def load(number: int) -> StoredChange:
    with reading() as session:
        return changes.load(session, number)


def told(perform_all: Perform, at: datetime) -> list[Outcome]:
    with time_machine.travel(at):
        with writing() as session:
            owed = [nudge for nudge in due.sweep(session, now()) if nudge.stage is Stage.ALERT]
        return perform_all(owed)


def add_endpoint() -> None:
    with writing() as session:
        rule = Rule(min_significance=0)
        alerts.add_endpoint(
            session, name="desk", url="https://hooks.example/desk", secret="whsec_" + "A" * 32, rule=rule, now=now()
        )


def test_posts_become_one_change_that_alerts_when_its_window_ends(take_in: TakeIn, perform_all: Perform) -> None:
    add_endpoint()
    start = now()
    for number in range(3, 7):
        ended = take(take_in, blog(*POSTS[:number][::-1]), minute=10 * (number - 3), start=start)
        assert not [outcome for outcome in ended if outcome.stage is Stage.ALERT]
    (line,) = revisions()
    assert line.grown is not None
    assert line.grown - start >= timedelta(minutes=30)
    stored = load(line.id)
    assert (stored.change.steps, stored.change.old.version, stored.change.new.version) == (3, 1, 4)
    assert line.labels == ("live-update",)
    assert line.summary == "3 paragraphs added to the live blog, in 3 steps"
    assert line.significance == 0.5
    assert told(perform_all, start + timedelta(minutes=40)) == []
    sent = told(perform_all, start + timedelta(minutes=11) + WINDOW)
    assert [outcome.ending for outcome in sent if outcome.stage is Stage.ALERT] == [Ending.DONE]


def test_what_was_posted_and_taken_down_stays_visible(take_in: TakeIn) -> None:
    start = now()
    rumour = "Two people are said to be trapped below the bridge, according to one unconfirmed message."
    take(take_in, blog(*POSTS[:3][::-1]), minute=0, start=start)
    take(take_in, blog(rumour, *POSTS[:3][::-1]), minute=5, start=start)
    take(take_in, blog(POSTS[3], *POSTS[:3][::-1]), minute=10, start=start)
    (line,) = revisions()
    change = load(line.id).change
    assert [gone.text for gone in change.vanished] == [rumour]
    assert change.vanished[0].version == 2


def test_what_matters_by_itself_is_told_at_once(take_in: TakeIn) -> None:
    start = now()
    wrong = POSTS[3].replace("eleven", "seven")
    take(take_in, blog(*POSTS[:3][::-1]), minute=0, start=start)
    take(take_in, blog(wrong, *POSTS[:3][::-1]), minute=5, start=start)
    assert [line.significance < 0.5 for line in revisions()] == [True]
    ended = take(take_in, blog(POSTS[3], *POSTS[:3][::-1]), minute=10, start=start)
    assert [outcome.stage for outcome in ended if outcome.stage is Stage.ALERT] == [Stage.ALERT]
    (line,) = revisions()
    assert "figure" in line.labels
    assert line.significance >= 0.5
    take(take_in, blog(POSTS[4], *POSTS[:4][::-1]), minute=15, start=start)
    assert len(revisions()) == 2, "what was told does not grow any more"


def test_a_story_that_grows_fast_rolls_from_the_third_addition(take_in: TakeIn) -> None:
    start = now()
    for number in range(6):
        take(take_in, page("Bridge closed", PARAGRAPHS + POSTS[:number]), minute=5 * number, start=start)
    lines = revisions()
    assert [load(line.id).change.steps for line in lines] == [3, 1, 1]
    assert lines[0].summary == f"3 sentences added at the end: \u201c{POSTS[2]}\u201d, in 3 steps"


def test_the_same_however_often_and_in_whatever_order_it_is_compared(
    take_in: TakeIn, perform_one: Callable[[Nudge], Outcome]
) -> None:
    start = now()
    for number in range(3, 6):
        take(take_in, blog(*POSTS[:number][::-1]), minute=10 * (number - 3), start=start)
    before = [load(line.id) for line in revisions()]
    with writing() as session:
        rows = list(session.scalars(select(SnapshotRow).order_by(SnapshotRow.version)))
        numbers = [row.id for row in rows]
        for row in rows:
            row.next_at = now()
    for place in (2, 0, 1, 2, 2):
        perform_one(Nudge(stage=Stage.COMPARE, id=numbers[place]))
    assert [load(line.id) for line in revisions()] == before
