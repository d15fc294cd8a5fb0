"""How likely something is by what speaks for and against it, each piece of evidence a number with a name.

The weights were fitted (logistic regression) to pairs of articles whose conflicts are known: `benchmarks.fit_conflicts`
makes them anew.
"""

import math
import tomllib
from pathlib import Path

Evidence = dict[str, float]
BIAS = "bias"
"""The weight of there being anything to weigh at all."""
_SURE = 30.0


def weights(file: Path) -> Evidence:
    """Return what each piece of evidence weighs, from a file as the fitting prints it."""
    return dict(tomllib.loads(file.read_text("utf-8"))["weights"])


def total(weights: Evidence, evidence: Evidence) -> float:
    """Return what evidence comes to by some weights: above nothing what is likelier than not."""
    return weights[BIAS] + sum(weights.get(name, 0.0) * value for name, value in evidence.items())


def logistic(weight: float) -> float:
    """Return how likely it is, 0..1, what evidence of so much weight speaks for."""
    return 1 / (1 + math.exp(-max(-_SURE, min(_SURE, weight))))
