"""Events of one kind, told in the same words of two towns, are stories of their own."""

from itertools import combinations

import pytest

from newsroom.world import World
from worker.text.story import Grouper


@pytest.mark.parametrize("seed", [31, 32])
def test_the_events_of_a_world_are_told_apart(seed: int) -> None:
    told = [
        (article.versions[0], article.key, article.event.key, outlet.identity.name)
        for outlet in World(seed, 80, 1).outlets
        for article in outlet.articles
    ]
    grouper = Grouper()
    story_of: dict[str, int] = {}
    for version, key, _, outlet in sorted(told, key=lambda one: (one[0].at, one[1])):
        text = "\n\n".join(paragraph.text for paragraph in version.draft.paragraphs)
        story_of[key] = grouper.add(key, outlet, version.draft.title.text, text, version.at)
    pairs = list(combinations([(key, event) for _, key, event, _ in told], 2))
    together = {(one, other) for (one, _), (other, _) in pairs if story_of[one] == story_of[other]}
    true = {(one, other) for (one, event), (other, same) in pairs if event == same}
    assert len(together & true) / len(together) > 0.9
    assert len(together & true) / len(true) > 0.9
