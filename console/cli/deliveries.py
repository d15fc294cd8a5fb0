"""`stet deliveries` and `stet redeliver`: alerts on their way."""

import click

from console.cli import nudging, output, stored
from console.cli.arguments import NUMBER, Among
from console.cli.output import shown_time
from schemas.alert import Delivery, DeliveryState
from schemas.outcome import Nudge, Stage
from worker.clock import now
from worker.store import alerts
from worker.text.wording import cut

_MOST_NAME_CHARS = 24
"""Of an endpoint's name, which may be four times as long."""


@click.command(epilog="Example: stet deliveries --state failed")
@click.option("--state", type=Among(DeliveryState), help="Only those that stand so.")
@click.option("--limit", type=click.IntRange(1, 1000), default=100, show_default=True, help="How many at most.")
@output.json_option
def deliveries(state: DeliveryState | None, limit: int, *, as_json: bool) -> None:
    """List the deliveries of alerts, newest first."""
    if not stored.exists():
        stored.report_nothing(as_json=as_json)
        return
    with stored.reading() as session:
        found = alerts.deliveries(session, state=state, limit=limit)
    if as_json:
        output.write_json(found)
        return
    if not found:
        output.say("no deliveries; `stet endpoints add` says where alerts are posted")
        return
    output.write_table(
        ("id", "created (UTC)", "endpoint", "state", "tries", "what"),
        [
            (
                row.id,
                shown_time(row.created_at),
                cut(row.endpoint_name, _MOST_NAME_CHARS),
                row.state,
                row.attempts,
                _told(row),
            )
            for row in found
        ],
        wide=("what",),
    )


def _told(row: Delivery) -> str:
    """Return what is delivered, of which story, and what was answered where it did not arrive."""
    story = "" if row.story is None else f" of story {row.story}"
    wrong = f" ({row.last_error})" if row.last_error and row.state is not DeliveryState.DELIVERED else ""
    return f"{row.type}{story}: {row.about}{wrong}"


@click.command(epilog="Example: stet redeliver 7")
@click.argument("number", metavar="DELIVERY", type=NUMBER)
@output.json_option
def redeliver(number: int, *, as_json: bool) -> None:
    """Send an alert once more, under the webhook-id it had."""
    stored.require()
    with stored.writing() as session:
        alerts.redeliver(session, number, now())
    nudging.send([Nudge(stage=Stage.DELIVER, id=number)], kept=f"delivery {number}")
    if as_json:
        output.write_json({"delivery": number, "state": DeliveryState.PENDING})
    else:
        output.write_line(f"delivery {number} is on its way again")
