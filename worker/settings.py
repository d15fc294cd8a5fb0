"""Settings: environment variables `STET_*`, then `stet.toml` in the working folder, then these defaults."""

import difflib
import os
import re
import ssl
import tomllib
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import cached_property, lru_cache
from hashlib import sha256
from ipaddress import IPv4Network, IPv6Network, ip_interface
from pathlib import Path
from tempfile import gettempdir
from typing import Annotated, Self

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from schemas.base import wrong_with
from worker import clock
from worker.errors import SettingsError

PREFIX = "STET_"
FILE = Path("stet.toml")
NOT_SETTINGS = {
    *("STET_REQUIRE_SERVICES", "STET_REQUIRE_BROWSER"),
    *("STET_TEST_POSTGRES_URL", "STET_TEST_REDIS_URL", "STET_TEST_RABBITMQ_URL"),
}
"""Variables of the same prefix that belong to the test suite."""
SECRETS = {"web_token", "database_url", "broker_url"}
"""Settings whose values no message shows."""
DATABASES = {"sqlite", "postgresql"}
BROKERS = {"redis", "rediss", "redis+socket", "amqp", "amqps", "pyamqp", "memory"}
MAX_SOCKET_PATH_BYTES = 100


class Settings(BaseSettings):
    """Everything that can be set. Times are seconds."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, toml_file=FILE
    )

    data_dir: Path = Field(default=Path(".stet"), description="folder for the embedded database and broker")
    database_url: str | None = Field(default=None, description="SQLAlchemy URL; default SQLite under the data folder")
    broker_url: str | None = Field(default=None, description="Celery broker URL; default the embedded broker")
    web_host: str = Field(default="127.0.0.1", description="address the pages listen on")
    web_port: int = Field(default=8642, ge=0, le=65535, description="port the pages listen on")
    web_token: str | None = Field(default=None, description="needed to listen on an address that is not loopback")
    public_url: str | None = Field(default=None, description="where people reach the pages, for links in alerts")
    user_agent: str = Field(
        default="stet/0.1 (watches articles for changes; its operator has not said who to write to)",
        description="sent with every request; say who you are and where to complain",
    )
    egress_allow: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        default=(), description="comma-separated networks that the address guard lets through"
    )
    visit_min_seconds: float = Field(default=300, gt=0, description="an article is visited no sooner than this")
    visit_max_seconds: float = Field(default=30 * 86400, gt=0, description="nor later than this, while it is watched")
    visits_per_article: float = Field(
        default=34, gt=0, description="the budget the cadence aims at: visits to an article in its first two weeks"
    )
    visits_per_day: float | None = Field(
        default=None,
        gt=0,
        description="visits to articles in a day, all in all; where it is short each is visited less",
    )
    correction_grace_seconds: float = Field(
        default=21_600, ge=0, description="how long other outlets are given to follow a correction before an alert"
    )
    poll_seconds: float = Field(
        default=300,
        gt=0,
        description="how often a feed with news every few hours is polled; those with more up to twice as often, "
        "those with less down to a quarter as often",
    )
    host_delay_seconds: float = Field(
        default=5,
        ge=0,
        description="time between two requests to one host; longer where its robots.txt says so",
    )
    robots_ignore: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="comma-separated hosts, your own, whose robots.txt is not asked for"
    )
    fetch_deadline_seconds: float = Field(
        default=30, gt=0, le=45, description="for one answer, from connecting to the end"
    )
    fetch_max_bytes: int = Field(default=10_000_000, gt=0, description="of one answer, decoded")
    web_concurrency: int = Field(default=16, gt=0, description="threads that fetch, each at one host at a time")
    text_concurrency: int = Field(default=2, gt=0, description="processes that read and compare")
    deliver_concurrency: int = Field(default=4, gt=0, description="threads that deliver alerts")
    sweep_seconds: float = Field(default=2, gt=0, description="how often owed work is looked for")
    hosts_file: Path | None = Field(
        default=None, description="names resolved from a file like /etc/hosts before the resolver is asked"
    )
    ca_file: Path | None = Field(
        default=None, description="PEM file of certificate authorities of your own, trusted beside the system's"
    )
    clock: str | None = Field(
        default=None, description="for simulations: ORIGIN@STARTED*SPEED, a clock that runs from another moment, faster"
    )
    log_format: str = Field(default="console", pattern="^(console|json)$", description="`console` or `json`")
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="least severe shown")

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: str | None) -> str | None:
        """Refuse a URL of a database that stet does not know."""
        if value is not None and re.split(r"[+:]", value, maxsplit=1)[0] not in DATABASES:
            msg = "write postgresql+psycopg://user:password@host/name or sqlite+pysqlite:////path/to/stet.db"
            raise ValueError(msg)
        return value

    @field_validator("broker_url")
    @classmethod
    def _is_a_broker(cls, value: str | None) -> str | None:
        """Refuse a URL that Celery has no transport for."""
        if value is not None and value.partition("://")[0] not in BROKERS:
            msg = f"it begins with none of {', '.join(sorted(BROKERS))}"
            raise ValueError(msg)
        return value

    @field_validator("clock")
    @classmethod
    def _is_a_course(cls, value: str | None) -> str | None:
        """Refuse a clock that cannot be read."""
        if value is not None:
            clock.parse(value)
        return value

    @field_validator("hosts_file")
    @classmethod
    def _is_a_file(cls, value: Path | None) -> Path | None:
        """Refuse a path at which no file lies."""
        if value is not None and not value.is_file():
            msg = "there is no such file"
            raise ValueError(msg)
        return value

    @field_validator("ca_file")
    @classmethod
    def _holds_certificates(cls, value: Path | None) -> Path | None:
        """Refuse a file without certificates."""
        if value is not None:
            try:
                ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(value)
            except OSError as error:  # ssl's own among them
                msg = "there is no such file, or no certificate in PEM in it"
                raise ValueError(msg) from error
        return value

    @field_validator("egress_allow", "robots_ignore", mode="before")
    @classmethod
    def _split(cls, value: object, info: ValidationInfo) -> object:
        """Take the comma-separated form that an environment variable has."""
        if not isinstance(value, str):
            return value
        parts = tuple(part.strip() for part in value.split(",") if part.strip())
        return tuple(map(_network, parts)) if info.field_name == "egress_allow" else parts

    @model_validator(mode="after")
    def _bounds_are_in_order(self) -> Self:
        """The shortest visit interval cannot exceed the longest."""
        if self.visit_min_seconds > self.visit_max_seconds:
            msg = "visit_min_seconds is above visit_max_seconds"
            raise ValueError(msg)
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then `stet.toml`."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @cached_property
    def database(self) -> str:
        """The database's SQLAlchemy URL."""
        return self.database_url or f"sqlite+pysqlite:///{self.data_dir.resolve() / 'stet.db'}"

    @cached_property
    def broker_socket(self) -> Path:
        """The embedded broker's Unix socket: in the data folder, or in a private one where that path is too long."""
        inside = self.data_dir.resolve() / "broker" / "valkey.sock"
        if len(os.fsencode(inside)) <= MAX_SOCKET_PATH_BYTES:
            return inside
        return Path(gettempdir()) / f"stet-{os.getuid()}-{sha256(os.fsencode(inside)).hexdigest()[:16]}" / "valkey.sock"

    @cached_property
    def broker(self) -> str:
        """The broker's Celery URL."""
        return self.broker_url or f"redis+socket://{self.broker_socket}"

    @property
    def broker_is_embedded(self) -> bool:
        """Whether `stet up` starts the broker itself."""
        return self.broker_url is None

    @property
    def pages_url(self) -> str:
        """Where the pages are reached, without a final slash."""
        host = f"[{self.web_host}]" if ":" in self.web_host else self.web_host
        return (self.public_url or f"http://{host}:{self.web_port}").rstrip("/")

    @property
    def host_delay(self) -> timedelta:
        """Politeness towards one host."""
        return timedelta(seconds=self.host_delay_seconds)


