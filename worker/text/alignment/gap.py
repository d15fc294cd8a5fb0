"""Pairing the sentences between two anchors, where nothing is left that reads the same in the same order."""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from functools import reduce
from heapq import nsmallest
from typing import NamedTuple

from worker.text.alignment.chain import heaviest_chain, raise_from
from worker.text.alignment.similarity import Line, words_alike

ALIKE = 0.40
"""The least similarity of a sentence with what became of it."""
OWN_SHARE = 0.60
"""Of a split or merge: how much of each part's words must be found in the whole and not be the other part's as well."""
GAIN = 0.05
"""By how much the two parts together must be more like the whole than the better of them alone."""
MOST_CELLS = 60_000
"""The largest gap, in pairs of sentences, that is compared pair by pair."""
MOST_LETTERS = 2_000_000_000
"""The same in pairs of characters, which long sentences reach first: a second or two of comparing."""
_POSTINGS = 12
"""A word that stands in more sentences than this says nothing of which one it is."""
_CANDIDATES = 3
_SURE = 0.8
"""From this similarity on, of sentences that also share the rarest words, no other candidate is looked at."""


_SHARES = 27_720
"""What a word is worth, parted among the sentences it stands in: divisible by every number up to `_POSTINGS`."""
MOST_PARTS = 3
"""Into how many sentences one is split at the most, or from how many it is merged."""


