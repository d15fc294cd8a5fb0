"""What explains two different tolls without a conflict: another event or time, a part of those counted, a group."""

import re
from collections.abc import Sequence

from worker.text.between.figures.candidates import (
    SHARED_WINDOW,
    Candidate,
    agree,
    in_parts,
    is_among,
    is_some_of_more,
)
from worker.text.between.figures.corroboration import Common
from worker.text.between.figures.counting import BADLY
from worker.text.between.figures.figure import Figure
from worker.text.between.figures.placed import Placed
from worker.text.between.figures.scope import places
from worker.text.between.figures.vocabulary import ATTACKER, KINDRED, WHOLES

_NOT_ALL = re.compile(r"\b(?:others|another|also|as well as|along with)\b", re.IGNORECASE)
"""Where those counted may be some of all."""
_ATTACKER = re.compile(
    r"\b(?:includ\w+|among (?:them|the dead)|as well as|plus|excluding|besides|and) (?:the (?:\w+ )?)?"
    rf"(?:{ATTACKER}|pilot|driver)\b"
    r"|\b(?:himself|herself|themselves)\b"
)
"""Where one side may count those who did it with the dead, and the other not."""
FEW_ATTACKERS = 2
_BESIDE_CREW = ("aboard", "passengers")
_ORDINALS = frozenset({"first ", "second ", "third ", "fourth "})
_OTHER_TOLL = frozenset({"highe", "lower"})
_FAR, _SHARED_WINDOW_FAR, _SHARED_CLAUSE_FAR = 3.0, 5, 3
"""Where one toll is so many times the other, as many words must be common, or they are of two events."""
_FARTHEST = 30.0
"""Of one event no two outlets ever differ by as much."""
_FAR_ABOARD = 5
"""Who was on board is known from lists: several times as many were on several ships."""


def is_doubtful(
    best: Candidate,
    candidates: Sequence[Candidate],
    ours: Sequence[Placed],
    theirs: Sequence[Placed],
    agreed: frozenset[str],
    about: Common,
) -> bool:
    """Whether something else than a conflict explains two different figures.

    Another pairing of the same figures fits as well, or one of the two has its equal elsewhere; one counts a group and
    the other side gives that group or a total too; nothing but the subject of the story is common to both clauses.
    """
    a, b = best.a, best.b
    for other in candidates:
        shares = other is not best and (other.a is a or other.b is b)
        if shares and (other.agrees or (other.score >= best.score and other.values != best.values)):
            return True
    if any(agree(a.figure, one.figure) for one in theirs) or any(agree(b.figure, one.figure) for one in ours):
        return True
    if (
        is_among(b.figure, a.loose)
        or is_among(a.figure, b.loose)
        or in_parts(a, b)
        or _are_other_parts(a.figure, b.figure)
    ):
        return True
    if (
        is_some_of_more(a, ours)
        or is_some_of_more(b, theirs)
        or _is_told_otherwise(a, b)
        or (bool(a.coordinate) != bool(b.coordinate) and not a.figure.group == b.figure.group == "passengers")
        or _is_far_apart(a, b, about)
        or (about.is_long and are_others(a.figure, b.figure))
        or counts_attacker(a.figure, b.figure)
        or BADLY.isdisjoint(a.figure.kind_of) != BADLY.isdisjoint(b.figure.kind_of)
    ):
        return True
    is_of_another = _is_all_other(a, b) and len(a.clause & b.clause) < _SHARED_CLAUSE_FAR
    if is_of_another or (_is_another_time(a, b) and not _is_corroborated(a, b)):
        return True
    return _is_part(a, ours, b, theirs, agreed) or _is_part(b, theirs, a, ours, agreed)


def _is_another_time(a: Placed, b: Placed) -> bool:
    """Whether one side alone names another time than that of the news: another attack, a month, a date, so far."""
    one, other = a.figure, b.figure
    return (
        _are_apart(a, b)
        or bool(one.scope.months) != bool(other.scope.months)
        or (bool(one.scope.days) != bool(other.scope.days) and len(a.clause & b.clause) < _SHARED_WINDOW_FAR)
        or bool(one.limits[1]) != bool(other.limits[1])
    )


