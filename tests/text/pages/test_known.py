"""Pages read in the light of an earlier one."""

import json
from datetime import UTC, datetime

import pytest
from lxml.html import HtmlElement

from schemas.article import Known, Reading
from schemas.page import Page
from worker.text.extract import context, extract, remember
from worker.text.pages import html, steady, voters
from worker.text.pages.furniture import key
from worker.text.pages.tree import parse, shown

PROSE = [
    "The mayor of the town has resigned over the bridge that nobody has crossed yet, the council said on Monday.",
    "Her deputy, who opposed the bridge from the first day, will stand in until an election is held in the spring.",
    "Engineers had warned the council two years ago that the river bed was too soft to bear the weight of the piers.",
    "The bridge has cost the town four million so far, and taking it down again would cost another million at least.",
]
PROMO = "Our members knew of the bridge last week; there is a seat for you in the front row as well."


def page(paragraphs: list[str], *, before: str = "", after: str = "", title: str = "Mayor resigns") -> Page:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    article = f"<article><h1>{title}</h1>{text}</article>"
    body = f"<html><head><title>{title}</title></head><body>{before}{article}{after}</body></html>"
    return Page(url="https://town.example/a", fetched_at=datetime(2024, 3, 1, tzinfo=UTC), body=body.encode())


def again(old: Page, new: Page, furniture: frozenset[int] = frozenset()) -> Reading:
    return extract(new, None, remember(old, extract(old), furniture))


def test_the_choice_is_kept_and_made_anew_only_when_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    old = page(PROSE)
    kept = Known(choice=voters.DEFAULT)
    assert extract(old).extractor.choice == voters.FAST
    assert extract(old, None, kept).extractor.choice == voters.DEFAULT
    assert extract(old, None, Known(choice="an extractor of another year")).extractor.choice == voters.FAST
    monkeypatch.setattr(voters, "_default", lambda _: [])
    failed = extract(old, None, kept)
    assert (failed.extractor.choice, failed.paragraphs) == (voters.FAST, tuple(PROSE))


def test_a_paragraph_that_the_extractor_loses_stays_while_the_page_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = voters._fast
    old = page(PROSE)
    known = remember(old, extract(old))
    monkeypatch.setattr(voters, "_fast", lambda tree: whole(tree)[:1] + whole(tree)[2:])
    assert extract(old, None, known).paragraphs == tuple(PROSE)
    assert extract(page([PROSE[0], *PROSE[2:]]), None, known).paragraphs == (PROSE[0], *PROSE[2:])


