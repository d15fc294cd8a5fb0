"""How soon to ask a feed again: the sooner, the more often there is news in it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import sqrt

USUAL_GAP = timedelta(hours=4)
"""A feed with news so often is asked after the usual wait."""
SHORTEST, LONGEST = 0.5, 4.0
"""How far the wait departs from the usual one."""
FEWEST = 3
"""Of a feed that brought news less often nothing is known."""


def wait(usual: timedelta, news: Sequence[datetime], now: datetime) -> timedelta:
    """Return how long to leave a feed alone.

    The waits that bring the least delay for a number of requests to all feeds go with the root of the time between two
    pieces of news. That time is taken from the newest few, so many of them as show it shortest: what an archive adds
    to a feed says nothing of its pace. What came at one moment counts once.

    Args:
        usual: the wait where news comes as often as usual.
        news: when each of the latest articles that it brought was published, in any order.
        now: the present moment.
    """
    past = sorted({each for each in news if each <= now}, reverse=True)
    gaps = [(now - each) / count for count, each in enumerate(past, 1) if count >= FEWEST]
    if not gaps:
        return usual
    return usual * min(max(sqrt(min(gaps) / USUAL_GAP), SHORTEST), LONGEST)
