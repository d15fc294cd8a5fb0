"""What a page says: the reading of an article, in paragraphs, sentences and quotes."""

from enum import StrEnum
from typing import Final, Literal

from pydantic import Field

from schemas.base import Digest, Document, Frozen, Utc
from schemas.page import Page


class Sentence(Frozen):
    """One sentence; `text` equals `reading.text[start:end]`, offsets in code points."""

    text: str
    paragraph: int = Field(ge=0, description="index into `paragraphs`")
    start: int = Field(ge=0)
    end: int = Field(ge=0)


Attributed = Literal["said", "near", "carried"]
"""How an article tells who speaks a quote. `said`: a verb of saying, or what stands for one, names them in the quote's
own sentence or in the line that announces it. `near`: the words around point to them, and none says that they said it.
`carried`: they are taken over from the quote before, or a pronoun or an office stands for them. The last two may be
wrong, so nothing is claimed that rests on them alone."""
INFERRED: Final = frozenset[Attributed | None](("near", "carried"))


class Quote(Frozen):
    """Words given as somebody's own; `start` and `end` take in the marks, `text` leaves them out."""

    text: str
    speaker: str | None = Field(default=None, description="as the article names them; null where it does not say")
    attribution: Attributed | None = Field(
        default=None,
        description="how it is told who speaks: `said` with the quote itself, `near` it without a verb of saying, or "
        "`carried` on from the quote before or by a pronoun; null where nobody is named, and in older readings",
    )
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class VerdictKind(StrEnum):
    """What an answer turned out to be. Only an article becomes a version."""

    ARTICLE = "article"
    BLOCKED = "blocked"
    CONSENT = "consent"
    PAYWALL = "paywall"
    MISSING = "missing"
    TRUNCATED = "truncated"
    EMPTY = "empty"
    LISTING = "listing"


class Verdict(Frozen):
    """The judgement on a page, why, and the words or numbers it rests on."""

    is_: VerdictKind = Field(alias="is")
    reason: str
    evidence: str = ""

    model_config = Document.model_config


class Extractor(Frozen):
    """Which extractor made a reading; a new version of it makes both sides be read again before comparing."""

    name: str
    version: str
    choice: str | None = Field(
        default=None,
        description="which of its ways to find the text it took; kept for later readings of the article until it fails",
    )

    def is_like(self, other: "Extractor") -> bool:
        """Whether two readings were made by the same extractor in the same version, whatever it chose."""
        return (self.name, self.version) == (other.name, other.version)


class Digests(Frozen):
    """`raw` is of the bytes as they came, `text` of the reading's title and text after folding (see `normalise`)."""

    raw: Digest
    text: Digest


class Post(Frozen):
    """One post of a live blog."""

    name: str | None = Field(
        default=None, description="what the page calls it, the same in every version: its address or its element's id"
    )
    title: str | None = None
    published: Utc | None = None
    modified: Utc | None = None
    text: str = Field(default="", description="its words on one line, as far as the page shows or tells them")
    paragraphs: tuple[int, ...] = Field(default=(), description="indexes into the reading's `paragraphs`")


class Invisible(Frozen):
    """A character that no reader sees and that may change what they read; it stays in the text."""

    at: int = Field(ge=0, description="code point in `text`")
    name: str = Field(description="as Unicode has it: RIGHT-TO-LEFT OVERRIDE")


class Reading(Document):
    """What one page says once everything that is not the article is gone."""

    schema_id: Literal["stet.reading/1"] = Field(default="stet.reading/1", alias="schema")
    url: str | None = None
    canonical_url: str | None = None
    twin_urls: tuple[str, ...] = Field(
        default=(), description="where the page says that it stands for phones: its AMP and its mobile address"
    )
    outlet: str | None = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    published: Utc | None = None
    modified: Utc | None = None
    language: str | None = Field(default=None, description="ISO 639-1")
    section: str | None = Field(default=None, description="the outlet's name for the part it stands in")
    keywords: tuple[str, ...] = ()
    is_live: bool = Field(default=False, description="a live blog, to which posts are added while it goes on")
    posts: tuple[Post, ...] = Field(default=(), description="those of a live blog, in the page's order")
    paragraphs: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    text: str = Field(default="", description="the paragraphs joined by a blank line")
    quotes: tuple[Quote, ...] = ()
    invisible: tuple[Invisible, ...] = Field(default=(), description="in order, at most the first thousand")
    verdict: Verdict
    extractor: Extractor
    digests: Digests

    @property
    def is_article(self) -> bool:
        """Whether this reading may become a version."""
        return self.verdict.is_ is VerdictKind.ARTICLE


class Known(Frozen):
    """What is known of an article and of its outlet before one of its pages is read."""

    choice: str | None = Field(default=None, description="the extractor's, as the earlier reading has it")
    reading: Reading | None = Field(default=None, description="the article's last good one")
    page: Page | None = Field(default=None, repr=False, description="that reading's, where it is at hand")
    furniture: frozenset[int] = Field(
        default=frozenset(), repr=False, description="keys of lines that the outlet shows on several other articles"
    )

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The earlier reading's; empty where there is none."""
        return () if self.reading is None else self.reading.paragraphs