def test_what_was_on_the_page_and_no_part_of_the_article_is_none_later(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = voters._fast
    old = page(PROSE, after=f"<div><p>{PROMO}</p></div>")
    known = remember(old, extract(old))
    assert PROMO not in extract(old).paragraphs
    monkeypatch.setattr(voters, "_fast", lambda tree: [*whole(tree), PROMO])
    assert extract(old, None, known).paragraphs == tuple(PROSE)


@pytest.mark.parametrize(
    "new",
    [
        [*PROSE[:2], PROMO, *PROSE[2:]],
        [PROMO, *PROSE],
        [*PROSE, "It rained."],
        [PROSE[0].replace("Monday", "Tuesday"), *PROSE[1:]],
        PROSE[:3],
        [PROSE[1], PROSE[0], *PROSE[2:]],
        [f"{PROSE[0]} {PROSE[1]}", *PROSE[2:]],
    ],
)
def test_edits_are_seen(new: list[str]) -> None:
    found = again(page(PROSE), page(new))
    assert list(found.paragraphs) == new
    old = page(PROSE)
    if found.digests.text != extract(old).digests.text:
        assert context(page(new), extract(old)) != context(old, extract(old))


def test_a_line_that_the_outlet_shows_elsewhere_is_furniture_unless_the_article_has_had_it() -> None:
    learned = frozenset({key(PROMO)})
    with_promo = [*PROSE[:2], PROMO, *PROSE[2:]]
    assert extract(page(with_promo), None, Known(furniture=learned)).paragraphs == tuple(PROSE)
    assert again(page(PROSE), page(with_promo), learned).paragraphs == tuple(PROSE)
    assert again(page(with_promo), page(with_promo), learned).paragraphs == tuple(with_promo)


def test_a_redesign_that_leaves_half_to_a_script_hides_nothing() -> None:
    data = json.dumps({"rest": [*PROSE[2:], "And so the bridge stays where it is, for now."]})
    hidden = page(PROSE[:2], after=f"<script type='application/json'>{data}</script>")
    assert again(page(PROSE), hidden).paragraphs == (*PROSE, "And so the bridge stays where it is, for now.")
    cards = json.dumps([{"kind": "p", "html": f"<p>{text}</p>"} for text in PROSE])
    whole = page(PROSE[:1], after=f"<script type='application/json'>{cards}</script>")
    assert again(page(PROSE), whole).paragraphs == tuple(PROSE)
    assert extract(hidden).paragraphs == tuple(PROSE[:2])


def test_an_article_in_the_same_surroundings_need_not_be_read() -> None:
    old = page(PROSE, before="<nav><a href='/'>Home</a></nav><p>3 minutes ago</p>", after="<aside>Bridges</aside>")
    reading = extract(old)
    far = "<footer>" + "All that the town is reading now. " * 10 + "</footer>"
    new = page(
        PROSE,
        before="<p>Weather</p><nav><a href='/'>Home</a></nav><p>53 minutes ago</p>",
        after=f"<aside>Bridges</aside>{far}",
    )
    longer = page(
        PROSE, before="<nav><a href='/'>Home</a></nav><p>9 minutes ago</p>", after=f"<aside>Bridges</aside>{far}{far}"
    )
    assert context(old, reading) is not None
    assert context(new, reading) != context(old, reading)
    assert context(longer, reading) == context(
        page(
            PROSE, before="<nav><a href='/'>Home</a></nav><p>53 minutes ago</p>", after=f"<aside>Bridges</aside>{far}"
        ),
        reading,
    )
    assert context(page(PROSE, title="Mayor stays"), reading) != context(page(PROSE), reading)
    assert context(page(PROSE[:3]), reading) is None
    assert context(page(PROSE).model_copy(update={"status": 403}), reading) is None
    assert context(page(PROSE).model_copy(update={"complete": False}), reading) is None


def test_other_words_in_the_links_of_the_last_line_are_no_edit_and_a_figure_put_right_is() -> None:
    last = "For more of the bridge and of all that it has cost us so far see <a href='/b'>{}</a>."
    old = page([*PROSE, last.format("the report of 25 March")])
    assert again(old, page([*PROSE, last.format("Orchestra opens hall")])).text == extract(old).text
    assert "26 March" in again(old, page([*PROSE, last.format("the report of 26 March")])).text


@pytest.mark.parametrize("edit", [0, 2, 3, None])
def test_a_page_read_by_the_earlier_one_says_what_it_says_read_alone(edit: int | None) -> None:
    said = [
        "\u201cWe will cross it yet,\u201d she said. \u201cIt may take years.\u201d",
        *PROSE,
        "It was over. All left.",
    ]
    now = [*said] if edit is None else [*said[:edit], f"Nobody answered. {said[edit]}", *said[edit + 1 :]]
    alone, by_the_earlier = extract(page(now)), again(page(said), page(now))
    assert by_the_earlier == alone
    assert len(by_the_earlier.quotes) == 2


def test_sentences_and_quotes_of_another_extractor_or_language_are_not_taken_over() -> None:
    old = page(["It cost \u201cnr. 5\u201d of all. The town paid.", *PROSE])
    found = extract(old)
    wrong = found.model_copy(update={"sentences": (), "quotes": ()})
    other = wrong.model_copy(update={"extractor": wrong.extractor.model_copy(update={"version": "0"})})
    assert extract(old, None, remember(old, other)).sentences == found.sentences
    foreign = wrong.model_copy(update={"language": "de"})
    assert extract(old, None, remember(old, foreign)).quotes == found.quotes


def test_the_earlier_page_is_not_parsed_where_no_line_can_have_stood_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    old = page(PROSE)
    known = remember(old, extract(old))
    parsed: list[str] = []

    def noted(markup: str) -> str:
        parsed.append(markup)
        return shown(markup)

    monkeypatch.setattr(steady, "shown", noted)
    assert extract(page(PROSE, after="<aside>Weather</aside>"), None, known).paragraphs == tuple(PROSE)
    edited = [PROSE[0].replace("Monday", "Tuesday"), *PROSE[1:], PROMO]
    assert extract(page(edited), None, known).paragraphs == tuple(edited)
    assert not parsed
    nothing_but_its_words = (
        "The bridge has cost the council years, and the mayor has resigned in the spring over Monday."
    )
    assert extract(page([*PROSE, nothing_but_its_words]), None, known).paragraphs == (*PROSE, nothing_but_its_words)
    assert len(parsed) == 1


def test_a_line_edited_into_one_that_stood_beside_the_article_is_an_edit() -> None:
    edited = PROSE[3].replace("four million", "nine million")
    old = page(PROSE, after=f"<aside><p>{edited}</p></aside>")
    assert extract(old).paragraphs == tuple(PROSE)
    assert again(old, page([*PROSE[:3], edited], after=f"<aside><p>{edited}</p></aside>")).paragraphs == (
        *PROSE[:3],
        edited,
    )


@pytest.mark.parametrize("label", ["Bridges", "The council said on Monday.", "Town News"])
def test_words_of_the_text_that_stood_outside_it_too_are_no_part_of_it_later(
    monkeypatch: pytest.MonkeyPatch, label: str
) -> None:
    whole = voters._fast
    text = [*PROSE, f"It was in the Town News. Bridges fall. {label}"]
    old = page(text, after=f"<aside>{label}</aside>")
    known = remember(old, extract(old))
    monkeypatch.setattr(voters, "_fast", lambda tree: [label, *whole(tree)])
    assert extract(old, None, known).paragraphs == tuple(text)
    alone = page(text)
    monkeypatch.setattr(voters, "_fast", whole)
    assert again(alone, page([*text[:2], label, *text[2:]])).paragraphs == (*text[:2], label, *text[2:])


def test_a_line_that_the_article_has_twice_stays_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = voters._fast
    text = [*PROSE[:2], "What next", *PROSE[2:], "What next", "Nobody knows."]
    old = page(text, after="<aside>What next</aside>")
    known = remember(old, extract(old))
    monkeypatch.setattr(voters, "_fast", lambda tree: ["What next", *whole(tree)])
    assert extract(old, None, known).paragraphs == tuple(text)


def test_a_removed_paragraph_is_not_taken_for_a_link_that_stands_in_its_place() -> None:
    link = "<p><a href='/b'>Five bridges that fell before this one</a></p>"
    body = [*PROSE[:2], f"</p>{link}<p>", *PROSE[2:]]
    gone = [*PROSE[:2], f"</p>{link}<p>", PROSE[3]]
    assert again(page(body), page(gone)).paragraphs == (*PROSE[:2], PROSE[3])


def test_links_that_change_in_several_lines_at_once_are_no_edits_and_in_one_line_they_are() -> None:
    priced = "{} <a href='/q'>{}</a> said on Monday that it had sold more bridges than in all of the year before."
    names = ("Pier and Sons", "Arch Brothers", "The Ferry Company")
    old, new = ([priced.format(name, price) for name in names] for price in ("(PIE 4.20%)", "(no trade today)"))
    assert again(page([*old, *PROSE]), page([*new, *PROSE])).text == extract(page([*old, *PROSE])).text
    assert "(no trade today)" in again(page([*old, *PROSE]), page([new[0], *old[1:], *PROSE])).text


BETWEEN = "What the bridge looks like from the other side of the river this week."


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='insert'><p>{BETWEEN}</p></div>",
        f"<div class='insert'><p><span>{BETWEEN}</span></p><a href='/x'>All of it</a></div>",
        f"<table><tr><td>{BETWEEN}</td></tr></table>",
        f"<p class='teaser'>{BETWEEN}</p>",
    ],
)
def test_what_is_put_among_the_paragraphs_in_a_box_or_of_another_kind_is_no_edit(box: str) -> None:
    assert again(page(PROSE), page([*PROSE[:2], f"</p>{box}<p>", *PROSE[2:]])).paragraphs == tuple(PROSE)


