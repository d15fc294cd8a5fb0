from datetime import UTC, datetime

import pytest

from schemas.article import VerdictKind
from schemas.page import Page
from worker.text.extract import extract

from ..rows import each_row

PROSE = (
    "The mayor of the town has resigned over the bridge that nobody has crossed yet, the council said on Monday. "
    "Her deputy, who opposed the bridge from the first day, will stand in until an election is held in the spring. "
)
SHORT = f"<html><body><article><h1>Mayor resigns</h1><p>{PROSE}</p></article></body></html>"
MANY = (PROSE.replace("bridge", f"bridge of {year}") for year in range(2001, 2009))
LONG = SHORT.replace(PROSE, "</p><p>".join(MANY))
LINKED = (
    '<script type="application/ld+json">'
    '{"@type": "NewsArticle", "headline": "Mayor resigns", "isAccessibleForFree": %s}</script>'
)


def judged(
    body: str,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    url: str = "https://town.example/news/mayor",
    content_type: str = "text/html",
    complete: bool = True,
) -> VerdictKind:
    reading = extract(
        Page(
            url=url,
            fetched_at=datetime(2024, 3, 1, tzinfo=UTC),
            status=status,
            headers=headers or {},
            content_type=content_type,
            body=body.encode(),
            complete=complete,
        )
    )
    assert reading.verdict.reason
    assert reading.verdict.evidence
    return reading.verdict.is_


@each_row(
    ("status", "kind"),
    [
        (200, VerdictKind.ARTICLE),
        (203, VerdictKind.ARTICLE),
        (404, VerdictKind.MISSING),
        (410, VerdictKind.MISSING),
        *((status, VerdictKind.BLOCKED) for status in (400, 401, 403, 429, 451, 500, 502, 503)),
    ],
)
def test_status_first(status: int, kind: VerdictKind) -> None:
    assert judged(LONG, status=status) is kind


def test_headers_next() -> None:
    assert judged(LONG, headers={"cf-mitigated": "challenge"}) is VerdictKind.BLOCKED
    assert judged(LONG, headers={"x-amzn-waf-action": "captcha"}) is VerdictKind.BLOCKED
    assert judged(LONG, headers={"server": "cloudflare", "cf-ray": "1"}) is VerdictKind.ARTICLE


def test_transport_and_parser() -> None:
    assert judged(LONG, complete=False) is VerdictKind.TRUNCATED
    assert judged("<div>" * 300 + PROSE * 9) is VerdictKind.TRUNCATED
    assert judged(" \n") is VerdictKind.EMPTY
    assert judged("<html><body><script>app()</script></body></html>") is VerdictKind.EMPTY
    assert judged("%PDF-1.7", content_type="application/pdf") is VerdictKind.EMPTY


CHALLENGE = """<html><head><title>Just a moment...</title></head><body><div id="cf-challenge-running">
    <h1>town.example</h1><p>Checking if the site connection is secure. Enable JavaScript and cookies to continue.</p>
    </div></body></html>"""
CAPTCHA = """<html><head><title>Town News</title></head><body><form id="captcha-form" action="/verify">
    <p>Our systems have detected unusual traffic from your network. Please prove you are not a robot to continue.</p>
    <div class="g-recaptcha"></div></form></body></html>"""
CONSENT = """<html><head><title>Town News</title></head><body><div class="consent-wall"><h1>Your privacy choices</h1>
    <p>We and our 842 partners store and/or access information on a device, such as cookies, to process personal data.
    You may accept or manage your choices at any time.</p><button>Accept all</button><button>Reject all</button>
    <button>Manage settings</button></div></body></html>"""
TEASER = f"""<html><head><title>Mayor resigns</title></head><body><article><h1>Mayor resigns</h1><p>{PROSE}</p>
    <div class="wall"><p>Subscribe to continue reading</p><p>Already a subscriber? Sign in</p></div></article>
    </body></html>"""
SOFT_404 = """<html><head><title>Page not found - Town News</title></head><body><h1>Page not found</h1>
    <p>Sorry, the page you were looking for could not be found. It may have been moved, or it never existed at all.</p>
    <ul><li><a href="/a">Bridge opens at last</a></li><li><a href="/b">Rain expected</a></li></ul></body></html>"""


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (CHALLENGE, VerdictKind.BLOCKED),
        (CAPTCHA, VerdictKind.BLOCKED),
        (CONSENT, VerdictKind.CONSENT),
        (TEASER, VerdictKind.PAYWALL),
        (SOFT_404, VerdictKind.MISSING),
    ],
)
def test_walls(body: str, kind: VerdictKind) -> None:
    assert judged(body) is kind


def test_a_front_page_is_a_listing() -> None:
    link = "<li><a href='/news/mayor'>The mayor has resigned again, for the third time this year</a></li>"
    assert judged(f"<html><body><ul>{link * 40}</ul></body></html>", url="https://town.example/") is VerdictKind.LISTING


def test_a_paid_article_is_a_teaser_only_where_that_shows() -> None:
    paid = SHORT.replace("<body>", f"<head>{LINKED % 'false'}</head><body>")
    assert judged(paid) is VerdictKind.ARTICLE
    assert judged(paid.replace("in the spring. ", "in ...")) is VerdictKind.PAYWALL
    assert judged(paid.replace("</article>", "<div class='paywall'>Subscribe</div></article>")) is VerdictKind.PAYWALL
    assert judged(LONG.replace("<body>", f"<head>{LINKED % 'false'}</head><body>")) is VerdictKind.ARTICLE


@pytest.mark.parametrize(
    "subject",
    [
        "Captchas ask visitors to prove you are not a robot, and press and hold a button until they are tired.",
        "The page not found by many readers is the one on cookies: accept all, reject all, or manage settings.",
        "Subscribe to continue reading is what most newspapers now say, the study of paywalls found last year.",
        "Access denied was the answer to 40 of 100 requests, the ministry said on Monday, the study found as well.",
    ],
)
def test_an_article_about_walls_is_an_article(subject: str) -> None:
    assert judged(LONG.replace("</h1>", f"</h1><p>{subject}</p>")) is VerdictKind.ARTICLE


def test_a_short_article_that_says_so_is_an_article() -> None:
    head = f"<head><title>Mayor resigns</title>{LINKED % 'true'}</head>"
    text = "<p>The mayor of the town has resigned, the council said on Monday morning.</p>"
    body = f"<article><h1>Mayor resigns</h1>{text}</article>"
    footer = "<footer>We use cookies. Accept all. Manage settings. Already a subscriber?</footer>"
    assert judged(f"<html>{head}<body>{body}{footer}</body></html>") is VerdictKind.ARTICLE


def test_a_pasted_line_is_an_article() -> None:
    assert judged("The mayor has resigned.", content_type="text/plain") is VerdictKind.ARTICLE
    assert judged("Access denied to 40 of 100, they say.", content_type="text/plain") is VerdictKind.ARTICLE
    assert judged("\n", content_type="text/plain") is VerdictKind.EMPTY
