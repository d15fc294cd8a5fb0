"""The two kinds of failure a stage knows, and the errors that people see."""

from datetime import timedelta


class StetError(Exception):
    """An error meant for people: its message says what was wrong and what to do."""


class NotFoundError(StetError):
    """Nothing is stored under the name or number that was asked for."""


class SettingsError(StetError):
    """A setting is unknown or has a value that cannot be used."""


class RefusedRequestError(StetError):
    """A request to take in an article asks for what cannot be done."""


class TryLaterError(Exception):
    """The work could not be done now and is worth another try after `wait`."""

    def __init__(self, wait: timedelta, reason: str) -> None:
        """Keep the wait and the reason; the row's own due time carries the wait across restarts."""
        super().__init__(reason)
        self.wait = wait
        self.reason = reason


class LeaseLostError(Exception):
    """The lease ran out and somebody else holds the row or the host now; nothing of this run may be kept."""


class GiveUpError(Exception):
    """The work can never be done; `reason` goes into the dead letters."""

    def __init__(self, reason: str) -> None:
        """Keep the reason as the message."""
        super().__init__(reason)
        self.reason = reason


class BrokerUnreachableError(StetError):
    """The broker does not answer. What was stored is kept, and worked when it is back."""
