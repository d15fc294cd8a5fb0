from datetime import UTC, datetime

import pytest

from worker.text.pages import html, voters
from worker.text.pages.draft import Draft

NOW = datetime(2024, 3, 1, tzinfo=UTC)
PROSE = [
    "The mayor of the town has resigned over the bridge that nobody has crossed yet, the council said on Monday.",
    "Her deputy, who opposed the bridge from the first day, will stand in until an election is held in the spring.",
    "Engineers had warned the council two years ago that the river bed was too soft to bear the weight of the piers.",
    "The bridge has cost the town four million so far, and taking it down again would cost another million at least.",
]


def page(body: str, head: str = "") -> Draft:
    titled = f"<head><title>Mayor resigns | Town News</title>{head}</head>"
    markup = f"<!DOCTYPE html><html lang='en-GB'>{titled}<body>{body}</body></html>"
    return html.read(markup, url="https://town.example/news/mayor-resigns", before=NOW)


def article(*extra: str) -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in PROSE)
    return f"<nav><a href='/'>Home</a></nav><article><h1>Mayor resigns</h1>{paragraphs}{''.join(extra)}</article>"


def test_paragraphs_come_out_whole_and_alone() -> None:
    found = page(article())
    assert list(found.paragraphs) == PROSE
    assert found.metadata.title == "Mayor resigns"
    assert found.metadata.language == "en"


def test_furniture_inside_the_article_is_left_out() -> None:
    extra = (
        "<p><a href='/other'>Another story that you may want to read as well today</a></p>",
        "<p>Read more: Five bridges that fell</p>",
        "<p>Sign up to our free morning newsletter</p>",
        "<p>Listen to this article</p><p>Loading audio...</p>",
        "<div class='media-caption'><p>The bridge as it was on Monday morning in the rain</p></div>",
        "<figure><img src='x.jpg'><figcaption>The bridge from above. Picture: Town News</figcaption></figure>",
    )
    assert list(page(article(*extra)).paragraphs) == PROSE


def test_a_row_of_teasers_is_left_out_and_one_headline_that_is_linked_is_not() -> None:
    gap = "\n" + " " * 60
    teaser = "<li><h3>{0}<a href='/{1}'>{0}{2}</a></h3>{0}<p>What the council knew of {2} long before.</p></li>"
    titles = ("The tunnel below", "A recipe for soup", "Five bridges that fell")
    row = "".join(teaser.format(gap, number, title) for number, title in enumerate(titles))
    assert list(page(article(f"<ul>{row}</ul>")).paragraphs) == PROSE
    heading = "<h2><a href='/river'>What the river did</a></h2>"
    sections = "".join(f"<div>{heading}<p>{text}</p><p>{PROSE[0]}</p></div>" for text in PROSE)
    assert set(PROSE) <= set(page(f"<article><h1>Mayor resigns</h1>{sections}</article>").paragraphs)


def test_a_link_alone_on_its_line_is_left_out_however_it_is_indented() -> None:
    indented = "<p>\n" + " " * 60 + "<a href='/other'>\n" + " " * 60 + "Another story of the bridge</a></p>"
    assert list(page(article(indented)).paragraphs) == PROSE


LINKED = "<li>{} <a href='/{}'>{}</a></li>"


def test_a_list_that_leads_elsewhere_is_left_out_and_one_that_tells_something_is_not() -> None:
    titles = [
        ("Torn between two bridges?", "Our guide to rivers"),
        ("The tunnel below", "and who dug it"),
        ("Soup", "for all"),
    ]
    elsewhere = "".join(LINKED.format(*words[:1], at, words[1]) for at, words in enumerate(titles))
    told = "".join(f"<li>{text} <a href='/x'>The report</a></li>" for text in PROSE)
    found = page(article(f"<ul>{elsewhere}</ul><ul>{told}</ul>")).paragraphs
    assert list(found) == [*PROSE, *(f"{text} The report" for text in PROSE)]


def test_a_post_that_is_quoted_is_kept_though_most_of_it_is_links() -> None:
    post = (
        "<blockquote class='post'><p>The bridge <a href='/t'>example.org/what-became-of-the-bridge</a></p></blockquote>"
    )
    assert list(page(article(post)).paragraphs) == [*PROSE, "The bridge example.org/what-became-of-the-bridge"]
    assert list(page(article(post.replace("blockquote", "div"))).paragraphs) == PROSE


