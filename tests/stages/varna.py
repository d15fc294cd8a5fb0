"""An explosion in Varna that several outlets tell of, and the one correction of its toll."""

from datetime import timedelta

import time_machine

from benchmarks import stages
from schemas.alert import Rule
from schemas.correction import StoryCorrection
from schemas.outcome import Outcome, Stage
from worker import clock
from worker.store import alerts, due, stories
from worker.store.session import reading, writing

LEDE = "A gas explosion destroyed a block of flats in the harbour district of Varna early on Tuesday, the mayor said."
TOLL = "The explosion in Varna killed {killed} people and injured 12 others, the fire service said."
TAIL = "Rescue workers with dogs were searching the rubble of the harbour block for two residents who are missing."
HOUR = timedelta(hours=1)
GRACE = timedelta(hours=6)


def told(outlet: str, killed: str = "seven", **more: str) -> dict[str, str]:
    """A request for one outlet's article on the explosion."""
    text = "\n\n".join((LEDE, TOLL.format(killed=killed), TAIL, f"{outlet} has more.", *more.values()))
    request = {"text": text, "title": "Gas explosion in Varna destroys a block of flats", "outlet": outlet}
    return request | {"url": f"https://{outlet.lower()}.example/varna", "published": "2026-03-02T08:00:00Z"}


def later(span: timedelta) -> list[Outcome]:
    """Do all that has become due so long from now."""
    with time_machine.travel(clock.now() + span):
        with writing() as session:
            owed = due.sweep(session, clock.now())
        return stages.perform_all(nudge for nudge in owed if nudge.stage is not Stage.DELIVER)


def add_desk() -> None:
    """Add an endpoint that gets what endpoints get by default."""
    with writing() as session:
        alerts.add_endpoint(
            session, name="desk", url="https://desk.example/", secret="whsec_eA==", rule=Rule(), now=clock.now()
        )


def the_correction() -> StoryCorrection:
    """Return the one correction of the one story."""
    with reading() as session:
        (summary,) = stories.newest(session)
        (found,) = stories.load(session, summary.id).corrections
    return found
