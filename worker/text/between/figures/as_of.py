"""As of when two figures are told: a count of six in the evening and one of the next morning are two."""

import re
from collections.abc import Iterator

from worker.text.between.dates import weekdays
from worker.text.between.figures.placed import Placed
from worker.text.between.figures.scope import apart

_HOUR = re.compile(r"\b(?:\d{1,2}[:.]\d\d|\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m\b|o'clock|noon\b|midday|midnight)")
_BY_THEN = re.compile(
    r"\b[Bb]y (?:about |around )?(?:\d|noon|midday|midnight|late|early|nightfall|dawn|then\b"
    r"|the (?:end|evening|afternoon|morning)"
    r"|[A-Z][a-z]+day (?:morning|afternoon|evening|night))"
)
"""As of when it is counted."""
_AT_FIRST = re.compile(r"\b(?:originally|initially|at first|first (?:planned|put|estimated)|meant to|supposed to)\b")


def told(one: Placed, other: Placed) -> Iterator[tuple[str, float]]:
    """Yield whether the sentences of two figures name hours or days, or what was at first: evidence of two times."""
    hour, other_hour = (_HOUR.search(placed.figure.clause) is not None for placed in (one, other))
    yield "an hour on one side", hour != other_hour
    yield "hours on both sides", hour and other_hour
    yield "as of an hour on one side", bool(_BY_THEN.search(one.text)) != bool(_BY_THEN.search(other.text))
    yield (
        "at first on one side",
        bool(_AT_FIRST.search(one.figure.clause)) != bool(_AT_FIRST.search(other.figure.clause)),
    )
    yield "told on two days", apart(_days_told(one), _days_told(other))


def _days_told(placed: Placed) -> frozenset[str]:
    """Return all weekdays that the sentence names, those on which it is said too: a fire is contained ever more."""
    return frozenset(weekdays.NAME.findall(placed.text))
