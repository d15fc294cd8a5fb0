"""`stet up` and its parts on their own."""

import os
from pathlib import Path

import click

from worker.settings import settings

QUEUES = ("celery", "web", "text", "deliver")

json_log_option = click.option("--json", "as_json", is_flag=True, help="Log in JSON, a line for each event.")


def _log_for_machines(*, on: bool) -> None:
    """Log in JSON, whatever the settings say."""
    if on:
        os.environ["STET_LOG_FORMAT"] = "json"
        settings.cache_clear()


@click.command(epilog="Example: stet up --seeds seeds --once")
@click.option("--once", is_flag=True, help="Drain the queue and stop.")
@click.option(
    "--seeds", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Take in this folder's articles."
)
@click.option("--json", "as_json", is_flag=True, help="Print the stories found as one JSON document; log in JSON.")
def up(seeds: Path | None, *, once: bool, as_json: bool) -> int:
    """Run everything in one process group: database, broker, workers, clock, pages. Ctrl-C stops it."""
    _log_for_machines(on=as_json)
    from console.embedded import up as run_everything  # noqa: PLC0415 - each part starts without the others

    return run_everything(seeds, once=once, as_json=as_json)


@click.command(epilog="Example: stet worker --queues text --concurrency 4")
@click.option("--queues", default=",".join(QUEUES), show_default=True, help="Which to work, with commas between.")
@click.option("--concurrency", type=click.IntRange(min=1), help="Tasks at a time; default by queue, see the settings.")
@json_log_option
def worker(queues: str, concurrency: int | None, *, as_json: bool) -> None:
    """Run the workers of some queues alone; needs STET_BROKER_URL and STET_DATABASE_URL as the others have them."""
    wanted = [name.strip() for name in queues.split(",") if name.strip()]
    unknown = sorted(set(wanted) - set(QUEUES))
    if unknown or not wanted:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'} is no queue; there are {', '.join(QUEUES)}")
    _log_for_machines(on=as_json)
    from tasks.run import worker as run_worker  # noqa: PLC0415 - each part starts without the others

    run_worker(wanted, concurrency)


@click.command(epilog="Example: stet beat")
@json_log_option
def beat(*, as_json: bool) -> None:
    """Run the clock alone: it has owed work looked for. One is enough, several do no harm."""
    _log_for_machines(on=as_json)
    from tasks.run import beat as run_beat  # noqa: PLC0415 - each part starts without the others

    run_beat()


@click.command(epilog="Example: STET_WEB_PORT=8000 stet web")
@json_log_option
def web(*, as_json: bool) -> None:
    """Run the pages and the HTTP API alone."""
    _log_for_machines(on=as_json)
    from console.web import serve  # noqa: PLC0415 - each part starts without the others

    serve()
