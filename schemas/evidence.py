"""Evidence: what is kept of an article or a story, whole, so that others can check it without stet."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from schemas.article import Reading
from schemas.base import Digest, Document, Frozen, Utc
from schemas.change import Change
from schemas.page import Given
from schemas.story import ArticleSummary, ChangeSummary, OtherUrl


class EvidencePage(Frozen):
    """One answer of the host, or one text that was handed in. Its bytes stand in `bodies` under `sha256`."""

    fetched_at: Utc
    url: str | None = Field(description="what was asked for; null for a text without an address")
    status: int
    headers: Mapping[str, str] = Field(
        description="of the answer, names in lower case; empty for what was handed in and not fetched"
    )
    content_type: str
    complete: bool = Field(description="false where the answer was seen to be cut short")
    size: int = Field(description="of the body in bytes, freed of its transfer and content encodings")
    sha256: Digest = Field(description="of those bytes")
    verdict: str | None = Field(description="what the page turned out to be; null where it has not been read")
    reason: str | None = Field(description="why")
    given: Given = Field(description="what whoever handed it in said of it")
    version: int | None = Field(description="the version that was read from it; null where none was")


class PageNote(Frozen):
    """What a web archive notes of a page beside its bytes and headers."""

    version: int | None = None
    verdict: str | None = None
    given: Given = Given()


class EvidenceVersion(Frozen):
    """One version: what was read from a page."""

    version: int
    fetched_at: Utc
    page_sha256: Digest = Field(description="of the page it was read from")
    text_sha256: Digest = Field(description="of `reading.text` in UTF-8; `reading.digests.text` is of the folded text")
    reading: Reading


class EvidenceChange(Frozen):
    """A change as it was found; the sentences that its edits number stand in the readings of the two versions."""

    id: int
    found_at: Utc
    change: Change


class ArticleEvidence(Frozen):
    """All that is kept of one article, oldest first."""

    article: ArticleSummary
    first_seen: Utc
    urls: tuple[OtherUrl, ...] = Field(description="the addresses under which it was found")
    pages: tuple[EvidencePage, ...]
    versions: tuple[EvidenceVersion, ...]
    changes: tuple[EvidenceChange, ...]


class Body(Frozen):
    """The bytes of a page, once however many pages have them."""

    sha256: Digest
    size: int
    base64: str


class Evidence(Document):
    """The evidence of one article, or of a story: of its articles and of how they differ."""

    schema_id: Literal["stet.evidence/1"] = Field(default="stet.evidence/1", alias="schema")
    made_at: Utc
    made_by: str = Field(description="the program and its version")
    story: int | None = Field(description="the story's number; null where one article was asked for")
    title: str | None = Field(description="the story's or the article's")
    divergences: tuple[ChangeSummary, ...] = Field(description="between outlets of the story, the newest of each pair")
    articles: tuple[ArticleEvidence, ...]
    bodies: tuple[Body, ...]
