"""When a system looked at articles: how soon for the first time, and why edits were missed for want of a look."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from newsroom.observed import Observed
from newsroom.score.figures import Count, Figure, Spread
from newsroom.score.truths import Edit, Truth

Looks = Mapping[str, Sequence[datetime]]
"""When each true article was asked for at any of its addresses, oldest first."""
_MINUTE = timedelta(minutes=1)
BEFORE, BETWEEN, LOOKED = "made before the first look", "gone between two looks", "looked at and not kept"


def looks(truth: Truth, seen: Observed) -> Looks:
    """When each article was looked at, whatever came of it."""
    found: dict[str, list[datetime]] = defaultdict(list)
    for visit in sorted(seen.visits, key=lambda each: each.at):
        article = truth.article_at(f"http://{visit.host}{visit.path}")
        if article is not None:
            found[article.key].append(visit.at)
    return found


def first_look(truth: Truth, found: Looks) -> Figure:
    """Minutes from an article's publication until it is first asked for; articles that never are do not count."""
    firsts = [(times[0] - truth.articles[key].first) / _MINUTE for key, times in found.items()]
    return Spread([max(0.0, minutes) for minutes in firsts])


def missed(edits: Iterable[Edit], found: Looks) -> dict[str, Figure]:
    """For each way to miss an edit, how many were: the first is also that of articles which nobody found."""
    counted = Counter(_way(edit, found.get(edit.article, ())) for edit in edits)
    return {way: Count(counted[way]) for way in (BEFORE, BETWEEN, LOOKED)}


def _way(edit: Edit, times: Sequence[datetime]) -> str:
    if not times or times[0] >= edit.at:
        return BEFORE
    next_look = bisect_left(times, edit.first) if edit.first else len(times)
    is_looked_at = next_look < len(times) and edit.last is not None and times[next_look] <= edit.last
    return LOOKED if is_looked_at else BETWEEN
