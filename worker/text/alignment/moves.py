"""What has moved: sentences alike that the order of the texts keeps apart, gathered to the blocks they moved in."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from worker.text.alignment.gap import ALIKE, Link, candidates, is_small
from worker.text.alignment.similarity import Line, words_alike

MOVED = 0.62
"""From this similarity on, sentences that nothing else was made of are one that moved."""
BETTER = 0.2
"""By how much a sentence must be more alike where it moved to than what stands in its place."""


def part_moves(olds: Sequence[Line], news: Sequence[Line], links: Sequence[Link]) -> tuple[list[Link], list[Link]]:
    """Return the links that keep the order, and the blocks that moved, in the order of the new text.

    A link gives way where one of its sentences is found elsewhere much more as it was. What stands beside a
    sentence that moved moved with it, also where it was edited more than a sentence alone might be.

    Args:
        olds: All old sentences.
        news: All new ones.
        links: Those that keep the order, in order.
    """
    weak = [link for link in links if link.similarity <= 1 - BETTER and len(link.old) == len(link.new) == 1]
    lone_old = sorted(set(range(len(olds))).difference(*(link.old for link in links)))
    lone_new = sorted(set(range(len(news))).difference(*(link.new for link in links)))
    to = _found_again(olds, news, lone_old, lone_new, weak)
    given_way = {link for link in weak if link.old[0] in to or link.new[0] in to.values()}
    lone_old += [link.old[0] for link in given_way]
    lone_new += [link.new[0] for link in given_way]
    _take_along(olds, news, set(lone_old).difference(to), set(lone_new).difference(to.values()), to)
    kept = [link for link in links if link not in given_way]
    moved = []
    for i, j in sorted(to.items()):
        link = Link((i,), (j,), olds[i].similarity(news[j]))
        place = bisect_left(kept, link)
        if place == _place_in_new(kept, j):  # what stood in its way has given way
            kept.insert(place, link)
        else:
            moved.append(link)
    return kept, list(_blocks(moved))


def _place_in_new(kept: Sequence[Link], j: int) -> int:
    return bisect_left(kept, j, key=lambda link: link.new[0])


def _found_again(
    olds: Sequence[Line], news: Sequence[Line], lone_old: Sequence[int], lone_new: Sequence[int], weak: Sequence[Link]
) -> dict[int, int]:
    """Return where old sentences are found again, the most alike taken first."""
    stand_old = {link.old[0]: link.similarity for link in weak}
    stand_new = {link.new[0]: link.similarity for link in weak}
    from_old, from_new = [*lone_old, *stand_old], [*lone_new, *stand_new]
    pairs = _alike([olds[i] for i in from_old], [news[j] for j in from_new])
    to: dict[int, int] = {}
    taken: set[int] = set()
    for at_old, at_new, alike in sorted(pairs, key=lambda pair: (-pair[2], from_old[pair[0]], from_new[pair[1]])):
        i, j = from_old[at_old], from_new[at_new]
        stands = max(stand_old.get(i, -BETTER), stand_new.get(j, -BETTER))
        if alike >= max(MOVED, stands + BETTER) and i not in to and j not in taken:
            to[i] = j
            taken.add(j)
    return to


def _alike(olds: Sequence[Line], news: Sequence[Line]) -> list[tuple[int, int, float]]:
    """Return (i, j, similarity) of the pairs that may be one sentence."""
    if not is_small(olds, news):
        return candidates(olds, news, MOVED)
    words = [line.words for line in news]
    return [(i, j, line.similarity(news[j], r)) for i, line in enumerate(olds) for j, r in words_alike(line, words)]


def _take_along(
    olds: Sequence[Line], news: Sequence[Line], free_old: set[int], free_new: set[int], to: dict[int, int]
) -> None:
    """Add to `to` the free neighbours of what moved that are neighbours there too and still alike."""
    pending = list(to.items())
    while pending:
        i, j = pending.pop()
        for beside in (-1, 1):
            old, new = i + beside, j + beside
            if old in free_old and new in free_new and olds[old].similarity(news[new]) >= ALIKE:
                free_old.remove(old)
                free_new.remove(new)
                to[old] = new
                pending.append((old, new))


def _blocks(moves: Iterable[Link]) -> Iterator[Link]:
    """Yield neighbours that moved together as one, in the order of the new text."""
    block: list[Link] = []
    for link in sorted(moves, key=lambda link: link.new):
        if block and (link.old[0] - block[-1].old[0], link.new[0] - block[-1].new[0]) != (1, 1):
            yield _one(block)
            block = []
        block.append(link)
    if block:
        yield _one(block)


def _one(block: Sequence[Link]) -> Link:
    """Return the block as one link, alike as its sentences are on average."""
    alike = sum(link.similarity for link in block) / len(block)
    return Link(tuple(link.old[0] for link in block), tuple(link.new[0] for link in block), alike)
