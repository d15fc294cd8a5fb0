"""Bylines into the names of people."""

import re
from collections.abc import Iterable

_BY = re.compile(r"^(?:(?:written|reported|edited|posted|words)\s+)?by\s*[:\s]\s*", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*(?:;|\||,?\s+and\s+|,?\s+&\s+)\s*", re.IGNORECASE)
_OF_THE_NAME = re.compile(r"\s*(?:Jr|Sr|[IV]+)\b")
_NO_NAME = re.compile(r"://|\d{3}|\d:\d\d|^\W*$")
_MAX_NAME_CHARS = 60


def people(bylines: Iterable[str]) -> tuple[str, ...]:
    """Return the names in `bylines`, each once, in order.

    `By Ann Lee and Bo Day, Political Editor` gives Ann Lee and Bo Day; what holds an address, a date or no letter is
    no name. An agency or a desk that signs an article counts as a name.
    """
    names: dict[str, None] = {}
    for byline in bylines:
        if _NO_NAME.search(byline):
            continue
        for part in _SEVERAL.split(_BY.sub("", byline.strip())):
            name = _without_office(part.strip(" ,"))
            if 1 < len(name) <= _MAX_NAME_CHARS:
                names[name] = None
    return tuple(names)


def _without_office(name: str) -> str:
    """Return `name` up to the comma that begins an office or an outlet."""
    head, _, tail = name.partition(",")
    return name if " " not in head or _OF_THE_NAME.match(tail) else head
