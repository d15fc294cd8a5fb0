"""What a publisher announces: a feed, a sitemap or a front page, and its entries."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Frozen, Utc


class FeedKind(StrEnum):
    """The ways in which outlets announce articles."""

    FEED = "feed"
    """RSS, RDF or Atom."""
    JSON_FEED = "json-feed"
    SITEMAP = "sitemap"
    NEWS_SITEMAP = "news-sitemap"
    SITEMAP_INDEX = "sitemap-index"
    SITE = "site"
    """A site whose feeds are being discovered."""
    FRONT_PAGE = "front-page"
    """A page whose links are the announcements, for a site that has nothing better."""


class Entry(Frozen):
    """One announced article."""

    url: str
    guid: str | None = None
    title: str | None = None
    published: Utc | None = None
    updated: Utc | None = Field(default=None, description="a feed's `updated`, a sitemap's `lastmod`")
    summary: str | None = Field(default=None, description="plain text, markup removed")
    content: str | None = Field(default=None, description="the article as the feed itself gives it, in HTML")


class SitemapReference(Frozen):
    """A sitemap that a sitemap index names."""

    url: str
    lastmod: Utc | None = None


class Announcement(Frozen):
    """One document: its own title and its entries, each URL once; sitemaps' newest first, else in document order."""

    kind: FeedKind | None = Field(default=None, description="null: no feed of a kind that can be read")
    title: str | None = None
    homepage: str | None = None
    language: str | None = None
    renewed_seconds: float | None = Field(
        default=None, gt=0, description="how often it says that it is made anew: RSS's `ttl`, the syndication module"
    )
    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[SitemapReference, ...] = Field(default=(), description="of a sitemap index, newest first")
    resume_at: int | None = Field(default=None, description="where the next pass goes on; null: nothing was left out")
    total: int = Field(default=0, description="how many entries the document has, of this pass or not")
    unlinked: int = Field(default=0, description="entries of this pass that link to no page, and are left out")
    is_in_pieces: bool = Field(default=False, description="it has more entries than one pass takes")
    problem: str | None = Field(default=None, description="what the parser complained of, if it did")

    @property
    def is_feed(self) -> bool:
        """Whether the document announces anything in a form that can be read."""
        return self.kind is not None


class SitePage(Frozen):
    """What a web page is to somebody who looks for articles."""

    is_article: bool = Field(description="it says so of itself, and is not a front page")
    name: str | None = Field(default=None, description="what the site calls itself")
    feeds: tuple[str, ...] = Field(default=(), description="the feeds named in its head")
    links: tuple[Entry, ...] = Field(default=(), description="links to what look like articles of the same site")
