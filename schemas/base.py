"""The two base classes and the two scalar types that every schema is made of."""

import re
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import ErrorDetails

_OWN_WORDS = {"extra_forbidden": "there is no such field", "model_type": "it should be a JSON object"}
"""What is wrong by the kind of a problem, where pydantic says it to programmers."""
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?")


def as_utc(moment: datetime) -> datetime:
    """Return `moment` in UTC; a moment without a zone is taken to be UTC already."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("the moment lies outside the years 1 to 9999 in UTC") from error


def _no_number(value: object) -> object:
    """Refuse seconds since 1970, for which a lone year would be taken."""
    if isinstance(value, int | float) or (isinstance(value, str) and _NUMBER.fullmatch(value.strip())):
        raise ValueError(f"{value} is no ISO 8601 time; write it out, for example 2026-03-02T08:00:00Z")
    return value


Utc = Annotated[datetime, BeforeValidator(_no_number), AfterValidator(as_utc)]
"""A moment in UTC, written as ISO 8601 with `Z`."""

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 digest in lower-case hexadecimal."""


def wrong_with(problem: ErrorDetails) -> str:
    """Return what one problem of a validation is, for people."""
    return _OWN_WORDS.get(problem["type"]) or problem["msg"].removeprefix("Value error, ")


class Frozen(BaseModel):
    """An immutable value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Document(Frozen):
    """A public value: it names its schema in the field `schema`, which Python code reads as `schema_id`."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)