def test_tags_are_left_out() -> None:
    tags = "<strong>Tags<br><a href='/t/1' rel='tag'>bridges</a>, <a href='/t/2' rel='tag'>the mayor</a></strong>"
    assert "bridges, the mayor" not in page(article(tags)).paragraphs


def test_words_alone_beside_a_picture_are_its_caption_and_sentences_are_not() -> None:
    said = "Below is what the bridge has come to since the mayor left the town for good."
    pictures = (
        "<div><div><img src='/1.jpg'></div><br><span>The bridge with its piers in the rain</span></div>",
        f"<div><img src='/2.jpg'>{said}</div>",
    )
    assert list(page(article(*pictures)).paragraphs) == [*PROSE, said]


def test_marks_that_part_a_text_are_no_lines_of_it() -> None:
    assert list(page(article("<p>* * *</p>", f"<p>{PROSE[0]}</p>", "<p>___</p>")).paragraphs) == [*PROSE, PROSE[0]]


def test_comments_are_left_out_however_many_there_are() -> None:
    comment = "<div class='comment'><p>I never liked the mayor, nor her bridge, and said so at the time.</p></div>"
    assert list(page(article() + f"<section id='comments'>{comment * 9}</section>").paragraphs) == PROSE


def test_a_body_split_by_advertising_is_put_together() -> None:
    sentence = "And so it went on, day after day, until the end."
    first, second = ("".join(f"<p>{text} {sentence}</p>" for text in half) for half in (PROSE[:2], PROSE[2:]))
    parts = f"<div class='body part'>{first}</div><div class='ad'>Buy!</div><div class='body part'>{second}</div>"
    body = f"<main>{parts}</main>"
    text = " ".join(page(body).paragraphs)
    assert all(paragraph in text for paragraph in PROSE)


def test_line_breaks_part_paragraphs_and_not_sentences() -> None:
    broken = "<p>A sentence that is<br>broken in two goes on.</p>"
    body = f"<article><p>{PROSE[0]}<br><br>{PROSE[1]}<br>{PROSE[2]}</p>{broken}</article>"
    assert list(page(body).paragraphs) == [*PROSE[:3], "A sentence that is broken in two goes on."]


def test_the_same_page_reads_the_same_every_time() -> None:
    assert len({page(article()).paragraphs for _ in range(5)}) == 1


def test_what_the_parser_drops_is_told() -> None:
    deep = page("<div>" * 400 + "lost" + "</div>" * 400)
    assert deep.cut is not None
    assert "depth" in deep.cut
    assert page(article()).cut is None


def test_a_failing_extractor_is_told_and_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(voters, "extract_content", fail)
    assert page(article()).cut == "the extractor failed: RecursionError: too deep"
    assert page(article()).paragraphs == ()


def test_links_around_the_article_change_nothing() -> None:
    around = "<aside><h3>{0}</h3><ul><li><a href='/a'>{0}</a></li><li><a href='/b'>{0} again</a></li></ul></aside>"
    inside = "<p><a href='/c'>{0} as never before</a></p><p>Read more: <a href='/d'>{0}</a></p>"
    first, second = (
        page(around.format(words) + article(inside.format(words)) + around.format(words))
        for words in ("Five bridges that fell down", "A recipe for soup")
    )
    assert first.paragraphs == second.paragraphs == tuple(PROSE)


def test_nothing_at_all() -> None:
    assert html.read("", url=None, before=NOW) == Draft()
    assert html.read("<!-- -->", url=None, before=NOW) == Draft()


def test_a_table_that_lays_out_the_page_is_read_in_paragraphs_and_one_of_data_row_by_row() -> None:
    text = "".join(f"<p>{line}</p>" for line in PROSE)
    cells = f"<td><a href='/'>Home</a></td><td><h1>Mayor resigns</h1><p>March 1, 2024 - 11:28 GMT</p>{text}</td>"
    assert list(page(f"<table><tr>{cells}</tr></table>").paragraphs) == PROSE
    data = (
        "<table><tr><td>Bridge</td><td><p>4 million</p><p>so far</p></td></tr><tr><td>Ferry</td><td>1</td></tr></table>"
    )
    assert "Bridge | 4 millionso far" in page(article(data)).paragraphs
