from datetime import UTC, datetime

import pytest

from schemas.article import VerdictKind
from schemas.page import Page
from worker.text.extract import extract

TEXT = "<p>The mayor of the harbour town has resigned with immediate effect, the council said on Monday morning.</p>"
BODY = f"<html><title>Mayor resigns</title><body><article><h1>Mayor resigns</h1>{TEXT}</article></body></html>"


def judged(
    body: str = BODY,
    status: int = 200,
    url: str = "https://harbour.example/news/mayor",
    content_type: str = "text/html",
    **headers: str,
) -> VerdictKind:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    page = Page(
        url=url,
        fetched_at=datetime(2024, 3, 1, tzinfo=UTC),
        status=status,
        headers=named,
        content_type=content_type,
        body=body.encode(),
    )
    return extract(page).verdict.is_


@pytest.mark.parametrize(
    ("status", "headers", "kind"),
    [
        (200, {}, "article"),
        (200, {"x_datadome": "protected", "cf_ray": "8", "x_iinfo": "4-1"}, "article"),
        (403, {"x_datadome": "protected"}, "blocked"),
        (405, {"x_amzn_waf_action": "captcha"}, "blocked"),
        (404, {"cf_mitigated": "challenge"}, "blocked"),
        (429, {"retry_after": "120"}, "blocked"),
        (402, {}, "paywall"),
        (302, {"location": "/"}, "missing"),
        (302, {"location": "https://consent.harbour.example/x"}, "consent"),
        (301, {"location": "/news/mayor-resigns"}, "empty"),
    ],
)
def test_status_and_headers(status: int, headers: dict[str, str], kind: str) -> None:
    assert judged(status=status, **headers) == kind


def test_an_empty_answer_to_be_asked_for_again_is_a_check() -> None:
    assert judged("", status=202) is VerdictKind.BLOCKED
    assert judged("", status=200) is VerdictKind.EMPTY


def test_a_body_shorter_than_announced_is_truncated() -> None:
    cut = BODY[: BODY.index("</article>")]
    assert judged(cut, content_length=str(len(BODY))) is VerdictKind.TRUNCATED
    assert judged(cut.replace("<html>", "").replace("<body>", "")) is VerdictKind.ARTICLE
    # The length is that of the packed body, and the whole is there anyway.
    assert judged(BODY, content_length="99999", content_encoding="gzip") is VerdictKind.ARTICLE
    assert judged(BODY, content_length="99999") is VerdictKind.ARTICLE


@pytest.mark.parametrize(
    "end", ["<div><div><p>", "<a href='/x", "<!-- more", "<p>And then the may", "<div><script>var a=1;"]
)
def test_a_body_that_ends_in_the_middle_is_truncated(end: str) -> None:
    assert judged(BODY[: BODY.index("</article>")] + end) is VerdictKind.TRUNCATED


def test_text_too_large_for_the_parser_is_truncated() -> None:
    huge = BODY.replace("<p>", "<p>" + "word " * 2_100_000, 1)
    assert judged(huge) is VerdictKind.TRUNCATED


def test_an_address_that_asks_for_consent() -> None:
    page = "<html><body><form><button>OK</button></form></body></html>"
    assert (
        judged(page, url="https://consent.harbour.example/v2?continue=https://harbour.example/") is VerdictKind.CONSENT
    )
    assert judged(page) is VerdictKind.EMPTY
    assert judged(BODY, url="https://harbour.example/news/consent-in-court") is VerdictKind.ARTICLE


def test_a_page_that_sends_on_by_itself_is_a_redirect() -> None:
    def sent(target: str) -> VerdictKind:
        return judged(f"<html><head><meta http-equiv='refresh' content='0;url={target}'></head><body>...</body></html>")

    assert sent("https://consent.harbour.example/gate") is VerdictKind.CONSENT
    assert sent("/") is VerdictKind.MISSING
    assert sent("/news/mayor?again=1") is VerdictKind.EMPTY


def test_a_paid_part_that_is_not_there_shows_a_teaser_of_any_length() -> None:
    def told(first: int) -> str:
        days = range(first, first + 12)
        return "".join(
            f"<p>On day {day} of its strike crew {day + 40} told the town where its boat lay.</p>" for day in days
        )

    def paid(part: str) -> VerdictKind:
        data = """{"@type": "NewsArticle", "headline": "The long strike", "isAccessibleForFree": "False", "hasPart":
            {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".paid"}}"""
        head = f"<script type='application/ld+json'>{data}</script>"
        body = f"<article><h1>The long strike</h1>{told(1)}{part}</article>"
        return judged(f"<html><head>{head}</head><body>{body}</body></html>")

    assert paid("") is VerdictKind.PAYWALL
    assert paid("<div class='paid'></div>") is VerdictKind.PAYWALL
    assert paid(f"<div class='paid'>{told(20)}</div>") is VerdictKind.ARTICLE
