"""Outlets whose bytes are hard to take: wrongly labelled, cut, or slow."""

from dataclasses import replace
from http import HTTPStatus

from newsroom.article import Article
from newsroom.chance import share
from newsroom.http import Answer, Pace, Request
from newsroom.outlets.base import Outlet
from newsroom.setting import Window

_CUT = 0.3
_SLOW = 0.5
_DRIPPED = 0.03
CHARSETS = (
    ("windows-1252", "windows-1252", "text/html"),
    ("utf-8", "utf-8", "text/html; charset=iso-8859-1"),
    ("utf-8", "utf-8", "text/html; charset=rot13"),
    ("utf-8-sig", "iso-8859-1", "text/html"),
)
"""What the body truly is, what its `<meta>` says, and what its header says. The last has a byte order mark."""


class WrongCharset(Outlet):
    """Text in one encoding, labelled as another or as none there is."""

    def article(self, article: Article, request: Request) -> Answer:
        """The page in its true encoding under a wrong label."""
        answer = super().article(article, request)
        if answer.status != HTTPStatus.OK:
            return answer
        charset, meta, label = CHARSETS[article.number % len(CHARSETS)]
        text = answer.body.decode().replace("<head>", f'<head>\n<meta charset="{meta}">', 1)
        body = text.encode(charset, errors="xmlcharrefreplace")
        return replace(answer, body=body, headers=(("Content-Type", label), *answer.headers[1:]))

    def announcement(self, name: str, request: Request) -> Answer:
        """A feed that says UTF-8 in its first line and Latin-1 in its header."""
        answer = super().announcement(name, request)
        headers = tuple((key, value.replace("utf-8", "iso-8859-1")) for key, value in answer.headers)
        return replace(answer, headers=headers)

    def windows(self) -> list[Window]:
        """Always so."""
        return [Window(self.setting.start, self.setting.end, "wrong-charset", "headers that name another encoding")]


class Truncated(Outlet):
    """Drops the connection in the middle of three in ten articles, in three ways."""

    def article(self, article: Article, request: Request) -> Answer:
        """The page, perhaps cut at a quarter, a half or three quarters."""
        answer = super().article(article, request)
        draw = share(self.setting.seed, "cut", request.path, request.client, request.number)
        if answer.status != HTTPStatus.OK or draw >= _CUT:
            return answer
        quarter = 1 + int(draw / _CUT * 3)
        return replace(answer, cut_at=len(answer.body) * quarter // 4, is_close_delimited=request.number % 2 == 0)

    def windows(self) -> list[Window]:
        """Always so."""
        detail = "three articles in ten cut short, half of them without a Content-Length"
        return [Window(self.setting.start, self.setting.end, "truncation", detail)]


class Slow(Outlet):
    """Takes its time before half of its articles; drips a few of them so slowly that they never end."""

    def article(self, article: Article, request: Request) -> Answer:
        """The page, late."""
        answer = super().article(article, request)
        draw = share(self.setting.seed, "slow", request.path, request.client, request.number)
        if draw < _DRIPPED:
            return replace(answer, pace=Pace(0.1, 16, 0.5))
        return replace(answer, pace=Pace(0.2 + draw)) if draw < _SLOW else answer

    def windows(self) -> list[Window]:
        """Always so."""
        return [Window(self.setting.start, self.setting.end, "slow", "late first bytes, bodies that drip")]
