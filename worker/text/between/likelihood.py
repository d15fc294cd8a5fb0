"""How likely something is by what speaks for and against it, each piece of evidence a number with a name.

The weights were fitted (logistic regression) to pairs of articles whose conflicts are known: `benchmarks.fit_conflicts`
makes them anew.
"""

import math
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

Evidence = dict[str, float]
BIAS = "bias"
"""The weight of there being anything to weigh at all."""
_SURE = 30.0
_LEAD = 2
_LAST, _LONG = 6, 12


@cache
def weights(file: Path) -> Evidence:
    """Return what each piece of evidence weighs, from a file as the fitting prints it."""
    return dict(tomllib.loads(file.read_text("utf-8"))["weights"])


def best_of_either(fits: Mapping[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that fit best for one of the two, of pairs of places each with how well it fits."""
    best_a, best_b = dict[int, float](), dict[int, float]()
    for (a, b), score in fits.items():
        best_a[a] = max(score, best_a.get(a, score))
        best_b[b] = max(score, best_b.get(b, score))
    for (a, b), score in fits.items():
        if score in (best_a[a], best_b[b]):
            yield a, b


def where(one: int, other: int, sentences: int, *, few: int) -> Iterator[tuple[str, float]]:
    """Yield where in two articles two sentences stand, and how long these are: evidence.

    Args:
        one: the sentence of the first, counted from 0.
        other: that of the second.
        sentences: how many the shorter of the articles has.
        few: what is more than few of them.
    """
    first, last = sorted((one, other))
    yield "in a lead", first < _LEAD
    yield "in both leads", last < _LEAD
    yield "far down", min(_LAST, last) / _LAST
    yield "length", min(_LONG, sentences) / _LONG
    yield "few sentences", sentences < few


def total(weights: Evidence, evidence: Evidence) -> float:
    """Return what evidence comes to by some weights: above nothing what is likelier than not."""
    return weights[BIAS] + sum(weights.get(name, 0.0) * value for name, value in evidence.items())


def logistic(weight: float) -> float:
    """Return how likely it is, 0..1, what evidence of so much weight speaks for."""
    return 1 / (1 + math.exp(-max(-_SURE, min(_SURE, weight))))
