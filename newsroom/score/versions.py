"""Versions: which edits were seen, how soon, and which versions nothing had been edited for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from newsroom.score import causes, looks
from newsroom.score.figures import Figure, Rate, Share, Spread
from newsroom.score.looks import Looks
from newsroom.score.sightings import Sighting
from newsroom.score.truths import Edit, Truth

Sightings = Mapping[str, Sequence[Sighting]]
_MINUTE = timedelta(minutes=1)


def minutes_late(edit: Edit, at: datetime) -> float:
    """From when an edit was first to be seen until it was, in virtual minutes; not below 0."""
    return max(0.0, (at - edit.first) / _MINUTE) if edit.first else 0.0


def by_kind(wanted: Iterable[Edit], got: Mapping[str, object]) -> dict[str, Figure]:
    """For each kind of edit, how many of those wanted were got."""
    totals, found = Counter[str](), Counter[str]()
    for edit in wanted:
        totals[edit.kind] += 1
        found[edit.kind] += edit.key in got
    return {kind: Share(found[kind], totals[kind]) for kind in sorted(totals)}


def first_seen(sightings: Sightings) -> dict[str, datetime]:
    """When each edit was first borne by a version that was kept after one without it."""
    seen: dict[str, datetime] = {}
    for sighting in (each for chain in sightings.values() for each in chain):
        for edit in sighting.edits:
            seen[edit.key] = min(seen.get(edit.key, sighting.at), sighting.at)
    return seen


def figures(
    truth: Truth, sightings: Sightings, visible_for: timedelta, found: Looks
) -> dict[str, Figure | dict[str, Figure]]:
    """Precision, recall, delay, phantoms and misses; why edits were missed where it is known when it was looked."""
    seen = first_seen(sightings)
    later = [each for chain in sightings.values() for each in chain if not each.is_first]
    wanted = [edit for edit in truth.wanted(visible_for) if not edit.is_turn]
    edits = {edit.key: edit for edit in truth.edits}
    phantoms = Counter(each.cause for each in later if each.cause)
    missed = [edit for edit in wanted if edit.key not in seen]
    return {
        "precision": Share(sum(each.cause is None for each in later), len(later)),
        "recall": Share(sum(edit.key in seen for edit in wanted), len(wanted)),
        "delay in minutes": Spread([minutes_late(edits[key], at) for key, at in seen.items()]),
        "phantoms": Rate(sum(phantoms.values()), truth.article_days),
        "phantoms by cause": {
            cause: Rate(phantoms[cause], truth.article_days) for cause in causes.OF_VERSIONS if phantoms[cause]
        },
        "missed": Share(len(missed), len(wanted)),
        "missed by way": looks.missed(missed, found) if found else {},
        "recall by kind": by_kind(wanted, seen),
    }
