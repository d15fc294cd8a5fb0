"""How others stand to a correction in the course of time, and what became of its alert."""

from collections.abc import Callable

import pytest
import time_machine
from sqlalchemy import select

from schemas.alert import Alert, AlertType
from schemas.correction import Follower, Stance
from schemas.outcome import Outcome
from worker import clock
from worker.store import stories
from worker.store.session import reading
from worker.store.tables import Alert as AlertRow

from .varna import GRACE, HOUR, TOLL, add_desk, later, the_correction, told

pytestmark = pytest.mark.usefixtures("store")

TakeIn = Callable[..., list[Outcome]]


def test_who_comes_to_the_new_words_after_the_correction_did_not_have_them_before(take_in: TakeIn) -> None:
    for outlet, killed in (("Alpha", "eight"), ("Beta", "seven"), ("Gamma", "eight")):
        take_in(**told(outlet, killed))
    take_in(**told("Alpha", "nine"))
    take_in(**told("Beta", "nine"))
    with reading() as session:
        (summary,) = stories.newest(session)
        first, second = sorted(stories.load(session, summary.id).corrections, key=lambda one: one.id)
    assert {one.outlet: one.stance for one in first.followers} == {"Beta": Stance.SILENT, "Gamma": Stance.CARRIES}
    assert {one.outlet: one.stance for one in second.followers} == {"Alpha": Stance.LED, "Gamma": Stance.SILENT}


def test_who_followed_and_went_back_is_told_so(take_in: TakeIn) -> None:
    for outlet, killed in (("Alpha", "seven"), ("Beta", "seven"), ("Alpha", "nine"), ("Beta", "nine")):
        take_in(**told(outlet, killed))
    take_in(**told("Beta", "seven"))
    (follower,) = the_correction().followers
    assert (follower.stance, follower.is_back) == (Stance.CARRIES, True)
    assert follower.followed_at is not None
    take_in(**told("Beta", "nine"))
    (again,) = the_correction().followers
    assert (again.stance, again.is_back) == (Stance.FOLLOWED, False)
    assert again.followed_at is not None
    assert again.followed_at > follower.followed_at


@pytest.mark.parametrize("wants", [True, False])
def test_a_correction_tells_how_many_endpoints_wanted_its_alert(take_in: TakeIn, *, wants: bool) -> None:
    if wants:
        add_desk()
    for outlet in ("Alpha", "Beta"):
        take_in(**told(outlet))
    take_in(**told("Alpha", "nine"))
    assert the_correction().owed is None
    later(GRACE + HOUR)
    found = the_correction()
    assert found.raised_at is not None
    assert (found.owed, found.delivered) == ((1, 0) if wants else (None, None))


def test_who_goes_back_after_the_alert_is_told_in_another(take_in: TakeIn) -> None:
    add_desk()
    for outlet in ("Alpha", "Beta", "Gamma"):
        take_in(**told(outlet))
    take_in(**told("Alpha", "nine"))
    take_in(**told("Beta", "nine"))
    later(GRACE + HOUR)
    take_in(**told("Beta"))
    with reading() as session:
        (summary,) = stories.newest(session)
        sent = [one for one in stories.load(session, summary.id).alerts if one.type is AlertType.UNPROPAGATED]
    words = "Alpha changed \u201cseven\u201d to \u201cnine\u201d"
    assert [one.about for one in reversed(sent)] == [
        f"{words}; still in Gamma",
        f"{words}; still in Gamma and again in Beta",
    ]


def test_who_drops_the_words_has_not_followed_until_it_has_the_new_ones(take_in: TakeIn) -> None:
    add_desk()
    for outlet, killed in (("Alpha", "seven"), ("Beta", "seven"), ("Gamma", "seven"), ("Alpha", "nine")):
        take_in(**told(outlet, killed))
    without = told("Beta")
    without["text"] = without["text"].replace(TOLL.format(killed="seven"), "Nobody knows how many were in the block.")
    take_in(**without)
    dropped = follower_of("Beta")
    assert (dropped.stance, dropped.is_back) == (Stance.DROPPED, False)
    assert dropped.lag_seconds is not None
    later(GRACE + HOUR)
    with reading() as session:
        sent = [Alert.model_validate_json(row) for row in session.scalars(select(AlertRow.body))]
    (alert,) = [one for one in sent if one.type is AlertType.UNPROPAGATED]
    assert alert.data.correction is not None
    assert [(one.outlet, one.stance) for one in alert.data.correction.followed] == [("Beta", Stance.DROPPED)]
    take_in(**told("Beta", "nine"))
    followed = follower_of("Beta")
    assert followed.stance is Stance.FOLLOWED
    assert followed.lag_seconds is not None
    assert followed.lag_seconds > dropped.lag_seconds
    take_in(**without)
    assert follower_of("Beta").stance is Stance.FOLLOWED


