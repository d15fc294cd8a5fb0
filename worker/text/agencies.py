"""News agencies by the names under which others print their copy."""

import re

_AGENCIES = {
    "Reuters": r"Reuters",
    "Associated Press": r"Associated Press|\(AP\)|\bAP\b(?= (?:reported|journalist|writer))",
    "AFP": r"AFP|Agence France-Presse",
    "PA": r"\bPA (?:news agency|Media)|Press Association",
    "dpa": r"\bdpa\b|\bDPA\b",
    "Bloomberg": r"Bloomberg News|\(Bloomberg\)",
    "UPI": r"\(UPI\)",
    "EFE": r"\bEFE\b",
    "ANSA": r"\bANSA\b",
    "Xinhua": r"Xinhua",
    "TASS": r"\bTASS\b|\bTass\b",
    "Interfax": r"Interfax",
    "Kyodo": r"Kyodo",
    "CNN Wire": r"CNN Wire",
}
"""How each is written wherever a text names it."""
_ALONE = {
    "Reuters": "(?:Thomson )?Reuters",
    "Associated Press": "(?:The )?Associated Press|AP",
    "AFP": "AFP|Agence France-Presse",
    "PA": "PA(?: Media| news agency)?|Press Association",
    "dpa": "dpa|Deutsche Presse-Agentur",
    "Bloomberg": "Bloomberg(?: News)?",
    "TASS": "(?:ITAR-)?TASS",
    "Kyodo": "Kyodo(?: News)?",
    **{name: name for name in ("UPI", "EFE", "ANSA", "Xinhua", "Interfax", "CNN Wire", "AAP", "ANP", "APA", "Belga")},
    **{name: name for name in ("Canadian Press", "epd", "Europa Press", "IANS", "KNA", "Lusa", "PTI", "Yonhap")},
}
"""How each is written in a line of its own, where a short name can be nobody else's."""
_MOST_CHARS = 80


def _any_of(written: dict[str, str]) -> str:
    return "|".join(f"(?P<a{place}>{names})" for place, names in enumerate(written.values()))


_NAMED = re.compile(_any_of(_AGENCIES))
_NAMED_ALONE = re.compile(rf"\b(?:{_any_of(_ALONE)})\b", re.IGNORECASE)
_BESIDE = re.compile(
    r"\(c\)|\b(?:copyright|all rights reserved|riproduzione riservata|the|by|via|and|und|et|y|e|\d{4})\b|[\W_]",
    re.IGNORECASE,
)

_LAST_WORDS = re.compile(r"[.!?\u2026][\"'\u201c\u201d\u2019\u00bb]*\s+([^.!?]{2,40}\.?)$")


def agency_in(text: str) -> str | None:
    """Return the first agency that a text names."""
    return _name(_NAMED.search(text), _AGENCIES)


def credited(line: str) -> str | None:
    """Return the first agency that a line names which holds nothing else: © Reuters, dpa/AFP, The Associated Press."""
    if len(line) > _MOST_CHARS or _BESIDE.sub("", _NAMED_ALONE.sub("", line)):
        return None
    return _name(_NAMED_ALONE.search(line), _ALONE)


def signed(line: str) -> str | None:
    """Return the agency that a line credits behind its last sentence: `… said on Monday. (dpa)`."""
    end = _LAST_WORDS.search(line, max(0, len(line) - _MOST_CHARS))
    return credited(end[1]) if end else None


def _name(found: re.Match[str] | None, written: dict[str, str]) -> str | None:
    return [*written][int(found.lastgroup[1:])] if found and found.lastgroup else None
