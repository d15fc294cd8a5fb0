"""What the reader of one format makes of a body, before it is judged, cut into sentences and digested."""

from dataclasses import dataclass, field
from datetime import datetime

from schemas.article import Post


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page with little text shows about itself that tells a short article from a wall or a list."""

    words: str = ""
    """The start of all that a visitor would see, furniture included."""
    link_share: float = 0.0
    """Characters inside links, as a share of all visible characters."""
    challenge: str | None = None
    """The mark of a captcha or a browser check in the markup, if there is one."""
    consent: str | None = None
    """The mark of a consent manager in the markup, if there is one."""
    paywall: str | None = None
    """The mark of a paywall in the markup, if there is one."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of its article; null and empty where it says nothing."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    canonical_url: str | None = None
    outlet: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    is_live: bool = False
    posts: tuple[Post, ...] = ()
    """Those of a live blog; which paragraphs are theirs is not told yet."""
    says_article: bool = False
    """It calls itself an article."""
    paid: bool = False
    """It says that reading it takes a subscription."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The article as one format's reader found it; every string is clean, and each run of white space is one space."""

    paragraphs: tuple[str, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    signs: Signs = field(default_factory=Signs)
    cut: str | None = None
    """What the parser or the extractor complained of where it dropped part of the page."""

    @property
    def words(self) -> int:
        """How many words the paragraphs have, as white space tells them apart."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)
