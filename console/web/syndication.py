"""Changes as Atom (RFC 4287) and as JSON Feed 1.1 (jsonfeed.org). Pure, but for the routes at the end."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Annotated, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from fastapi import APIRouter, Query, Request
from pydantic import Field
from sqlalchemy.orm import Session
from starlette.responses import JSONResponse, Response

from console.web.render import label_name, query, weight
from console.web.requests import ChangesWanted, Name, Number
from schemas.base import Frozen
from schemas.change import ChangeKind, Label
from schemas.story import ChangeSummary
from worker import clock
from worker.store import changes
from worker.store.session import reading

router = APIRouter(include_in_schema=False)

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 100
LOOKED_AT = 4000
"""Changes, the newest, of which a feed takes its entries."""
MOST_OF_A_PAIR, MOST_OF_A_STORY = 2, 10
"""Divergences between the same two articles, and of one story in a feed of all: a story of twenty has 190 pairs."""
# What XML 1.0 has no way to write (its production 2, Char).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feed(Frozen):
    """One feed: where it stands, what it is called, and the changes in it, newest first."""

    home: str
    path: str
    title: str
    changes: tuple[ChangeSummary, ...]
    made_at: datetime

    @property
    def updated(self) -> datetime:
        """When the newest change came or grew, or now where there is none."""
        return max((change.grown or change.at for change in self.changes), default=self.made_at)


def atom(feed: Feed) -> bytes:
    """Return the feed as an Atom document."""
    root = ET.Element(f"{{{ATOM}}}feed")
    _add(root, "id", f"{feed.home}{feed.path}")
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated.isoformat())
    _add(root, "generator", "stet")
    _add(root, "link", rel="self", type="application/atom+xml", href=f"{feed.home}{feed.path}")
    _add(root, "link", rel="alternate", type="text/html", href=f"{feed.home}/changes")
    _add(_add(root, "author"), "name", "stet")
    for change in feed.changes:
        entry = _add(root, "entry")
        _add(entry, "id", identity(feed.home, change))
        _add(entry, "title", headline(change))
        _add(entry, "updated", (change.grown or change.at).isoformat())
        _add(entry, "published", change.at.isoformat())
        _add(entry, "link", rel="alternate", type="text/html", href=f"{feed.home}/changes/{change.id}")
        _add(entry, "summary", account(change), type="text")
        for label in change.labels:
            _add(entry, "category", term=label.value, label=label_name(label))
    ET.register_namespace("", ATOM)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def json_feed(feed: Feed) -> dict[str, Any]:
    """Return the feed as a JSON Feed document."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": f"{feed.home}/changes",
        "feed_url": f"{feed.home}{feed.path}",
        "authors": [{"name": "stet"}],
        "items": [
            {
                "id": identity(feed.home, change),
                "url": f"{feed.home}/changes/{change.id}",
                "title": headline(change),
                "content_text": account(change),
                "date_published": change.at.isoformat(),
                "date_modified": (change.grown or change.at).isoformat(),
                "tags": [label.value for label in change.labels],
            }
            for change in feed.changes
        ],
    }


def identity(home: str, change: ChangeSummary) -> str:
    """Return an id that stays the same wherever the pages move on their host (a tag URI, RFC 4151)."""
    return f"tag:{urlsplit(home).hostname or 'localhost'},{change.at:%Y-%m-%d}:change/{change.id}"


def headline(change: ChangeSummary) -> str:
    """Return whose change it is and what it says."""
    whose = change.article.outlet if change.other is None else f"{change.other.outlet} / {change.article.outlet}"
    return f"{whose}: {change.summary}"


def account(change: ChangeSummary) -> str:
    """Return what a reader needs to decide whether to look."""
    parts = [change.article.title or "", f"{weight(change.significance)} ({change.significance:.2f})"]
    parts += [", ".join(label_name(label) for label in change.labels)]
    parts += ["changed without a note"] if change.stealth else []
    return " \u00b7 ".join(part for part in parts if part)


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, f"{{{ATOM}}}{name}", {key: _writable(value) for key, value in attributes.items()})
    made.text = None if text is None else _writable(text)
    return made


def _writable(text: str) -> str:
    return _NOT_XML.sub("", text)


class FeedWanted(Frozen):
    """Which changes a feed is of."""

    story: Number | None = None
    outlet: Name | None = None
    label: Label | None = None
    kind: ChangeKind | None = None
    min_significance: float | None = Field(default=None, ge=0, le=1)


Asked = Annotated[FeedWanted, Query()]


def _newest(session: Session, asked: FeedWanted) -> tuple[ChangeSummary, ...]:
    """Return the newest changes, but of the pairs that one story has a few, and none that tells of no difference."""
    most = {"pair": MOST_OF_A_PAIR, "story": ENTRIES if asked.story is not None else MOST_OF_A_STORY}
    taken: list[ChangeSummary] = []
    counted = Counter[tuple[str, object]]()
    for change in islice(_all(session, asked), LOOKED_AT):
        if change.other is not None:
            told_of = ("pair", frozenset((change.other.id, change.article.id))), ("story", change.story)
            if change.significance == 0 or any(counted[key] >= most[key[0]] for key in told_of):
                continue
            counted.update(told_of)
        taken.append(change)
        if len(taken) == ENTRIES:
            break
    return tuple(taken)


def _all(session: Session, asked: FeedWanted) -> Iterator[ChangeSummary]:
    """Yield the changes that are asked for, newest first."""
    wanted = ChangesWanted(**asked.model_dump(exclude_none=True), limit=2 * ENTRIES)
    found = changes.find(session, wanted)
    while found:
        yield from found
        found = changes.find(session, wanted.model_copy(update={"before_id": found[-1].id}))


def _feed(request: Request, asked: FeedWanted) -> Feed:
    with reading() as session:
        found = _newest(session, asked)
    fields = asked.model_dump(mode="json", exclude_none=True)
    of = ", ".join(f"{name} {value}" for name, value in fields.items())
    return Feed(
        home=request.app.state.settings.pages_url,
        path=request.url.path + (f"?{query(**fields)}" if fields else ""),
        title=f"stet: changes ({of})" if of else "stet: changes",
        changes=found,
        made_at=clock.now(),
    )


@router.get("/feed.atom")
def show_atom(request: Request, asked: Asked) -> Response:
    """Changes as Atom."""
    return Response(atom(_feed(request, asked)), media_type="application/atom+xml")


@router.get("/feed.json")
def show_json(request: Request, asked: Asked) -> Response:
    """Changes as JSON Feed."""
    return JSONResponse(json_feed(_feed(request, asked)), media_type="application/feed+json")
