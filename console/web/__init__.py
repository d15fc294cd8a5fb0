"""The pages for people and the API for programs."""


def serve() -> None:
    """Serve the pages where the settings say, until SIGTERM or SIGINT.

    Raises:
        StetError: the port is taken, the address is not this machine's, the database belongs to a newer stet, or the
            pages would be shown to a network without a token.
    """
    from console.web.server import run  # noqa: PLC0415 - the pure modules of this package are imported without a server

    run()
