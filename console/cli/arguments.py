"""Kinds of arguments that click does not know: moments and web addresses."""

from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import click
from pydantic import TypeAdapter, ValidationError

from console.moments import span_ago
from schemas.base import as_utc
from schemas.ingest import ArticleUrl

Member = TypeVar("Member", bound=StrEnum)

_URL: TypeAdapter[str] = TypeAdapter(ArticleUrl)


class Number(click.IntRange):
    """The number of something stored; PostgreSQL's integers end where it does."""

    name = "number"

    def __init__(self) -> None:
        """Take what the database can have given."""
        super().__init__(1, 2**31 - 1)


NUMBER = Number()


class Moment(click.ParamType[datetime]):
    """An ISO 8601 date or time (UTC where it names no zone), or how long ago: `90s`, `30m`, `2h`, `3d`, `1w`."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment in UTC."""
        if isinstance(value, datetime):
            return value
        text = str(value).strip()
        try:
            return span_ago(text) or as_utc(datetime.fromisoformat(text))
        except ValueError:
            self.fail(f"{text!r} is no time; write 2h, 3d, 2026-01-31 or 2026-01-31T12:00:00Z", param, ctx)


class WebAddress(click.ParamType[str]):
    """An absolute http(s) URL."""

    name = "url"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the URL as it was given."""
        text = str(value).strip()
        try:
            _URL.validate_python(text)
        except ValidationError:
            is_url = False
        else:
            is_url = is_web_address(text)
        if not is_url:
            self.fail(f"{text!r} is no http(s) URL; write it out, for example https://example.org/story", param, ctx)
        return text


class ArticleName(WebAddress):
    """An absolute http(s) URL, or the `urn:` that stet gave to a text without one."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name as it was given."""
        text = str(value).strip()
        return text if text.startswith("urn:") else super().convert(text, param, ctx)


class Among(click.Choice[Member]):
    """One of the values of an enumeration, as documents spell them."""

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's signature
        """Return how a choice is written; click would take the member's name."""
        return str(choice)


def is_web_address(text: str) -> bool:
    """Whether what was typed is meant as a URL and not as a path."""
    return text.lower().startswith(("http://", "https://"))
