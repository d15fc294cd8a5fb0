"""`stet endpoints`: where alerts are posted."""

from typing import Any
from uuid import uuid4

import click

from console.cli import output, stored
from console.cli.arguments import NUMBER, Among, WebAddress
from console.cli.output import shown_time
from schemas.alert import EVENTS, ON_REQUEST, Alert, AlertData, AlertType, DeliveryState, Endpoint, Rule
from schemas.change import ChangeKind, Label
from schemas.outcome import Stage
from worker.clock import now
from worker.net import webhook
from worker.net.client import Client
from worker.net.guard import check_url
from worker.net.webhook import DeliveryResult
from worker.settings import settings
from worker.store import alerts, due
from worker.store.alerts import Attempt, Envelope

NONE = "none"
"""The event that an endpoint names which wants changes alone."""


@click.group(epilog="Example: stet endpoints add desk https://desk.example.org/hook --label figure")
def endpoints() -> None:
    """Manage where alerts are posted."""


@endpoints.command(epilog="Example: stet endpoints add desk https://desk.example.org/hook --min-significance 0.7")
@click.argument("name")
@click.argument("url", type=WebAddress())
@click.option(
    "--min-significance", type=click.FloatRange(0, 1), default=0.5, show_default=True, help="Changes from here up."
)
@click.option("--label", "labels", multiple=True, type=Among(Label), help="Any of these; repeat it.")
@click.option("--outlet", "outlets", multiple=True, help="Any of these; repeat it.")
@click.option("--kind", "kinds", multiple=True, type=Among(ChangeKind), help="Any of these; repeat it.")
@click.option(
    "--event",
    "events",
    multiple=True,
    type=click.Choice([*(event.value for event in (*EVENTS, *ON_REQUEST)), NONE]),
    help=f"What is told beside changes; repeat it. Default: all but {', '.join(ON_REQUEST)}.",
)
@click.option("--story", "stories", multiple=True, type=NUMBER, help="Any of these, by number; repeat it.")
@click.option("--word", "words", multiple=True, help="Any of these among the changed words; repeat it.")
@output.json_option
def add(
    name: str,
    url: str,
    events: tuple[str, ...],
    kinds: tuple[ChangeKind, ...],
    *,
    as_json: bool,
    **only: Any,  # noqa: ANN401 - options that are fields of a rule
) -> None:
    """Add an endpoint, and show its secret, once."""
    if name.isdecimal() or not name.strip():
        raise click.BadParameter("a name has a letter in it, so that no number is taken for one", param_hint="NAME")
    if {*events} - {NONE} and (only["labels"] or only["words"]):
        raise click.BadParameter(
            "events have neither labels nor changed words, so none would be sent; add a second endpoint for them",
            param_hint="--event",
        )
    for option in ("words", "outlets"):
        if not all(wanted.strip() for wanted in only[option]):
            raise click.BadParameter("it is empty; leave it out where all are wanted", param_hint=f"--{option[:-1]}")
    check_url(url)
    rule = Rule(
        kinds=kinds or tuple(ChangeKind),
        events=tuple(AlertType(event) for event in events if event != NONE) if events else EVENTS,
        **only,
    )
    secret = webhook.new_secret()
    with stored.writing() as session:
        made = alerts.add_endpoint(session, name=name, url=url, secret=secret, rule=rule, now=now())
    _show_secret(made, secret, as_json=as_json)


def _show_secret(endpoint: Endpoint, secret: str, *, as_json: bool) -> None:
    if as_json:
        output.write_json({**endpoint.model_dump(mode="json"), "secret": secret})
        return
    output.write_line(f"endpoint {endpoint.id} {endpoint.name}: {endpoint.url}\nsecret: {secret}")
    output.say("the secret is shown this once; receivers check signatures with it")
    output.say(f"`stet endpoints test {endpoint.name}` posts a first alert")


@endpoints.command(name="list", epilog="Example: stet endpoints list --json")
@output.json_option
def list_endpoints(*, as_json: bool) -> None:
    """List the endpoints and what each gets."""
    if not stored.exists():
        stored.report_nothing(as_json=as_json)
        return
    with stored.reading() as session:
        found = alerts.endpoints(session)
    if as_json:
        output.write_json(found)
        return
    if not found:
        output.say("no endpoints; `stet endpoints add NAME URL` adds one")
        return
    output.write_table(
        ("id", "name", "state", "gets", "url"),
        [(row.id, row.name, _state(row), _described(row.rule), row.url) for row in found],
        wide=("name", "state", "gets", "url"),
    )


