"""The flow, on one screen.

    ingest (queue, HTTP, command line, files)
      |
    admit --+--> fetch --> read --> compare --> alert --> deliver
            |      ^   (keeps a version)  |  (with the version before)
    poll ---+      |                      +--> contrast --> alert
                   |                      |  (with the other outlets of its story)
                   |                      +--> follow --> deliver
                   |                         (whether those outlets take up its corrections)
                   +--- cadence: when to look again

Polls and fetches are made in turns at hosts: a task leases a host and visits what is due there, one request at a time.
Every other task leases one row. Each does its stage's work, commits, and then nudges what comes next. A nudge is only
an id, and only a hint: the sweep sends again whatever the database says is owed. Doing anything twice changes nothing.
"""

from time import monotonic, sleep

from celery import shared_task
from celery.exceptions import Reject

from schemas.outcome import Outcome, Stage
from tasks import nudge, observe
from tasks.app import TEXT_TIME_LIMIT_SECONDS
from tasks.perform import Work, perform
from tasks.turn import Judge, take_turn
from worker.clock import now
from worker.errors import BrokerUnreachableError, TryLaterError
from worker.stages.alert import alert as alert_stage
from worker.stages.compare import compare as compare_stage
from worker.stages.contrast import contrast as contrast_stage
from worker.stages.deliver import deliver as deliver_stage
from worker.stages.fetch import fetch as fetch_stage
from worker.stages.follow import follow as follow_stage
from worker.stages.ingest import admit as admit_stage
from worker.stages.ingest import receive_message
from worker.stages.poll import poll as poll_stage
from worker.stages.read import read as read_stage
from worker.stages.visit import keep_budget
from worker.store import counts, due
from worker.store.session import reading, writing

WORKS: dict[Stage, Work] = {
    Stage.INGEST: admit_stage,
    Stage.READ: read_stage,
    Stage.COMPARE: compare_stage,
    Stage.CONTRAST: contrast_stage,
    Stage.FOLLOW: follow_stage,
    Stage.ALERT: alert_stage,
    Stage.DELIVER: deliver_stage,
}
"""What each stage does under its lease."""
JUDGES: dict[Stage, Judge] = {Stage.POLL: poll_stage, Stage.FETCH: fetch_stage}
"""What is made of the answers that a turn at a host brings."""


@shared_task(name="stet.ingest", acks_late=True)
def ingest(request: object = None, *more: object, **named: object) -> None:
    """Take in an IngestRequest, the one message with content; it is acknowledged once it is stored.

    A call with other arguments is a request that does not validate, and no fault of ours.
    """
    started = monotonic()
    try:
        outcome = receive_message([request, *more, named] if more or named else request)
    except TryLaterError as error:
        observe.not_stored(error)
        sleep(min(error.wait.total_seconds(), 5))
        raise Reject(error.reason, requeue=True) from error
    _go_on(outcome, started)


@shared_task(name="stet.admit", time_limit=TEXT_TIME_LIMIT_SECONDS)
def admit(ingest_id: int) -> None:
    """Find or make the article of a request; keep its page, or have it fetched."""
    _work(Stage.INGEST, ingest_id)


@shared_task(name="stet.visit")
def visit(host_id: int) -> None:
    """Take a turn at a host: poll its feeds and fetch its articles, as far as they are due, one after the other."""
    started = monotonic()
    for outcome in take_turn(host_id, JUDGES):
        _go_on(outcome, started)
        started = monotonic()


@shared_task(name="stet.read", time_limit=TEXT_TIME_LIMIT_SECONDS)
def read(page_id: int) -> None:
    """Extract what a page says, and keep a version if that is new."""
    _work(Stage.READ, page_id)


@shared_task(name="stet.compare", time_limit=TEXT_TIME_LIMIT_SECONDS)
def compare(snapshot_id: int) -> None:
    """Compare a version with the one before, and with the other outlets of its story."""
    _work(Stage.COMPARE, snapshot_id)


@shared_task(name="stet.contrast", time_limit=TEXT_TIME_LIMIT_SECONDS)
def contrast(telling_id: int) -> None:
    """Compare an article with some of the other outlets of its story that it has not met."""
    _work(Stage.CONTRAST, telling_id)


@shared_task(name="stet.follow", time_limit=TEXT_TIME_LIMIT_SECONDS)
def follow(correction_id: int) -> None:
    """Look whether other outlets of a story follow a correction."""
    _work(Stage.FOLLOW, correction_id)


@shared_task(name="stet.alert")
def alert(change_id: int) -> None:
    """Owe a change to the endpoints that want it."""
    _work(Stage.ALERT, change_id)


@shared_task(name="stet.deliver")
def deliver(delivery_id: int) -> None:
    """Post an alert to an endpoint."""
    _work(Stage.DELIVER, delivery_id)


@shared_task(name="stet.sweep")
def sweep() -> None:
    """Nudge whatever is owed and not under way."""
    try:
        with reading() as session:
            stages = due.owing(session, now())
        if stages:
            with writing() as session:
                owed = due.sweep(session, now(), stages=stages)
            nudge.send(owed)
    except (TryLaterError, BrokerUnreachableError) as error:  # the next sweep is seconds away
        observe.not_swept(error)


@shared_task(name="stet.upkeep")
def upkeep() -> None:
    """Do what is to be done now and then: hold the visits against their budget, count what has come for good."""
    try:
        with writing() as session:
            keep_budget(session, now())
            counts.move_on(session)
    except TryLaterError as error:  # the next is not far away
        observe.not_kept_up(error)


def _work(stage: Stage, row_id: int) -> None:
    started = monotonic()
    _go_on(perform(stage, row_id, WORKS[stage]), started)


def _go_on(outcome: Outcome, started: float) -> None:
    """Tell how a stage ended and nudge what comes next; what cannot be sent now, the sweep will send."""
    observe.ended(outcome, seconds=monotonic() - started)
    try:
        nudge.send(outcome.next)
    except BrokerUnreachableError as error:
        observe.not_sent(len(outcome.next), error)
