"""What may be asked for in an address: checked before the store sees it."""

from inspect import isclass
from typing import Annotated

from fastapi import Path, Query
from fastapi.exceptions import RequestValidationError
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field
from starlette.requests import Request

from console.moments import span_ago
from schemas.base import Utc
from worker.store.changes import ChangeQuery
from worker.text.normalise import clean


def only_known(request: Request) -> None:
    """Refuse parameters that the address does not take: a misspelled filter would narrow nothing.

    Raises:
        RequestValidationError: there are some.
    """
    taken = request.scope["route"].dependant.query_params
    if any(isclass(one.field_info.annotation) and issubclass(one.field_info.annotation, BaseModel) for one in taken):
        return  # such a model refuses them itself
    unknown = sorted(set(request.query_params) - {one.alias for one in taken})
    if unknown:
        raise RequestValidationError(
            [{"loc": ("query", name), "type": "extra_forbidden", "msg": ""} for name in unknown]
        )


LARGEST_ID = 2**31 - 1
"""PostgreSQL's own bound for these columns: it fails where it is asked for more."""
Number = Annotated[int, Field(ge=0, le=LARGEST_ID)]
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
Limit = Annotated[int, Query(ge=1, le=1000)]
Name = Annotated[str, Field(max_length=1000), AfterValidator(clean)]


def _moment(value: object) -> object:
    """Return the moment that a span such as `2h` speaks of; what is no span as it is."""
    return (span_ago(value) if isinstance(value, str) else None) or value


Asked = Annotated[
    str,
    Query(min_length=1, max_length=2000, description="a sentence, a quotation or some words"),
    AfterValidator(clean),
]


class ChangesWanted(ChangeQuery):
    """The filters of `ChangeQuery`, held within what a database takes."""

    since: Annotated[Utc | None, BeforeValidator(_moment)] = Field(
        default=None, description="only since then: an ISO 8601 time, or how long ago: 90s, 30m, 2h, 3d, 1w"
    )
    outlet: Name | None = None
    story: Number | None = None
    article: Number | None = None
    after_id: Number | None = Field(default=None, description="only changes with a greater id, oldest first: to follow")
    before_id: Number | None = Field(default=None, description="only changes with a lesser id: the next page")


Wanted = Annotated[ChangesWanted, Query()]


def without(wanted: ChangesWanted, **other: object) -> dict[str, object]:
    """Return the filters that are set, with `other` in place of theirs, as fields of a query string."""
    fields = wanted.model_dump(mode="json", exclude_defaults=True)
    return {name: value for name, value in {**fields, **other}.items() if value is not None}
