"""`stet up` and its parts on their own."""

from pathlib import Path

import click

QUEUES = ("celery", "web", "text", "deliver")


@click.command(epilog="Example: stet up --seeds seeds --once")
@click.option("--once", is_flag=True, help="Drain the queue and stop.")
@click.option(
    "--seeds", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Take in this folder's articles."
)
def up(seeds: Path | None, *, once: bool) -> int:
    """Run everything in one process group: database, broker, workers, clock, pages. Ctrl-C stops it."""
    from console.embedded import up as run_everything  # noqa: PLC0415 - each part starts without the others

    return run_everything(seeds, once=once)


@click.command(epilog="Example: stet worker --queues text --concurrency 4")
@click.option("--queues", default=",".join(QUEUES), show_default=True, help="Which to work, with commas between.")
@click.option("--concurrency", type=click.IntRange(min=1), help="Tasks at a time; default by queue, see the settings.")
def worker(queues: str, concurrency: int | None) -> None:
    """Run the workers of some queues alone; needs STET_BROKER_URL and STET_DATABASE_URL as the others have them."""
    wanted = [name.strip() for name in queues.split(",") if name.strip()]
    unknown = sorted(set(wanted) - set(QUEUES))
    if unknown or not wanted:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'} is no queue; there are {', '.join(QUEUES)}")
    from tasks.run import worker as run_worker  # noqa: PLC0415 - each part starts without the others

    run_worker(wanted, concurrency)


@click.command(epilog="Example: stet beat")
def beat() -> None:
    """Run the clock alone: it has owed work looked for. One is enough, several do no harm."""
    from tasks.run import beat as run_beat  # noqa: PLC0415 - each part starts without the others

    run_beat()


@click.command(epilog="Example: STET_WEB_PORT=8000 stet web")
def web() -> None:
    """Run the pages and the HTTP API alone."""
    from console.web import serve  # noqa: PLC0415 - each part starts without the others

    serve()