def test_who_comes_with_the_old_words_after_the_alert_is_named_after_time_of_its_own(take_in: TakeIn) -> None:
    add_desk()
    take_in(**told("Alpha"))
    take_in(**told("Beta"))
    take_in(**told("Alpha", "nine"))
    later(GRACE + HOUR)
    with time_machine.travel(clock.now() + 2 * GRACE):
        take_in(**told("Gamma"))
        take_in(**told("Delta"))
        assert (follower_of("Gamma").is_late, follower_of("Beta").is_late) == (True, False)
        take_in(**told("Delta", "nine"))
        take_in(**told("Epsilon", "nine"))
        later(GRACE / 2)
        assert len(unpropagated()) == 1
        later(GRACE + HOUR)
        later(3 * GRACE)
    words = "Alpha changed \u201cseven\u201d to \u201cnine\u201d"
    assert unpropagated() == [f"{words}; still in Beta", f"{words}; still in Beta and now in Gamma"]


def test_who_comes_late_is_named_though_all_had_followed_and_not_with_those_who_come_later_yet(take_in: TakeIn) -> None:
    add_desk()
    for outlet, killed in (("Alpha", "seven"), ("Beta", "seven"), ("Alpha", "nine"), ("Beta", "nine")):
        take_in(**told(outlet, killed))
    with time_machine.travel(clock.now() + 2 * GRACE):
        take_in(**told("Gamma"))
        assert the_correction().settled_at is None
        with time_machine.travel(clock.now() + GRACE / 2):
            take_in(**told("Delta"))
            assert unpropagated() == []
        later(GRACE + HOUR)
        words = "Alpha changed \u201cseven\u201d to \u201cnine\u201d"
        assert unpropagated() == [f"{words}; now in Gamma"]
        later(2 * GRACE)
    assert unpropagated() == [f"{words}; now in Gamma", f"{words}; now in Delta, Gamma"]


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        (("nine", "seven", "ten"), ["Alpha changed \u201cseven\u201d to \u201cten\u201d; still in Beta"]),
        (("nine", "eight", "seven", "ten"), ["Alpha changed \u201cseven\u201d to \u201cten\u201d; still in Beta"]),
        (
            ("nine", "seven", "nine", "ten"),
            ["Alpha changed \u201cseven\u201d to \u201cnine\u201d (\u201cten\u201d by now); still in Beta"],
        ),
        (("nine", "seven"), []),
    ],
)
def test_of_quick_edits_what_the_outlet_went_back_on_is_not_told(
    take_in: TakeIn, edits: tuple[str, ...], expected: list[str]
) -> None:
    add_desk()
    for outlet in ("Alpha", "Beta"):
        take_in(**told(outlet))
    for killed in edits:
        take_in(**told("Alpha", killed))
    later(GRACE + HOUR)
    assert unpropagated() == expected


def test_who_has_the_old_figure_in_the_headline_still_has_not_followed(take_in: TakeIn) -> None:
    add_desk()
    old, new = ({"title": f"{killed} dead in Varna gas explosion"} for killed in ("Seven", "Nine"))
    for outlet in ("Alpha", "Beta"):
        take_in(**told(outlet) | old)
    take_in(**told("Alpha", "nine") | new)
    take_in(**told("Beta", "nine") | old)
    later(GRACE + HOUR)
    assert follower_of("Beta").sentence == old["title"]
    assert unpropagated() == ["Alpha changed \u201cseven\u201d to \u201cnine\u201d; still in Beta"]
    take_in(**told("Beta", "nine") | new)
    assert follower_of("Beta").stance is Stance.FOLLOWED


def unpropagated() -> list[str]:
    """Return what the alerts say of who has not followed, oldest first."""
    with reading() as session:
        (summary,) = stories.newest(session)
        sent = stories.load(session, summary.id).alerts
    return [one.about for one in reversed(sent) if one.type is AlertType.UNPROPAGATED]


def follower_of(outlet: str) -> Follower:
    (found,) = (one for one in the_correction().followers if one.outlet == outlet)
    return found


def test_who_has_the_first_figure_is_named_though_the_second_was_corrected_too(take_in: TakeIn) -> None:
    add_desk()
    for outlet in ("Alpha", "Beta", "Gamma", "Delta"):
        take_in(**told(outlet))
    take_in(**told("Alpha", "nine"))
    take_in(**told("Beta", "nine"))
    take_in(**told("Alpha", "eight"))
    take_in(**told("Gamma", "eight"))
    later(GRACE + HOUR)
    with reading() as session:
        (summary,) = stories.newest(session)
        story = stories.load(session, summary.id)
    first, second = sorted(story.corrections, key=lambda one: one.id)
    assert (first.said_now, first.settled_at, second.said_now) == ("eight", None, None)
    assert {one.outlet: one.stance for one in first.followers} == {
        "Beta": Stance.FOLLOWED,
        "Gamma": Stance.DROPPED,
        "Delta": Stance.CARRIES,
    }
    sent = [one.about for one in story.alerts if one.type is AlertType.UNPROPAGATED]
    assert sorted(sent) == [
        "Alpha changed \u201cnine\u201d to \u201ceight\u201d; still in Beta",
        "Alpha changed \u201cseven\u201d to \u201cnine\u201d (\u201ceight\u201d by now); still in Delta",
    ]
