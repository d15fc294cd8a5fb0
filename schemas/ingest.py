"""What the queue takes: IngestRequest v1, the one message that carries content."""

import re
from datetime import datetime
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, field_validator, model_validator

from schemas.base import Document, Utc

MAX_BODY_CHARS = 10_000_000
MAX_URL_CHARS = 4_096
FIRST_YEAR, LAST_YEAR = 1600, 2999
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\x9f\ud800-\udfff]")


def _absolute(url: str) -> str:
    """Refuse what can be neither fetched nor used as the name of an article."""
    if _CONTROLS.search(url):
        msg = f"{url!r} has control characters or white space in it"
        raise ValueError(msg)
    parts = urlsplit(url)
    if parts.port == 0:  # a port out of range raises, with a message that says so
        msg = f"{url!r} names port 0, which nothing listens on"
        raise ValueError(msg)
    if parts.scheme in {"http", "https"} and parts.hostname:
        return url
    if parts.scheme == "urn" and parts.path:
        return url
    msg = f"{url!r} is not an absolute http(s) URL; write it out, for example https://example.org/story"
    raise ValueError(msg)


ArticleUrl = Annotated[str, Field(max_length=MAX_URL_CHARS), AfterValidator(_absolute)]
"""An absolute http(s) URL, or the `urn:` that stet gives to a text that came without one."""


class IngestRequest(Document):
    """One article to take in: a URL to fetch, or a body that is already at hand."""

    schema_id: Literal["stet.ingest/1"] = Field(default="stet.ingest/1", alias="schema")
    url: ArticleUrl | None = None
    html: str | None = Field(default=None, max_length=MAX_BODY_CHARS)
    text: str | None = Field(default=None, max_length=MAX_BODY_CHARS)
    title: str | None = None
    outlet: str | None = None
    published: Utc | None = None
    fetched_at: Utc | None = None
    request_id: str | None = Field(
        default=None,
        min_length=1,
        max_length=200,
        pattern=r"^[^\x00-\x1f\x7f]+$",
        description="any string; the same one twice does the work once",
    )

    @field_validator("url", "html", "text", "title", "outlet", "request_id", mode="before")
    @classmethod
    def _can_be_written(cls, value: object) -> object:
        """Replace lone surrogates, which JSON can carry and UTF-8 cannot."""
        if isinstance(value, str):
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return value

    @field_validator("published", "fetched_at")
    @classmethod
    def _is_of_our_time(cls, value: datetime | None) -> datetime | None:
        """Refuse the empty dates of some programs, such as the year 1."""
        if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
            msg = f"the year {value.year} is not one of news; leave the field out where it is not known"
            raise ValueError(msg)
        return value

    @model_validator(mode="after")
    def _names_one_source(self) -> Self:
        """A request names exactly one place to take the article from."""
        if self.html is not None and self.text is not None:
            msg = "give html or text, not both"
            raise ValueError(msg)
        if self.html is None and self.text is None:
            if self.url is None:
                msg = "give a url to fetch, or a body as html or text"
                raise ValueError(msg)
            if not self.url.startswith(("http://", "https://")):
                msg = f"{self.url!r} cannot be fetched; give its body as html or text"
                raise ValueError(msg)
        return self

    @property
    def body(self) -> str | None:
        """The content that came with the request, if any did."""
        return self.html if self.html is not None else self.text
