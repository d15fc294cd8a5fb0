"""What a story tells of its findings as its outlets revise: what nobody says any more, and what cannot be told."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from schemas.change import ChangeKind
from schemas.divergence import FindingKind
from schemas.outcome import Outcome
from schemas.story import Story
from worker.store import changes, findings, standings, stories
from worker.store.changes import ChangeQuery
from worker.store.session import reading, writing

from . import varna
from .calder_mill import Tell, telling

pytestmark = pytest.mark.usefixtures("store")

DAWN = datetime(2026, 3, 2, 5, tzinfo=UTC)
LEDE = "A fire tore through the Calder Mill flats in Harlow Bridge early on Thursday and killed nine people."
TAIL = "Two of the three exits of Calder Mill had been chained shut, a fire officer who was there first said."
SAID = "We knew in March that the sprinklers were broken and I signed the paper"
IN_MARKS = f"\u201c{SAID},\u201d the former manager, Peter Hallam, said."


def at(hour: float) -> datetime:
    return DAWN + timedelta(hours=hour)


@pytest.fixture
def tell(take_in: Callable[..., list[Outcome]]) -> Tell:
    return telling(take_in, at, head=(LEDE,), tail=(TAIL, "{} will have more."))


def story_of(article: int) -> Story:
    with reading() as session:
        number = stories.story_of(session, article)
        assert number is not None
        return stories.load(session, number)


def test_words_without_marks_that_nobody_prints_any_more_are_told_so(tell: Tell) -> None:
    tell("Courier", IN_MARKS, hour=0)
    article = tell("Herald", f"{SAID}.", hour=1)
    (found,) = story_of(article).findings
    assert (found.kind, found.settled_at) == (FindingKind.UNMARKED, None)
    tell("Courier", hour=2, published=0)
    tell("Herald", f"{SAID}.", "The mill was built in 1904.", hour=3, published=1)
    (found,) = story_of(article).findings
    assert found.settled_at is not None
    before = "'We knew in March that the sprinklers were broken and I \u2026' in quotation marks in Courier"
    assert found.summary == f"Peter Hallam: no longer told differently; before: {before}, without them in Herald"


def test_a_value_that_was_corrected_is_dated_since_it_stands(take_in: Callable[..., list[Outcome]]) -> None:
    for outlet, killed, hour in (("Alpha", "seven", 4), ("Beta", "five", 5), ("Alpha", "nine", 7)):
        take_in(**varna.told(outlet, killed), fetched_at=at(hour).isoformat())
    with reading() as session:
        newest, *_ = changes.find(session, ChangeQuery(kind=ChangeKind.DIVERGENCE))
        (found,) = changes.load(session, newest.id).change.findings
    assert (found.says_a, found.at_a, found.says_b, found.at_b) == ("nine", at(7), "five", at(3))
    assert "nine in Alpha (2 Mar 2026, 12:00)" in found.summary


def test_an_article_that_was_withdrawn_leaves_nothing_out(tell: Tell) -> None:
    for hour, outlet in enumerate(("Courier", "Herald", "Ledger", "Post")):
        article = tell(outlet, *([] if outlet == "Ledger" else [IN_MARKS]), hour=hour)
    (omission,) = story_of(article).omissions
    assert omission.outlet == "Ledger"
    with writing() as session:
        standings.make(session, omission.article)
        standings.set_values(session, omission.article, gone_at=at(5))
    assert story_of(article).omissions == ()


def test_a_finding_that_cannot_be_told_is_logged_and_the_rest_of_the_story_is_read(
    tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> str:
        raise ValueError("no such words")

    tell("Courier", IN_MARKS, hour=0)
    article = tell("Herald", f"{SAID}.", hour=1)
    monkeypatch.setattr(findings, "summary", fails)
    with capture_logs() as logged:
        story = story_of(article)
    (found,) = story.findings
    assert found.summary == "Peter Hallam: cannot be told in a line"
    assert [claim.outlet for claim in found.claims] == ["Courier", "Herald"]
    assert [(line["event"], line["finding"]) for line in logged] == [("finding_not_told", found.id)]
    assert len(story.articles) == 2


def test_a_quotation_cut_short_is_not_told_differently_beside_one_that_was_altered(tell: Tell) -> None:
    whole = "We knew in March that the sprinklers were broken and I signed the paper to open the doors"
    in_marks = "\u201c{},\u201d the former manager, Peter Hallam, said."
    tell("Courier", in_marks.format(whole), hour=0)
    tell("Mirror", in_marks.format(whole.replace("that the sprinklers were broken", "\u2026")), hour=1)
    article = tell("Herald", in_marks.format(whole.replace("doors", "gates")), hour=2)
    (found,) = story_of(article).findings
    told = findings.says(found.kind, found.claims)
    assert [*told.values()] == [("Courier", "Mirror"), ("Herald",)]
    tell("Herald", in_marks.format(whole), hour=3, published=2)
    (found,) = story_of(article).findings
    assert found.settled_at is not None
    assert "no longer told differently" in found.summary
