"""A dam that breaks above Elmford and the search in Castlewick: two events, and an article that tells both."""

from collections.abc import Callable
from datetime import UTC, datetime

from schemas.outcome import Outcome, Stage
from schemas.story import Story
from worker import clock
from worker.store import articles, due, stories
from worker.store.session import reading, writing

WHEN = datetime(2026, 3, 2, 12, tzinfo=UTC)
Tell = Callable[[str, str], int]
PerformAll = Callable[..., list[Outcome]]

DAM = """The dam above Elmford gave way at dawn on Monday and water tore down the valley.

Engineers had warned of cracks in the Elmford dam for years. The company that owns the dam, Wenrick Power, said that it
was shocked. Farmers in Elmford lost cattle and machines."""
SEARCH = """Mayor Jane Okafor led the search in Castlewick for eleven people who have been missing since the flood.

Okafor said that nobody in Castlewick would rest. Soldiers brought boats and dogs to Castlewick. Schools are closed
until Thursday, Okafor said."""
BOTH = """The dam above Elmford gave way at dawn on Monday and water tore down the valley to Castlewick, where eleven
people are missing. Mayor Jane Okafor led the search in Castlewick.

Engineers had warned of cracks in the Elmford dam for years. Wenrick Power, which owns the dam, was shocked. Soldiers
brought boats and dogs to Castlewick. Schools are closed until Thursday, Okafor said."""
HEADLINES = {
    DAM: "Elmford dam gives way",
    SEARCH: "Castlewick mayor Okafor leads search for the missing",
    BOTH: "Elmford dam gives way, eleven missing in Castlewick",
}


def telling(take_in: Callable[..., list[Outcome]]) -> Tell:
    """Return what takes in an outlet's article, or its new wording, and returns its id."""

    def told(outlet: str, text: str) -> int:
        url = f"https://{outlet.lower()}.example/a"
        take_in(text=text, outlet=outlet, url=url, title=HEADLINES.get(text), published=WHEN.isoformat())
        with reading() as session:
            return articles.look_up(session, url)

    return told


def story_of(article: int) -> int:
    with reading() as session:
        found = stories.story_of(session, article)
    assert found is not None
    return found


def load(story: int) -> Story:
    with reading() as session:
        return stories.load(session, story)


def settle_debts(perform_all: Callable[..., list[Outcome]]) -> list[Outcome]:
    """Do what a repair left owed, as the sweep has it done."""
    with writing() as session:
        owed = due.sweep(session, clock.now() + due.NUDGE_PATIENCE * 2)
    return perform_all(nudge for nudge in owed if nudge.stage is Stage.COMPARE)
