"""Corrections that other outlets follow, late or not at all, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from benchmarks import stages
from schemas.alert import Alert, AlertType
from schemas.correction import Stance
from schemas.ingest import IngestRequest
from schemas.outcome import Ending, Nudge, Outcome, Stage
from schemas.signals import DatedBy
from worker import clock
from worker.stages import follow
from worker.stages.ingest import receive
from worker.store import merge, repairs, stories
from worker.store.correction_tables import Correction
from worker.store.session import lock_stories, reading, writing
from worker.store.tables import Alert as AlertRow
from worker.store.tables import Article

from .varna import GRACE, HOUR, TOLL, add_desk, later, the_correction, told

pytestmark = pytest.mark.usefixtures("store")

TakeIn = Callable[..., list[Outcome]]
PerformAll = Callable[..., list[Outcome]]


@pytest.fixture
def desk(store: Path) -> None:  # noqa: ARG001 - made first
    add_desk()


def stances() -> dict[str, Stance]:
    return {follower.outlet: follower.stance for follower in the_correction().followers}


def raised() -> list[Alert]:
    with reading() as session:
        kept = [Alert.model_validate_json(row) for row in session.scalars(select(AlertRow.body))]
    return [alert for alert in kept if alert.type is AlertType.UNPROPAGATED]


def test_who_carries_the_old_words_who_led_and_who_is_silent(take_in: TakeIn) -> None:
    for outlet, killed in (("Alpha", "seven"), ("Beta", "seven"), ("Gamma", "nine")):
        take_in(**told(outlet, killed))
    take_in(**told("Alpha", "nine"))
    found = the_correction()
    assert (found.outlet, found.said_old, found.said_new) == ("Alpha", "seven", "nine")
    assert stances() == {"Beta": Stance.CARRIES, "Gamma": Stance.LED}
    assert (found.raised_at, found.settled_at) == (None, None)
    assert found.change is not None


@pytest.mark.usefixtures("desk")
def test_after_the_time_of_grace_it_is_said_once_who_did_not_follow(take_in: TakeIn) -> None:
    for outlet in ("Alpha", "Beta", "Gamma", "Delta"):
        take_in(**told(outlet))
    take_in(**told("Alpha", "nine"))
    take_in(**told("Delta", "nine"))
    later(GRACE / 2)
    assert raised() == []
    later(GRACE + HOUR)
    (alert,) = raised()
    assert alert.data.article is not None
    assert alert.data.article.outlet == "Alpha"
    assert alert.data.correction is not None
    assert alert.data.correction.change == the_correction().change is not None
    assert [follower.outlet for follower in alert.data.correction.still] == ["Beta", "Gamma"]
    assert [follower.outlet for follower in alert.data.correction.followed] == ["Delta"]
    assert all("killed seven" in follower.sentence for follower in alert.data.correction.still)
    assert (alert.data.correction.led, alert.data.correction.dated_by) == ((), DatedBy.SEEN)
    later(2 * GRACE)
    assert len(raised()) == 1


@pytest.mark.usefixtures("desk")
def test_those_who_follow_have_a_lag_and_nothing_is_raised(take_in: TakeIn) -> None:
    take_in(**told("Alpha"))
    take_in(**told("Beta"))
    take_in(**told("Alpha", "nine"))
    take_in(**told("Beta", "nine"))
    later(2 * GRACE)
    found = the_correction()
    (follower,) = found.followers
    assert follower.stance is Stance.FOLLOWED
    assert follower.followed_at is not None
    assert follower.lag_seconds == pytest.approx((follower.followed_at - found.corrected_at).total_seconds())
    assert found.settled_at is not None
    assert raised() == []


@pytest.mark.usefixtures("desk")
def test_a_correction_that_is_taken_back_is_settled(take_in: TakeIn) -> None:
    take_in(**told("Alpha"))
    take_in(**told("Beta"))
    take_in(**told("Alpha", "nine"))
    take_in(**told("Alpha"))
    later(2 * GRACE)
    assert the_correction().settled_at is not None
    assert raised() == []


def test_an_outlet_that_comes_late_with_the_old_words_reopens_it(take_in: TakeIn) -> None:
    take_in(**told("Alpha"))
    take_in(**told("Beta", "nine"))
    take_in(**told("Alpha", "nine"))
    assert the_correction().settled_at is not None
    take_in(**told("Gamma"))
    assert the_correction().settled_at is None
    assert stances() == {"Beta": Stance.LED, "Gamma": Stance.CARRIES}


def test_those_who_carry_the_old_words_are_visited_sooner(take_in: TakeIn) -> None:
    for outlet in ("Alpha", "Beta", "Gamma"):
        take_in(**told(outlet, "nine" if outlet == "Gamma" else "seven"))
    far = clock.now() + timedelta(days=3)
    with writing() as session:
        for article in session.scalars(select(Article)):
            article.watched, article.next_at = True, far
    take_in(**told("Alpha", "nine"))
    with reading() as session:
        planned = {row.url: row.next_at for row in session.execute(select(Article.url, Article.next_at))}
    assert planned["https://beta.example/varna"] < clock.now() + HOUR
    assert planned["https://gamma.example/varna"] == far


def test_work_is_bounded_and_twice_is_once(
    take_in: TakeIn, perform_one: Callable[[Nudge], Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    for outlet in ("Alpha", "Beta", "Gamma", "Delta"):
        take_in(**told(outlet))
    monkeypatch.setattr(follow, "AT_ONCE", 2)
    ended = [one for one in take_in(**told("Alpha", "nine")) if one.stage is Stage.FOLLOW]
    assert [one.detail for one in ended] == ["2 articles", "1 articles"]
    assert set(stances().values()) == {Stance.CARRIES}
    with reading() as session:
        (number,) = session.scalars(select(Correction.id))
    assert perform_one(Nudge(stage=Stage.FOLLOW, id=number)).ending is Ending.NOT_OWED
    with writing() as session:
        session.get_one(Correction, number).next_at = clock.now()
    assert perform_one(Nudge(stage=Stage.FOLLOW, id=number)).detail == "0 articles"
    assert len(the_correction().followers) == 3


def test_twins_that_become_one_article_stand_once(take_in: TakeIn) -> None:
    for outlet in ("Alpha", "Beta", "Gamma"):
        take_in(**told(outlet))
    take_in(**told("Alpha", "nine"))
    with reading() as session:
        ids = dict(session.execute(select(Article.url, Article.id)).all())
    with writing() as session:
        one, other = (ids[f"https://{name}.example/varna"] for name in ("beta", "gamma"))
        merge.merge(session, one, other, why="a test", now=clock.now())
    assert stances() == {"Beta": Stance.CARRIES}


def test_who_followed_before_anybody_looked_has_followed_and_did_not_lead(perform_all: PerformAll) -> None:
    """As after an outage: three versions lie in the queue when the correction is looked at, the last one first."""
    at = clock.now() - timedelta(hours=10)

    def take(outlet: str, killed: str, hour: int) -> list[Nudge]:
        request = told(outlet, killed) | {"fetched_at": (at + hour * HOUR).isoformat()}
        perform = stages.perform_all(
            receive(IngestRequest.model_validate(request)).next, frozenset(Stage) - {Stage.FOLLOW}
        )
        return [nudge for outcome in perform for nudge in outcome.next if nudge.stage is Stage.FOLLOW]

    for place, outlet in enumerate(("Alpha", "Beta", "Gamma")):
        take(outlet, "seven", place)
    take("Delta", "nine", 3)
    owed = take("Alpha", "nine", 4) + take("Beta", "nine", 6) + take("Gamma", "nine", 9)
    perform_all(sorted(owed, key=lambda nudge: -nudge.id))
    perform_all(receive(IngestRequest.model_validate(told("Epsilon"))).next)
    found = the_correction()
    assert found.outlet == "Alpha"
    lags = {one.outlet: (one.stance, one.lag_seconds) for one in found.followers}
    assert lags == {
        "Beta": (Stance.FOLLOWED, 2 * 3600),
        "Gamma": (Stance.FOLLOWED, 5 * 3600),
        "Delta": (Stance.LED, None),
        "Epsilon": (Stance.CARRIES, None),
    }
    assert found.settled_at is None


def test_an_article_that_left_the_story_follows_nothing_of_it(take_in: TakeIn) -> None:
    for outlet in ("Alpha", "Beta", "Gamma"):
        take_in(**told(outlet))
    take_in(**told("Alpha", "nine"))
    with reading() as session:
        number = session.scalar(select(Article.id).where(Article.url == "https://beta.example/varna"))
        (story,) = stories.newest(session)
    with writing() as session:
        lock_stories(session)
        repairs.split(session, story.id, [number], repairs.Reason("a test", "", by_hand=True), now=clock.now())
    with reading() as session:
        (found,) = stories.load(session, story.id).corrections
    assert [follower.outlet for follower in found.followers] == ["Gamma"]


@pytest.mark.usefixtures("desk")
def test_alerts_bear_evidence_and_carriers_and_claims_what_dates_them(take_in: TakeIn) -> None:
    quote = "\u201cThe whole harbour smelled of gas for days before it happened,\u201d the mayor, Ivan Petrov, said."
    for outlet, killed in (("Alpha", "seven"), ("Beta", "nine"), ("Gamma", "nine")):
        take_in(**told(outlet, killed, quote=quote))
    with reading() as session:
        (summary,) = stories.newest(session)
        story = stories.load(session, summary.id)
        alerts_sent = [Alert.model_validate_json(row) for row in session.scalars(select(AlertRow.body))]
    carriers = [one for quoted in story.quotes for one in quoted.carriers] + [
        one for c in story.copies for one in c.carriers
    ]
    claims = [claim for finding in story.findings for claim in finding.claims]
    assert len(carriers) == 6
    assert len(claims) == 3
    assert {one.dated_by for one in (*carriers, *claims)} == {DatedBy.PUBLISHED}
    assert {claim.at for claim in claims} == {story.articles[0].published}
    assert story.compared == 3
    (alert,) = [one for one in alerts_sent if one.type is AlertType.DIVERGENCE]
    (finding,) = alert.data.findings
    assert finding.evidence == {said: TOLL.format(killed=said) for said in ("seven", "nine")}
    take_in(**told("Alpha", "nine", quote=quote))
    with reading() as session:
        *_, last = [Alert.model_validate_json(row) for row in session.scalars(select(AlertRow.body))]
        found = stories.load(session, summary.id).findings
    assert last.type is AlertType.REVISION
    assert last.data.change is not None
    assert (last.data.change.dated_by, last.data.change.since is not None) == (DatedBy.SEEN, True)
    assert [claim.until for finding in found for claim in finding.claims if claim.until] == [last.data.change.since]


@pytest.mark.usefixtures("desk")
def test_what_is_said_in_another_sentence_is_told_once(take_in: TakeIn) -> None:
    """A day has another key in each wording of its sentence; what is said of it is the same."""
    day = "The funeral of the mayor's brother, who died in the harbour, will be held on {} in the cathedral{}."
    for outlet, said, more in (("Alpha", "Monday", ""), ("Beta", "Tuesday", ""), ("Gamma", "Monday", " of Varna")):
        take_in(**told(outlet, day=day.format(said, more)))
    with reading() as session:
        sent = [Alert.model_validate_json(row) for row in session.scalars(select(AlertRow.body))]
    assert [alert.type for alert in sent] == [AlertType.DIVERGENCE]


def test_a_correction_that_comes_into_a_story_with_its_article_is_held_against_the_others(take_in: TakeIn) -> None:
    for outlet in ("Alpha", "Beta"):
        take_in(**told(outlet))
    with writing() as session:
        (summary,) = stories.newest(session)
        beta = next(one.id for one in stories.load(session, summary.id).articles if one.outlet == "Beta")
        lock_stories(session)
        why = repairs.Reason("a test", "", by_hand=True)
        alone = repairs.split(session, summary.id, [beta], why, now=clock.now()).into_story
    take_in(**told("Beta", "nine"))
    with writing() as session:
        assert stories.load(session, summary.id).corrections == ()
        lock_stories(session)
        repairs.merge(session, summary.id, alone, why, now=clock.now())
    later(HOUR)
    assert stances() == {"Alpha": Stance.CARRIES}
