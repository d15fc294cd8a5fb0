"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

import json
from collections.abc import Mapping
from datetime import datetime

from schemas.feed import Announcement, Entry, FeedKind
from worker.text.feeds import fields
from worker.text.feeds.window import MAX_ENTRIES, window
from worker.text.pages import dates

_VERSION = "jsonfeed.org/version/"


def read(body: bytes, *, url: str, start: int) -> Announcement:
    """Return what the JSON Feed in `body` announces. Never fails."""
    try:
        document = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        return Announcement(problem=f"the JSON cannot be read: {error}")
    if not isinstance(document, Mapping) or _VERSION not in str(document.get("version")):
        return Announcement(problem="this is JSON, but no JSON Feed: its `version` does not say so")
    items = document.get("items")
    if not isinstance(items, list):
        items, problem = [], "the JSON Feed has no list of `items`"
    else:
        problem = None
    wanted = window(len(items), start)
    taken = [*items[: wanted.top], *items[wanted.start : wanted.end]]
    read = [_entry(item, url) for item in taken]
    return Announcement(
        kind=FeedKind.JSON_FEED,
        title=fields.plain(document.get("title")),
        homepage=fields.link(document.get("home_page_url"), url),
        language=fields.language(document.get("language")),
        entries=fields.once(entry for entry in read if entry),
        total=len(items),
        unlinked=read.count(None),
        is_in_pieces=len(items) > MAX_ENTRIES,
        resume_at=wanted.resume_at,
        problem=problem,
    )


def _entry(item: object, base: str) -> Entry | None:
    """Return one item, null where it links to no page. Numbers as ids are coerced, as the specification asks."""
    if not isinstance(item, Mapping):
        return None
    number = item.get("id")
    guid = str(number) if isinstance(number, int | float | str) else None
    found = fields.link(item.get("url"), base) or fields.link(guid, None) or fields.link(item.get("external_url"), base)
    if found is None:
        return None
    return Entry(
        url=found,
        guid=fields.plain(guid),
        title=fields.plain(item.get("title")),
        published=_moment(item.get("date_published")),
        updated=_moment(item.get("date_modified")),
        summary=fields.plain(item.get("summary")),
        content=fields.content(item.get("content_html")),
    )


def _moment(value: object) -> datetime | None:
    return dates.stamp(value) if isinstance(value, str) else None
