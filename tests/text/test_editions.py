"""Lines of an edition, told from an editor's."""

import pytest

from schemas.article import Reading
from schemas.page import Page
from worker.clock import now
from worker.text import editions
from worker.text.extract import extract

TEXT = [
    "The harbour bridge was closed on Monday after engineers found cracks in two of its cables, the city said.",
    "About 12,000 cars use the bridge on a working day, and the ferries cannot carry them all, officials warned.",
    "Repairs will take three weeks and cost 4 million euros, according to the first estimate of the builders.",
    "“Nobody was in danger at any time,” said Mayor Anna Lund, who visited the bridge on Monday afternoon.",
]
NOTICE = "Readers in your area: weather and travel updates for the Thames Valley."


def reading(*paragraphs: str, title: str = "Bridge closed") -> Reading:
    body = f"{title}\n\n" + "\n\n".join(paragraphs)
    return extract(Page(url="https://post.example/1", fetched_at=now(), content_type="text/plain", body=body.encode()))


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_line_that_comes_or_goes_alone_may_be_an_editions(place: int) -> None:
    plain, other = reading(*TEXT), reading(*TEXT[:place], NOTICE, *TEXT[place:])
    assert editions.passing(plain, other) == ((NOTICE,), True)
    assert editions.passing(other, plain) == ((NOTICE,), True)


def test_one_notice_in_the_place_of_another() -> None:
    east = NOTICE.replace("the Thames Valley", "East Anglia")
    assert editions.passing(reading(*TEXT, NOTICE), reading(*TEXT, east)) == ((NOTICE, east), True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            TEXT,
            [*TEXT, "The police of Harbour City are looking into it, said Mayor Lund in the evening of the same day."],
        ),
        (TEXT, [*TEXT, "The second inspection found cracks in 12,000 wires of the same make, the engineers reported."]),
        (TEXT, [*TEXT, "Correction: an earlier version gave a wrong sum for the works on another of the ferries."]),
        (TEXT, [*TEXT, "This article was amended on 3 March to put right the name of a former member of the board."]),
        (TEXT, [TEXT[0].replace("two", "three"), *TEXT[1:], NOTICE]),
        (TEXT, [TEXT[1], TEXT[0], *TEXT[2:], NOTICE]),
        (TEXT, TEXT),
        (TEXT, [*TEXT, NOTICE, NOTICE + " Now.", NOTICE + " Here."]),
        (TEXT, [*TEXT, "a quiet day in the hills and on the roads, " * 8]),
    ],
)
def test_what_an_editor_does_is_no_editions(old: list[str], new: list[str]) -> None:
    for found in (editions.passing(reading(*old), reading(*new)), editions.passing(reading(*new), reading(*old))):
        assert not found.is_strange
        assert not editions.recurs(found, [NOTICE, "Something else altogether, at some length."] * 3)


def test_a_line_that_comes_with_another_headline_is_an_edit() -> None:
    assert editions.passing(reading(*TEXT), reading(*TEXT, NOTICE, title="Bridge shut")).lines == ()


def test_a_line_that_names_what_the_article_speaks_of_is_an_editions_where_two_others_have_it() -> None:
    found = editions.passing(reading(*TEXT), reading(*TEXT, NOTICE.replace("the Thames Valley", "Monday Valley")))
    assert not found.is_strange
    assert not editions.recurs(found, [NOTICE])
    assert editions.recurs(found, [NOTICE, NOTICE.replace("the Thames Valley", "East Anglia")])


@pytest.mark.parametrize(
    ("line", "other", "same"),
    [
        (NOTICE, NOTICE.replace("the Thames Valley", "East Anglia"), True),
        (
            "Cerca de usted: el tiempo y el tráfico en la sierra.",
            "Cerca de usted: el tiempo y el tráfico en la ribera.",
            True,
        ),
        (
            "Für Sie in der Nähe: Wetter und Verkehr in Hessen.",
            "Für Sie in der Nähe: Wetter und Verkehr in Franken.",
            True,
        ),
        (NOTICE, "Nobody has been arrested so far, and the police ask for witnesses of that evening.", False),
        ("The family has been told, the police said.", "The road has been opened again, the council said.", False),
    ],
)
def test_lines_of_one_template(line: str, other: str, same: bool) -> None:  # noqa: FBT001 - a case
    found = editions.Passing((line,), is_strange=True)
    assert editions.recurs(found, ["Something else altogether, at some length.", other]) is same
    assert not editions.recurs(found, [])
