"""An explosion that several outlets tell of, taken in through all stages."""

from datetime import timedelta

import time_machine

from benchmarks import stages
from schemas.ingest import IngestRequest
from schemas.outcome import Stage
from worker import clock
from worker.stages.ingest import receive
from worker.store import due
from worker.store.session import writing

_LEDE = "A gas explosion destroyed a block of flats in the harbour district of Varna early on Tuesday, the mayor said."
_TOLL = "The explosion in Varna killed {killed} people and injured 12 others, the fire service said."
QUOTE = "\u201cWe heard the walls come down and then there was nothing but dust and silence,\u201d said Ana Petrova."
_TAIL = "The gas company said it had inspected the pipes of the building in March and found no fault."


def take_in(outlet: str, killed: str, *more: str) -> None:
    """Take in an outlet's article, with its toll and what it has beside."""
    request = {
        "text": "\n\n".join((_LEDE, _TOLL.format(killed=killed), *more, _TAIL)),
        "title": "Gas explosion in Varna destroys a block of flats",
        "outlet": outlet,
        "url": f"https://{outlet.lower()}.example/varna",
    }
    stages.perform_all(receive(IngestRequest.model_validate(request)).next)


def after_grace() -> None:
    """Look at corrections again when the time of those who carry the old words is over."""
    with time_machine.travel(clock.now() + timedelta(hours=7)):
        with writing() as session:
            owed = due.sweep(session, clock.now())
        stages.perform_all(nudge for nudge in owed if nudge.stage is Stage.FOLLOW)


def come_late(outlet: str, killed: str) -> None:
    """Take in an outlet's article when that time is over."""
    after_grace()
    with time_machine.travel(clock.now() + timedelta(hours=8)):
        take_in(outlet, killed)
