from typing import Any

from newsroom.observed import Article
from newsroom.score import score


def section(tiny: Any, name: str, *articles: Article) -> Any:
    found = score(tiny.truth(), tiny.observed(articles=list(articles), notions=("stories",))).document()[name]
    return {key: value["count"] for key, value in found.items()}


def test_two_articles_taken_for_one(tiny: Any) -> None:
    found = section(tiny, "articles", Article("1", (tiny.FIRE, tiny.BANK)))
    assert found == {"found": 2, "wrongly merged": 1, "wrongly split": 0, "not in the truth": 0}


def test_one_article_taken_for_two_and_one_that_is_none(tiny: Any) -> None:
    articles = (
        Article("1", (tiny.FIRE,)),
        Article("2", (tiny.FIRE + "?utm_x=1",)),
        Article("3", ("http://x.example/",)),
    )
    assert section(tiny, "articles", *articles) == {
        "found": 1,
        "wrongly merged": 0,
        "wrongly split": 1,
        "not in the truth": 1,
    }


def test_addresses_may_name_the_loopback_address_and_a_port(tiny: Any) -> None:
    assert section(tiny, "articles", Article("1", ("http://127.0.0.2:8180/fire#top",)))["found"] == 1


def test_versions_of_merged_articles_are_phantoms(tiny: Any) -> None:
    seen = tiny.observed(
        tiny.kept("1", (0, tiny.OLD), (5, tiny.MONEY)), articles=[Article("1", (tiny.FIRE, tiny.BANK))]
    )
    found = score(tiny.truth(), seen).document()["versions"]["phantoms by cause"]
    assert {cause: rate["count"] for cause, rate in found.items()} == {"wrong-merge": 1}


def test_stories_right_merged_and_split(tiny: Any) -> None:
    apart = section(tiny, "stories", Article("1", (tiny.FIRE,), None, "a"), Article("2", (tiny.BANK,), None, "b"))
    assert apart == {"wrongly merged": 0, "wrongly split": 0, "precision of pairs": 0, "recall of pairs": 0}
    merged = section(tiny, "stories", Article("1", (tiny.FIRE,), None, "a"), Article("2", (tiny.BANK,), None, "a"))
    assert merged["wrongly merged"] == 1


def test_an_event_over_two_stories_is_split(tiny: Any) -> None:
    records = [*tiny.truth(), tiny.article("twin", "www.one.example/twin", "event-1")]
    records.append(tiny.version("twin", 0, 0, [["A mill went up in flames."]]))
    seen = tiny.observed(
        articles=[Article("1", (tiny.FIRE,), None, "a"), Article("2", ("http://www.one.example/twin",), None, "b")],
        notions=("stories",),
    )
    found = score(records, seen).document()["stories"]
    assert found["wrongly split"]["count"] == 1
    assert found["recall of pairs"] == {"share": 0.0, "count": 0, "of": 1}
