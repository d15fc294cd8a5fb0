"""`stet extract`, `stet diff`, `stet compare`: the text engine by hand, with no database and no queue."""

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Protocol

import click
from pydantic import ConfigDict, Field
from pydantic_core import to_jsonable_python

from console.cli import archives, batch, documents, output
from console.cli.arguments import WebAddress, is_web_address
from console.cli.documents import JSON, TEXT, Source
from console.cli.output import shown_time
from console.cli.show import file_options, side_by_side_option, write_change, write_files
from console.cli.terminal import line
from schemas.article import Reading
from schemas.base import Frozen
from schemas.change import Change
from schemas.page import Given, Page
from worker.clock import now
from worker.errors import StetError
from worker.text.change import revision
from worker.text.divergence import divergence
from worker.text.extract import extract as extract_page

Compare = Callable[[Reading, Reading], Change]


class Reader(Protocol):
    """Reads one side, by the `earlier` version where it is a later one."""

    def __call__(self, *, earlier: Source | None = None) -> Source:
        """Return the reading and its page."""
        ...


batch_option = click.option("--batch", "list_name", metavar="LIST.jsonl", help="Work many; - for standard input.")


class PageLine(Frozen):
    """One line of a list for `stet extract --batch`; what it has beside these fields is the lister's own."""

    model_config = ConfigDict(extra="ignore")

    id: str | int
    path: str = Field(description="relative to the working folder")
    url: str | None = None
    status: int | None = None
    headers: dict[str, str | int | list[str] | None] | None = None

    def plain_headers(self) -> dict[str, str]:
        """Return the headers with names in lower case; those given more than once are joined with commas."""
        held = {name.lower(): value for name, value in (self.headers or {}).items() if value is not None}
        return {name: ", ".join(value) if isinstance(value, list) else str(value) for name, value in held.items()}


@click.command(
    epilog="Example: stet extract page.html --url https://example.org/story --json. "
    'A list has lines {"id", "path", "url", "status", "headers"}, the last two optional.'
)
@click.argument("name", metavar="FILE-OR-URL", required=False)
@click.option("--url", type=WebAddress(), help="Where the file was published.")
@batch_option
@output.json_option
def extract(name: str | None, url: str | None, list_name: str | None, *, as_json: bool) -> int:
    """Read an article out of a page: a file (.html, .txt, .json), - for standard input, or a URL.

    An archive (.warc, .warc.gz) gives the reading of each of its pages; with --json one to a line, each with its `id`.
    """
    if (name is None) is (list_name is None) or (url and list_name):
        raise click.UsageError("give one FILE-OR-URL, or --batch LIST.jsonl")
    if list_name is not None:
        return batch.run(list_name, _extract_line)
    assert name is not None
    if archives.is_archive(name) and not is_web_address(name):
        return _extract_archive(name, as_json=as_json)
    found = documents.read(name, url=url)
    if as_json:
        output.write_json(found)
    else:
        _write_reading(found)
    return 0


def _extract_archive(name: str, *, as_json: bool) -> int:
    """Read every page of an archive; a page that cannot be read is told of and holds up none of the others."""
    failed = read = 0
    for record in archives.read(name):
        if record.page is None:
            failed += 1
            output.say(str(record.problem))
            if as_json:
                output.write_json({"id": record.name, "error": record.problem})
            continue
        read += 1
        found = extract_page(record.page, Given() if record.note is None else record.note.given)
        if as_json:
            output.write_json({"id": record.name, **_fields(found)})
        else:
            _write_reading(found)
            output.write_line("")
    if not read and not failed:
        output.say(f"{name!r} holds no page of HTML or text")
    return int(not read)


def _extract_line(given: Mapping[str, object]) -> Mapping[str, object]:
    row = PageLine.model_validate(given)
    headers = row.plain_headers()
    body, complete = documents.unpacked(documents.read_bytes(row.path), headers.get("content-encoding", ""))
    kind = headers.get("content-type") or documents.kind_of(row.path, body)
    if kind == JSON:
        return _fields(documents.read(row.path, url=row.url))
    page = Page(
        url=row.url,
        fetched_at=now(),
        status=row.status or HTTPStatus.OK,
        headers=headers,
        content_type=kind,
        body=body,
        complete=complete,
    )
    return _fields(extract_page(page))


def _write_reading(found: Reading) -> None:
    particulars = (
        line(found.outlet),
        line(", ".join(found.byline)),
        "" if found.published is None else f"published {shown_time(found.published)} UTC",
        "" if found.modified is None else f"modified {shown_time(found.modified)} UTC",
        line(found.language),
    )
    output.write_line(line(found.title) or "(no title)")
    output.write_line(", ".join(filter(None, particulars)) or "(no particulars)")
    if not found.is_article:
        output.say(f"this is no article but {found.verdict.is_}: {found.verdict.reason}")
    for paragraph in found.paragraphs:
        output.write_line(f"\n{paragraph}")


