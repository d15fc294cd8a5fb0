"""Copy that several outlets print: kept with who has how much of it, and followed where its source corrects it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select, update

from schemas.alert import Alert, AlertType, Rule
from schemas.correction import Corrected, Stance, StoryCorrection
from schemas.outcome import Outcome, Stage
from schemas.story import Story, StoryCopy
from worker import clock
from worker.net import webhook
from worker.stages import copying
from worker.store import alerts, copies, due, merge, repairs, stories
from worker.store.repairs import Reason
from worker.store.session import lock_stories, reading, writing
from worker.store.tables import Alert as AlertRow
from worker.store.tables import Article

from .calder_mill import Tell, telling

pytestmark = pytest.mark.usefixtures("store")

TakeIn = Callable[..., list[Outcome]]
PerformAll = Callable[..., list[Outcome]]
DAWN = datetime.now(UTC).replace(minute=30, second=0, microsecond=0) - timedelta(days=1)
GRACE = timedelta(hours=6)
COPY = (
    "A fire swept through a converted cotton warehouse in Harlow Bridge early on Thursday, killing nine people.",
    "More than 120 firefighters were called to the five-storey Calder Mill shortly after two in the morning.",
    "Two of the three fire exits of Calder Mill had been chained shut, a fire officer at the scene said.",
    "Police seized maintenance records from the offices of Calder Homes, which manages the mill in Harlow Bridge.",
)
NEW = ("had been chained shut", "may have been chained shut")


@pytest.fixture
def tell(take_in: TakeIn) -> Tell:
    return telling(take_in, at, head=(), tail=("{} will have more on the fire.",))


def at(hour: float) -> datetime:
    return DAWN + timedelta(hours=hour)


def the_story() -> Story:
    with reading() as session:
        (summary,) = stories.newest(session)
        return stories.load(session, summary.id)


def the_copy() -> StoryCopy:
    (found,) = the_story().copies
    return found


def alerts_after_grace(perform_all: PerformAll) -> list[Alert]:
    """Let the time of grace end, and return all alerts."""
    with time_machine.travel(clock.now() + GRACE + timedelta(hours=1)):
        with writing() as session:
            owed = due.sweep(session, clock.now())
        perform_all(nudge for nudge in owed if nudge.stage is Stage.FOLLOW)
    with reading() as session:
        return [Alert.model_validate_json(row.body) for row in session.query(AlertRow)]


def of_copy() -> StoryCorrection:
    (found,) = (one for one in the_story().corrections if one.kind is Corrected.COPY)
    return found


def test_who_has_how_much_of_it_since_when_and_from_whom(tell: Tell) -> None:
    tell("Gamma", *COPY[1:], hour=3)
    tell("Beta", f"By Reuters staff. {COPY[0]}", *COPY[1:], hour=2)
    tell("Alpha", *COPY[:2], COPY[3], hour=1)
    tell("Delta", "Trains through Harlow Bridge ran late because of the fire in Calder Mill.", hour=4)
    found = the_copy()
    assert (found.source, found.is_wire) == ("Reuters", True)
    assert [(one.outlet, one.since, one.credits) for one in found.carriers] == [
        ("Alpha", at(1), None),
        ("Beta", at(2), "Reuters"),
        ("Gamma", at(3), None),
    ]
    assert [one.share_of_copy == 1 for one in found.carriers] == [False, True, False]
    assert all(0.6 < one.share_of_article < 1 for one in found.carriers)
    assert COPY[2] in found.text


def test_without_an_agency_the_source_is_who_had_it_first(tell: Tell) -> None:
    tell("Late", *COPY, hour=5)
    tell("Early", *COPY, hour=6, published=1)
    assert (the_copy().source, the_copy().is_wire) == ("Early", False)


def test_it_is_carried_since_the_version_that_took_it_up_and_not_any_more_once_it_went(tell: Tell) -> None:
    tell("Alpha", *COPY, hour=0)
    own = ("Nine people died in a fire at Calder Mill in Harlow Bridge on Thursday, the fire service said.", COPY[1])
    tell("Beta", *own, hour=1)
    assert the_story().copies == ()
    tell("Beta", *own, *COPY[2:], hour=3, published=1)
    tell("Beta", *own, *COPY[2:], "The mayor came at noon.", hour=4, published=1)
    assert [(one.outlet, one.since) for one in the_copy().carriers] == [("Alpha", at(0)), ("Beta", at(3))]
    tell("Beta", *own, hour=5, published=1)
    assert the_story().copies == ()


def test_what_was_found_of_older_versions_is_not_kept(tell: Tell) -> None:
    article = tell("Alpha", *COPY, hour=0)
    tell("Beta", *COPY, hour=1)
    with reading() as session:
        story = stories.story_of(session, article)
    assert story is not None
    late = copying.copied(story)
    tell("Beta", COPY[0], "Nothing more is known of the fire in Calder Mill so far.", hour=2, published=1)
    with writing() as session:
        copying.keep(session, late)
    assert the_story().copies == ()


def test_it_is_found_anew_after_a_split_and_a_merge(tell: Tell, perform_all: PerformAll) -> None:
    alpha = tell("Alpha", *COPY, hour=0)
    beta, gamma = tell("Beta", *COPY, hour=1), tell("Gamma", *COPY[1:], hour=2)
    before = the_copy()
    reason = Reason("ada", "", by_hand=True)
    with writing() as session:
        lock_stories(session)
        story = stories.story_of(session, alpha)
        assert story is not None
        apart = repairs.split(session, story, [beta, gamma], reason, now=clock.now()).into_story
        assert copies.load(session, story) == ()
    _settle_debts(perform_all)
    with writing() as session:
        lock_stories(session)
        (found,) = copies.load(session, apart)
        assert [one.outlet for one in found.carriers] == ["Beta", "Gamma"]
        repairs.merge(session, story, apart, reason, now=clock.now())
    _settle_debts(perform_all)
    assert the_copy().carriers == before.carriers


def _settle_debts(perform_all: PerformAll) -> None:
    with writing() as session:
        owed = due.sweep(session, clock.now() + due.NUDGE_PATIENCE * 2)
    perform_all(nudge for nudge in owed if nudge.stage is Stage.COMPARE)


def test_twins_that_become_one_article_carry_it_once(tell: Tell) -> None:
    one, _, other = (tell(outlet, *COPY, hour=hour) for hour, outlet in enumerate(("Alpha", "Beta", "Gamma")))
    with writing() as session:
        merge.merge(session, one, other, why="a test", now=clock.now())
    assert [carrier.outlet for carrier in the_copy().carriers] == ["Alpha", "Beta"]


@pytest.fixture
def desk(store: Path) -> None:  # noqa: ARG001 - made first
    with writing() as session:
        alerts.add_endpoint(
            session, name="desk", url="https://desk.example/", secret=webhook.new_secret(), rule=Rule(), now=clock.now()
        )


@pytest.mark.usefixtures("desk")
def test_what_its_source_corrects_is_followed_through_all_who_carry_it(tell: Tell, perform_all: PerformAll) -> None:
    tell("Alpha", f"By Reuters staff. {COPY[0]}", *COPY[1:], hour=0)
    tell("Beta", *COPY, hour=1)
    tell("Gamma", *COPY, hour=2)
    tell("Delta", *COPY[:2], hour=3)
    corrected = [line.replace(*NEW) for line in COPY]
    tell("Alpha", f"By Reuters staff. {corrected[0]}", *corrected[1:], hour=4, published=0)
    tell("Gamma", *corrected, hour=5, published=2)
    found = of_copy()
    assert (found.outlet, found.source) == ("Alpha", "Reuters")
    assert {one.outlet: one.stance for one in found.followers} == {
        "Beta": Stance.CARRIES,
        "Gamma": Stance.FOLLOWED,
        "Delta": Stance.SILENT,
    }
    assert [one.lag_seconds for one in found.followers if one.outlet == "Gamma"] == [3600]
    kept = alerts_after_grace(perform_all)
    (raised,) = (alert.data.correction for alert in kept if alert.type is AlertType.UNPROPAGATED)
    assert raised is not None
    assert (raised.source, raised.kind) == ("Reuters", Corrected.COPY)
    assert [one.outlet for one in raised.still] == ["Beta"]
    assert [one.outlet for one in raised.followed] == ["Gamma"]


@pytest.mark.usefixtures("desk")
def test_those_who_carry_what_its_source_reworded_are_watched_and_not_named(
    tell: Tell, perform_all: PerformAll
) -> None:
    reworded = [line.replace("swept through a converted", "gutted a former") for line in COPY]
    tell("Alpha", f"By Reuters staff. {COPY[0]}", *COPY[1:], hour=0)
    beta = tell("Beta", *COPY, hour=1)
    tell("Gamma", *COPY, hour=2)
    tell("Delta", "Trains through Harlow Bridge ran late because of the fire in Calder Mill.", hour=3)
    with writing() as session:
        session.execute(update(Article).where(Article.id == beta).values(watched=True, next_at=clock.now() + 2 * GRACE))
    tell("Alpha", f"By Reuters staff. {reworded[0]}", *reworded[1:], hour=4, published=0)
    tell("Gamma", *reworded, hour=5, published=2)
    (found,) = the_story().corrections
    assert (found.outlet, found.source, found.kind) == ("Alpha", "Reuters", Corrected.WORDING)
    assert {one.outlet: one.stance for one in found.followers} == {
        "Beta": Stance.CARRIES,
        "Gamma": Stance.FOLLOWED,
        "Delta": Stance.SILENT,
    }
    with reading() as session:
        due_at = session.scalars(select(Article.next_at).where(Article.id == beta)).one()
    assert due_at is not None
    assert due_at < clock.now() + GRACE
    kept = alerts_after_grace(perform_all)
    assert not [alert for alert in kept if alert.type is AlertType.UNPROPAGATED]


def test_other_words_by_an_outlet_that_only_took_it_correct_nothing(tell: Tell) -> None:
    tell("Alpha", *COPY, hour=0)
    tell("Beta", *COPY, hour=1)
    tell("Beta", *(line.replace(*NEW) for line in COPY), hour=2, published=1)
    assert the_story().corrections == ()


def test_a_figure_in_copy_says_whose_copy_it_is_and_one_elsewhere_does_not(tell: Tell) -> None:
    toll = "The fire in Calder Mill injured {} people, a doctor in Harlow Bridge said."
    tell("Alpha", *COPY, toll.format(31), hour=0)
    tell("Beta", *COPY, hour=1)
    tell("Beta", COPY[0].replace("nine", "eight"), *COPY[1:], hour=2, published=1)
    tell("Gamma", "Doctors in Harlow Bridge said that the fire in Calder Mill injured 31 people in all.", hour=3)
    tell("Alpha", *COPY, toll.format(35), hour=4, published=0)
    assert {one.outlet: one.source for one in the_story().corrections} == {"Alpha": None, "Beta": "Alpha"}
