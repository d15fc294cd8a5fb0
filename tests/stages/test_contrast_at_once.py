"""A new version meets many outlets at once: what they claim is entered together, and only what is new is written."""

import pytest

from benchmarks import stages
from benchmarks.store import statements
from schemas.ingest import IngestRequest
from schemas.outcome import Ending, Outcome, Stage
from schemas.story import Story
from worker.stages.ingest import receive
from worker.store import stories
from worker.store.session import reading

pytestmark = pytest.mark.usefixtures("store")

LEDE = "A gas explosion destroyed a block of flats in the harbour district of Varna early on Tuesday, the mayor said."
TOLL = "The explosion in Varna killed seven people and injured {injured} others, the fire service said."
TAIL = "Rescue workers with dogs were searching the rubble of the harbour block for two residents who are missing."
_BEFORE = frozenset(Stage) - {Stage.CONTRAST}


def take_in(number: int, injured: int, stages_of: frozenset[Stage] = frozenset(Stage)) -> list[Outcome]:
    request = IngestRequest(
        text="\n\n".join((LEDE, TOLL.format(injured=injured), TAIL, f"Outlet {number} has more.")),
        title="Gas explosion in Varna destroys a block of flats",
        outlet=f"Outlet {number}",
        url=f"https://outlet-{number}.example/varna",
        published="2026-03-02T08:00:00Z",  # type: ignore[arg-type] # pydantic reads it
    )
    return stages.perform_all(receive(request).next, stages_of)


def the_story() -> Story:
    with reading() as session:
        (summary,) = stories.newest(session)
        return stories.load(session, summary.id)


def contrasted_with(others: int) -> int:
    """Let one outlet that claims another figure meet this many that agree; return the statements that took."""
    for number in range(others):
        take_in(number, 12, _BEFORE)
    owed = take_in(others, 15, _BEFORE)
    nudges = [nudge for one in owed for nudge in one.next if nudge.stage is Stage.CONTRAST]
    with statements() as sent:
        (ended,) = stages.perform_all(nudges, frozenset({Stage.CONTRAST}))
    assert (ended.ending, ended.detail.split(" ")[0]) == (Ending.DONE, str(others))
    return len(sent)


def test_what_many_outlets_claim_alike_is_one_finding_though_they_are_met_at_once() -> None:
    contrasted_with(5)
    [finding] = the_story().findings
    assert sorted(claim.says for claim in finding.claims) == ["12"] * 5 + ["15"]


def test_keeping_comparisons_costs_no_statements_for_each() -> None:
    few = contrasted_with(2)
    many = contrasted_with(8)
    assert many < few + 6 * 4  # reading the others' versions is all that grows


def test_a_claim_that_stands_is_not_written_again() -> None:
    for number, injured in enumerate((12, 12, 15)):
        take_in(number, injured)
    [before] = the_story().findings
    with statements() as sent:
        take_in(3, 12)
    [after] = the_story().findings
    assert set(before.claims) < set(after.claims)
    assert not [one for one in sent if one.startswith("UPDATE claims SET snapshot_id")]
    assert [claim.says for claim in after.claims if claim not in before.claims] == ["12"]
