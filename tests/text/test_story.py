import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.page import Given, Page
from schemas.story import Fingerprint
from worker.text import extract, fingerprint, story
from worker.text.grouping import grouper

ROOT = Path(__file__).parents[2]
GROUPING = ROOT / "../shared/data/grouping"
WHEN = datetime(2022, 12, 7, 12, tzinfo=UTC)

BRIDGE = (
    "Marlow bridge closes for a year",
    "The suspension bridge over the Thames at Marlow will close for repairs. Engineers found cracks in its chains.",
)
BRIDGE_TOLD = (
    "Thames bridge at Marlow shut after cracks found",
    "Engineers have found cracks in the chains of Marlow's suspension bridge, which shuts for repairs today.",
)
SNOW = (
    "Snow closes schools across Scotland",
    "Hundreds of schools in the Highlands stayed shut on Wednesday as snow drifts blocked roads.",
)
COPY = (
    "'The chains were last replaced in nineteen sixty six and nobody has looked at them since.' "
    "'A ferry will carry passengers across the river while the work goes on.'"
)


def made(article: tuple[str, str], days: float = 0) -> Fingerprint:
    return fingerprint.of_text(*article, WHEN + timedelta(days=days))


def test_the_same_event_is_likely_and_another_is_not() -> None:
    assert story.similarity(made(BRIDGE), made(BRIDGE_TOLD)) > story.JOINS
    assert story.similarity(made(BRIDGE), made(SNOW)) < 0.25
    assert story.similarity(made(BRIDGE), made(SNOW)) == story.similarity(made(SNOW), made(BRIDGE))


def test_days_between_make_it_less_likely_and_common_copy_more() -> None:
    near, far = (story.similarity(made(BRIDGE), made(BRIDGE_TOLD, days)) for days in (0, 4))
    assert far < near
    one, other = (BRIDGE[0], f"{BRIDGE[1]} {COPY}"), (SNOW[0], f"{SNOW[1]} {COPY}")
    assert story.similarity(made(one), made(other)) > story.similarity(made(BRIDGE), made(SNOW))


def test_the_more_is_told_on_those_days_the_less_the_same_likeness_says() -> None:
    asked = [
        story.similarity(made(BRIDGE), made(BRIDGE_TOLD), story.Seen(50_000, {}, crowd))
        for crowd in (0, 50, 1_000, 20_000)
    ]
    assert asked[0] == asked[1] > asked[2] > asked[3] > story.JOINS


def test_a_stream_counts_the_crowd_of_the_days_up_to_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    crowds: list[int] = []
    real = grouper.prepare
    monkeypatch.setattr(grouper, "prepare", lambda new, seen: (crowds.append(seen.crowd), real(new, seen))[1])
    stream = story.Grouper()
    for day in (0, 0, 1, 3, 4, 9):
        stream.place(made(SNOW, day))
    assert crowds == [0, 1, 2, 3, 2, 0]


FLOOD = """At least {dead} people died when the river burst its banks in {town} on Monday night, its mayor said.

Firefighters brought families in {town} to safety in boats. {mayor}, who has been mayor of {town} for a year, said
that the army was on its way. Schools stay shut and the water is still rising, {mayor} added."""


def flood(town: str, mayor: str, dead: str) -> tuple[str, str]:
    return f"{dead} dead as flood sweeps through {town}", FLOOD.format(town=town, mayor=mayor, dead=dead)


def test_two_events_of_one_kind_told_in_the_same_words_are_two_stories() -> None:
    here, there = flood("Elmford", "Jane Okafor", "Five"), flood("Castlewick", "Tom Brandt", "Nine")
    assert story.similarity(made(here), made(there)) < story.JOINS / 2
    again = (f"{here[0]}, mayor says", here[1].replace("Firefighters", "Soldiers"))
    assert story.similarity(made(here), made(again)) > 0.9
    grouper = story.Grouper()
    told = [grouper.add(str(n), "A", *article, WHEN) for n, article in enumerate((here, there, again))]
    assert told == [0, 1, 0]


def test_words_that_many_articles_bear_tell_less_of_a_story() -> None:
    rare, common = story.Seen(500, {}), story.Seen(500, {"marlow": 400, "bridge": 400, "tham": 400})
    assert story.similarity(made(BRIDGE), made(BRIDGE_TOLD), common) < story.similarity(
        made(BRIDGE), made(BRIDGE_TOLD), rare
    )


