"""How soon to ask a feed again: the sooner, the more often there is news in it.

What a feed says of how often it is made anew (RSS's `ttl`, `sy:updatePeriod`) is mostly what its software put there:
it is believed of a feed alone that was never caught with news sooner.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil, sqrt

USUAL_GAP = timedelta(hours=4)
"""A feed with news so often is asked after the usual wait."""
SHORTEST, LONGEST = 0.5, 4.0
"""How far the wait departs from the usual one."""
FEWEST = 3
"""Of a feed that brought news less often nothing is known."""
FEWEST_RENEWALS = 6
"""Only after news came so many times is it told whether a feed is made anew as often as it says."""

SHARE_OF_OUTAGE, FIRST_PROBE = 12, timedelta(hours=1)
"""A host that does not answer is tried again after such a share of the time for which it has not, and no sooner."""


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


def unless_the_same(planned: datetime, usual: timedelta, told: timedelta | None, found: Sequence[datetime]) -> datetime:
    """Return when to ask a feed again that says how often it is made anew: between two such times it stays the same.

    It is asked right after it was made anew, as far as that is known by when it brought news, and as often as ever
    until its word has proved true: a feed that is asked each hour alone would never be seen to bring news sooner.

    Args:
        planned: when it would be asked if it said nothing.
        usual: the wait where news comes as often as usual; it is put off by `LONGEST` times that at most, so that it
            can still be caught.
        told: how often it says that it is made anew.
        found: when news was found in it, in any order.
    """
    moments = sorted(set(found))
    if told is None or told <= usual or len(moments) <= FEWEST_RENEWALS:
        return planned
    if min(later - earlier for earlier, later in pairwise(moments)) < told / 2:  # asking itself is a while late
        return planned
    renewals = max(ceil((planned - moments[-1]) / told), 1)
    return min(moments[-1] + renewals * told, planned + usual * LONGEST)


def probe(failing: timedelta) -> timedelta:
    """Return how long at most to wait before a host is asked again whether it answers.

    That it is back is found late by a twelfth of its outage then, and what waited for it comes a twelfth late.

    Args:
        failing: for how long it has not answered, or not as it should.
    """
    return max(failing / SHARE_OF_OUTAGE, FIRST_PROBE)
