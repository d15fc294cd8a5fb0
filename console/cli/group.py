"""`stet group`: a stream of articles into stories, each line decided from those before it alone."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click
from pydantic import BaseModel

from console.cli import batch, output
from schemas.base import Utc
from worker.text.story import Grouper

if TYPE_CHECKING:
    from datetime import datetime


class GroupLine(BaseModel):
    """One article of the stream; further fields are let pass."""

    id: str | int
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    text: str | None = None
    published: Utc | None = None


@click.command(epilog="Example: stet group articles.jsonl > stories.jsonl")
@click.argument("name", metavar="FILE.jsonl")
@output.json_option
def group(name: str, *, as_json: bool) -> int:  # noqa: ARG001 - the output is JSON lines either way
    """Group articles into stories, online.

    Lines in are {"id", "outlet", "url", "title", "text", "published"} in time order, from a file or - for standard
    input; lines out are {"id", "story"} in the same order. A line without `published` counts as of the time before
    it; a stream without any is grouped by its words, with more caution.
    """
    return batch.run(name, Stream().place)


class Stream:
    """A stream of articles as it is grouped."""

    def __init__(self) -> None:
        """Begin with no article."""
        self._grouper = Grouper()
        self._last: datetime | None = None

    def place(self, given: Mapping[str, object]) -> Mapping[str, object]:
        """Return the story of the article of one line."""
        row = GroupLine.model_validate(given)
        self._last = row.published or self._last
        story = self._grouper.add(str(row.id), row.outlet or "", row.title or "", row.text or "", self._last)
        return {"story": story}
