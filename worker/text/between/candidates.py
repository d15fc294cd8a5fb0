"""Two figures that may be about the same thing, and whether both can be true."""

from typing import NamedTuple

from worker.text.between.figures import Figure
from worker.text.between.numerals import rounds_to
from worker.text.between.placed import Placed

SHARED_CLAUSE = 2
ALIKE = 0.5
"""Share of the words around the one that the other has, from which two figures may be about one thing."""
_OTHER_UNITS = 0.1
"""How far a converted figure may lie from what it was converted from."""


class Candidate(NamedTuple):
    """Figures of either side; `score` grows with how well what stands around them fits."""

    score: float
    agrees: bool
    a: Placed
    b: Placed
    what: str


def agree(a: Figure, b: Figure) -> bool:
    """Whether two figures can both be true: equal, equal once rounded or converted, or within what either allows."""
    if a.unit == b.unit and a.number.is_as_round_as(b.number):
        return a.value == b.value
    if a.low <= b.high and b.low <= a.high:
        return True
    if rounds_to(a.number, b.number) or rounds_to(b.number, a.number):
        return a.unit == b.unit
    gap = max(a.low, b.low) - min(a.high, b.high)
    return a.unit != b.unit and gap <= _OTHER_UNITS * max(abs(a.high), abs(b.high))