@click.command(
    epilog="Example: stet diff monday.html tuesday.html --side-by-side. "
    'A list has lines {"id", "old", "new"} with paths, or {"id", "old_text", "new_text"}.'
)
@click.argument("old", metavar="OLD", required=False)
@click.argument("new", metavar="NEW", required=False)
@batch_option
@side_by_side_option
@file_options
@output.json_option
def diff(
    old: str | None,
    new: str | None,
    list_name: str | None,
    html: str | None,
    png: str | None,
    *,
    side_by_side: bool,
    as_json: bool,
) -> int:
    """Compare two versions of one article; each is a .html, a .txt or a reading's .json."""
    if list_name is not None and (html or png or side_by_side):
        raise click.UsageError("--batch gives JSON lines; leave out --html, --png and --side-by-side")
    if list_name is not None:
        return _compare(revision, ("old", "new"), (old, new), list_name, as_json=as_json)
    change = _changed(revision, ("old", "new"), (old, new))
    write_files(change, html=html, png=png)
    if as_json:
        output.write_json(change)
    elif not (html or png):
        write_change(change, side_by_side=side_by_side)
    return 0


@click.command(
    epilog="Example: stet compare guardian.html mail.html. "
    'A list has lines {"id", "a", "b"} with paths, or {"id", "a_text", "b_text"}; "old" and "new" do as well.'
)
@click.argument("a", metavar="A", required=False)
@click.argument("b", metavar="B", required=False)
@batch_option
@output.json_option
def compare(a: str | None, b: str | None, list_name: str | None, *, as_json: bool) -> int:
    """Compare two outlets' articles on one event; each is a .html, a .txt or a reading's .json.

    An article that names no outlet goes by its file's name.
    """
    if list_name is not None:
        return _compare(divergence, ("a", "b"), (a, b), list_name, as_json=as_json)
    named = partial(_divergence, names=tuple(Path(name).name if name else None for name in (a, b)))
    return _compare(named, ("a", "b"), (a, b), list_name, as_json=as_json)


def _divergence(a: Reading, b: Reading, names: tuple[str | None, ...]) -> Change:
    """Compare two articles under their outlets' names, or these where they have none."""
    sides = (
        reading if reading.outlet else reading.model_copy(update={"outlet": name})
        for reading, name in zip((a, b), names, strict=True)
    )
    return divergence(*sides)


def _compare(
    judge: Compare,
    sides: tuple[str, str],
    given: tuple[str | None, str | None],
    list_name: str | None,
    *,
    as_json: bool,
) -> int:
    if list_name is not None and given[0] is None:
        return batch.run(list_name, lambda row: _fields(judge(*_both(judge, *(_reader(row, side) for side in sides)))))
    if list_name is not None:
        raise click.UsageError(f"give {sides[0].upper()} and {sides[1].upper()}, or --batch LIST.jsonl")
    change = _changed(judge, sides, given)
    if as_json:
        output.write_json(change)
    else:
        write_change(change)
    return 0


def _changed(judge: Compare, sides: tuple[str, str], given: tuple[str | None, str | None]) -> Change:
    """Compare two documents, saying aloud which of them is no article."""
    first, second = given
    if first is None or second is None:
        raise click.UsageError(f"give {sides[0].upper()} and {sides[1].upper()}, or --batch LIST.jsonl")
    readings = _both(judge, *(partial(documents.source, name) for name in (first, second)))
    for name, reading in zip((first, second), readings, strict=True):
        if not reading.is_article:
            output.say(f"{name!r} is no article but {reading.verdict.is_}: {reading.verdict.reason}")
    return judge(*readings)


def _both(judge: Compare, first: Reader, second: Reader) -> tuple[Reading, Reading]:
    """Return both sides' readings; of two versions of an article, the later page is read by the earlier one."""
    old = first()
    new = second(earlier=old) if judge is revision else second()
    return old.reading, new.reading


_OTHER_NAMES = {"a": "old", "b": "new"}


def _reader(row: Mapping[str, object], side: str) -> Reader:
    """Return what reads one side of a line: a path, or a text given there and then."""
    for name in (side, _OTHER_NAMES.get(side, side)):
        if isinstance(text := row.get(f"{name}_text"), str):
            page = documents.page(text.encode("utf-8", "replace"), f"{TEXT}; charset=utf-8")
            return lambda **_: Source(extract_page(page), page)
        if isinstance(path := row.get(name), str) and path:
            return partial(documents.source, str(Path(path)))
    raise StetError(f"the line has neither {side!r}, a path, nor '{side}_text'")


def _fields(document: Reading | Change) -> Mapping[str, object]:
    fields = to_jsonable_python(document, by_alias=True)
    assert isinstance(fields, dict)
    return fields
