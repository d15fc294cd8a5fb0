"""The source-list file (`sources.toml`) and the sources that are watched."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from schemas.base import Frozen, Utc
from schemas.feed import FeedKind
from schemas.ingest import ArticleUrl
from schemas.signals import SignalTruth


class FileSource(Frozen):
    """What is known of one file beside the list: who published it, and where."""

    path: str = Field(description="relative to the list")
    outlet: str | None = None
    url: ArticleUrl | None = None
    title: str | None = None
    published: Utc | None = None


class WatchSource(Frozen):
    """A feed or an article to watch."""

    url: ArticleUrl
    outlet: str | None = None


class SourceList(Frozen):
    """A `sources.toml`: `[[file]]` tables for files beside it, `[[watch]]` tables for what is watched."""

    file: tuple[FileSource, ...] = ()
    watch: tuple[WatchSource, ...] = ()

    @model_validator(mode="after")
    def _paths_stay_inside(self) -> Self:
        """A list speaks of the files beside it and below, of each once."""
        seen: set[str] = set()
        for source in self.file:
            if source.path.startswith("/") or ".." in source.path.split("/"):
                msg = f"path {source.path!r} leaves the folder of the list"
                raise ValueError(msg)
            if source.path in seen:
                msg = f"path {source.path!r} is listed twice"
                raise ValueError(msg)
            seen.add(source.path)
        return self


class SourceKind(StrEnum):
    """What is watched."""

    FEED = "feed"
    ARTICLE = "article"


class Source(Frozen):
    """A watched feed or article, and how it fares."""

    id: int
    kind: SourceKind
    form: FeedKind | None = Field(default=None, description="of a feed, how it announces; null until it has answered")
    url: str
    outlet: str
    health: str = Field(
        description="`new`, `good`, `nothing-yet` (a feed that has named nothing), `quiet` (one that has had nothing"
        " new for much longer than it used to), or what is wrong: `HTTP 503`, `tls: ...`"
    )
    complaint: str | None = Field(
        default=None,
        description="what was wrong with a feed that could be read: `broken XML at line 3: mismatched tag`",
    )
    unhealthy_since: Utc | None = None
    last_good: Utc | None = None
    last_news: Utc | None = Field(default=None, description="of a feed, when it had something new last")
    quiet_from: Utc | None = Field(
        default=None, description="from when on it counts as quiet if nothing new comes; null while too little is known"
    )
    next_visit: Utc | None = None
    articles: int = Field(default=0, description="articles found through it")
    versions: int = Field(default=0, description="versions kept of them")
    changes: int = Field(default=0, description="changes between these versions")


class OutletHealth(Frozen):
    """How an outlet fares of which something is watched."""

    outlet: str
    health: str = Field(
        description="`new` before anything was read, `good`, `quiet` where its feeds have had nothing new for much"
        " longer than they used to, or what is wrong: `blocked`, `http`, `tls`, `unreachable`"
    )
    since: Utc | None = Field(
        default=None, description="since when it is so, where that ever changed; where it is quiet, when news came last"
    )
    last_good: Utc | None = Field(
        default=None, description="when an article of it was last found well: read, or as it had been read"
    )
    redesigned: Utc | None = Field(default=None, description="when its last redesign was found")
    visited: int = Field(default=0, description="articles visited within a day")
    read: int = Field(default=0, description="those of them that could be read")
    articles: int = 0
    signals: tuple[SignalTruth, ...] = Field(
        default=(), description="what it says of changes, in feeds and on pages, and how true that proved"
    )
