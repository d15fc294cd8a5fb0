"""The program `stet`: its commands, and how each of them ends."""

import logging
import os
import sys
import traceback
from collections.abc import Sequence

import click

from console.cli import output
from console.cli.lazy import Entry, LazyGroup
from worker import log
from worker.errors import GiveUpError, SettingsError, StetError, TryLaterError
from worker.settings import settings

DONE, FAILED, WRONG_USAGE, INTERRUPTED, READER_GONE = 0, 1, 2, 130, 141
SERVICES = frozenset({"up", "worker", "beat", "web"})
"""Commands that are the service, and log as it does; the others log warnings alone."""
MENDER = "doctor"
"""The command that must run with broken settings, to say what is wrong with them."""

SECTIONS = {
    "The service": {
        "up": Entry("console.cli.service", "run everything, with no server needed"),
        "doctor": Entry("console.cli.doctor", "say what is wrong with the set-up and how to mend it"),
        "worker": Entry("console.cli.service", "run the workers alone"),
        "beat": Entry("console.cli.service", "run the clock alone"),
        "web": Entry("console.cli.service", "run the pages and the HTTP API alone"),
    },
    "What goes in": {
        "ingest": Entry("console.cli.ingest", "take articles in: URLs, files, folders"),
        "watch": Entry("console.cli.sources", "watch feeds, sites or single articles"),
        "unwatch": Entry("console.cli.sources", "stop watching"),
        "sources": Entry("console.cli.sources", "list what is watched and how it fares"),
        "outlets": Entry("console.cli.sources", "list how each outlet fares"),
    },
    "What comes out": {
        "stories": Entry("console.cli.stories", "list the stories, newest change first"),
        "story": Entry("console.cli.stories", "show one story: its articles, divergences, revisions"),
        "changes": Entry("console.cli.changes", "list the changes, or follow them as they come"),
        "show": Entry("console.cli.show", "show one change as a redline"),
        "history": Entry("console.cli.history", "list the versions of an article"),
        "export": Entry("console.cli.export", "hand out the evidence: pages, digests, headers, versions"),
    },
    "Alerts": {
        "endpoints": Entry("console.cli.endpoints", "manage where alerts are posted"),
        "deliveries": Entry("console.cli.deliveries", "list the alerts on their way"),
        "redeliver": Entry("console.cli.deliveries", "send an alert once more"),
    },
    "The text engine by hand (no database, no queue)": {
        "extract": Entry("console.cli.engine", "read an article out of a page"),
        "diff": Entry("console.cli.engine", "compare two versions of an article"),
        "compare": Entry("console.cli.engine", "compare two outlets' articles on one event"),
        "group": Entry("console.cli.group", "group a stream of articles into stories"),
    },
}


class Stet(LazyGroup):
    """All commands, with a quiet end where the reader of the output goes away."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for."""
        try:
            status: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # What is still buffered would fail once more when the interpreter closes the stream.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(READER_GONE)
        return status


@click.group(cls=Stet, sections=SECTIONS, name="stet", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="stet")
@click.pass_context
def stet(ctx: click.Context) -> None:
    """Watch the news and tell when its wording changes.

    Between two versions of one article, and between outlets that tell the same story. `stet up` starts the whole
    service; `stet COMMAND --help` explains a command and gives an example.
    """
    if ctx.invoked_subcommand != MENDER:
        log.set_up("cli")
        if ctx.invoked_subcommand not in SERVICES and settings().log_level == "INFO":
            logging.getLogger().setLevel(logging.WARNING)


def main() -> None:
    """Run the program and exit with its status."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr] # both are text files when a program starts
    sys.stderr.reconfigure(errors="replace")  # type: ignore[union-attr] # the same
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; whatever goes wrong becomes one line on standard error."""
    try:
        status = stet.main(args=list(arguments), prog_name="stet", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - people see a line, never a traceback
        return _report(error)
    return status if isinstance(status, int) else DONE


def _report(error: Exception) -> int:
    """Say in one line what was wrong; return the exit status."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.format_message(), err=True)
            return WRONG_USAGE
        case click.UsageError():
            asked = error.ctx.command_path if error.ctx else "stet"
            output.say(f"{error.format_message().rstrip('.')}; `{asked} --help` explains")
            return WRONG_USAGE
        case SettingsError():
            output.say(str(error))
            return WRONG_USAGE
        case StetError() | TryLaterError() | GiveUpError() | click.ClickException():
            output.say(str(error))
        case _:
            _report_fault(error)
    return FAILED


def _report_fault(error: Exception) -> None:
    """Say that stet itself failed; the traceback is for whoever asked for it."""
    if os.environ.get("STET_LOG_LEVEL") == "DEBUG":
        traceback.print_exception(error)
    said = str(error).splitlines()[0] if str(error) else "no message"
    output.say(f"this should not have happened: {type(error).__name__}: {said}; STET_LOG_LEVEL=DEBUG shows where")
