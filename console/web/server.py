"""The process that serves the pages."""

import signal
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager

import uvicorn

from console.web.app import create_app
from console.web.guard import check_exposure
from worker import log
from worker.errors import StetError
from worker.settings import Settings, settings
from worker.store import migrate

GRACE_SECONDS = 3
"""How long requests under way may take to end once the process is told to stop."""
BACKLOG = 128


class _Server(uvicorn.Server):
    """uvicorn, but for what it does after a signal: it ends well, and `run` returns."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Stop on SIGTERM and SIGINT, and put back the handlers that were there."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def run() -> None:
    """Serve the pages where the settings say, until SIGTERM or SIGINT.

    Raises:
        StetError: the port is taken, the address is not this machine's, the database belongs to a newer stet, or the
            pages would be shown to a network without a token.
    """
    current = settings()
    log.set_up("pages")
    check_exposure(current)
    with _listening(current) as listener:
        migrate.ensure()
        config = uvicorn.Config(
            create_app(current),
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        log.get(__name__).info("pages_served", at=_address(current, listener))
        _Server(config).run(sockets=[listener])


def _listening(current: Settings) -> socket.socket:
    """Return a socket that listens; the caller closes it."""
    family = socket.AF_INET6 if ":" in current.web_host else socket.AF_INET
    try:
        return socket.create_server((current.web_host, current.web_port), family=family, backlog=BACKLOG)
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (while")[0]
        raise StetError(
            f"the pages cannot be served on {current.web_host} port {current.web_port}: {reason.lower()}; "
            "set STET_WEB_HOST and STET_WEB_PORT to others"
        ) from error


def _address(current: Settings, listener: socket.socket) -> str:
    """Return where the pages are, also where the system chose the port."""
    return current.model_copy(update={"web_port": listener.getsockname()[1]}).pages_url
