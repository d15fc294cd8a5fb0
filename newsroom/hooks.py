"""Receivers of alerts: some take them, some are slow, limited, down for a while, or gone for good."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

from newsroom.http import Answer, Pace

_SLOW_SECONDS = 3.0
_HANGING_SECONDS = 120.0
_DOWN_FOR = 3
_RETRY_SECONDS = 60
MODES = ("ok", "slow", "hanging", "down", "limited", "gone", "inward")


@dataclass
class Hooks:
    """What came to `/hooks/MODE/...`, and what it was answered. `down` and `limited` count the attempts of each id."""

    received: list[dict[str, Any]] = field(default_factory=list)
    attempts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def receive(self, path: str, headers: dict[str, str], body: bytes, at: datetime) -> Answer:
        """Take one delivery."""
        mode = path.removeprefix("/hooks/").partition("/")[0]
        delivery = headers.get("webhook-id", "")
        self.attempts[path, delivery] += 1
        answer = self._answer(mode, self.attempts[path, delivery])
        kept = {name: value for name, value in headers.items() if name.startswith("webhook-") or name == "user-agent"}
        self.received.append(
            {
                "at": at.isoformat(),
                "path": path,
                "mode": mode,
                "attempt": self.attempts[path, delivery],
                "headers": kept,
                "body": body.decode("utf-8", "replace"),
                "status": answer.status,
            }
        )
        return answer

    def _answer(self, mode: str, attempt: int) -> Answer:
        if mode not in MODES:
            return Answer(HTTPStatus.NOT_FOUND, (), b"")
        if mode == "gone":
            return Answer(HTTPStatus.GONE, (), b"")
        if mode == "down" and attempt <= _DOWN_FOR:
            return Answer(HTTPStatus.SERVICE_UNAVAILABLE, (), b"")
        if mode == "limited" and attempt == 1:
            return Answer(HTTPStatus.TOO_MANY_REQUESTS, (("Retry-After", str(_RETRY_SECONDS)),), b"")
        if mode == "inward":
            return Answer(HTTPStatus.FOUND, (("Location", "http://169.254.169.254/latest/meta-data/"),), b"")
        wait = {"slow": _SLOW_SECONDS, "hanging": _HANGING_SECONDS}.get(mode, 0.0)
        return Answer(HTTPStatus.NO_CONTENT, (), b"", Pace(wait))
