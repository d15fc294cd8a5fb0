"""What the reader of one format makes of a body, before it is judged, cut into sentences and digested."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from schemas.article import Post

_FEWEST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page with little text shows about itself that tells a short article from a wall or a list."""

    titles: tuple[str, ...] = ()
    """Its title and its headings of the first order."""
    heading: str | None = None
    """The first heading of the first order, else of the second, else its title."""
    lines: tuple[str, ...] = ()
    """The visible lines, furniture included, as far as the first few hundred."""
    beside: frozenset[str] = frozenset()
    """Those of the lines that stand in an aside."""
    link_share: float = 0.0
    """Characters inside links, as a share of all visible characters."""
    links: int = 0
    """Links that are as long as headlines."""
    headings: int = 0
    linked_headings: int = 0
    """How many headings of the lower orders there are, and how many of them lead elsewhere."""
    run: int = 0
    """Words of the longest run of prose that no headline of another article parts."""
    lead: int = 0
    """Words of prose before the first headline of another article."""
    teasers: int = 0
    """Headlines of other articles with text of their own below."""
    leads_home: bool = False
    """It says to be the front page of its site, although another address was asked for."""
    challenge: str | None = None
    """The mark of a captcha or a browser check in the markup, if there is one."""
    consent: str | None = None
    """The mark of a consent manager in the markup, if there is one."""
    paywall: str | None = None
    """The mark of a paywall in the markup, if there is one."""
    offer: str | None = None
    """What the element with that mark shows, null where it is empty or hidden."""
    anchors: int = 0
    """Links of any length."""
    buttons: int = 0
    leads_on: str | None = None
    """Where it sends the visitor by itself, as it is written."""
    is_kept_out: bool = False
    """Search engines are asked to leave it out."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of its article; null and empty where it says nothing."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    canonical_url: str | None = None
    twin_urls: tuple[str, ...] = ()
    outlet: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    """What it tells machines that the article is about, in as many wordings as it has."""
    is_live: bool = False
    posts: tuple[Post, ...] = ()
    """Those of a live blog; which paragraphs are theirs is not told yet."""
    says_article: bool = False
    """It calls itself an article."""
    paid: bool = False
    """It says that reading it takes a subscription."""
    withheld: bool = False
    """The part that it says to be paid for is not there."""
    says_listing: bool = False
    """It calls itself a collection of articles or the results of a search."""


@dataclass(frozen=True)
class Draft:
    """The article as one format's reader found it; every string is clean, and each run of white space is one space."""

    paragraphs: tuple[str, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    signs: Signs = field(default_factory=Signs)
    cut: str | None = None
    """What the parser or the extractor complained of where it dropped part of the page."""
    choice: str | None = None
    """Which of the reader's ways to find the text it took, where it has several."""

    @cached_property
    def words(self) -> int:
        """How many words the paragraphs have, as white space tells them apart."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)

    @property
    def is_told_article(self) -> bool:
        """Whether the page calls itself an article and has the text to show for it."""
        return self.metadata.says_article and self.words >= _FEWEST_WORDS
