"""Stories that turn out to be two, on both databases."""

from collections.abc import Callable

import pytest

from schemas.alert import EVENTS, Alert, AlertData, AlertedCorrection, AlertType, Rule
from schemas.correction import Corrected, Follower, Stance
from schemas.outcome import Outcome
from worker import clock
from worker.store import alerts, repairs, story_index, told_alerts
from worker.store.repairs import Reason
from worker.store.session import lock_stories, reading, writing

from .elmford import BOTH, DAM, SEARCH, WHEN, PerformAll, Tell, load, settle_debts, story_of, telling

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def tell(take_in: Callable[..., list[Outcome]]) -> Tell:
    return telling(take_in)


def put_together(article: int, story: int, *, by_hand: bool) -> None:
    with writing() as session:
        lock_stories(session)
        repairs.move(session, [article], story, Reason("grouping", "", by_hand=by_hand), now=clock.now())


def test_an_article_that_is_written_anew_leaves_though_some_words_are_the_same_by_chance(tell: Tell) -> None:
    tell("Argus", DAM)
    stray = tell("Bugle", DAM.replace("shocked", "sorry"))
    left = story_of(stray)
    other = """A court in Larkstad on Monday sentenced Nils Brekke, who ran a bank, to four years in prison for fraud.

The company had warned the bank of losses for years. Prosecutors said that they would appeal. Brekke hid what farmers
had lost."""
    tell("Bugle", other)
    assert story_of(stray) != left
    assert [made.kind for made in load(left).repairs] == ["split"]


def test_a_story_held_together_by_a_digest_splits_when_that_is_edited(tell: Tell, perform_all: PerformAll) -> None:
    dam, digest = tell("Argus", DAM), tell("Bugle", BOTH)
    search, other = tell("Courier", SEARCH), tell("Dispatch", SEARCH.replace("boats", "ropes"))
    story = story_of(dam)
    assert {story_of(digest), story_of(search), story_of(other)} == {story}
    tell("Bugle", DAM.replace("shocked", "sorry"))
    settle_debts(perform_all)
    assert (story_of(dam), story_of(digest)) == (story, story)  # the id stays with the article that opened it
    (made,) = load(story).repairs
    assert (made.kind, made.from_story, made.by, set(made.articles)) == ("split", story, "engine", {search, other})
    assert load(made.into_story).opened_at < made.at  # as old as what it tells, not as the split
    assert made.why == "an article showed that they tell of two events"
    assert [len(load(one).divergences) for one in (story, made.into_story)] == [1, 1]


def test_a_story_of_two_events_splits_when_a_later_article_shows_it(tell: Tell) -> None:
    dam, search = tell("Argus", DAM), tell("Bugle", SEARCH)
    story = story_of(dam)
    put_together(search, story, by_hand=False)
    later = tell("Courier", SEARCH.replace("boats", "ropes"))
    assert story_of(later) == story_of(search) != story
    assert (load(story).repairs[-1].kind, story_of(dam)) == ("split", story)


def test_a_story_of_more_articles_than_are_held_against_each_other_splits_as_a_whole(
    tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_index, "MEMBERS", 3)
    dams = [tell(f"Argus{place}", DAM.replace("shocked", word)) for place, word in enumerate(("sad", "sorry", "hurt"))]
    story = story_of(dams[0])
    searches = [tell(f"Bugle{place}", SEARCH.replace("boats", word)) for place, word in enumerate(("ropes", "lamps"))]
    for search in searches:
        put_together(search, story, by_hand=False)
    later = tell("Courier", SEARCH.replace("boats", "maps"))
    assert {story_of(search) for search in searches} == {story_of(later)} != {story}
    assert {story_of(dam) for dam in dams} == {story}


def test_a_story_too_large_to_be_known_as_a_whole_is_not_split(tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_index, "MOST_MEMBERS", 2)
    dam, search = tell("Argus", DAM), tell("Bugle", SEARCH)
    put_together(search, story_of(dam), by_hand=False)
    tell("Courier", SEARCH.replace("boats", "ropes"))
    assert story_of(search) == story_of(dam)


def test_what_a_person_put_together_is_not_split(tell: Tell) -> None:
    dam, search = tell("Argus", DAM), tell("Bugle", SEARCH)
    put_together(search, story_of(dam), by_hand=True)
    later = tell("Courier", SEARCH.replace("boats", "ropes"))
    assert {story_of(search), story_of(later)} == {story_of(dam)}


def test_what_was_alerted_is_found_from_every_story_that_its_articles_are_in(
    tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing() as session:
        rule = Rule(min_significance=0, events=(*EVENTS, AlertType.OUTLET_JOINED))
        alerts.add_endpoint(
            session, name="d", url="https://d.example/", secret="whsec_eA==", rule=rule, now=clock.now()
        )
    tell("Argus", DAM)
    moved = tell("Bugle", DAM.replace("shocked", "sorry"))
    story = story_of(moved)
    tell("Bugle", DAM.replace("for years", "for two years"))
    sent = load(story).alerts
    assert [one.type for one in sent][-1] is AlertType.OUTLET_JOINED
    assert sent[-1].about == "Bugle tells the story too"
    (revision,) = (one for one in sent if one.type is AlertType.REVISION)
    assert revision.about.startswith("Bugle: ")
    assert (revision.story, revision.owed, revision.delivered) == (story, 1, 0)
    with writing() as session:
        lock_stories(session)
        made = repairs.split(session, story, [moved], Reason("ada", "", by_hand=True), now=clock.now())
    there = load(made.into_story).alerts
    assert {one.story for one in there} == {story}
    assert {one.about for one in there} == {one.about for one in sent}
    assert load(story).alerts == sent
    with reading() as session:
        assert [one.about for one in alerts.deliveries(session)] == [one.about for one in sent]
        assert revision.change is not None
        assert told_alerts.when_of_change(session, revision.change) == revision.at
    tell("Argus", DAM.replace("for years", "for three years"))
    assert load(story).alerts[0].webhook_id != sent[0].webhook_id
    monkeypatch.setattr(told_alerts, "MOST_ALERTS", 1)
    assert load(made.into_story).alerts == there[:1]  # what is newer is of an article that stayed


def test_an_alert_about_a_correction_names_who_still_has_the_old_words() -> None:
    stands = Follower(article=2, url="https://b.example/", outlet="Bugle", stance=Stance.CARRIES)
    words = {"said_old": "nine", "said_new": "ten", "sentence_old": "", "sentence_new": ""}
    told = AlertedCorrection(id=1, kind=Corrected.FIGURE, corrected_at=WHEN, still=(stands,), **words)
    alert = Alert(type=AlertType.UNPROPAGATED, timestamp=WHEN, data=AlertData(outlet="Argus", correction=told))
    assert told_alerts.about(alert) == "Argus changed \u201cnine\u201d to \u201cten\u201d; still in Bugle"
    taken_out = told.model_copy(update={"said_new": ""})
    again = alert.model_copy(update={"data": AlertData(outlet="Argus", correction=taken_out)})
    assert told_alerts.about(again) == "Argus took out \u201cnine\u201d; still in Bugle"