class Link(NamedTuple):
    """Sentences that became others, by index, neighbours; at least one on each side, several on at most one."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    similarity: float


def pair_gap(olds: Sequence[Line], news: Sequence[Line], old_from: int, new_from: int) -> Iterator[Link]:
    """Yield links in order between the sentences of a gap.

    Args:
        olds: The old sentences of the gap.
        news: The new ones.
        old_from: Index of the first of `olds` in its text, added to the indexes of the links.
        new_from: Likewise of `news`.
    """
    if is_small(olds, news):
        for link in _pair(olds, news):
            yield Link(tuple(old_from + i for i in link.old), tuple(new_from + j for j in link.new), link.similarity)
        return
    done_old = done_new = 0
    chain = heaviest_chain(candidates(olds, news, ALIKE))
    for i, j in [*chain, (len(olds), len(news))]:
        # What rare words have not made small enough is left alone: it would cost more than it tells.
        if is_small(olds[done_old:i], news[done_new:j]):
            yield from pair_gap(olds[done_old:i], news[done_new:j], old_from + done_old, new_from + done_new)
        if i < len(olds):
            yield Link((old_from + i,), (new_from + j,), olds[i].similarity(news[j]))
        done_old, done_new = i + 1, j + 1


def is_small(olds: Sequence[Line], news: Sequence[Line]) -> bool:
    """Whether every old sentence may be compared with every new one."""
    if len(olds) * len(news) > MOST_CELLS:
        return False
    return sum(len(line.text) for line in olds) * sum(len(line.text) for line in news) <= MOST_LETTERS


def candidates(olds: Sequence[Line], news: Sequence[Line], floor: float) -> list[tuple[int, int, float]]:
    """Return (i, j, similarity) of pairs that share rare words and are at least `floor` alike, a few for each j.

    Memory and time grow with the number of words, not with the number of pairs.
    """
    found = []
    postings = defaultdict(list)
    places = defaultdict(list)
    for i, line in enumerate(olds):
        places[line.text].append(i)
        for word in set(line.words):
            postings[word].append(i)
    rare = {word: lines for word, lines in postings.items() if len(lines) <= _POSTINGS}
    seen: dict[str, int] = defaultdict(int)
    for j, line in enumerate(news):
        if seen[line.text] < len(places.get(line.text, ())):
            found.append((places[line.text][seen[line.text]], j, 1.0))
            seen[line.text] += 1
            continue
        shared: dict[int, int] = defaultdict(int)
        for word in rare.keys() & set(line.words):
            lines = rare[word]
            share = _SHARES // len(lines)  # whole numbers, so that no order of adding them makes a difference
            for i in lines:
                shared[i] += share
        for i, _ in nsmallest(_CANDIDATES, shared.items(), key=lambda item: (-item[1], item[0])):
            alike = line.similarity(olds[i])
            if alike >= floor:
                found.append((i, j, alike))
            if alike >= _SURE:
                break
    return found


def _pair(olds: Sequence[Line], news: Sequence[Line]) -> list[Link]:
    """Return the links of highest total similarity that keep the order: one to one, one to several, several to one."""
    possible = _possible(olds, news)
    table = [[0.0] * (len(news) + 1)]
    chosen: dict[tuple[int, int], Link] = {}
    for i in range(1, len(olds) + 1):
        row = table[-1]
        if i in possible:
            row = row.copy()
            for j, links in sorted(possible[i].items()):
                for link in links:
                    total = table[i - len(link.old)][j - len(link.new)] + link.similarity
                    if total > row[j]:
                        chosen[i, j] = link
                        raise_from(row, j, total)
        table.append(row)
    return _traced(table, chosen)


def _traced(table: list[list[float]], chosen: dict[tuple[int, int], Link]) -> list[Link]:
    """Return the links that the last cell of the table came from, in order."""
    links = []
    i, j = len(table) - 1, len(table[0]) - 1
    while i and j:
        if link := chosen.get((i, j)):
            links.append(link)
            i, j = i - len(link.old), j - len(link.new)
        elif table[i][j] == table[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return links[::-1]


class _Cell(NamedTuple):
    """One old and one new sentence: how alike they are, and whether enough words of the one are in the other."""

    similarity: float
    new_in_old: bool
    old_in_new: bool


def _possible(olds: Sequence[Line], news: Sequence[Line]) -> dict[int, dict[int, list[Link]]]:
    """Return all links worth considering, by how many sentences of each side end with them."""
    found: dict[int, dict[int, list[Link]]] = defaultdict(lambda: defaultdict(list))
    cells = _cells(olds, news)
    new_in_old = {place for place, cell in cells.items() if cell.new_in_old}
    old_in_new = {place for place, cell in cells.items() if cell.old_in_new}
    for (i, j), cell in cells.items():
        links = [Link((i,), (j,), cell.similarity)]
        if cell.similarity + GAIN <= 1:  # nothing is by so much more like it than what is nearly the same
            for count in range(2, 1 + _run(new_in_old, [(i, j + k) for k in range(MOST_PARTS)])):
                parts = tuple(range(j, j + count))
                better = max(cells[i, k].similarity for k in parts)
                links.append(Link((i,), parts, _whole(olds[i], [news[k] for k in parts], better)))
            for count in range(2, 1 + _run(old_in_new, [(i + k, j) for k in range(MOST_PARTS)])):
                parts = tuple(range(i, i + count))
                better = max(cells[k, j].similarity for k in parts)
                links.append(Link(parts, (j,), _whole(news[j], [olds[k] for k in parts], better)))
        for link in links:
            if link.similarity >= ALIKE:
                found[link.old[-1] + 1][link.new[-1] + 1].append(link)
    return found


def _run(places: Container[tuple[int, int]], wanted: Sequence[tuple[int, int]]) -> int:
    """Return how many of the first of `wanted` are all among `places`."""
    return next((count for count, place in enumerate(wanted) if place not in places), len(wanted))


def _cells(olds: Sequence[Line], news: Sequence[Line]) -> dict[tuple[int, int], _Cell]:
    """Return the pairs of sentences that share some words."""
    words = [line.words for line in news]
    cells = {}
    for i, old in enumerate(olds):
        for j, ratio in words_alike(old, words):
            new = news[j]
            common = ratio * (len(old.words) + len(new.words)) / 2
            cells[i, j] = _Cell(
                similarity=old.similarity(new, ratio),
                new_in_old=common >= OWN_SHARE * len(new.words),
                old_in_new=common >= OWN_SHARE * len(old.words),
            )
    return cells


def _whole(whole: Line, parts: Sequence[Line], better: float) -> float:
    """Return how alike `whole` is to its parts together; 0 where they do not each bring something of their own.

    Args:
        whole: The sentence that was split, or that came of a merge.
        parts: The two or more it was split into, or that were merged, in order.
        better: How alike `whole` is to the best of the parts alone.
    """
    together = reduce(Line.followed_by, parts)
    common = whole.common_words(together)
    for at, part in enumerate(parts):
        others = reduce(Line.followed_by, [*parts[:at], *parts[at + 1 :]])
        if common - whole.common_words(others) < OWN_SHARE * len(part.words):
            return 0.0
    alike = whole.similarity(together)
    return alike if alike >= better + GAIN else 0.0
