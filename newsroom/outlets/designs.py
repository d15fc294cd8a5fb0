"""Outlets whose pages change their design, grow by the hour, or carry an agency's copy."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from newsroom.article import Article, Version
from newsroom.chance import share
from newsroom.draft import Paragraph
from newsroom.http import Request
from newsroom.layouts import LAYOUTS, Layout
from newsroom.outlets.base import Outlet
from newsroom.page import Page
from newsroom.setting import Window

_NEXT = {"broadsheet": "magazine", "tabloid": "broadsheet", "magazine": "tabloid", "classic": "magazine"}


class RedesignSame(Outlet):
    """Moves every article to a new design at one moment; the text stays the same."""

    detail = "every page in a new design, the text unchanged"

    @property
    def redesigned(self) -> datetime:
        """When: somewhere in the middle of the world's days."""
        span = self.setting.end - self.setting.start
        moment = self.setting.start + span * (0.4 + share(self.setting.seed, "redesign", self.identity.key) / 5)
        return moment.replace(microsecond=0)

    def layout(self, request: Request) -> Layout:
        """The old design, then the new."""
        old = self.identity.layout
        return LAYOUTS[_NEXT[old] if request.at >= self.redesigned else old]

    def windows(self) -> list[Window]:
        """From the redesign on."""
        return [Window(self.redesigned, self.setting.end, "redesign", self.detail)]


class RedesignHides(RedesignSame):
    """A redesign after which only a script brings in the second half of every article."""

    detail = "every page in a new design, the second half of the text only by script"

    def shown(self, version: Version, at: datetime) -> Sequence[Paragraph]:
        """The first half once redesigned."""
        paragraphs = version.draft.paragraphs
        return paragraphs[: (len(paragraphs) + 1) // 2] if at >= self.redesigned else paragraphs

    def page(self, article: Article, version: Version, request: Request) -> Page:
        """The page, with the rest held back."""
        whole = super().page(article, version, request)
        shown = self.shown(version, request.at)
        return replace(whole, paragraphs=shown, held_back=whole.paragraphs[len(shown) :])


class LiveBlog(Outlet):
    """Live blogs: entries are put on top hour after hour."""

    is_live: ClassVar[bool] = True


class WireAgency(Outlet):
    """The agency: other outlets run its reports word for word."""

    announces: ClassVar[tuple[str, ...]] = ("atom",)