def _state(endpoint: Endpoint) -> str:
    if not endpoint.enabled:
        return "disabled"
    return f"failing since {shown_time(endpoint.failing_since)}" if endpoint.failing_since else "good"


def _described(rule: Rule) -> str:
    kinds = "changes" if len(rule.kinds) == len(ChangeKind) else " and ".join(f"{kind}s" for kind in rule.kinds)
    parts = [f"{kinds} from {rule.min_significance:g}"]
    for what, wanted in (("labelled", rule.labels), ("of", rule.outlets), ("with", rule.words)):
        if wanted:
            parts.append(f"{what} {' or '.join(wanted)}")
    if rule.stories:
        parts.append(f"in story {' or '.join(map(str, rule.stories))}")
    return f"{', '.join(parts)}; {_events(rule)}"


def _events(rule: Rule) -> str:
    """Return what an endpoint gets beside changes: nothing where it asks for labels or words."""
    if not rule.events or rule.labels or rule.words:
        return "nothing beside them"
    everything = {*EVENTS, *ON_REQUEST}
    left_out = [event for event in (*EVENTS, *ON_REQUEST) if event not in rule.events]
    if len(left_out) < len(rule.events) < len(everything):
        return f"every event but {', '.join(left_out)}"
    return "every event" if not left_out else f"of events {', '.join(rule.events)}"


@endpoints.command(short_help="Post an alert now, and say what came back.", epilog="Example: stet endpoints test desk")
@click.argument("name")
@output.json_option
def test(name: str, *, as_json: bool) -> int:
    """Post an alert of type endpoint.test now, and say what came back. One that answers well is enabled again."""
    result = _post_test(name)
    if as_json:
        output.write_json({"endpoint": name, "ok": result.ok, "status": result.status, "error": result.error})
    elif result.ok:
        output.write_line(f"{name}: delivered, answered {result.status}")
    if not result.ok:
        output.say(f"{name}: {result.error}")
    return int(not result.ok)


def _post_test(name: str) -> DeliveryResult:
    """Deliver a test alert from here, under a lease, so that no worker posts it a second time."""
    at = now()
    stored.require()
    with stored.writing() as session:
        endpoint = alerts.endpoint(session, name)
        alert = Alert(type=AlertType.TEST, timestamp=at, data=AlertData(links={"pages": settings().pages_url}))
        subject = f"endpoint.test:{uuid4().hex}"
        (delivery,) = alerts.send(session, alert, subject=subject, endpoint_ids=[endpoint.id], now=at)
        lease = due.take(session, Stage.DELIVER, delivery, at)
        assert lease is not None
        sent = alerts.envelope(session, delivery, at)
    result = _post(sent)
    state = DeliveryState.DELIVERED if result.ok else DeliveryState.FAILED
    with stored.writing() as session:
        alerts.record(session, sent, Attempt(at=at, state=state, status=result.status, error=result.error))
        if result.ok:
            alerts.set_enabled(session, sent.endpoint, enabled=True)
        due.finish(session, lease)
    return result


def _post(sent: Envelope) -> DeliveryResult:
    with Client(settings()) as client:
        return webhook.deliver(
            client,
            url=sent.url,
            secrets=sent.secrets,
            webhook_id=sent.webhook_id,
            at=now(),
            body=sent.body.encode(),
        )


@endpoints.command(
    short_help="Give an endpoint a new secret, shown once.", epilog="Example: stet endpoints rotate desk"
)
@click.argument("name")
@output.json_option
def rotate(name: str, *, as_json: bool) -> None:
    """Give an endpoint a new secret, shown once; the old one signs beside it for a day."""
    secret = webhook.new_secret()
    with stored.reading() as session:
        endpoint = alerts.endpoint(session, name)
    with stored.writing() as session:
        alerts.rotate(session, endpoint.id, secret, now())
    _show_secret(endpoint, secret, as_json=as_json)


@endpoints.command(epilog="Example: stet endpoints remove desk")
@click.argument("name")
@output.json_option
def remove(name: str, *, as_json: bool) -> None:
    """Remove an endpoint and its deliveries."""
    with stored.reading() as session:
        endpoint = alerts.endpoint(session, name)
    with stored.writing() as session:
        alerts.remove_endpoint(session, endpoint.id)
    if as_json:
        output.write_json({"endpoint": endpoint.id, "name": endpoint.name, "removed": True})
    else:
        output.write_line(f"endpoint {endpoint.name} removed")
