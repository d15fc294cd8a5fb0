"""Comparing the quantities of two wordings."""

from collections import defaultdict
from collections.abc import Sequence

from worker.text.classify.quantities import Quantity


def differ(old: Sequence[Quantity], new: Sequence[Quantity]) -> bool:
    """Return whether the values differ. Vague ones count only where they replaced another, or were replaced."""
    gone, come = lost(old, new), lost(new, old)
    if gone and come:
        return True
    return any(not quantity.vague for quantity in (*gone, *come))


def lost(old: Sequence[Quantity], new: Sequence[Quantity]) -> list[Quantity]:
    """Return those of `old` whose values are not in `new`, as often as they are missing.

    A figure that names no unit is the same as one of its value that does: `4.2 million` and `£4.2 million`.
    """
    left: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for quantity in new:
        left[quantity.kind, quantity.value].append(quantity.unit)
    missing = []
    for quantity in sorted(old, key=lambda quantity: not quantity.unit):
        units = left[quantity.kind, quantity.value]
        for unit in (quantity.unit, ""):
            if unit in units:
                units.remove(unit)
                break
        else:
            if units and not quantity.unit:
                units.pop()
            else:
                missing.append(quantity)
    return sorted(missing, key=lambda quantity: quantity.places.start)
