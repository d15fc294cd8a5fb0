"""Where and when a world is: its seed, its span of virtual time, its hosts, and who an outlet is."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from newsroom.writer import Style

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
"""When every world begins: a Monday morning."""
_WEB_PORT = 80
_HOSTS_EACH = 250
_FIRST = 2


@dataclass(frozen=True)
class Setting:
    """A world's seed and span."""

    seed: int
    days: float
    start: datetime = START

    @property
    def end(self) -> datetime:
        """When the world stops changing."""
        return self.start + timedelta(days=self.days)


@dataclass
class Network:
    """Hosts on loopback addresses. Links name hosts, or their addresses where nothing can resolve the names."""

    port: int = _WEB_PORT
    by_address: bool = False
    addresses: dict[str, str] = field(default_factory=dict)

    def add(self, host: str) -> None:
        """Give a host the next free address, from 127.0.0.2 on."""
        block, place = divmod(len(self.addresses), _HOSTS_EACH)
        self.addresses[host] = f"127.0.{block}.{place + _FIRST}"

    def origin(self, host: str) -> str:
        """`http://host[:port]`, as links have it."""
        name = self.addresses[host] if self.by_address else host
        return f"http://{name}" if self.port == _WEB_PORT else f"http://{name}:{self.port}"

    def host_of(self, authority: str) -> str | None:
        """The host that a Host header means, by name or by address; None where it is none of ours."""
        name = authority.partition(":")[0].lower()
        if name in self.addresses:
            return name
        return next((host for host, address in self.addresses.items() if address == name), None)


@dataclass(frozen=True)
class Identity:
    """Who an outlet is. `domain` is its host without `www.`; `pattern` the form of its articles' paths."""

    key: str
    number: int
    archetype: str
    name: str
    domain: str
    style: Style
    layout: str
    pattern: str


@dataclass(frozen=True)
class Window:
    """A span of time in which an outlet behaves otherwise; `hides` where no article can be read in it."""

    start: datetime
    end: datetime
    kind: str
    detail: str
    hides: bool = False
    article: str | None = None

    def covers(self, at: datetime) -> bool:
        """Whether the moment lies in it: the start does, the end does not."""
        return self.start <= at < self.end


@dataclass(frozen=True)
class View:
    """What a visitor without cookies could read of an article at a moment."""

    headline: str
    paragraphs: tuple[str, ...]
    texts: tuple[str, ...]
