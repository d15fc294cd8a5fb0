"""One run: the world serves, the product watches, and what it saw is collected and held against the truth."""

import json
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from newsroom.collect import Api, collect
from newsroom.control import Course, WorldServer
from newsroom.observed import Observed, lines
from newsroom.product import Product
from newsroom.script import Fault, inflict

STANDARD_SPEED = 240.0
"""Virtual seconds in a real one: a day in six minutes."""
FEEDS = ("/feed.xml", "/atom.xml", "/feed.json")
"""Announcements that readers subscribe to; sitemaps are for programs to find."""
_LEAD_SECONDS = 24.0
_WATCH_SECONDS = 15.0
"""How long before the world begins the first watching starts: what to find at the start is found by then."""
_LOOK_SECONDS = 0.1
_DRAIN_SECONDS = 15.0
_QUIET_SECONDS = 1.5
_RECEIVER = "/hooks/ok/desk"
HOST_DELAY_SECONDS = 60
SETTINGS = {
    "STET_EGRESS_ALLOW": "127.0.0.0/8",
    "STET_HOST_DELAY_SECONDS": str(HOST_DELAY_SECONDS),
    "STET_SWEEP_SECONDS": "0.25",
    "STET_FETCH_DEADLINE_SECONDS": "3",
    "STET_LOG_FORMAT": "json",
}
"""What the product is told; all else is as it comes. The delay is in virtual seconds, twelve times the usual one, since
a turn at a host cannot be so much faster than it really is; sweeps and the deadline of a fetch are in real seconds."""


@dataclass(frozen=True)
class Plan:
    """What to run: the arguments that make the world, how fast, with which faults, and which program."""

    world: tuple[str, ...]
    program: Path
    speed: float = STANDARD_SPEED
    faults: tuple[Fault, ...] = ()
    keep: Path | None = None
    """A folder to leave everything in; None for one that is removed."""


@dataclass
class Ran:
    """What came of a run. Logs are the world's own."""

    truth: list[dict[str, Any]]
    requests: list[dict[str, Any]]
    hooks: list[dict[str, Any]]
    observed: Observed
    notes: list[str] = field(default_factory=list)


def run(plan: Plan) -> Ran:
    """Run the product against a world from its start to its end. All processes are ended, however it goes.

    Raises:
        RunError: the world or the product does not start, ends before its time, or does not answer.
    """
    with ExitStack() as stack:
        folder = plan.keep or Path(stack.enter_context(TemporaryDirectory(prefix="newsroom-")))
        folder.mkdir(parents=True, exist_ok=True)
        world = stack.enter_context(WorldServer(plan.world))
        hosts = folder / "hosts"
        hosts.write_text("".join(f"{at} {name}\n" for name, at in world.hosts.items()), encoding="utf-8")
        product = stack.enter_context(Product(plan.program, folder, {**SETTINGS, "STET_HOSTS_FILE": str(hosts)}))
        return _Run(plan, world, product).through()


def keep(ran: Ran, folder: Path) -> None:
    """Write what was observed, and the world's logs beside it, as JSON lines."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "observed.jsonl").write_text("".join(lines(ran.observed)), encoding="utf-8")
    for name, records in (("truth", ran.truth), ("requests", ran.requests), ("hooks", ran.hooks)):
        text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")


class _Run:
    """A run under way."""

    def __init__(self, plan: Plan, world: WorldServer, product: Product) -> None:
        self._plan, self._world, self._product = plan, world, product
        self._course = Course(world, plan.speed, _LEAD_SECONDS)
        self._faults = list(plan.faults)
        self._notes: list[str] = []
        self._sources = sources(world.truth)

    def through(self) -> Ran:
        """From the start to the end."""
        self._product.start(STET_CLOCK=self._course.described())
        receiver = f"http://127.0.0.1:{self._world.control_port}{_RECEIVER}"
        self._product.command("endpoints", "add", "desk", receiver)
        time.sleep(max(0.0, self._course.until_start_seconds() - _WATCH_SECONDS))
        self._product.command("watch", *self._sources)
        while (now := self._course.now()) < self._world.end:
            self._product.check()
            self._inflict(now)
            time.sleep(_LOOK_SECONDS)
        self._course.stop()
        return self._collected()

    def _inflict(self, now: datetime) -> None:
        while self._faults and self._world.start + self._faults[0].at <= now:
            fault = self._faults.pop(0)
            sys.stderr.write(f"newsroom: {fault}\n")
            inflict(fault, self._product, self._course)

    def _collected(self) -> Ran:
        """Wait until the product has said what it has to say, and ask for it."""
        visits = len(self._world.lines("/requests.jsonl"))
        self._drain()
        self._product.stand_still()
        requests = self._world.lines("/requests.jsonl")[:visits]
        hooks = self._world.lines("/hooks.jsonl")
        with Api(self._product.port) as api:
            observed = collect(api, requests, hooks, self._world.end)
        self._notes.append(
            f"one real second is {self._plan.speed / 60:.0f} virtual minutes: work that takes the product a second "
            "makes every delay so much longer"
        )
        return Ran(self._world.truth, requests, hooks, observed, self._notes)

    def _drain(self) -> None:
        """Wait until nothing more is read, compared or delivered; the sites stand still meanwhile."""
        deadline = time.monotonic() + _DRAIN_SECONDS
        quiet_since, last = time.monotonic(), -1
        while time.monotonic() < deadline and time.monotonic() - quiet_since < _QUIET_SECONDS:
            self._product.check()
            said = len(self._world.lines("/hooks.jsonl"))
            if said != last or self._owed():
                quiet_since, last = time.monotonic(), said
            time.sleep(_LOOK_SECONDS)
        if time.monotonic() >= deadline:
            self._notes.append(f"the product was still at work {_DRAIN_SECONDS:.0f} s after the world's end")

    def _owed(self) -> int:
        """How many alerts are on their way."""
        return len(self._product.get("/api/v1/deliveries?state=pending")["deliveries"])


def sources(truth: Sequence[dict[str, Any]]) -> list[str]:
    """What somebody would have watched: an outlet's feeds, and where it has none its front page."""
    outlets = [record for record in truth if record["type"] == "outlet"]
    feeds = ([url for url in each["announcements"] if url.endswith(FEEDS)] or [each["front"]] for each in outlets)
    return [url for found in feeds for url in found]
