"""Comparing the quantities of two wordings."""

from collections import defaultdict
from collections.abc import Sequence

from worker.text.between.figures.measures import UNITS
from worker.text.classify.quantities import Quantity

_CONVERTED_WITHIN = 0.04
"""How far a conversion may be rounded, as a share."""
_MEASURED = {
    unit: UNITS[plural]
    for unit, plural in (
        *((name, name) for name in ("km", "cm", "mm", "kg", "mph")),
        *((name, f"{name}s") for name in ("acre", "hectare", "mile", "metre", "tonne", "litre", "gallon", "barrel")),
        ("foot", "feet"),
        ("inch", "inches"),
        ("lb", "pounds in weight"),
        ("kph", "kmh"),
    )
}
"""The units that are given in two ways, so that one figure is written for both: 12,000 acres (4,900 hectares)."""


def differ(old: Sequence[Quantity], new: Sequence[Quantity]) -> bool:
    """Return whether the values differ. Vague ones count only where they replaced another, or were replaced.

    What one wording gives in acres and the other in hectares as well, or instead, is one value.
    """
    gone = [quantity for quantity in lost(old, new) if not _is_converted(quantity, new)]
    come = [quantity for quantity in lost(new, old) if not _is_converted(quantity, old)]
    if gone and come:
        return True
    return any(not quantity.vague for quantity in (*gone, *come))


def _is_converted(quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """Return whether one of `others` is the same in another unit."""
    own = _MEASURED.get(quantity.unit)
    if own is None:
        return False
    value = own.common_value(float(quantity.value))
    for other in others:
        unit = _MEASURED.get(other.unit)
        if unit and unit != own and unit.common == own.common:
            in_common = unit.common_value(float(other.value))
            if abs(in_common - value) <= _CONVERTED_WITHIN * max(in_common, value):
                return True
    return False


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
