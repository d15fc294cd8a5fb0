"""Stories that turn out to be two, on both databases."""

from collections.abc import Callable

import pytest

from schemas.outcome import Outcome
from worker import clock
from worker.store import repairs
from worker.store.repairs import Reason
from worker.store.session import lock_stories, writing

from .elmford import BOTH, DAM, SEARCH, PerformAll, Tell, load, settle_debts, story_of, telling

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
    assert made.why == "an article showed that they tell of two events"
    assert [len(load(one).divergences) for one in (story, made.into_story)] == [1, 1]


def test_a_story_of_two_events_splits_when_a_later_article_shows_it(tell: Tell) -> None:
    dam, search = tell("Argus", DAM), tell("Bugle", SEARCH)
    story = story_of(dam)
    put_together(search, story, by_hand=False)
    later = tell("Courier", SEARCH.replace("boats", "ropes"))
    assert story_of(later) == story_of(search) != story
    assert (load(story).repairs[-1].kind, story_of(dam)) == ("split", story)


def test_what_a_person_put_together_is_not_split(tell: Tell) -> None:
    dam, search = tell("Argus", DAM), tell("Bugle", SEARCH)
    put_together(search, story_of(dam), by_hand=True)
    later = tell("Courier", SEARCH.replace("boats", "ropes"))
    assert {story_of(search), story_of(later)} == {story_of(dam)}
