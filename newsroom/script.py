"""Scripts of faults: what is done to the product in a run, and when. The README describes the format."""

import re
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from newsroom import broker
from newsroom.control import Course, RunError
from newsroom.product import PARTS, Product

_SPAN = re.compile(r"(\d+(?:\.\d+)?)([dhms])")
_UNITS = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0}
_MOMENT_SECONDS = 0.02
ALL, SUPERVISOR, SERVICE, BROKER = "all", "supervisor", "service", "broker"


class ScriptError(ValueError):
    """A line that is no fault; the message says which and why."""


@dataclass(frozen=True)
class Fault:
    """One line of a script: `at` counts from the world's start in virtual time; `words` say what is done."""

    at: timedelta
    words: tuple[str, ...]

    def __str__(self) -> str:
        """The line."""
        return f"at {self.at.total_seconds() / 3600:g}h {' '.join(self.words)}"


def span(text: str) -> timedelta:
    """A span such as `90m`, `1d12h` or `0.5s`.

    Raises:
        ScriptError: it is none.
    """
    if not text or _SPAN.sub("", text):
        raise ScriptError(f"{text!r} is no span; write such as 90m, 1d12h or 5s")
    return timedelta(seconds=sum(float(count) * _UNITS[unit] for count, unit in _SPAN.findall(text)))


def parse(text: str) -> list[Fault]:
    """Read a script; return its faults in the order of their times.

    Raises:
        ScriptError: a line cannot be read.
    """
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        try:
            faults.append(_fault(words))
        except ScriptError as error:
            raise ScriptError(f"line {number}: {error}") from error
    return sorted(faults, key=lambda fault: fault.at)


def _fault(words: Sequence[str]) -> Fault:
    match words:
        case ["at", when, *what] if what:
            _known(what)
            return Fault(span(when), tuple(what))
    raise ScriptError("write `at WHEN WHAT ...`")


def _known(words: Sequence[str]) -> None:
    """Refuse what `inflict` would not understand."""
    match words:
        case ["kill", ("all" | "supervisor")] | ["restart", ("service" | "broker")] | ["flush", "broker"]:
            return
        case ["kill", part] if part in PARTS:
            return
        case ["freeze", part, length] if part in (*PARTS, ALL):
            span(length)
        case ["clock", jump] if jump[:1] in ("+", "-"):
            span(jump[1:])
        case [("double" | "delay"), "messages", length]:
            span(length)
        case _:
            known = f"parts: {', '.join(PARTS)}, {SUPERVISOR}, {ALL}"
            raise ScriptError(f"nobody knows how to {' '.join(words)!r} ({known})")


def inflict(fault: Fault, product: Product, course: Course) -> None:
    """Do it, and wait until it is done.

    Raises:
        RunError: there is no such process now, or the product does not come back.
    """
    match fault.words:
        case ["kill", "all"]:
            product.kill_all()
            product.start()
        case ["kill", "supervisor"]:
            product.kill_supervisor()
            product.start()
        case ["kill", part]:
            product.signal(product.pids(part), signal.SIGKILL)
        case ["freeze", part, length]:
            _freeze(product, tuple(PARTS) if part == ALL else (part,), span(length))
        case ["restart", "service"]:
            product.stop()
            product.start()
        case ["restart", "broker"]:
            product.signal(product.pids(BROKER), signal.SIGTERM)
        case ["flush", "broker"]:
            with broker.connected(product.socket) as line:
                line.send(b"FLUSHALL")
        case ["clock", jump]:
            product.stop()
            course.jump(span(jump[1:]) * (-1 if jump[0] == "-" else 1))
            product.start(STET_CLOCK=course.described())
        case [("double" | "delay") as how, "messages", length]:
            _tamper(product, how, span(length))
        case _:
            raise RunError(f"no such fault: {fault}")


def _freeze(product: Product, parts: Sequence[str], length: timedelta) -> None:
    pids = [pid for part in parts for pid in product.pids(part)]
    product.signal(pids, signal.SIGSTOP)
    try:
        time.sleep(length.total_seconds())
    finally:
        product.signal(pids, signal.SIGCONT)


def _tamper(product: Product, how: str, length: timedelta) -> None:
    """For a while, send every message that is caught waiting twice, or hold all of them back and turn their order."""
    deadline = time.monotonic() + length.total_seconds()
    doubled: set[bytes] = set()
    taken: list[tuple[bytes, bytes]] = []
    with broker.connected(product.socket) as line:
        step: Callable[[], object] = (
            (lambda: line.double(doubled)) if how == "double" else (lambda: taken.extend(line.take()))
        )
        while time.monotonic() < deadline:
            step()
            time.sleep(_MOMENT_SECONDS)
        line.give_back(taken)
