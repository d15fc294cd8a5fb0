from datetime import UTC, datetime

import pytest

from schemas.article import Known, Reading, VerdictKind
from schemas.page import Page
from worker.text.extract import extract

PARAGRAPHS = [
    "The mayor of the harbour town resigned on Monday after a report found that the bridge cost three times the plan.",
    "Her deputy, who opposed the bridge from the first day, will stand in until an election is held in the spring.",
    "The report, which runs to 400 pages, was published on Friday evening, an hour before the summer recess began.",
    "The council had asked for it two years ago, when the first pillar sank and the second one leaned towards it.",
    "Nobody has crossed the bridge yet, and the ferry that it was to replace has been given another ten years.",
]


def read(paragraphs: list[str], *, head: str = "", after: str = "", earlier: Reading | None = None) -> Reading:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = f"<head><title>Mayor resigns</title><meta property='og:type' content='article'>{head}</head>"
    body = f"<html>{head}<body><article><h1>Mayor resigns</h1>{text}</article>{after}</body></html>"
    page = Page(url="https://a.example/x", fetched_at=datetime(2024, 3, 1, tzinfo=UTC), body=body.encode())
    return extract(page, None, Known(reading=earlier))


WHOLE = read(PARAGRAPHS)
WALL = "<div class='offer'><p>Subscribe</p><p>Join 10,000 readers who know more.</p></div>"


@pytest.mark.parametrize(
    "page",
    [
        {"paragraphs": PARAGRAPHS[:1], "after": WALL},
        {"paragraphs": [PARAGRAPHS[0], PARAGRAPHS[1][:60] + "..."]},
        {"paragraphs": PARAGRAPHS[:2], "after": "<div class='paywall'></div>"},
        {"paragraphs": [*PARAGRAPHS[:1], "Already a subscriber? Sign in"]},
    ],
)
def test_a_text_that_shrank_to_its_beginning_at_a_wall_is_a_teaser(page: dict[str, list[str]]) -> None:
    assert WHOLE.is_article
    assert read(**page, earlier=WHOLE).verdict.is_ is VerdictKind.PAYWALL


def test_what_is_but_cut_off_is_no_version_either() -> None:
    assert read(PARAGRAPHS[:2], earlier=WHOLE).verdict.is_ is VerdictKind.TRUNCATED
    assert read(PARAGRAPHS[:2]).verdict.is_ is VerdictKind.ARTICLE


def test_an_edit_stays_an_edit() -> None:
    rewritten = [PARAGRAPHS[0].replace("three", "four"), PARAGRAPHS[1]]
    assert read(rewritten, earlier=WHOLE).is_article
    assert read(PARAGRAPHS[:4], earlier=WHOLE).is_article
    assert read(PARAGRAPHS[2:4], earlier=WHOLE).is_article
    assert read([*PARAGRAPHS[:2], "This article was cut on legal advice."], earlier=WHOLE).is_article
    assert read([*PARAGRAPHS, "It rained."], earlier=WHOLE).is_article
    assert read(PARAGRAPHS[:1], earlier=read(PARAGRAPHS[:1])).is_article


def test_what_has_nearly_all_the_words_it_had_is_no_teaser() -> None:
    offer = (
        "<div class='paywall'><p>Join The Anchor for access to this video. Subscribe to continue watching.</p></div>"
    )
    whole = read([*PARAGRAPHS, *PARAGRAPHS[:3]])
    assert read(PARAGRAPHS[:1], after=offer).verdict.is_ is VerdictKind.PAYWALL
    assert read([PARAGRAPHS[0], *PARAGRAPHS[2:], *PARAGRAPHS[:3]], after=offer, earlier=whole).is_article
    assert read(PARAGRAPHS[:1], after=offer, earlier=whole).verdict.is_ is VerdictKind.PAYWALL
