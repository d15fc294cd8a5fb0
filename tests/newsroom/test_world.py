import ast
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsroom
from newsroom import truth
from newsroom.http import Request
from newsroom.outlets.catalogue import STANDARD
from newsroom.world import World

ONE = World(1, 60, 3)
SAME = World(1, 60, 3)
OTHER = World(2, 60, 3)
PAGES = [(outlet.host, outlet.path(article)) for outlet, article in ONE.articles()]
PAGES += [(outlet.host, path) for outlet in ONE.outlets for path in ("/", "/feed.xml", "/atom.xml", "/sitemap.xml")]

requests = st.builds(
    lambda page, seconds, number, client, cookies, headers: Request(
        ONE.setting.start + timedelta(seconds=seconds), page[0], page[1], client, number, cookies, headers
    ),
    page=st.sampled_from(PAGES),
    seconds=st.integers(0, 3 * 86400),
    number=st.integers(1, 90),
    client=st.sampled_from(["a", "b"]),
    cookies=st.sampled_from([{}, {"ab": "b"}, {"consent": "yes"}]),
    headers=st.sampled_from([{}, {"accept-encoding": "gzip"}]),
)


@settings(max_examples=25, deadline=None)
@given(asked=st.lists(requests, min_size=1, max_size=8))
def test_two_worlds_of_one_seed_answer_alike_in_any_order(asked: list[Request]) -> None:
    first = [ONE.answer(request) for request in asked]
    second = [SAME.answer(request) for request in reversed(asked)]
    assert first == second[::-1]


def test_the_truth_is_the_same_twice_and_another_for_another_seed() -> None:
    assert list(ONE.truth()) == list(SAME.truth())
    assert list(ONE.truth()) == list(ONE.truth())
    texts = {tuple(record["paragraphs"]) for record in ONE.truth() if record["type"] == "version"}
    others = {tuple(record["paragraphs"]) for record in OTHER.truth() if record["type"] == "version"}
    assert not texts & others


def test_every_archetype_has_an_outlet_and_every_outlet_an_article() -> None:
    world = World(3, 200, 3)
    assert {outlet.identity.archetype for outlet in world.outlets} == set(STANDARD)
    assert all(outlet.articles for outlet in world.outlets)
    assert sum(1 for _ in world.articles()) == 200
    assert {outlet.words.code for outlet in world.outlets} == {"en", "de", "es"}


def test_large_worlds_have_more_outlets_and_addresses_of_their_own() -> None:
    world = World(1, 300, 1, ["clean-rss", "twins"], outlets=300)
    assert len(world.outlets) == 300
    assert len(set(world.hosts.values())) == len(world.hosts)
    assert all(address.startswith("127.0.") for address in world.hosts.values())


def test_articles_at_one_outlet_never_share_an_address() -> None:
    world = World(1, 600, 3)
    for outlet in world.outlets:
        assert len({outlet.path(article) for article in outlet.articles}) == len(outlet.articles)


def test_every_change_around_the_text_is_a_change_of_bytes_only() -> None:
    outlet, article = next((o, a) for o, a in ONE.articles() if o.identity.archetype == "atom-updated")
    at = article.published + timedelta(minutes=1)
    first = Request(max(at, ONE.setting.start), outlet.host, outlet.path(article))
    one, two = ONE.answer(first), ONE.answer(replace(first, number=2))
    assert one.body != two.body
    assert all(text.encode() in two.body for text in article.versions[0].draft.texts if "'" not in text)


def test_unpublished_and_unknown_are_missing() -> None:
    outlet, article = next((o, a) for o, a in ONE.articles() if a.published > ONE.setting.start)
    before = Request(article.published - timedelta(seconds=1), outlet.host, outlet.path(article))
    assert ONE.answer(before).status == HTTPStatus.NOT_FOUND
    assert ONE.answer(replace(before, path="/nothing")).status == HTTPStatus.NOT_FOUND
    assert ONE.answer(replace(before, host="elsewhere.example")).status == HTTPStatus.MISDIRECTED_REQUEST


def test_links_name_hosts_or_addresses_with_the_port() -> None:
    named, numbered = (
        World(1, 4, 1, ["clean-rss"], port=8180),
        World(1, 4, 1, ["clean-rss"], port=8180, by_address=True),
    )
    outlet = named.outlets[0]
    assert outlet.url("/") == f"http://{outlet.host}:8180/"
    assert numbered.outlets[0].url("/") == "http://127.0.0.2:8180/"
    assert numbered.host("127.0.0.2:8180") == outlet.host


@pytest.mark.parametrize(("articles", "days", "only"), [(0, 1, None), (1, 0, None), (1, 1, ["no-such"])])
def test_an_impossible_world_is_refused(articles: int, days: float, only: list[str] | None) -> None:
    with pytest.raises(ValueError, match=r"archetype|needs"):
        World(1, articles, days, only)


def test_the_newsroom_imports_nothing_of_the_product() -> None:
    root = Path(newsroom.__file__).parent
    product = {folder.name for folder in root.parent.iterdir() if (folder / "__init__.py").exists()} - {"newsroom"}
    assert {"schemas", "worker", "tasks", "console"} <= product
    for file in root.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not product & {name.partition(".")[0] for name in names}, file


def test_printed_figures_are_read_with_what_stands_after_them_in_each_language() -> None:
    printed = {
        fact: (value, sentence.text)
        for world in (ONE, OTHER)
        for _, article in world.articles()
        if article.event.language in {"de", "es"}
        for draft in [article.versions[0].draft]
        for fact, value in truth.printed_figures(draft).items()
        for paragraph in draft.paragraphs
        for sentence in paragraph.sentences
        if sentence.uses(fact) and (f"{{{fact}}} Millionen" in sentence.form or f"{{{fact}}} mil " in sentence.form)
    }
    assert printed
    for value, text in printed.values():
        assert value % (1_000_000 if "Millionen" in text else 1_000) == 0
