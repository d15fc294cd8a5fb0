"""What the product says it saw, asked over HTTP and put into the neutral form that is scored."""

import http.client
import json
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from http import HTTPStatus
from itertools import count
from threading import local
from typing import Any, Self

from newsroom.control import RunError
from newsroom.observed import NOTIONS, Alert, Article, Change, Observed, Version, Visit

NAME = "stet"
_PAGE = 1000
_BLOCK = 50
"""Articles have no list in the API, only numbers; where so many in a row are missing, there are no more."""
_AT_ONCE = 4
_SECONDS = 60
_REVISION = "revision"
_FIGURE = "figure"


class Api:
    """The product's API, over a few connections that stay open."""

    def __init__(self, port: int) -> None:
        """Connect when first asked."""
        self._port = port
        self._of_thread = local()
        self._connections: list[http.client.HTTPConnection] = []
        self._pool = ThreadPoolExecutor(_AT_ONCE)

    def __enter__(self) -> Self:
        """The API."""
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up."""
        self._pool.shutdown(cancel_futures=True)
        for connection in self._connections:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        """This thread's connection."""
        if not hasattr(self._of_thread, "connection"):
            self._of_thread.connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_SECONDS)
            self._connections.append(self._of_thread.connection)
        found: http.client.HTTPConnection = self._of_thread.connection
        return found

    def find(self, path: str) -> Any:  # noqa: ANN401 - JSON of many forms
        """What stands at `/api/v1` + path; None where nothing does, or where it is shown elsewhere.

        Raises:
            RunError: it answers with anything but 200, 404 and 308.
        """
        connection = self._connection()
        try:
            connection.request("GET", f"/api/v1{path}")
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise RunError(f"the API does not answer {path}: {error!r}") from error
        if answer.status not in {HTTPStatus.OK, HTTPStatus.NOT_FOUND, HTTPStatus.PERMANENT_REDIRECT}:
            raise RunError(f"the API answers {path} with {answer.status}: {body[:200]!r}")
        return json.loads(body) if answer.status == HTTPStatus.OK else None

    def each(self, paths: Iterable[str]) -> Iterator[Any]:
        """What stands at each of the paths, in their order, some of them asked for at once."""
        return self._pool.map(self.find, paths)

    def get(self, path: str) -> Any:  # noqa: ANN401 - JSON of many forms
        """What stands at a path where something must."""
        found = self.find(path)
        if found is None:
            raise RunError(f"the API has nothing at {path}")
        return found

    def changes(self) -> Iterator[dict[str, Any]]:
        """Every change in a line, oldest first."""
        after = 0
        while found := self.get(f"/changes?after_id={after}&limit={_PAGE}")["changes"]:
            yield from found
            after = found[-1]["id"]

    def histories(self) -> Iterator[dict[str, Any]]:
        """Every article with its versions."""
        for first in count(1, _BLOCK):
            found = [each for each in self.each(f"/articles/{first + at}" for at in range(_BLOCK)) if each]
            if not found:
                return
            yield from found


def collect(
    api: Api, requests: Iterable[Mapping[str, Any]], hooks: Iterable[Mapping[str, Any]], end: datetime
) -> Observed:
    """Put together what the product saw and said until the world's end.

    Args:
        api: the product's.
        requests: the world's log of requests.
        hooks: the world's log of deliveries.
        end: what was fetched later, and what was said of it, is left out.
    """
    seen = Observed(NAME, NOTIONS)
    seen.visits = [Visit(_moment(each["at"]), each["host"], each["path"]) for each in requests]
    histories = list(api.histories())
    seen.articles = [_article(history) for history in histories]
    seen.versions = list(_versions(api, histories, end))
    kept = {(each.article, each.number) for each in seen.versions}
    seen.changes = [change for summary in api.changes() if (change := _change(api, summary, kept, end))]
    seen.alerts = list(_alerts(api, hooks, {each.change for each in seen.changes}, end))
    return seen


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _article(history: Mapping[str, Any]) -> Article:
    article = history["article"]
    urls = dict.fromkeys([article["url"], *(other["url"] for other in history["urls"])])
    story = None if article["story"] is None else str(article["story"])
    return Article(str(article["id"]), tuple(urls), article["outlet"], story)


