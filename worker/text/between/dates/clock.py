"""Hours as they are told: `14:30`, with a zone behind it, and `6:30/18:30` where it may be of either half of a day."""

import re
from itertools import product

_TOLD = re.compile(r"(\d+):(\d+)")
_HALF_DAY, _DAY = 12 * 60, 24 * 60


def hours(value: str) -> tuple[int, ...]:
    """Return the minutes of the day that an hour may be; empty for what is none."""
    parts = [_TOLD.fullmatch(told) for told in value.partition(" ")[0].split("/")]
    return tuple(int(part[1]) * 60 + int(part[2]) for part in parts if part)


def zone(value: str) -> str:
    """Return whose hour it is: gmt, local; empty where it is not told."""
    return value.partition(" ")[2]


def first(value: str) -> str:
    """Return an hour for showing: of two that it may be, the one before noon."""
    told, _, whose = value.partition(" ")
    return f"{told.partition('/')[0]} {whose}".strip()


def is_one(one: str, other: str) -> bool:
    """Whether two hours may be the same."""
    return one == other or not set(hours(one)).isdisjoint(hours(other))


def apart(one: str, other: str) -> float:
    """Return how many hours lie between two at least; 0 where they may be one, or half a day apart by a slip."""
    gaps = [min((a - b) % _DAY, (b - a) % _DAY) for a, b in product(hours(one), hours(other))]
    if not gaps or zone(one) != zone(other) or _HALF_DAY in gaps:
        return 0.0
    return min(gaps) / 60
