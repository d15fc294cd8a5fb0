"""Comparing the quantities of two wordings."""

from collections import Counter
from collections.abc import Sequence

from worker.text.classify.quantities import Quantity


def differ(old: Sequence[Quantity], new: Sequence[Quantity]) -> bool:
    """Return whether the values differ. Vague ones count only where they replaced another, or were replaced."""
    gone, come = lost(old, new), lost(new, old)
    if gone and come:
        return True
    return any(not quantity.vague for quantity in (*gone, *come))


def lost(old: Sequence[Quantity], new: Sequence[Quantity]) -> list[Quantity]:
    """Return those of `old` whose values are not in `new`, as often as they are missing."""
    left = Counter(quantity.value for quantity in new)
    missing = []
    for quantity in old:
        left[quantity.value] -= 1
        if left[quantity.value] < 0:
            missing.append(quantity)
    return missing
