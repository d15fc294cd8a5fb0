"""What a publisher announces: a feed and its entries."""

from pydantic import Field

from schemas.base import Frozen, Utc


class Entry(Frozen):
    """One announced article."""

    url: str
    guid: str | None = None
    title: str | None = None
    published: Utc | None = None
    updated: Utc | None = None
    summary: str | None = Field(default=None, description="plain text, markup removed")


class Announcement(Frozen):
    """One feed document: its own title and its entries in document order, each URL once."""

    is_feed: bool = Field(default=True, description="whether the document is a feed of a kind that can be read")
    title: str | None = None
    homepage: str | None = None
    language: str | None = None
    entries: tuple[Entry, ...] = ()
    problem: str | None = Field(default=None, description="what the parser complained of, if it did")
