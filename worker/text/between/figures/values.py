"""How far two numbers lie apart, and how each is told: evidence for and against their being of one thing."""

import math
from collections.abc import Iterator

from worker.text.between.figures.bounds import Bound
from worker.text.between.figures.figure import Figure
from worker.text.between.figures.placed import SMALL

_NEARLY, _RATHER, _FAR = 1.1, 1.5, 16.0
_FEW, _TEN, _TURNED = 2, 10, 2
"""Digits that may be the same by chance; how far apart numbers of one length lie; digits that stand the other way."""


def told(a: Figure, b: Figure) -> Iterator[tuple[str, float]]:
    """Yield how far two numbers lie apart, in the unit that both have in common, and how they are told."""
    low, high = sorted((abs(a.amount), abs(b.amount)))
    ratio = min(_FAR, high / low) if low else _FAR
    yield "ratio", math.log2(ratio)
    yield "nearly equal", ratio < _NEARLY
    yield "rather equal", ratio < _RATHER
    yield "none", not low
    yield "few", high <= SMALL
    yield "other bound", a.number.bound != b.number.bound
    is_one_digit = a.unit == b.unit and _is_one_digit(a.value, b.value)
    yield "one digit", is_one_digit
    yield "one digit of many", is_one_digit and min(len(_digits(a.value)), len(_digits(b.value))) > _FEW
    yield "fraction", (a.number.unit is None) != (b.number.unit is None)
    yield "both fractions", a.number.unit is not None and b.number.unit is not None
    yield "bound", {a.number.bound, b.number.bound} != {Bound.EXACT}


def _is_one_digit(a: float, b: float) -> bool:
    """Whether two numbers are told to as many digits, of which one is another, or two stand the other way round."""
    one, other = _digits(a), _digits(b)
    if len(one) != len(other) or len(one) == 1 or not 1 / _TEN < abs(a / b if b else 0) < _TEN:
        return False
    unlike = [place for place, (x, y) in enumerate(zip(one, other, strict=True)) if x != y]
    is_turned = len(unlike) == _TURNED and {one[place] for place in unlike} == {other[place] for place in unlike}
    return len(unlike) == 1 or is_turned


def _digits(value: float) -> str:
    return f"{abs(value):.8g}".replace(".", "").strip("0").partition("e")[0]
