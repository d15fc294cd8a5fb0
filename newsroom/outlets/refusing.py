"""Outlets that do not always let their articles be read."""

from dataclasses import replace
from datetime import timedelta
from html import escape
from http import HTTPStatus

from newsroom import http, page
from newsroom.article import Article, Version
from newsroom.chance import share
from newsroom.http import Answer, Request
from newsroom.outlets.base import Outlet
from newsroom.page import Page
from newsroom.setting import Window

_RETRY_SECONDS = 1800
_FREE_ARTICLES = 40
_REDIRECTED = 0.15
_LEAST, _MOST = timedelta(hours=2), timedelta(hours=6)


class _Refusing(Outlet):
    """Refuses whole spans of time; `kind` and `detail` name it in the truth."""

    kind = ""
    detail = ""
    shuts_feeds = False

    def windows(self) -> list[Window]:
        """Two spans in the world's days."""
        spans = self.spans(self.kind, 2, _LEAST, _MOST)
        return [Window(start, end, self.kind, self.detail, hides=True) for start, end in spans]

    def refuse(self, request: Request) -> Answer | None:
        """The refusal, while one of the spans lasts."""
        if not any(window.covers(request.at) for window in self.hiding):
            return None
        is_article = self.find(request.bare_path) is not None
        return self.refusal(request) if is_article or self.shuts_feeds else None

    def refusal(self, _request: Request) -> Answer:
        """What a refused visitor gets."""
        raise NotImplementedError


class Blocks403(_Refusing):
    """A firewall that answers 403 to everything."""

    kind = "block-403"
    detail = "403 with a page that denies access"
    shuts_feeds = True

    def refusal(self, request: Request) -> Answer:
        """403."""
        reference = f"<p>Reference #{share(request.path, request.number):.12f}</p>"
        return http.html(HTTPStatus.FORBIDDEN, page.notice("Access Denied", self.words.furniture("blocked"), reference))


class Blocks429(_Refusing):
    """A limiter that answers 429 with Retry-After to everything."""

    kind = "block-429"
    detail = f"429 with Retry-After: {_RETRY_SECONDS}"
    shuts_feeds = True

    def refusal(self, _request: Request) -> Answer:
        """429."""
        text = page.notice("429", self.words.furniture("too_many"))
        return http.html(HTTPStatus.TOO_MANY_REQUESTS, text, ("Retry-After", str(_RETRY_SECONDS)))


class BlocksCaptcha(_Refusing):
    """A guard that answers 200 with a captcha where the article should be."""

    kind = "block-captcha"
    detail = "200 with a captcha in place of every article"

    def refusal(self, request: Request) -> Answer:
        """200, and no article."""
        box = f'<div class="g-recaptcha" data-ray="{share(request.path, request.number):.16f}"></div>'
        return http.html(HTTPStatus.OK, page.notice("Just a moment...", self.words.furniture("captcha"), box))


class ConsentWall(_Refusing):
    """Shows a consent wall to visitors without the cookie: always in its spans, else by redirect now and then."""

    kind = "consent-wall"
    detail = "200 with a consent wall for visitors without a consent cookie"

    def refuse(self, request: Request) -> Answer | None:
        """The wall, or a way round through the consent page."""
        if request.cookies.get("consent") == "yes":
            return None
        if request.bare_path == "/consent":
            return self.refusal(request)
        refused = super().refuse(request)
        if refused or self.find(request.bare_path) is None:
            return refused
        if share(self.setting.seed, "consent", request.path, request.client, request.number) < _REDIRECTED:
            return http.redirect(HTTPStatus.FOUND, self.url("/consent?continue=" + request.bare_path))
        return None

    def refusal(self, _request: Request) -> Answer:
        """The wall."""
        form = f'<form method="post" action="/consent"><button>{escape(self.words.furniture("accept"))}</button></form>'
        return http.html(HTTPStatus.OK, page.notice(self.identity.name, self.words.furniture("consent"), form))


class MeteredPaywall(Outlet):
    """Gives each visitor forty requests a day; after that a teaser: the lede and an offer."""

    def _is_spent(self, request: Request) -> bool:
        """Whether the visitor's meter has run out."""
        return request.number > _FREE_ARTICLES and request.cookies.get("subscriber") != "yes"

    def page(self, article: Article, version: Version, request: Request) -> Page:
        """The article, or its teaser."""
        whole = super().page(article, version, request)
        if not self._is_spent(request):
            return whole
        lede = next(paragraph for paragraph in whole.paragraphs if paragraph.kind == "lede")
        return replace(whole, paragraphs=(lede,), captions=(), is_free=False)

    def article(self, article: Article, request: Request) -> Answer:
        """The page; a teaser bears the offer."""
        answer = super().article(article, request)
        if answer.status != HTTPStatus.OK or not self._is_spent(request):
            return answer
        offer = f'<div class="paywall subscribe"><p>{escape(self.words.furniture("paywall"))}</p></div></body>'
        return replace(answer, body=answer.body.replace(b"</body>", offer.encode()))

    def windows(self) -> list[Window]:
        """Where the meter stands depends on the visitor."""
        detail = f"a teaser from request {_FREE_ARTICLES + 1} of a client's day on"
        return [Window(self.setting.start, self.setting.end, "paywall", detail)]


class Soft404(Outlet):
    """Says "not found" with 200, or leads to the front page; in an outage, of articles that are there."""

    def windows(self) -> list[Window]:
        """Two outages."""
        detail = "200 with a page that says not found, or 302 to the front page, for every article"
        spans = self.spans("outage", 2, timedelta(hours=1), timedelta(hours=3))
        return [Window(start, end, "soft-404", detail, hides=True) for start, end in spans]

    def refuse(self, request: Request) -> Answer | None:
        """The outage."""
        found = self.find(request.bare_path)
        return self.gone(found) if found and any(window.covers(request.at) for window in self.hiding) else None

    def gone(self, article: Article) -> Answer:
        """Half of the articles lead to the front page, half to a page that says 200."""
        return http.redirect(HTTPStatus.FOUND, self.url("/")) if article.number % 2 else self.missing()

    def missing(self) -> Answer:
        """200, whatever was asked."""
        return http.html(HTTPStatus.OK, page.notice(self.identity.name, self.words.furniture("missing")))