def _are_apart(a: Placed, b: Placed) -> bool:
    """Whether one tells of another attack or place than the one spoken of, unless the other side is there as well."""
    one, other = a.figure.scope.apart, b.figure.scope.apart
    if one == other:
        return not _ORDINALS.issuperset(one)
    return not any(
        placed.figure.scope.apart
        and placed.figure.scope.is_far_off
        and not places(placed.text).isdisjoint(against.window)
        for placed, against in ((a, b), (b, a))
    )


def _is_told_otherwise(a: Placed, b: Placed) -> bool:
    """Whether one side owns that others put the toll higher or lower."""
    return any("toll" in one.window and not _OTHER_TOLL.isdisjoint(one.window) for one in (a, b))


def _is_far_apart(a: Placed, b: Placed, about: Common) -> bool:
    """Whether one toll is many times the other, and little says that they are of one event."""
    low, high = sorted((a.figure.value, b.figure.value))
    if high > low * (_FAR_ABOARD if a.figure.what == "aboard" else _FARTHEST) > 0:
        return True
    if high > low * _FAR > 0 and _is_of_a_group(a.figure) != _is_of_a_group(b.figure):
        return True
    if about.is_long and high > low * _FAR and (a.clause & b.clause) <= about.topic:
        return not low or len((a.window & b.window) - about.topic) < _SHARED_CLAUSE_FAR
    least = _SHARED_WINDOW_FAR if low or about.is_long else SHARED_WINDOW
    is_close = len(a.window & b.window) >= least or len(a.clause & b.clause) >= _SHARED_CLAUSE_FAR
    return high > low * _FAR and (are_others(a.figure, b.figure) or not is_close)


def _is_of_a_group(figure: Figure) -> bool:
    """Whether a figure counts some kind of people of whom there may be others: Afghans, but not passengers."""
    return figure.group is not None and figure.group not in WHOLES


def _are_other_parts(a: Figure, b: Figure) -> bool:
    """Whether either counts some of those counted before, and they name these otherwise: foreigners, bodies."""
    is_one_group = a.group is not None and a.group == b.group
    return a.scope.part and not is_one_group and (a.kind_of, a.group) != (b.kind_of, b.group)


def are_others(a: Figure, b: Figure) -> bool:
    """Whether the two name those they count, and not as the same people: four foreigners, three of the kidnappers."""
    one, other = a.kind_of, b.kind_of
    is_kin = any(not one.isdisjoint(kindred) and not other.isdisjoint(kindred) for kindred in KINDRED)
    return bool(one and other) and one.isdisjoint(other) and not is_kin


def counts_attacker(a: Figure, b: Figure) -> bool:
    """Whether the two are apart by no more than those who did it, whom one side counts with the dead."""
    return abs(a.value - b.value) <= FEW_ATTACKERS and _ATTACKER.search(f"{a.clause} {b.clause}") is not None


def _is_corroborated(a: Placed, b: Placed) -> bool:
    """Whether another figure beside is the same on both sides: three killed here and there."""
    return any(b.beside.get(what) == value for what, value in a.beside.items())


def _is_all_other(a: Placed, b: Placed) -> bool:
    """Whether what is told beside differs as well: three killed and eleven injured, two killed and fifteen injured."""
    both = a.beside.keys() & b.beside.keys()
    return bool(both) and all(a.beside[what] != b.beside[what] for what in both)


def _is_part(
    one: Placed, ours: Sequence[Placed], other: Placed, theirs: Sequence[Placed], agreed: frozenset[str]
) -> bool:
    """Whether `one` may count some of those whom `other` counts: children, say, of all who died."""
    if not one.figure.group or other.figure.group or one.figure.value > other.figure.high:
        return False
    if one.figure.value == 1:  # one officer was hurt, whoever else was
        return True
    is_whole = one.figure.group in WHOLES and (one.figure.what, one.figure.group) != _BESIDE_CREW
    if is_whole and not _NOT_ALL.search(one.figure.clause + other.figure.clause):
        return False
    if any(placed.figure.group == one.figure.group for placed in theirs):
        return True
    return len(ours) > 1 or not (agreed or _is_corroborated(one, other))
