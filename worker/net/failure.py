"""Why a request came to nothing: one error, with a kind that programs branch on and a line that people read."""

from enum import StrEnum

from worker.errors import StetError


class Failure(StrEnum):
    """The kinds of failure on the way to an answer and back."""

    ADDRESS = "address"
    """The address guard refused the URL or what its host resolves to."""
    DNS = "dns"
    REFUSED = "refused"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    """Nothing answered the attempt to connect."""
    DEADLINE = "deadline"
    """The whole exchange took longer than it may."""
    TOO_LARGE = "too-large"
    RATIO = "ratio"
    """The body unpacks to implausibly more than was sent."""
    REDIRECTS = "redirects"
    ROBOTS = "robots"
    """The host's robots.txt does not let us ask for it, or cannot be had."""
    PROTOCOL = "protocol"


class FetchError(StetError):
    """No answer that can be used. The message names hosts, never paths or queries, which may hold secrets."""

    def __init__(self, kind: Failure, message: str) -> None:
        """Keep the kind beside the message."""
        super().__init__(message)
        self.kind = kind
        self.redirected = False
        """Whether it happened after a redirect."""

    @property
    def problem(self) -> str:
        """The message behind its kind, as problems of what is watched begin with theirs."""
        return f"{self.kind.value}: {self}"

    @classmethod
    def told(cls, problem: str) -> "FetchError | None":
        """Return the failure that a problem was; None where it was none."""
        kind, _, message = problem.partition(": ")
        return cls(Failure(kind), message) if kind in set(Failure) else None

    def name(self, host: str) -> None:
        """Name the host that it happened with, where the message does not yet."""
        if host not in str(self):
            self.args = (f"{host}: {self}",)


class AddressRefusedError(FetchError):
    """The address guard let nothing through: the message says what was refused, why, and how to allow it."""

    def __init__(self, message: str) -> None:
        """Take the message alone; the kind is always `address`."""
        super().__init__(Failure.ADDRESS, message)