@pytest.mark.parametrize(
    ("added", "wording"),
    [
        (f"<blockquote><p>{BETWEEN}</p></blockquote>", BETWEEN),
        (f"<p>{BETWEEN}</p>", BETWEEN),
        ("<div class='insert'><p>Correction: the bridge has cost three million.</p></div>", "three million"),
        ("<p class='update'>The mayor said later that she would be back.</p>", "be back"),
        ("<table><tr><td>Piers</td><td>12</td></tr><tr><td>Arches</td><td>4</td></tr></table>", "Arches | 4"),
    ],
)
def test_what_may_be_the_editors_own_among_the_paragraphs_is_seen(added: str, wording: str) -> None:
    assert wording in again(page(PROSE), page([*PROSE[:2], f"</p>{added}<p>", *PROSE[2:]])).text


def test_an_edit_in_a_box_of_the_article_is_seen() -> None:
    box = "</p><div class='facts'><p>The bridge is {} metres long and was to carry trains as well.</p></div><p>"
    old, new = ([*PROSE[:2], box.format(length), *PROSE[2:]] for length in (40, 400))
    assert "400 metres" in again(page(old), page(new)).text


def test_a_quotation_taken_out_beside_a_link_is_gone() -> None:
    quotation = (
        "\u201cNobody has crossed it,\u2019\u2019 she said. \u201cIt is a monument to the folly of us all.\u2019\u2019"
    )
    link = "<a href='/x'>SEE ALSO: Engineers warned the council of the river bed two years ago</a>"
    before = page([PROSE[0], quotation, link, *PROSE[1:]])
    assert quotation in extract(before).paragraphs
    assert quotation not in again(before, page([PROSE[0], link, *PROSE[1:]])).paragraphs


def test_a_short_page_that_says_what_it_is_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def noted(markup: str) -> tuple[HtmlElement, str | None]:
        parsed.append(markup)
        return parse(markup)

    monkeypatch.setattr(html, "parse", noted)
    told = page(PROSE, before="<meta property='og:type' content='article'>")
    first = extract(told)
    assert first.is_article
    assert len(parsed) == 1
    again = extract(told, None, remember(told, first))
    assert again == first
    assert len(parsed) == 2
    small_print = b"<footer><p>Small print of it.</p></footer>" * 150
    seems_long = told.model_copy(update={"body": told.body.replace(b"</body>", small_print + b"</body>")})
    assert extract(seems_long).verdict == first.verdict
    assert len(parsed) == 4
