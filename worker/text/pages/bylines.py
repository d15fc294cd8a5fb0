"""Bylines into the names of those who sign: people, agencies and desks, without their offices."""

import re
from collections.abc import Iterable, Iterator

from worker.text.calendar_names import WEEKDAY

_BY = re.compile(
    r"^(?:(?:exclusive|analysis|opinion|comment|review|interview|story|words?|text|written|reported|reporting|edited"
    r"|posted|published|created|article|submitted|compiled)\s*(?:and\s+\w+\s+)?)?(?:by|von|par|por|di|door|av)\b\s*:?\s*"
    r"|^(?:author|autor(?:in)?|auteur|autore|byline|words?|text(?:e|o)?|tekst|written)s?\s*:\s*",
    re.IGNORECASE,
)
_AND = re.compile(r",?\s+(?:and|&|\+|und|et|y|e|en|with|mit|avec|con|com|met)\s+(?=\S)", re.IGNORECASE)
_APART = re.compile(
    r"\s*(?:;|\||\u00b7|\u2022|\s/\s|\s[\u2013\u2014]\s|\n|(?<=[a-z\u00df-\u00ff]{2})(?<!Prof)(?<!Rev)(?<!Hon)(?<!Gen)(?<!Sen)(?<!Rep)(?<!Col)(?<!Capt)(?<!Mrs)\.\s(?=[A-Z]))\s*"
)
_AFTER_NAME = re.compile(
    r"\s+(?:in|at|for|from|reporting|reports|of the|bei|f\u00fcr|aus|pour|\u00e0|en|para|da|per|voor)"
    r"\s+(?:the\s+)?[^\W\d_a-z].*\Z"
    r"|\s*\([^()]*\)\s*\Z"
)
_OF_THE_NAME = re.compile(r"(?:Jr|Sr|[IV]+|MD|PhD|Ph\.D|M\.D|Esq)\.?\Z")
_OFFICE = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|journalist|columnist|contributor|producer|commentator|analyst|critic"
    r"|staff|chief|bureau|deputy|assistant|senior|political|politics|business|sports?|technology|science|health"
    r"|education|economics?|environment|culture|royal|crime|foreign|news|photographer|head of|director|founder"
    r"|professor|redakteur\w*|redaktion|korrespondent\w*|reporter\w*|journalistin?|chef\w*|leiter\w*"
    r"|r\u00e9dact\w+|correspondant\w*|journaliste|envoy\w+|chef\w* de|grand reporter"
    r"|redactor\w*|corresponsal|periodista|director\w*|jefe\w*|redattore|redattrice|corrispondente|giornalista|inviat[oa]"
    r"|rep\u00f3rter|correspondente|jornalista|redator\w*|redacteur|verslaggever|correspondente?|columnist)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"://|@|\d{3}|\d:\d\d|^\W*$|^(?:updated|published|posted|last|follow|share|\d)\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"\w*admin(?:istrator)?|root|users?|guest|webmaster|anonymous|unknown|n/?a|none|null|undefined", re.IGNORECASE
)
_WHEN = re.compile(
    rf"[,\s|\u00b7-]*\b(?:(?:{WEEKDAY}\b|published|updated|posted|last)\b.*"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4}.*|[A-Z][a-z]{2,8}\.?\s+\d{1,2},\s+\d{4}.*)\Z"
)
_SMALL = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "di",
        "du",
        "la",
        "le",
        "van",
        "von",
        "vom",
        "zu",
        "zur",
        "der",
        "den",
        "ter",
        "ten",
        "bin",
        "ibn",
        "al",
        "el",
        "y",
        "e",
        "af",
        "av",
        "bint",
        "san",
    ]
)
_MAX_NAME_CHARS = 60
_MOST_NAME_WORDS = 6
_MOST_NAMES = 30


def people(bylines: Iterable[str]) -> tuple[str, ...]:
    """Return the names in `bylines`, each once whatever its case, in order.

    `By Ann Lee, Bo Day and Cy Orr, Political Editor` gives Ann Lee, Bo Day and Cy Orr; what holds an address, a date or
    no letter is no name. An agency or a desk that signs an article counts as a name.
    """
    names: dict[str, str] = {}
    for byline in bylines:
        for name in _names(byline):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())[:_MOST_NAMES]


def _names(byline: str) -> Iterator[str]:
    """Yield the names in one byline."""
    for part in _APART.split(_WHEN.sub("", byline.strip())):
        told = _BY.sub("", part.strip())
        if _NO_NAME.search(told) or _NOBODY.fullmatch(told):
            continue
        for group in _split_at_and(told):
            for name in _without_offices(group):
                if 1 < len(name) <= _MAX_NAME_CHARS:
                    yield name


def _split_at_and(text: str) -> list[str]:
    """Return what "and" joins, where each side is a name or a list of them: `The Daily Star and Herald` is one."""
    parts = _AND.split(text)
    whole = len(parts) == 1 or text.lower().startswith("the ")
    return [text] if whole or not all(is_name(_bare(part.partition(",")[0])) for part in parts) else parts


def _without_offices(text: str) -> Iterator[str]:
    """Yield the names in a list with commas; an office or an outlet behind a name is left out, an agency is not."""
    first, *others = (piece.strip() for piece in text.split(","))
    if others and _OF_THE_NAME.match(others[0]):
        first, others = f"{first}, {others[0]}", others[1:]
    if len(others) == 1 and " " not in first and " " not in others[0] and is_name(others[0]):
        first, others = f"{others[0]} {first}", []  # Lee, Ann
    name = _bare(first)
    if name:
        yield name
    if " " not in first and others and not any(_OFFICE.search(piece) for piece in others):
        return
    for piece in others:
        bare = _bare(piece)
        if bare and " " in bare and is_name(bare) and not _OFFICE.search(bare):
            yield bare


def _bare(name: str) -> str:
    """Return a name without the place or the outlet behind it."""
    return _AFTER_NAME.sub("", name).strip(" ,.-") if not name.endswith(("Jr.", "Sr.")) else name


def is_name(text: str) -> bool:
    """Whether each word of `text` is written as those of names are."""
    found = text.split()
    return 0 < len(found) <= _MOST_NAME_WORDS and all(word.lower() in _SMALL or not word[0].islower() for word in found)