def _network(written: str) -> IPv4Network | IPv6Network:
    """Return the network as it was written; a mistake is named with what would be right."""
    try:
        meant = ip_interface(written).network
    except ValueError as error:
        raise ValueError(f"{written!r} is no network; write 10.1.0.0/16, or one address alone") from error
    if str(meant.network_address) != written.partition("/")[0] and meant.num_addresses > 1:
        raise ValueError(f"{written!r} is an address within {meant}; write {meant}")
    return meant


def _refuse_unknown(names: Iterable[str], show: Callable[[str], str]) -> None:
    """Raise SettingsError for a name that is no setting, naming the nearest that is."""
    for name in names:
        if name not in Settings.model_fields:
            near = difflib.get_close_matches(name, Settings.model_fields, n=1, cutoff=0.4)
            hint = f"; did you mean {show(near[0])}?" if near else ""
            raise SettingsError(f"unknown setting {show(name)}{hint} (`stet --help` lists them all)")


def _as_variable(name: str) -> str:
    return PREFIX + name.upper()


def load() -> Settings:
    """Read the settings anew.

    Raises:
        SettingsError: a setting is unknown or unusable; the message names it.
    """
    variables = [name for name in os.environ if name.startswith(PREFIX) and name not in NOT_SETTINGS]
    _refuse_unknown([name.removeprefix(PREFIX).lower() for name in variables], _as_variable)
    try:
        if FILE.exists():
            _refuse_unknown(tomllib.loads(FILE.read_text(encoding="utf-8")), "{} in stet.toml".format)
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"stet.toml cannot be read as TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        name = _as_variable(str(first["loc"][0])) if first["loc"] else "settings"
        shown = "" if not first["loc"] or first["loc"][0] in SECRETS else f" (it is {first['input']!r})"
        raise SettingsError(f"{name}: {wrong_with(first)}{shown}") from error


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process, read once; the clock runs as they say from then on."""
    found = load()
    clock.follow(clock.parse(found.clock) if found.clock else None)
    return found
