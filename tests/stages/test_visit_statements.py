"""What reading a page that was fetched again asks of the database."""

from datetime import timedelta

import pytest
import time_machine

from benchmarks.stages import perform_one
from benchmarks.store import statements
from schemas.outcome import Ending, Nudge, Outcome, Stage
from worker.clock import now
from worker.store import articles
from worker.store.session import writing

from .conftest import Site
from .harbour_post import LONG, Perform, begin, page

pytestmark = pytest.mark.usefixtures("store")
MOST_FOR_THE_SAME = 12
"""Leased; the page, the version and what is in doubt loaded; the page judged and the lease ended."""
MOST_FOR_AN_EDIT = 44
"""Beside that what the page is read by, the version, and when to come again."""


def visited(site: Site, perform_all: Perform, body: str) -> tuple[Outcome, int]:
    """Answer with this from now on, visit, and read; return how the reading ended and how many statements it took."""
    site.answer("/a", body)
    with time_machine.travel(now() + timedelta(hours=8)):
        with writing() as session:
            host = articles.visit_soon(session, articles.look_up(session, site.url + "/a"), now())
            assert host is not None
        fetched = perform_all([Nudge(stage=Stage.VISIT, id=host)], {Stage.VISIT, Stage.POLL, Stage.FETCH})  # type: ignore[call-arg]
        (owed,) = [nudge for outcome in fetched for nudge in outcome.next if nudge.stage is Stage.READ]
        with statements() as sent:
            ended = perform_one(owed)
    return ended, len([one for one in sent if not one.startswith("BEGIN")])


def test_other_bytes_around_the_same_article(site: Site, perform_all: Perform) -> None:
    begin(site, perform_all, text=LONG)
    noisy = page("Bridge closed", LONG).replace("</body>", "<footer data-request='2'></footer></body>")
    ended, sent = visited(site, perform_all, noisy)
    assert ended.ending is Ending.UNCHANGED
    assert sent <= MOST_FOR_THE_SAME


def test_an_edit(site: Site, perform_all: Perform) -> None:
    begin(site, perform_all, text=LONG)
    edited = page("Bridge closed", [LONG[0].replace("Monday", "Tuesday"), *LONG[1:]])
    ended, sent = visited(site, perform_all, edited)
    assert ended.ending is Ending.DONE
    assert sent <= MOST_FOR_AN_EDIT
