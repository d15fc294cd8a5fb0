"""Events of weeks about one running subject, on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from schemas.outcome import Outcome
from worker.store import articles, repairs, stories
from worker.store.repairs import Reason
from worker.store.session import lock_stories, reading, writing

pytestmark = pytest.mark.usefixtures("store")
TakeIn = Callable[..., list[Outcome]]
WHEN = datetime(2026, 3, 2, 12, tzinfo=UTC)
ELSEWHERE = "A bakery burned down in Castlewick. Nobody was hurt, said its owner."
SEQUELS = (
    (
        "Elmford dam gives way",
        """The dam above Elmford gave way at dawn on Monday and water tore down the valley.

Engineers had warned of cracks in the Elmford dam for years. The company that owns the dam, Wenrick Power, said that it
was shocked. Farmers in Elmford lost cattle and machines.""",
    ),
    (
        "Inquiry into Elmford dam hears that Wenrick Power knew",
        """Letters read out at the inquiry show that Wenrick Power knew what was wrong at Elmford before the dam broke.

A retired inspector, Paul Hendry, told the judge that he had asked for money for repairs in three winters. Lawyers of
Wenrick Power did not call witnesses. The inquiry into the Elmford dam goes on in the town hall.""",
    ),
    (
        "Villagers march against plans for a new dam",
        """Two hundred villagers marched through Elmford with drums against a plan to build the dam again.

Wenrick Power promised jobs and a lake for tourists. The council of Elmford votes on the dam in May, and a petition by
a teacher has nine thousand names.""",
    ),
)


def test_events_of_one_running_subject_are_one_storyline(take_in: TakeIn) -> None:
    def told(outlet: str, sequel: int) -> int:
        url, (title, text) = f"https://{outlet.lower()}.example/a", SEQUELS[sequel]
        published = (WHEN + timedelta(days=10 * sequel)).isoformat()
        take_in(title=title, text=text, outlet=outlet, url=url, published=published)
        with reading() as session:
            return stories.story_of(session, articles.look_up(session, url)) or 0

    first, same, sequel, third = told("Argus", 0), told("Bugle", 0), told("Courier", 1), told("Dispatch", 2)
    take_in(text=ELSEWHERE, outlet="Examiner", url="https://examiner.example/a", published=WHEN.isoformat())
    assert first == same
    assert len({first, sequel, third}) == 3
    with reading() as session:
        line = stories.load(session, third).storyline
    assert line is not None
    assert [event.id for event in line.events] == [first, sequel, third]
    assert [event.articles for event in line.events] == [2, 1, 1]
    with reading() as session:
        lines = {story.id: story.storyline for story in stories.newest(session)}
    assert sorted(lines.values(), key=str) == sorted([line.id] * 3 + [None], key=str)
    with writing() as session:
        lock_stories(session)
        repairs.merge(session, first, sequel, Reason("ada", "", by_hand=True), now=WHEN)
        merged = stories.load(session, third).storyline
    assert merged is not None
    assert [event.id for event in merged.events] == [first, third]
