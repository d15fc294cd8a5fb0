"""What may be asked for in an address: checked before the store sees it."""

from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator, Field

from worker.store.changes import ChangeQuery
from worker.text.normalise import clean

LARGEST_ID = 2**31 - 1
"""PostgreSQL's own bound for these columns: it fails where it is asked for more."""
Number = Annotated[int, Field(ge=0, le=LARGEST_ID)]
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
Limit = Annotated[int, Query(ge=1, le=1000)]
Name = Annotated[str, Field(max_length=1000), AfterValidator(clean)]

Asked = Annotated[
    str,
    Query(min_length=1, max_length=2000, description="a sentence, a quotation or some words"),
    AfterValidator(clean),
]


class ChangesWanted(ChangeQuery):
    """The filters of `ChangeQuery`, held within what a database takes."""

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
