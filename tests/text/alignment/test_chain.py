from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from worker.text.alignment.chain import common_chain, heaviest_chain

pairs = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 5).map(float)), max_size=8)


def rises(chain: list[tuple[int, int]]) -> bool:
    return all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))


@given(pairs)
def test_no_chain_is_heavier(found: list[tuple[int, int, float]]) -> None:
    weights: dict[tuple[int, int], float] = {}
    for i, j, weight in found:
        weights[i, j] = max(weight, weights.get((i, j), 0.0))
    chain = heaviest_chain(found)
    assert rises(chain)
    heaviest = max(
        sum(weights[pair] for pair in chosen)
        for count in range(len(weights) + 1)
        for chosen in combinations(sorted(weights), count)
        if rises(list(chosen))
    )
    assert sum(weights[pair] for pair in chain) == heaviest


def test_common_items_anchor_only_where_they_stand_once() -> None:
    assert common_chain("abxcd", "axbxd") == [(0, 0), (1, 2), (4, 4)]
    assert common_chain([], ["a"]) == []
