"""Figures that outlets give differently for one thing: which of those that a system claims are real, which it found."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import combinations

from newsroom.observed import Change, Observed
from newsroom.score.figures import Figure, Share
from newsroom.score.sightings import Sighting
from newsroom.score.truths import Article

_DIVERGENCE = "divergence"
Judged = Mapping[str, Sequence[Sighting]]
Conflict = tuple[str, str, frozenset[float]]
"""The event, the fact, and the two values that were printed."""


def figures(seen: Observed, judged: Judged) -> dict[str, Figure]:
    """Of the conflicts claimed, the real ones; of those between kept versions of one event, the ones found."""
    claims = [(change, values) for change in seen.changes if change.kind == _DIVERGENCE for values in change.conflicts]
    borne = [_borne_out(judged, change, values) for change, values in claims]
    found = {conflict for conflicts in borne for conflict in conflicts}
    known = set(_known(judged))
    return {
        "precision": Share(sum(bool(conflicts) for conflicts in borne), len(claims)),
        "recall": Share(len(known & found), len(known)),
    }


def _borne_out(judged: Judged, change: Change, values: tuple[float, float]) -> list[Conflict]:
    """The true conflicts that a claim stands for: both values printed for one fact, one on either side."""
    sides = [
        [sighting for sighting in judged.get(name or "", ()) if sighting.at <= change.at]
        for name in (change.other, change.article)
    ]
    return [
        conflict
        for one in sides[0]
        for other in sides[1]
        for conflict in _between(one, other)
        if conflict[2] == frozenset(values)
    ]


def _known(judged: Judged) -> Iterator[Conflict]:
    """Every conflict between versions that the system kept and that stood for their articles at the same time."""
    for one, other in combinations(judged.values(), 2):
        for ours in one:
            for theirs in other:
                if _stood_together(ours, one, theirs, other):
                    yield from _between(ours, theirs)


def _stood_together(ours: Sighting, one: Sequence[Sighting], theirs: Sighting, other: Sequence[Sighting]) -> bool:
    """Whether neither was followed by another version before the other one was seen."""
    spans = [(each.at, _next(each, among)) for each, among in ((ours, one), (theirs, other))]
    (start_a, end_a), (start_b, end_b) = spans
    return (end_b is None or start_a < end_b) and (end_a is None or start_b < end_a)


def _next(sighting: Sighting, among: Sequence[Sighting]) -> datetime | None:
    place = list(among).index(sighting)
    return among[place + 1].at if place + 1 < len(among) else None


def _between(one: Sighting, other: Sighting) -> Iterator[Conflict]:
    """The facts for which the two true versions print two values."""
    if not _is_one_event(one.article, other.article) or one.nearest is None or other.nearest is None:
        return
    assert one.article is not None
    for fact in one.nearest.figures.keys() & other.nearest.figures.keys():
        values = one.nearest.figures[fact], other.nearest.figures[fact]
        if values[0] != values[1]:
            yield one.article.event, fact, frozenset(values)


def _is_one_event(one: Article | None, other: Article | None) -> bool:
    return one is not None and other is not None and one.event == other.event and one.outlet != other.outlet
