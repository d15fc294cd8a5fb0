"""Letters that name a time zone, as news pages write them, into offsets from UTC.

Letters that several zones share are read as most news means them: IST is India's. `ET`, `CT`, `MT` and `PT` are summer
or winter time by the rule of the United States since 2007 (15 U.S.C. 260a).
"""

import re
from datetime import datetime, timedelta

# Minutes east of UTC.
_FIXED = {
    "UTC": 0,
    "GMT": 0,
    "Z": 0,
    "WET": 0,
    "BST": 60,
    "WEST": 60,
    "WAT": 60,
    "CET": 60,
    "MEZ": 60,
    "CEST": 120,
    "MESZ": 120,
    "EET": 120,
    "SAST": 120,
    "CAT": 120,
    "EEST": 180,
    "MSK": 180,
    "EAT": 180,
    "TRT": 180,
    "GST": 240,
    "PKT": 300,
    "IST": 330,
    "NPT": 345,
    "ICT": 420,
    "WIB": 420,
    "SGT": 480,
    "HKT": 480,
    "AWST": 480,
    "PHT": 480,
    "MYT": 480,
    "JST": 540,
    "KST": 540,
    "ACST": 570,
    "AEST": 600,
    "ACDT": 630,
    "AEDT": 660,
    "NZST": 720,
    "NZDT": 780,
    "NDT": -150,
    "NST": -210,
    "BRT": -180,
    "ART": -180,
    "ADT": -180,
    "AST": -240,
    "EDT": -240,
    "EST": -300,
    "CDT": -300,
    "COT": -300,
    "PET": -300,
    "CST": -360,
    "MDT": -360,
    "MST": -420,
    "PDT": -420,
    "PST": -480,
    "AKDT": -480,
    "AKST": -540,
    "HST": -600,
}
_AMERICAN = {"ET": -300, "CT": -360, "MT": -420, "PT": -480}
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+\u2212-])(\d{1,2}):?(\d\d)?\Z")
NAME = r"(?:(?:UTC|GMT)\s?[+\u2212-]\d{1,2}(?::?\d\d)?|[+\u2212-]\d\d:?\d\d|" + (
    "|".join(sorted([*_FIXED, *_AMERICAN], key=len, reverse=True)) + ")"
)
"""A pattern for what `offset` knows, in capitals."""


def offset(name: str, local: datetime) -> timedelta:
    """Return how far the zone `name` is east of UTC at `local`, its own time; nothing where it is not known."""
    if match := _OFFSET.match(name):
        east = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return east if match[1] == "+" else -east
    if name in _AMERICAN:
        return timedelta(minutes=_AMERICAN[name] + (60 if _is_american_summer(local) else 0))
    return timedelta(minutes=_FIXED.get(name, 0))


def _is_american_summer(local: datetime) -> bool:
    """Whether clocks in the United States are forward: second Sunday of March to first Sunday of November, at 2."""
    start = _sunday(local.replace(month=3, day=8, hour=2, minute=0, second=0))
    end = _sunday(local.replace(month=11, day=1, hour=2, minute=0, second=0))
    return start <= local < end


def _sunday(day: datetime) -> datetime:
    """Return the first Sunday from `day` on."""
    return day + timedelta(days=6 - day.weekday())
