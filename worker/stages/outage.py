"""The end of an outage: the first good answer of a host frees what waits there because of its faults."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from worker.net.answer import Answer
from worker.stages import visit
from worker.store import articles, outages
from worker.store.frontier import Target
from worker.store.seen import seen_of_each

FAILURES: Final = 2
"""What failed so often in a row, by its host's fault, is not asked for again soon; its good answer ends an outage."""
_FIRST_ERROR: Final = 400


def is_over(target: Target, answer: Answer) -> bool:
    """Whether a host is found to answer again."""
    answers = answer.page.status < _FIRST_ERROR and not answer.is_unasked_304
    return answers and target.failures >= FAILURES and outages.is_of_host(target.problem)


def end(session: Session, *, host_id: int, at: datetime) -> None:
    """Have feeds polled now, articles never had fetched now, and the others visited when the cadence would see them.

    The host's own delay lies between all of these, so none is asked for too soon after another.
    """
    outages.poll_now(session, host_id, at)
    waiting = outages.waiting(session, host_id, at)
    for article_id, seen in seen_of_each(session, list(waiting)).items() if waiting else ():
        as_before = seen.model_copy(update={"last_visit": waiting[article_id]})  # nothing was seen of it since
        articles.plan_sooner(session, article_id, visit.next_visit(as_before, at) if seen.visits else at)
