import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from lxml import etree

from newsroom.article import Article
from newsroom.http import Answer, Request
from newsroom.outlets.base import Outlet
from newsroom.setting import Window
from newsroom.world import World

CHARSET = re.compile(rb'<meta charset="([^"]+)"')
SCRIPTS = re.compile(r"<script.*?</script>", re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """What a page shows between its tags."""

    headline: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@pytest.fixture(scope="session")
def shown() -> Callable[[Answer], Shown]:
    def read(answer: Answer) -> Shown:
        declared = CHARSET.search(answer.body)
        marked = answer.body.startswith(codecs.BOM_UTF8)
        charset = "utf-8-sig" if marked else declared[1].decode() if declared else "utf-8"
        text = SCRIPTS.sub("", answer.body.decode(charset))
        found = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
        lines = (unescape(piece).strip() for piece in re.split(r"<[^>]+>", text))
        return Shown(unescape(found[1]) if found else "", tuple(line for line in lines if line))

    return read


@pytest.fixture(scope="session")
def visit() -> Callable[[World, Outlet, Article, datetime], Answer]:
    """Read an article as a visitor does who has agreed to everything and comes for the first time today."""

    def ask(world: World, outlet: Outlet, article: Article, at: datetime) -> Answer:
        cookies = {"consent": "yes", "ab": "a"}
        return world.answer(Request(at, outlet.host, outlet.path(article, at), cookies=cookies))

    return ask


@pytest.fixture(scope="session")
def world() -> World:
    return World(1, 400, 3)


class Place:
    """A world of one archetype, its only outlet, and what it answers."""

    def __init__(self, archetype: str, seed: int = 1) -> None:
        self.world = World(seed, 24, 3, [archetype], outlets=1)
        self.outlet: Outlet = self.world.outlets[0]
        self.start, self.end = self.world.setting.start, self.world.setting.end

    def get(self, path: str, at: datetime | None = None, **asked: Any) -> Answer:
        return self.world.answer(Request(at or self.end, self.outlet.host, path, **asked))

    def read(self, article: Article, at: datetime | None = None, **asked: Any) -> Answer:
        return self.get(self.outlet.path(article, at), at, **asked)

    def steady(self) -> Article:
        """An article that stands unwithdrawn at the end."""
        return next(each for each in self.outlet.articles if not each.versions[-1].gone)

    def edited(self) -> Article:
        """An article whose text was edited while it could be read."""
        return next(a for a in self.outlet.articles if a.edits and set(a.edits[0].after) - set(a.edits[0].before))

    def windows(self, kind: str) -> list[Window]:
        found = [window for window in self.outlet.windows() if window.kind == kind]
        assert found
        return found

    def items(self, at: datetime | None = None, **asked: Any) -> list[etree._Element]:
        return list(etree.fromstring(self.get("/feed.xml", at, **asked).body).iterfind("channel/item"))


@pytest.fixture(scope="session")
def place_of() -> Callable[..., Place]:
    return Place
