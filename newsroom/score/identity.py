"""Articles and stories: what was wrongly taken for one, and what for several."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import TypeVar

from newsroom.observed import Observed
from newsroom.score.figures import Count, Figure, Share
from newsroom.score.sightings import true_articles
from newsroom.score.truths import Truth

A = TypeVar("A", bound=Hashable)
B = TypeVar("B", bound=Hashable)


def surplus(pairs: Iterable[tuple[A, B]]) -> int:
    """How many second parts too many the first parts have: over all first parts, the distinct ones less one."""
    parts: dict[A, set[B]] = defaultdict(set)
    for whole, part in pairs:
        parts[whole].add(part)
    return sum(len(each) - 1 for each in parts.values())


def articles(truth: Truth, seen: Observed) -> dict[str, Figure]:
    """Found, wrongly merged and wrongly split articles, and what is no article of the truth."""
    pairs = [(each.article, true.key) for each in seen.articles for true in true_articles(truth, each)]
    known = {name for name, _ in pairs}
    return {
        "found": Share(len({key for _, key in pairs}), len(truth.articles)),
        "wrongly merged": Count(surplus(pairs)),
        "wrongly split": Count(surplus((key, name) for name, key in pairs)),
        "not in the truth": Count(sum(each.article not in known for each in seen.articles)),
    }


def stories(truth: Truth, seen: Observed) -> dict[str, Figure]:
    """Wrongly merged and wrongly split stories, and how many pairs of articles are put together rightly."""
    placed = {
        (each.story, true.event, true.key)
        for each in seen.articles
        if each.story is not None
        for true in true_articles(truth, each)
    }
    pairs = [(story, event) for story, event, _ in placed]
    return {
        "wrongly merged": Count(surplus(pairs)),
        "wrongly split": Count(surplus((event, story) for story, event in pairs)),
        "precision of pairs": _together(placed, by=0),
        "recall of pairs": _together(placed, by=1),
    }


def _together(placed: Iterable[tuple[str, str, str]], by: int) -> Share:
    """Of the pairs of articles alike in one part (0 story, 1 event), how many are alike in the other too."""
    groups: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for each in placed:
        groups[each[by]].append(each)
    right = total = 0
    for group in groups.values():
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                total += one[2] != other[2]
                right += one[2] != other[2] and one[1 - by] == other[1 - by]
    return Share(right, total)
