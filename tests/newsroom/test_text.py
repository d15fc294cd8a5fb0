import re
from collections import defaultdict
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from newsroom.chance import dice
from newsroom.events import happen, unique_name
from newsroom.language import CODES, Domain, choose, language, sentences
from newsroom.world import World

OF_ONE_EVENT = {"place", "organisation", "official_last", "witness_last", "third_last", "company"}
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


def grammars(domain: Domain) -> list[str]:
    groups = [*domain.told, *domain.claims, *domain.verdicts]
    return [
        *domain.ledes,
        *domain.statement,
        *domain.witness,
        *domain.live,
        *(each for group in groups for each in group),
    ]


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_names_something_that_belongs_to_one_event(code: str) -> None:
    background = [each for group in language(code).words["background"] for each in group]
    every = [*background, *(each for domain in language(code).domains for each in grammars(domain))]
    nameless = [
        part for each in every for part in sentences(each) if not OF_ONE_EVENT & set(re.findall(r"\{(\w+)\}", part))
    ]
    assert every
    assert [part for part in nameless if not part.startswith("Officials will")] == []


@pytest.mark.parametrize("code", CODES)
def test_names_do_not_come_twice(code: str) -> None:
    for kind in ("place", "surname"):
        names = [unique_name(1, code, kind, number) for number in range(5000)]
        assert len(set(names)) == len(names)


def test_no_two_articles_of_an_outlet_share_a_sentence() -> None:
    world = World(1, 500, 3, ["clean-rss"], outlets=1)
    told = defaultdict(set)
    for _, article in world.articles():
        for version in article.versions:
            for text in version.draft.texts:
                told[text].add(article.key)
    assert sum(1 for _ in world.articles()) == 500
    assert {text: articles for text, articles in told.items() if len(articles) > 1} == {}


def test_no_two_articles_of_an_outlet_share_a_sentence_in_a_mixed_world() -> None:
    told = defaultdict(set)
    for outlet, article in World(2, 1000, 3).articles():
        for text in article.versions[-1].draft.texts:
            told[outlet.identity.key, text].add(article.key)
    assert {text: articles for text, articles in told.items() if len(articles) > 1} == {}


def test_outlets_tell_one_event_in_other_words_and_share_what_officials_said(world: World) -> None:
    by_event = defaultdict(list)
    for _, article in world.articles():
        if not article.event.is_wire and not article.is_live:
            by_event[article.event.key].append(article)
    shared_quotes = pairs = 0
    shared_sentences = 0.0
    for articles in by_event.values():
        for one, two in pairwise(articles):
            first, second = one.versions[0].draft, two.versions[0].draft
            pairs += 1
            said = [quote.text for quote in one.event.statement]
            shared_quotes += sum(any(q in t for t in first.texts) and any(q in t for t in second.texts) for q in said)
            shared_sentences += len(set(first.texts) & set(second.texts)) / len(first.texts)
    assert pairs > 40
    assert shared_quotes / pairs > 2.5
    assert shared_sentences / pairs < 0.3


def test_wire_copy_is_run_word_for_word_under_other_headlines(world: World) -> None:
    by_key = {article.key: article for _, article in world.articles()}
    members = [article for article in by_key.values() if article.wire_of]
    assert len(members) > 20
    for member in members:
        source = by_key[member.wire_of or ""]
        assert member.versions[0].draft.texts == source.versions[0].draft.texts
    titles = {(by_key[m.wire_of or ""].versions[0].draft.title.text, m.versions[0].draft.title.text) for m in members}
    assert sum(one != two for one, two in titles) > len(titles) / 2


def test_articles_read_like_news(world: World) -> None:
    for _, article in world.articles():
        draft = article.versions[0].draft
        assert draft.title.text[0].isupper() or draft.title.text[0].isdigit()
        for text in draft.texts:
            assert not re.search(r"[{}\[\]|]|  ", text), text
        if not article.is_live:
            assert 130 < len(" ".join(draft.texts).split()) < 700
            assert sum(paragraph.kind == "quote" for paragraph in draft.paragraphs) >= 3


@pytest.mark.parametrize("code", CODES)
def test_a_grammar_gives_its_alternatives_and_an_event_its_facts(code: str) -> None:
    rng = dice("test", code)
    assert {choose("a [b|c] d", rng) for _ in range(40)} == {"a b d", "a c d"}
    event = happen(1, 7, code, AT, is_wire=False)
    assert event == happen(1, 7, code, AT, is_wire=False)
    assert event.facts != happen(2, 7, code, AT, is_wire=False).facts
    assert set(event.facts) == set(event.domain.facts)


@pytest.mark.parametrize(
    ("code", "number", "spelled", "text"),
    [
        ("en", 3, True, "three"),
        ("en", 3, False, "3"),
        ("en", 1250, True, "1,250"),
        ("de", 1250, False, "1.250"),
        ("es", 12, True, "doce"),
    ],
)
def test_numbers_are_printed_as_the_language_does(code: str, number: int, *, spelled: bool, text: str) -> None:
    assert language(code).number(number, spelled=spelled) == text


def test_dates_and_relative_times_are_in_the_language() -> None:
    assert language("en").date(AT, "{weekday} {day} {month} {year}, {clock}") == "Monday 2 March 2026, 12:00"
    assert language("de").date(AT, "{weekday}, {day}. {month}") == "Montag, 2. März"
    assert language("en").ago(30) == "just now"
    assert language("en").ago(200) == "3 minutes ago"
    assert language("es").ago(2 * 86400) == "hace 2 días"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no language 'fr'"):
        language("fr")