def _versions(api: Api, histories: Iterable[Mapping[str, Any]], end: datetime) -> Iterator[Version]:
    """Every version that was fetched before the end, with its text."""
    kept = [
        (history["article"]["id"], version, seen_at)
        for history in histories
        for version in history["versions"]
        if (seen_at := _moment(version["fetched_at"])) <= end
    ]
    readings = api.each(f"/articles/{article}/versions/{version['version']}" for article, version, _ in kept)
    for (article, version, seen_at), reading in zip(kept, readings, strict=True):
        text = "\n".join(reading["paragraphs"])
        yield Version(str(article), version["version"], seen_at, reading["title"], text)


def _change(api: Api, summary: Mapping[str, Any], kept: set[tuple[str, int]], end: datetime) -> Change | None:
    """One change; None for one that came of what was fetched after the end."""
    article, at = str(summary["article"]["id"]), _moment(summary["at"])
    labels = tuple(summary["labels"])
    if summary["kind"] != _REVISION:
        return _divergence(api, summary, article, at) if at <= end else None
    whole = api.get(f"/changes/{summary['id']}")
    old, new = whole["old"], whole["new"]
    if (article, new["version"]) not in kept:
        return None
    before, after = (_sentences(whole, side) for side in ("old", "new"))
    return Change(
        str(summary["id"]),
        article,
        at,
        summary["kind"],
        old["version"],
        new["version"],
        labels,
        summary["significance"],
        before,
        after,
    )


def _divergence(api: Api, summary: Mapping[str, Any], article: str, at: datetime) -> Change:
    """A divergence, with the figures that it says conflict."""
    labels, other = tuple(summary["labels"]), str(summary["other"]["id"])
    figures = api.get(f"/changes/{summary['id']}")["figures"] if _FIGURE in labels else []
    conflicts = tuple((each["value_a"], each["value_b"]) for each in figures if each["relation"] == "conflict")
    return Change(
        str(summary["id"]),
        article,
        at,
        summary["kind"],
        labels=labels,
        significance=summary["significance"],
        other=other,
        conflicts=conflicts,
    )


def _sentences(change: Mapping[str, Any], side: str) -> tuple[str, ...]:
    """The sentences of one side that the change touches; its headline where that changed."""
    texts = [sentence["text"] for sentence in change[side]["sentences"]]
    touched = [edit for edit in change["edits"] if edit["op"] != "keep"]
    retitled = any(edit["field"] == "title" for edit in touched)
    title = [change[side]["title"]] if retitled and change[side]["title"] else []
    return (*title, *(texts[place] for edit in touched if edit["field"] is None for place in edit[side]))


def _alerts(api: Api, hooks: Iterable[Mapping[str, Any]], changes: set[str], end: datetime) -> Iterator[Alert]:
    """Every acceptance of every alert, and after them what was owed and never accepted."""
    accepted = set()
    for hook in hooks:
        if hook["status"] // 100 != 2:  # noqa: PLR2004 - any 2xx
            continue
        name = hook["headers"]["webhook-id"]
        accepted.add(name)
        body = json.loads(hook["body"])
        alert = _alert(name, body["data"], body["type"], _moment(hook["at"]), hook["path"])
        if alert.change in changes if alert.change else _moment(body["timestamp"]) <= end:
            yield alert
    for owed in api.get(f"/deliveries?limit={_PAGE}")["deliveries"]:
        if owed["webhook_id"] not in accepted and _moment(owed["created_at"]) <= end:
            yield Alert(owed["webhook_id"], owed["type"])


def _alert(name: str, said: Mapping[str, Any], kind: str, at: datetime, path: str) -> Alert:
    article, other, change = (said.get(part) or {} for part in ("article", "other", "change"))
    about, beside, what = (str(part["id"]) if "id" in part else None for part in (article, other, change))
    return Alert(name, kind, at, about, beside, what, path)
