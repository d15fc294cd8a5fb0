"""How long an answer says that it stays as it is (RFC 9111, 4.2): a hint of when there is no point in asking again."""

import re
from collections.abc import Mapping
from datetime import timedelta

from worker.net.http_date import moment

_DIRECTIVE = re.compile(r'([\w-]+)(?:\s*=\s*"?(\d{1,9})"?)?')
_NEVER = {"no-cache", "no-store"}


def fresh_for(headers: Mapping[str, str]) -> timedelta:
    """Return how much longer caches may hold an answer without asking; zero where it does not say, or says not at all.

    Args:
        headers: with names in lower case.
    """
    directives = dict(_DIRECTIVE.findall(headers.get("cache-control", "").lower()))
    if _NEVER & directives.keys():
        return timedelta(0)
    if directives.get("max-age"):
        lasts = timedelta(seconds=int(directives["max-age"]))
    else:
        expires, date = moment(headers.get("expires")), moment(headers.get("date"))
        lasts = expires - date if expires and date else timedelta(0)
    age = headers.get("age", "").strip()
    spent = timedelta(seconds=int(age)) if age.isdecimal() and len(age) < 10 else timedelta(0)  # noqa: PLR2004 - decades
    return max(lasts - spent, timedelta(0))
