"""Chains: the heaviest set of pairs that rise on both sides, which is what an order kept in both texts looks like."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

Worth = TypeVar("Worth", int, float)


def heaviest_chain(pairs: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Return the pairs (i, j) of the heaviest chain in which both i and j strictly rise.

    Args:
        pairs: (i, j, weight above 0), in any order.

    Time n log n: a Fenwick tree over j holds the best chain that ends at or before it (Fredman 1975, weighted).
    """
    columns = sorted({j for _, j, _ in pairs})
    best = [(0.0, -1)] * (len(columns) + 1)
    before = [-1] * len(pairs)
    last, most = -1, 0.0
    # Of pairs with one i the higher j comes first, so that none of them can follow another.
    for at in sorted(range(len(pairs)), key=lambda k: (pairs[k][0], -pairs[k][1])):
        _, j, weight = pairs[at]
        column = bisect_left(columns, j)
        total, before[at] = _best_until(best, column)
        total += weight
        if total > most:
            most, last = total, at
        column += 1
        while column < len(best):
            if total > best[column][0]:
                best[column] = (total, at)
            column += column & -column
    chain = []
    while last >= 0:
        chain.append(pairs[last][:2])
        last = before[last]
    return chain[::-1]


def _best_until(best: list[tuple[float, int]], column: int) -> tuple[float, int]:
    found = (0.0, -1)
    while column > 0:
        found = max(found, best[column])
        column -= column & -column
    return found


def common_chain(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return positions of equal items, rising on both sides, by the items that stand once in each (patience diff)."""
    in_old, in_new = Counter(old), Counter(new)
    place = {item: i for i, item in enumerate(old) if in_old[item] == 1}
    return heaviest_chain([(place[item], j, 1.0) for j, item in enumerate(new) if in_new[item] == 1 and item in place])


def raise_from(row: list[Worth], j: int, total: Worth) -> None:
    """Let `total` hold for a cell of a dynamic programme and for those after it worth less: a row never falls."""
    while j < len(row) and row[j] < total:
        row[j] = total
        j += 1
