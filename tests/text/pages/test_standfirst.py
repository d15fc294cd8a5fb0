"""What stands between headline and text, and is told to machines."""

from datetime import UTC, datetime
from html import escape

import pytest

from schemas.article import Known, Reading
from schemas.page import Page
from worker.text.extract import extract, remember
from worker.text.pages import voters
from worker.text.pages.furniture import key

PROSE = (
    "The mayor of the town has resigned over the bridge that nobody has crossed yet, the council said on Monday.",
    "Her deputy, who opposed the bridge from the first day, will stand in until an election is held in the spring.",
    "Engineers had warned the council two years ago that the river bed was too soft to bear the weight of the piers.",
)
STANDFIRST = "Nobody has crossed the river yet, and four million are gone: how a small town came by half a bridge"


def page(between: str, *, description: str = STANDFIRST, below: str = "", heading: str = "Mayor resigns") -> Page:
    head = f"<title>Mayor resigns</title><meta property='og:description' content='{escape(description)}'>"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PROSE)
    top = f"<header><h1>{heading}</h1>{between}<div class='byline'>By Ada Lunn</div></header>"
    body = f"<html><head>{head}</head><body><article>{top}<div class='body'>{text}</div></article>{below}</body></html>"
    return Page(url="https://town.example/a", fetched_at=datetime(2024, 3, 1, tzinfo=UTC), body=body.encode())


def read(*args: str, **kwargs: str) -> Reading:
    return extract(page(*args, **kwargs))


@pytest.mark.parametrize(
    "between",
    [
        f"<div class='a'><div class='b'><p>{STANDFIRST}</p></div></div>",
        f"<h2>{STANDFIRST}</h2>",
        f"<div class='x'><p>{STANDFIRST}</p><div class='share'><button>Share</button></div></div>",
        f"<div>{STANDFIRST.replace(' how ', '<br>how ')}</div>",
    ],
)
def test_the_standfirst_is_part_of_the_text(between: str) -> None:
    assert read(between).paragraphs == (STANDFIRST, *PROSE)


def test_what_is_told_to_machines_alone_is_not() -> None:
    assert read("").paragraphs == PROSE
    assert read("<p>What the council knew of the bridge, and when.</p>").paragraphs[-3:] == PROSE
    assert STANDFIRST not in read("<p>What the council knew of the bridge, and when.</p>").text


def test_a_first_sentence_that_is_the_description_stands_there_once() -> None:
    assert read(f"<p>{PROSE[0]}</p>", description=PROSE[0]).text.count(PROSE[0]) == 1
    assert read("", description=PROSE[0][:60]).paragraphs == PROSE


def test_captions_and_what_stands_below_the_text_are_none() -> None:
    caption = f"<figure><img src='/1.jpg'><figcaption><span>{STANDFIRST}</span></figcaption></figure>"
    assert read(caption).paragraphs == PROSE
    assert read("", below=f"<aside><p>{STANDFIRST}</p></aside>").paragraphs == PROSE


@pytest.mark.parametrize("description", [STANDFIRST, STANDFIRST.replace("four", "five")])
def test_an_edit_of_it_is_seen_whether_machines_are_told_or_not(description: str) -> None:
    old = page(f"<p>{STANDFIRST}</p>")
    new = page(f"<p>{STANDFIRST.replace('four', 'five')}</p>", description=description)
    found = extract(new, None, remember(old, extract(old)))
    assert found.paragraphs == (STANDFIRST.replace("four", "five"), *PROSE)


def test_a_standfirst_that_comes_later_is_seen() -> None:
    old = page("", description="Town news")
    found = extract(page(f"<p>{STANDFIRST}</p>"), None, remember(old, extract(old)))
    assert found.paragraphs == (STANDFIRST, *PROSE)


def test_what_a_site_says_of_itself_on_every_page_is_none() -> None:
    learned = frozenset({key(STANDFIRST)})
    assert extract(page(f"<h2>{STANDFIRST}</h2>"), None, Known(furniture=learned)).paragraphs == PROSE
    old = page("", description="Town news")
    assert extract(page(f"<h2>{STANDFIRST}</h2>"), None, remember(old, extract(old), learned)).paragraphs == PROSE


def test_a_known_standfirst_keeps_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = voters._fast
    dateline = "Riverside, 3 March 2024, from our reporter"
    old = page(f"<p>{STANDFIRST}</p>", below="<aside>Weather</aside>")
    monkeypatch.setattr(voters, "_fast", lambda tree: [dateline, STANDFIRST, *whole(tree)[-3:]])
    known = remember(old, extract(old))
    monkeypatch.setattr(voters, "_fast", lambda tree: [dateline, *whole(tree)[-3:]])
    assert extract(old, None, known).paragraphs == (dateline, STANDFIRST, *PROSE)
