"""Figures that never travel without the counts they were made from."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

_THOUSAND = 1000
_P95 = 0.95


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.count / self.of if self.of else None

    def document(self) -> dict[str, Any]:
        """The share as JSON."""
        return {"share": None if self.value is None else round(self.value, 4), "count": self.count, "of": self.of}

    def __str__(self) -> str:
        """`0.750 (3/4)`, so that a share of three is seen to be one."""
        return f"none of 0 ({self.count}/0)" if self.value is None else f"{self.value:.3f} ({self.count}/{self.of})"


@dataclass(frozen=True)
class Rate:
    """So many in so many article-days, told for a thousand of them."""

    count: int
    article_days: float

    @property
    def value(self) -> float:
        """In 1,000 article-days."""
        return self.count / self.article_days * _THOUSAND if self.article_days else 0.0

    def document(self) -> dict[str, Any]:
        """The rate as JSON."""
        return {
            "per_1000_article_days": round(self.value, 2),
            "count": self.count,
            "article_days": round(self.article_days, 2),
        }

    def __str__(self) -> str:
        """The rate with its count."""
        return f"{self.value:.1f} ({self.count})"


@dataclass(frozen=True)
class Spread:
    """Measured values: their median and their 95th percentile (nearest rank)."""

    values: Sequence[float]

    @property
    def median(self) -> float | None:
        """The middle one; None of nothing."""
        return median(self.values) if self.values else None

    @property
    def p95(self) -> float | None:
        """The smallest value that 95 in 100 do not exceed; None of nothing."""
        return sorted(self.values)[math.ceil(len(self.values) * _P95) - 1] if self.values else None

    def document(self) -> dict[str, Any]:
        """The spread as JSON."""
        middle, high = self.median, self.p95
        return {
            "median": None if middle is None else round(middle, 2),
            "p95": None if high is None else round(high, 2),
            "of": len(self.values),
        }

    def __str__(self) -> str:
        """`median / p95 (how many)`."""
        return f"{self.median:.0f} / {self.p95:.0f} ({len(self.values)})" if self.values else "none (0)"


@dataclass(frozen=True)
class Ratio:
    """So many for each of so many."""

    count: int
    each: int

    def document(self) -> dict[str, Any]:
        """The ratio as JSON."""
        return {"each": round(self.count / self.each, 2) if self.each else None, "count": self.count, "of": self.each}

    def __str__(self) -> str:
        """The ratio with both counts."""
        return f"{self.count / self.each:.1f} ({self.count}/{self.each})" if self.each else f"({self.count}/0)"


@dataclass(frozen=True)
class Count:
    """A bare count."""

    count: int

    def document(self) -> dict[str, Any]:
        """The count as JSON."""
        return {"count": self.count}

    def __str__(self) -> str:
        """The number alone."""
        return str(self.count)


Figure = Share | Rate | Spread | Ratio | Count
