"""The index of active articles, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, select

from schemas.story import Fingerprint
from worker.store import articles, stories, story_index
from worker.store.grouping_tables import ArticleTerm, WordCount
from worker.store.session import reading, writing
from worker.text.fingerprint import of_text

pytestmark = pytest.mark.usefixtures("store")
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def told(title: str, text: str, at: datetime = NOW) -> Fingerprint:
    return of_text(title, text, at)


FLOOD = told("Flood in Elmford", "Elmford was flooded at dawn. The river Elm rose in Elmford.")
AGAIN = told("Elmford under water", "A flood hit Elmford when the river Elm rose.")
FIRE = told("Fire in Castlewick", "A bakery burned in Castlewick.")


def put(name: str, made: Fingerprint, at: datetime = NOW) -> int:
    with writing() as session:
        number = articles.find_or_make(session, f"https://a.example/{name}", at, outlet="A", host=None).id
        if stories.story_of(session, number) is None:
            stories.join(session, number, None, now=at)
        story_index.index(session, number, made, at)
    return number


def counted() -> dict[str, int]:
    with reading() as session:
        return {row.word: row.articles for row in session.scalars(select(WordCount))}


def near(number: int, made: Fingerprint) -> set[int]:
    with reading() as session:
        found = story_index.candidates(session, number, made, story_index.seen(session, made))
        return {other for members in found.values() for other in members}


def test_candidates_are_the_articles_with_the_worthiest_terms_in_common() -> None:
    flood, fire = put("flood", FLOOD), put("fire", FIRE)
    again = put("again", AGAIN)
    assert near(again, AGAIN) == {flood}
    assert near(fire, FIRE) == set()
    assert near(again, told("", "")) == set()


def test_what_was_told_weeks_apart_is_no_candidate() -> None:
    put("flood", FLOOD)
    assert near(0, told("Elmford under water", "The river Elm rose.", NOW + story_index.WINDOW))
    assert not near(0, told("Elmford under water", "The river Elm rose.", NOW + story_index.WINDOW + timedelta(1)))


@pytest.mark.parametrize("moment", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_the_ends_of_the_calendar_are_moments_like_others(moment: datetime) -> None:
    made = told("Flood in Elmford", "Elmford was flooded.", moment)
    assert near(put("early", made), made) == set()


def test_words_are_counted_once_for_each_article_however_often_it_comes() -> None:
    for _ in range(2):
        put("flood", FLOOD)
    assert counted()["elmford"] == 1
    put("again", AGAIN)
    assert counted()["elmford"] == counted()[""] == 2
    put("again", FIRE)  # edited beyond recognition
    words = counted()
    assert (words[""], words["elmford"], words["castlewick"]) == (2, 1, 1)
    assert "under" not in words
    assert "water" not in words


def test_the_crowd_is_counted_by_days_and_shrinks_with_what_is_edited_or_let_go() -> None:
    def crowd(days: float) -> int:
        with reading() as session:
            return story_index.seen(session, told("", "", NOW + timedelta(days=days))).crowd

    put("flood", FLOOD)
    put("fire", told("Fire", "A bakery burned in Castlewick.", NOW + timedelta(days=1)))
    assert [crowd(days) for days in (-1, 0, 1, 3, 4, 5)] == [0, 1, 2, 2, 1, 0]
    put("fire", told("Fire", "A bakery burned in Castlewick.", NOW + timedelta(days=5)))  # dated anew
    assert [crowd(days) for days in (0, 1, 5)] == [1, 1, 1]
    with writing() as session:
        session.execute(delete(WordCount).where(WordCount.word.startswith("day ")))  # as before they were counted
    with writing() as session:
        story_index.retire(session, NOW + story_index.ACTIVE + timedelta(days=9))
    assert crowd(5) == 0
    assert not counted()


def test_what_has_not_been_told_for_long_is_let_go_and_its_words_with_it() -> None:
    later = NOW + story_index.ACTIVE + timedelta(hours=1)
    old = [put(str(place), FLOOD) for place in range(25)]
    put("fire", told("Fire in Castlewick", "A bakery burned in Castlewick.", later), later)
    for _ in range(3):  # twice is enough, and once more does no harm
        with writing() as session:
            story_index.retire(session, later)
    with reading() as session:
        left = set(session.scalars(select(ArticleTerm.article_id)))
        assert session.scalar(select(func.count()).select_from(WordCount).where(WordCount.articles < 1)) == 0
    assert not left & set(old)
    assert counted()[""] == 1
    assert "elmford" not in counted()
    put("0", AGAIN, later)  # read anew, it is active again
    assert (counted()[""], counted()["elmford"]) == (2, 1)


def test_a_word_of_any_length_is_indexed() -> None:
    made = told("x" * 900, "\u0130" * 300 + " \U0001f600 and 'quotes' -- OR 1=1; \ud800")
    assert near(put("odd", made), made) == set()
