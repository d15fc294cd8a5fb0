"""One HTTP answer, kept whole, and what is known of the article before it is read."""

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256

from pydantic import Field

from schemas.base import Frozen, Utc


class Page(Frozen):
    """One answer as it came: `body` is decoded of transfer and content encodings, never of its charset.

    A pasted text or a loaded file is a page too, with `content_type` saying what it is and status 200.
    """

    url: str | None
    fetched_at: Utc
    status: int = 200
    headers: Mapping[str, str] = Field(default_factory=dict, description="names in lower case")
    content_type: str = "text/html"
    body: bytes
    complete: bool = Field(default=True, description="false where the transport shows that the body was cut short")

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the body, in hexadecimal."""
        return sha256(self.body).hexdigest()


class Given(Frozen):
    """What is known of a page beside its body.

    What whoever handed it in said stands above what the page says of itself; `known_outlet`, who published the article
    as far as is known from elsewhere, stands below.
    """

    outlet: str | None = None
    known_outlet: str | None = None
    title: str | None = None
    published: Utc | None = None
