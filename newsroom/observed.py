"""What a system under test says it saw, in a neutral form, so that any system can be scored from a file.

One JSON object a line; `type` tells which of the classes below it is. Times are ISO 8601 with an offset. A system
leaves out what it has no notion of, and names what it has in the first line's `notions`.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import IO, Any, TypeVar

ALERTS, LABELS, STORIES, CONFLICTS = "alerts", "labels", "stories", "conflicts"
NOTIONS = (ALERTS, LABELS, STORIES, CONFLICTS)


class ObservationError(ValueError):
    """A line that is no observation; the message says which and why."""


@dataclass(frozen=True)
class Visit:
    """One request that the system made."""

    at: datetime
    host: str
    path: str


@dataclass(frozen=True)
class Article:
    """One article as the system knows it: every address it was met at, and the story it was put into."""

    article: str
    urls: tuple[str, ...]
    outlet: str | None = None
    story: str | None = None


@dataclass(frozen=True)
class Version:
    """One kept version of an article. `text` has its paragraphs parted by line breaks; or else `sentences`."""

    article: str
    number: int
    seen_at: datetime
    title: str | None = None
    text: str = ""
    sentences: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The text, or the sentences run together."""
        return self.text or " ".join(self.sentences)


@dataclass(frozen=True)
class Change:
    """One reported change of an article, between two of its versions."""

    change: str
    article: str
    at: datetime
    kind: str = "revision"
    old_version: int | None = None
    new_version: int | None = None
    labels: tuple[str, ...] = ()
    significance: float | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    other: str | None = None
    """The second article, of a divergence."""
    conflicts: tuple[tuple[float, float], ...] = ()
    """The figures that it says conflict: the other article's, this one's."""


@dataclass(frozen=True)
class Alert:
    """One alert that the system owes to one endpoint. `received_at` is null where it never came."""

    webhook_id: str
    kind: str
    received_at: datetime | None = None
    article: str | None = None
    other: str | None = None
    """The second article, where an alert is about two."""
    change: str | None = None
    endpoint: str | None = None
    """The path of the receiver, such as `/hooks/ok/a`."""


@dataclass
class Observed:
    """Everything that one system says of one run. `notions` are those of `NOTIONS` that it has at all."""

    name: str
    notions: tuple[str, ...] = ()
    visits: list[Visit] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)

    def has(self, notion: str) -> bool:
        """Whether the system has a notion of this at all."""
        return notion in self.notions


Kind = Visit | Article | Version | Change | Alert
_KINDS: dict[str, type[Kind]] = {
    "visit": Visit,
    "article": Article,
    "version": Version,
    "change": Change,
    "alert": Alert,
}
_MOMENTS = {"at", "seen_at", "received_at"}
_TUPLES = {"urls", "sentences", "labels", "before", "after"}
K = TypeVar("K", bound=Kind)


def lines(observed: Observed) -> Iterator[str]:
    """An observation as JSON lines, each with its line break."""
    yield json.dumps({"type": "observer", "name": observed.name, "notions": list(observed.notions)}) + "\n"
    for name, records in _lists(observed).items():
        for record in records:
            shown = {key: _plain(value) for key, value in asdict(record).items()}
            yield json.dumps({"type": name, **shown}, ensure_ascii=False) + "\n"


def read(source: IO[str] | Iterable[str]) -> Observed:
    """Read an observation.

    Raises:
        ObservationError: a line is no JSON object, of no known type, or lacks a field; or no `observer` line came.
    """
    observed: Observed | None = None
    for number, line in enumerate(source, 1):
        try:
            record = dict(json.loads(line))
            name = record.pop("type")
            if name == "observer":
                observed = Observed(record["name"], tuple(record.get("notions", ())))
            elif observed is None:
                raise ObservationError("the first line must be the observer")
            else:
                _lists(observed)[name].append(_record(_KINDS[name], record))
        except (ValueError, TypeError, KeyError) as error:
            raise ObservationError(f"line {number}: {error!r}") from error
    if observed is None:
        raise ObservationError("no observer line")
    return observed


def _lists(observed: Observed) -> dict[str, list[Any]]:
    lists: Sequence[list[Any]] = (
        observed.visits,
        observed.articles,
        observed.versions,
        observed.changes,
        observed.alerts,
    )
    return dict(zip(_KINDS, lists, strict=True))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _record(kind: type[K], given: dict[str, Any]) -> K:
    known = {each.name for each in fields(kind)}
    if unknown := set(given) - known:
        raise ObservationError(f"unknown field {', '.join(sorted(unknown))}")
    return kind(**{name: _value(name, value) for name, value in given.items()})


def _value(name: str, value: Any) -> Any:  # noqa: ANN401 - a JSON value
    if name in _MOMENTS and isinstance(value, str):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ObservationError(f"{name} needs an offset from UTC")
        return moment
    if name == "conflicts":
        return tuple((float(one), float(other)) for one, other in value)
    return tuple(value) if name in _TUPLES and isinstance(value, list) else value
