"""Repeated sentences are paired as if all pairs of them were sorted, and in far fewer steps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.text.between import nearest as module
from worker.text.between.nearest import Places, distance, nearest


@st.composite
def _places(draw: st.DrawFn) -> Places:
    length = draw(st.integers(1, 12))
    return Places(draw(st.lists(st.integers(0, length - 1), min_size=1, unique=True)), length)


@given(_places(), _places())
def test_the_nearest_of_all_pairs_are_taken_first(a: Places, b: Places) -> None:
    pairs = sorted((distance(i, a.length, j, b.length), i, j) for i in a.places for j in b.places)
    taken: list[tuple[int, int]] = []
    for _, i, j in pairs:
        if all(i != one and j != other for one, other in taken):
            taken.append((i, j))
    assert list(nearest(a, b)) == taken


def test_a_sentence_a_thousand_times_takes_a_few_steps_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = 0
    real = module.distance

    def counted(a: int, length_a: int, b: int, length_b: int) -> float:
        nonlocal steps
        steps += 1
        return real(a, length_a, b, length_b)

    monkeypatch.setattr(module, "distance", counted)
    found = list(nearest(Places(range(1000), 1000), Places(range(1007), 1007)))
    assert len(found) == 1000
    assert steps < 10 * 1000
