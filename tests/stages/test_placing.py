"""Articles find their stories, and stories are put right, on both databases."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from schemas.alert import Rule
from schemas.change import ChangeKind
from schemas.outcome import Ending, Nudge, Outcome
from schemas.story import StoryRepair
from worker import clock
from worker.errors import NotFoundError, StetError
from worker.stages import placing
from worker.store import alerts, changes, history, repairs, snapshots, stories
from worker.store.changes import ChangeQuery
from worker.store.repairs import Reason
from worker.store.session import lock_stories, reading, writing
from worker.store.tables import Alert, Article

from .elmford import BOTH, DAM, SEARCH, WHEN, PerformAll, Tell, load, settle_debts, story_of, telling

pytestmark = pytest.mark.usefixtures("store")
TakeIn = Callable[..., list[Outcome]]
BY_HAND = Reason("ada", "I was there", by_hand=True)


@pytest.fixture
def tell(take_in: TakeIn) -> Tell:
    return telling(take_in)


def merge(one: int, other: int) -> StoryRepair:
    with writing() as session:
        lock_stories(session)
        return repairs.merge(session, one, other, BY_HAND, now=clock.now())


def split(story: int, *moved: int) -> StoryRepair:
    with writing() as session:
        lock_stories(session)
        return repairs.split(session, story, moved, BY_HAND, now=clock.now())


def test_articles_that_bridge_two_stories_make_them_one(tell: Tell, perform_all: PerformAll) -> None:
    dam, search = tell("Argus", DAM), tell("Bugle", SEARCH)
    kept, gone = story_of(dam), story_of(search)
    assert kept != gone
    tell("Courier", BOTH)
    assert story_of(search) == gone  # one article may be a digest of the day's events
    tell("Dispatch", BOTH.replace("eleven people", "eleven people, two of them children,"))
    assert {story_of(dam), story_of(search)} == {kept}
    settle_debts(perform_all)
    found = load(gone)  # the old id leads to where it went
    assert (found.id, found.formerly, len(found.articles)) == (kept, (gone,), 4)
    (made,) = found.repairs
    assert (made.kind, made.from_story, made.into_story, made.by) == ("merge", gone, kept, "engine")
    assert search in made.articles
    assert len(found.divergences) == 6  # each of four with each, those of the merged story too
    with reading() as session:
        assert [story.id for story in stories.newest(session)] == [kept]
        assert history.load(session, search).moves == (made,)


def test_an_article_whose_wording_moves_away_moves_to_the_story_it_now_tells(
    tell: Tell, perform_all: PerformAll
) -> None:
    tell("Argus", DAM)
    stray = tell("Bugle", DAM.replace("shocked", "sorry"))
    search = tell("Courier", SEARCH)
    left, right = story_of(stray), story_of(search)
    assert left != right
    tell("Bugle", SEARCH.replace("boats", "ropes"))
    assert story_of(stray) == right
    settle_debts(perform_all)
    (made,) = load(right).repairs
    assert (made.kind, made.from_story, made.into_story, made.articles) == ("move", left, right, (stray,))
    assert load(left).repairs == (made,)
    assert load(left).divergences == ()
    assert len(load(right).divergences) == 1
    assert [change.article.id for change in load(right).revisions] == [stray]
    with reading() as session:  # what was found when they were in one story stays on record
        kept = changes.find(session, ChangeQuery(kind=ChangeKind.DIVERGENCE, article=stray))
    assert {change.story for change in kept} == {None, right}


def test_an_article_that_tells_something_else_altogether_opens_a_story(tell: Tell) -> None:
    tell("Argus", DAM)
    stray = tell("Bugle", DAM.replace("shocked", "sorry"))
    left = story_of(stray)
    tell("Bugle", SEARCH)
    assert story_of(stray) != left
    (made,) = load(left).repairs
    assert (made.kind, made.by, made.who) == ("split", "engine", "grouping")


def test_an_article_that_was_only_announced_joins_once_it_says_what_it_is_about(tell: Tell) -> None:
    dam = tell("Argus", DAM)
    stub = tell("Bugle", "More follows.")
    opened = story_of(stub)
    assert opened != story_of(dam)
    tell("Bugle", DAM.replace("shocked", "sorry"))
    assert story_of(stub) == story_of(dam)
    merged = load(opened)
    assert merged.id == story_of(dam)
    assert [made.why for made in merged.repairs] == ["it was alone, and its new wording is of this story"]


def test_an_edit_that_says_the_same_moves_nothing(tell: Tell) -> None:
    dam = tell("Argus", DAM)
    other = tell("Bugle", DAM.replace("shocked", "sorry"))
    tell("Bugle", DAM.replace("shocked", "appalled"))
    assert story_of(other) == story_of(dam)
    assert load(story_of(dam)).repairs == ()


def test_stories_merged_by_hand_stay_merged(tell: Tell, perform_all: PerformAll) -> None:
    dam, search = tell("Argus", DAM), tell("Bugle", SEARCH)
    kept, gone = story_of(dam), story_of(search)
    made = merge(gone, kept)
    assert (made.kind, made.from_story, made.into_story, made.by, made.who, made.why) == (
        "merge",
        gone,
        kept,
        "hand",
        "ada",
        "I was there",
    )
    settle_debts(perform_all)
    assert len(load(kept).divergences) == 1
    tell("Bugle", SEARCH.replace("boats", "ropes"))  # grouping would let it go
    assert story_of(search) == kept
    with pytest.raises(StetError, match="one already"):
        merge(gone, kept)


def test_articles_split_off_by_hand_stay_apart(tell: Tell) -> None:
    dam, other = tell("Argus", DAM), tell("Bugle", DAM.replace("shocked", "sorry"))
    whole = story_of(dam)
    made = split(whole, other)
    assert (made.kind, made.from_story, made.articles) == ("split", whole, (other,))
    assert story_of(other) == made.into_story != whole
    tell("Bugle", DAM.replace("shocked", "appalled"))  # grouping would take it back
    for outlet in ("Courier", "Dispatch", "Examiner"):  # and would merge the two
        tell(outlet, DAM.replace("shocked", f"told by the {outlet}"))
    assert story_of(other) == made.into_story
    assert load(whole).id == whole
    assert load(made.into_story).id == made.into_story


def test_what_was_merged_by_hand_can_be_split_again(tell: Tell) -> None:
    dam, search = tell("Argus", DAM), tell("Bugle", SEARCH)
    kept, gone = story_of(dam), story_of(search)
    merge(kept, gone)
    made = split(gone, search)  # the old id leads to the merged story
    assert (made.from_story, made.into_story) == (kept, gone)
    assert load(gone).id == gone  # its own again
    assert [repair.kind for repair in load(kept).repairs] == ["merge", "split"]
    merge(gone, kept)
    assert load(gone).id == kept
    assert load(kept).formerly == (gone,)


def test_wrong_repairs_are_refused_and_change_nothing(tell: Tell) -> None:
    dam, search = tell("Argus", DAM), tell("Bugle", SEARCH)
    story = story_of(dam)
    for wrong, said in (((story, search), f"has no article {search}"), ((story, dam), "all articles of story")):
        with pytest.raises(StetError, match=said):
            split(*wrong)
    with pytest.raises(NotFoundError, match="no story 999"):
        merge(story, 999)
    assert load(story).repairs == ()
    with reading() as session:
        assert not session.scalars(select(Article.id).where(Article.placed_by_hand.is_(True))).all()


def test_what_was_alerted_stays_as_it_was_said(tell: Tell, perform_all: PerformAll) -> None:
    with writing() as session:
        alerts.add_endpoint(
            session,
            name="desk",
            url="https://desk.example/hook",
            secret="whsec_x",
            rule=Rule(min_significance=0),
            now=WHEN,
        )
    toll = "The flood in Castlewick killed seven people and injured {} others, the fire service said."
    first, other = (tell(outlet, f"{SEARCH} {toll.format(hurt)}") for outlet, hurt in (("Argus", 12), ("Bugle", 15)))
    dam = tell("Courier", DAM)
    whole, gone = story_of(first), story_of(dam)
    alerted = select(Alert.story_id, Alert.sequence, Alert.subject, Alert.body).order_by(Alert.id)
    with reading() as session:
        said = session.execute(alerted).all()
    assert [row.story_id for row in said] == [whole]
    merge(whole, gone)
    split(whole, other)
    settle_debts(perform_all)
    with reading() as session:
        number = int(said[0].subject.removeprefix("change:"))
        assert changes.load(session, number).story_id is None  # the two are apart now, and the change is still there
        assert session.execute(alerted).all()[: len(said)] == said


def test_who_asked_for_a_story_that_was_merged_is_told_of_the_one_it_went_into(tell: Tell) -> None:
    dam, search = tell("Argus", DAM), tell("Bugle", SEARCH)
    kept, gone = story_of(dam), story_of(search)
    with writing() as session:
        rule = Rule(min_significance=0, stories=(gone,))
        alerts.add_endpoint(session, name="d", url="https://d.example/", secret="whsec_x", rule=rule, now=WHEN)
    told = select(Alert.story_id)
    tell("Argus", DAM.replace("years", "months"))
    with reading() as session:
        assert session.scalars(told).all() == []
    merge(kept, gone)
    tell("Argus", DAM.replace("years", "weeks"))
    with reading() as session:
        assert set(session.scalars(told)) == {kept}


def test_the_record_of_a_story_holds_that_of_those_merged_into_it(tell: Tell) -> None:
    dam, search, other = tell("Argus", DAM), tell("Bugle", SEARCH), tell("Courier", DAM.replace("years", "months"))
    first = story_of(dam)
    alone = split(first, other).into_story
    merge(story_of(search), alone)
    merge(first, story_of(search))
    found = load(alone)
    assert found.id == first
    assert [(made.kind, made.from_story) for made in found.repairs][-2:] == [
        ("merge", alone),
        ("merge", found.repairs[-1].from_story),
    ]
    assert len(found.repairs) == 3
    assert set(found.formerly) == {alone, found.repairs[-1].from_story}


def test_repairs_done_twice_or_late_lead_to_the_same(take_in: TakeIn, tell: Tell, perform_all: PerformAll) -> None:
    tell("Argus", DAM)
    stray, search = tell("Bugle", DAM.replace("shocked", "sorry")), tell("Courier", SEARCH)
    ended = take_in(text=SEARCH, outlet="Bugle", url="https://bugle.example/a", published=WHEN.isoformat())
    (made,) = load(story_of(search)).repairs
    again = [Nudge(stage=outcome.stage, id=outcome.id) for outcome in ended if outcome.id is not None]
    assert {outcome.ending for outcome in perform_all(reversed(again))} <= {
        Ending.NOT_OWED,
        Ending.UNCHANGED,
        Ending.DONE,
    }
    settle_debts(perform_all)
    settle_debts(perform_all)
    with reading() as session:
        newest = snapshots.latest(session, stray)
    assert newest is not None
    for _ in range(2):
        assert placing.place(newest) == made.into_story
    assert load(story_of(search)).repairs == (made,)
    with writing() as session:
        lock_stories(session)
        assert repairs.move(session, made.articles, made.into_story, BY_HAND, now=clock.now()) is None
