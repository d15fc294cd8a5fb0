"""Merges that are undone: either story has its id again, and what goes by it, on both databases."""

from collections.abc import Callable

import pytest

from schemas.alert import Rule
from schemas.outcome import Outcome
from schemas.story import StoryRepair
from worker import clock
from worker.store import alerts, redirects, repairs, stories
from worker.store.repairs import Reason
from worker.store.session import lock_stories, reading, writing

from .elmford import DAM, SEARCH, PerformAll, Tell, load, settle_debts, story_of, telling

pytestmark = pytest.mark.usefixtures("store")
HAND = Reason("ada", "", by_hand=True)
THIRD = """A court in Larkstad on Monday sentenced Nils Brekke, who ran a bank, to four years in prison for fraud.

The company had warned the bank of losses for years. Prosecutors said that they would appeal. Brekke hid what farmers
had lost."""


@pytest.fixture
def tell(take_in: Callable[..., list[Outcome]]) -> Tell:
    return telling(take_in)


def merge(one: int, other: int) -> StoryRepair:
    with writing() as session:
        lock_stories(session)
        return repairs.merge(session, one, other, HAND, now=clock.now())


def split(story: int, *articles: int) -> StoryRepair:
    with writing() as session:
        lock_stories(session)
        return repairs.split(session, story, articles, HAND, now=clock.now())


def leads_to(story: int) -> int:
    with reading() as session:
        return redirects.leads_to(session, story)


def two_of_each(tell: Tell) -> tuple[list[int], list[int]]:
    dams = [tell("Argus", DAM), tell("Bugle", DAM.replace("shocked", "sorry"))]
    return dams, [tell("Courier", SEARCH), tell("Dispatch", SEARCH.replace("boats", "ropes"))]


@pytest.mark.parametrize("leaves", ["those that came", "those that were there"])
def test_either_story_has_its_id_again(tell: Tell, leaves: str) -> None:
    dams, searches = two_of_each(tell)
    dam, search = story_of(dams[0]), story_of(searches[0])
    merge(dam, search)
    assert leads_to(search) == dam
    made = split(dam, *(searches if leaves == "those that came" else dams))
    assert (made.kind, made.from_story, made.into_story, sorted(made.articles)) == ("split", dam, search, searches)
    assert ({*map(story_of, dams)}, {*map(story_of, searches)}) == ({dam}, {search})
    assert (leads_to(search), load(dam).formerly) == (search, ())
    assert load(search).title == "Castlewick mayor Okafor leads search for the missing"
    with reading() as session:
        assert repairs.apart_by_hand(session, dam, search)
    assert (merge(search, dam).into_story, leads_to(search)) == (dam, dam)


def test_rules_and_what_was_alerted_follow_the_articles_back(tell: Tell, perform_all: PerformAll) -> None:
    dams, searches = two_of_each(tell)
    dam, search = story_of(dams[0]), story_of(searches[0])
    with writing() as session:
        rule = Rule(min_significance=0, stories=(search,))
        alerts.add_endpoint(
            session, name="d", url="https://d.example/", secret="whsec_eA==", rule=rule, now=clock.now()
        )
    tell("Courier", SEARCH.replace("until Thursday", "until Friday"))
    before = load(search).alerts
    merge(dam, search)
    split(dam, *searches)
    settle_debts(perform_all)
    assert [one.webhook_id for one in load(search).alerts] == [one.webhook_id for one in before]
    assert load(dam).alerts == ()
    tell("Argus", DAM.replace("for years", "for three years"))
    assert load(dam).alerts == ()
    tell("Dispatch", SEARCH.replace("boats", "ropes").replace("until Thursday", "until Friday"))
    assert len(load(search).alerts) > len(before)
    assert {one.story for one in load(search).alerts} == {search}


def test_articles_that_came_since_go_with_those_they_came_to(tell: Tell) -> None:
    dams, searches = two_of_each(tell)
    dam, search = story_of(dams[0]), story_of(searches[0])
    merge(dam, search)
    later = tell("Echo", SEARCH.replace("boats", "maps"))
    assert story_of(later) == dam
    assert split(dam, *searches, later).into_story == search
    assert story_of(later) == search


def test_some_of_those_that_came_and_others_that_were_there_are_a_new_story(tell: Tell) -> None:
    dams, searches = two_of_each(tell)
    dam, search = story_of(dams[0]), story_of(searches[0])
    merge(dam, search)
    first = split(dam, searches[0], dams[1])
    assert first.into_story not in {dam, search}
    assert leads_to(search) == dam
    assert split(dam, searches[1]).into_story == search  # what is left of it


def test_of_stories_that_came_one_after_another_each_has_its_own_again(tell: Tell) -> None:
    dams, searches = two_of_each(tell)
    court = tell("Echo", THIRD)
    dam, search, third = story_of(dams[0]), story_of(searches[0]), story_of(court)
    merge(search, third)
    merge(dam, search)
    assert (leads_to(search), leads_to(third)) == (dam, dam)
    assert split(dam, *searches, court).into_story == search
    assert (leads_to(search), leads_to(third)) == (search, search)
    assert split(search, court).into_story == third
    assert (leads_to(search), leads_to(third)) == (search, third)


def test_stories_that_came_each_by_itself_and_leave_together_are_one(tell: Tell) -> None:
    dams, searches = two_of_each(tell)
    court = tell("Echo", THIRD)
    dam, search, third = story_of(dams[0]), story_of(searches[0]), story_of(court)
    merge(dam, search)
    merge(dam, third)
    assert split(dam, *searches, court).into_story == search
    assert (leads_to(search), leads_to(third)) == (search, search)


def test_grouping_undoes_what_grouping_did(tell: Tell) -> None:
    dam, search = tell("Argus", DAM), tell("Bugle", SEARCH)
    story, other = story_of(dam), story_of(search)
    with writing() as session:
        lock_stories(session)
        repairs.move(session, stories.all_members(session, other), story, Reason("grouping", ""), now=clock.now())
    later = tell("Courier", SEARCH.replace("boats", "ropes"))
    assert story_of(later) == story_of(search) == leads_to(other) == other
    assert story_of(dam) == story
