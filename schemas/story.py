"""Stories, and the stored things people ask for: articles, versions, and changes in a line each."""

from typing import Literal

from pydantic import Field

from schemas.base import Digest, Document, Frozen, Utc
from schemas.change import ChangeKind, Label


class Fingerprint(Frozen):
    """What grouping needs to know of an article, so that candidates are scored without reading them again."""

    title: str
    lede: str = Field(description="the first sentences, joined")
    terms: tuple[str, ...] = Field(description="index terms: what two articles of one story are likely to share")
    words: tuple[tuple[str, int], ...] = Field(default=(), description="the weightiest words and how often they stand")
    sentences: tuple[str, ...] = Field(description="short digests of the longer sentences")
    published: Utc


class Version(Frozen):
    """One kept version of an article. Versions of an article are numbered from 1 in the order they were fetched."""

    snapshot: int
    version: int
    fetched_at: Utc
    title: str | None
    published: Utc | None
    modified: Utc | None
    digest: Digest = Field(description="of the folded title and text")
    raw_digest: Digest = Field(description="of the page it was read from")
    extractor: str


class OtherUrl(Frozen):
    """An address under which the article was found, and when."""

    url: str
    first_seen: Utc
    last_seen: Utc


class ArticleSummary(Frozen):
    """One article in a line."""

    id: int
    url: str = Field(description="canonical; a `urn:` where the text came without an address")
    outlet: str
    title: str | None
    published: Utc | None
    versions: int
    story: int | None


class ChangeSummary(Frozen):
    """One change in a line; `article` is the one that changed, `other` the outlet it differs from."""

    id: int
    kind: ChangeKind
    at: Utc
    story: int | None
    article: ArticleSummary
    other: ArticleSummary | None = None
    labels: tuple[Label, ...]
    significance: float
    summary: str
    stealth: bool


class ArticleHistory(Document):
    """An article with all its versions and the changes between them, oldest first."""

    schema_id: Literal["stet.history/1"] = Field(default="stet.history/1", alias="schema")
    article: ArticleSummary
    byline: tuple[str, ...] = ()
    first_seen: Utc
    next_visit: Utc | None
    urls: tuple[OtherUrl, ...] = ()
    versions: tuple[Version, ...] = ()
    changes: tuple[ChangeSummary, ...] = ()


class StorySummary(Frozen):
    """One story in a line."""

    id: int
    title: str
    opened_at: Utc
    changed_at: Utc
    outlets: tuple[str, ...]
    articles: int
    changes: int


class Story(Document):
    """A story: the articles of several outlets about one event, and how they differ."""

    schema_id: Literal["stet.story/1"] = Field(default="stet.story/1", alias="schema")
    id: int
    title: str
    opened_at: Utc
    changed_at: Utc
    articles: tuple[ArticleSummary, ...]
    divergences: tuple[ChangeSummary, ...] = Field(description="the newest for each pair of articles")
    revisions: tuple[ChangeSummary, ...] = ()