def test_an_article_joins_the_closest_story_or_opens_one() -> None:
    stories = {4: [made(SNOW)], 9: [made(BRIDGE), made(BRIDGE_TOLD)]}
    assert story.choose(made(BRIDGE_TOLD, 0.5), stories) == 9
    assert story.choose(made(SNOW), {9: [made(BRIDGE)]}) is None
    assert story.choose(made(SNOW), {}) is None


@pytest.mark.parametrize("days", [0, 400])
def test_the_seeds_alone_group_together_however_they_are_dated(days: int) -> None:
    prints = []
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        page = Page(url=None, fetched_at=WHEN, content_type="text/plain", body=path.read_bytes())
        reading = extract.extract(page, Given(published=WHEN + timedelta(days=days * len(prints))))
        prints.append(fingerprint.fingerprint(reading, WHEN, soon=False))
    assert story.choose(prints[1], {1: [prints[0]]}) == 1
    assert len(set(prints[0].terms) & set(prints[1].terms)) > 6


def test_a_stream_is_grouped_as_it_comes() -> None:
    grouper = story.Grouper()
    told = [grouper.add(str(n), "A", *article, WHEN) for n, article in enumerate((BRIDGE, SNOW, BRIDGE_TOLD))]
    assert told == [0, 1, 0]
    assert grouper.add("1", "A", *BRIDGE, WHEN) == 1  # known by its id


def test_the_furniture_of_an_outlet_brings_no_articles_together() -> None:
    footer = (
        "Subscribe to our newsletter to have the best of our reporting in your inbox each morning."
        " All prices are shown as they were when this page was last changed by our editors."
    )
    topics = "tulips glaciers violins turbines mortgages".split()  # noqa: SIM905 - reads better than five strings
    grouper = story.Grouper()
    told = [grouper.add(topic, "A", topic, f"{topic} {topic}x {topic}y. {footer}", WHEN) for topic in topics]
    assert told == [0, 0, 0, 1, 2]  # known as furniture once it has been printed three times


articles = st.lists(st.sampled_from([BRIDGE, BRIDGE_TOLD, SNOW, ("", ""), ("Marlow", COPY)]), max_size=8)


@settings(max_examples=30)
@given(articles, articles)
def test_what_comes_later_changes_nothing_before(first: list[tuple[str, str]], later: list[tuple[str, str]]) -> None:
    def told(stream: list[tuple[str, str]]) -> list[int]:
        grouper = story.Grouper()
        return [grouper.add(str(n), "A", *article, WHEN) for n, article in enumerate(stream)]

    assert told(first + later)[: len(first)] == told(first)


def bcubed(said: Mapping[str, int], gold: Mapping[str, str]) -> float:
    """BCubed F1 (Bagga and Baldwin 1998)."""
    groups, events = defaultdict(list), defaultdict(list)
    for name, event in gold.items():
        groups[said[name]].append(event)
        events[event].append(said[name])

    def purity(sets: Mapping[object, list[object]]) -> float:
        return sum(n * n / len(members) for members in sets.values() for n in Counter(members).values()) / len(gold)

    precision, recall = purity(groups), purity(events)
    return 2 * precision * recall / (precision + recall)


@pytest.mark.skipif(not GROUPING.is_dir(), reason="the public grouping data is not here")
def test_titles_and_ledes_group_better_than_a_model_of_titles_alone() -> None:
    with gzip.open(GROUPING / "neus2021.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = sorted((json.loads(line) for line in lines), key=lambda row: (row["published"], row["id"]))
    grouper = story.Grouper()
    said = {
        row["id"]: grouper.add(
            row["id"],
            row["outlet"],
            row["title"],
            row["text"],
            datetime.fromisoformat(row["published"]),
        )
        for row in rows
    }
    assert bcubed(said, {row["id"]: row["event"] for row in rows}) > 0.92


def test_articles_without_dates_are_grouped_with_more_caution() -> None:
    apart = made(BRIDGE_TOLD)
    both = [made(BRIDGE), made(BRIDGE).model_copy(update={"dated": False})]
    dated, undated = (story.similarity(one, apart) for one in both)
    assert undated < dated
    assert undated == pytest.approx(story.similarity(made(BRIDGE), made(BRIDGE_TOLD, 0.5)))
    assert story.similarity(both[1], made(BRIDGE_TOLD, 3.0)) == story.similarity(both[0], made(BRIDGE_TOLD, 3.0))
    assert story.similarity(both[1], made(BRIDGE)) >= story.JOINS  # the same text, whenever it is of


def test_a_stream_without_any_date_is_grouped() -> None:
    grouper = story.Grouper()
    told = [grouper.add(str(at), f"Outlet {at}", *text, None) for at, text in enumerate((BRIDGE, SNOW, BRIDGE))]
    assert told == [0, 1, 0]
