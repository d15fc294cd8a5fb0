"""The English vocabulary of figures: what happens to people and things, units, and nouns that name one thing."""

import re

PEOPLE = {
    "killed": (
        r"kill(?:ed|ing|s)?|claim(?:ed|ing|s) the lives of|deaths? of",
        r"killed|died|dead|deaths|fatalities|perished",
    ),
    "injured": (r"injur(?:ed|ing|es?)|wound(?:ed|ing|s)?|hurt(?:ing|s)?", r"injured|wounded|hurt|injuries"),
    "missing": (r"missing", r"missing|unaccounted"),
    "arrested": (r"arrest(?:ed|ing|s)?|detain(?:ed|ing|s)?", r"arrested|detained|arrests"),
    "evacuated": (r"evacuat(?:ed|ing|es?)", r"evacuated"),
    "rescued": (r"rescu(?:ed|ing|es?)", r"rescued"),
}
"""What happens to people: the words that stand right before the number, and those that come after it."""

THINGS = {
    "destroyed": (r"destroy(?:ed|ing|s)?", r"destroyed"),
    "damaged": (r"damag(?:ed|ing|es?)", r"damaged"),
    "shot down": (r"(?:shot|shooting|shoots) down|intercept(?:ed|ing|s)?|down(?:ed|ing)", r"shot|intercepted|downed"),
    "fired": (r"fir(?:ed|ing|es)|launch(?:ed|ing|es)?", r"fired|launched"),
}
"""The same for things; the figure is then named by the thing and what happened to it."""

_FILL = (
    r"(?:(?:at least|more than|as many as|no fewer than|up to|the|its|all|another|other|a further|about|around|some"
    r"|over|nearly|almost|roughly|approximately|an estimated)\s+)*"
)
_FATES = PEOPLE | THINGS
BEFORE = {what: re.compile(rf"\b(?:{before})\s+{_FILL}$", re.IGNORECASE) for what, (before, _) in _FATES.items()}
AFTER = {what: re.compile(after, re.IGNORECASE) for what, (_, after) in _FATES.items()}
TOLL = re.compile(
    r"\b(?:death toll|number of (?:dead|deaths))\b[\w\s']{0,40}?\b(?:to|at|of|is|was)\s+" + _FILL + "$", re.IGNORECASE
)

_UNITS = {
    "per cent": r"%|per ?cent|percentage points?",
    "km": r"kilomet(?:re|er)s?|km",
    "miles": r"miles?",
    "metres": r"met(?:re|er)s?",
    "feet": r"f(?:ee|oo)t|ft",
    "tonnes": r"tonnes?|tons?",
    "degrees": r"degrees?",
    "minutes": r"min(?:ute)?s?",
    "hours": r"hours?",
    "days": r"days?",
    "weeks": r"weeks?",
    "months": r"months?",
    "years": r"years?",
    "dollars": r"dollars?",
    "pounds": r"pounds?",
    "euros": r"euros?",
}
UNITS = {unit: re.compile(rf"[\s-]?(?:{written})(?!\w)", re.IGNORECASE) for unit, written in _UNITS.items()}
CURRENCIES = {"$": "dollars", "US$": "dollars", "£": "pounds", "€": "euros"}

_SYNONYMS = {
    "warplanes": "warplane plane bomber aircraft jet aeroplane airplane",
    "people": "person people men women civilian resident man woman",
    "homes": "home house",
    "soldiers": "soldier serviceman servicemen troop",
    "police officers": "officer policeman policemen",
}
NORMAL = {name: normal for normal, names in _SYNONYMS.items() for name in names.split()}
AIRCRAFT_MODEL = re.compile(r"(?:tu|su|mig|il|f|b)-\d+\w*", re.IGNORECASE)
IRREGULAR_PLURALS = frozenset(
    ("people", "men", "women", "aircraft", "servicemen", "policemen", "children", "police", "sheep")
)

_STOP = "and but or while in at by after when with from on near that which who as for into if because since during"
STOP = frozenset((*_STOP.split(), "against", "says", *',;:.()"-!?'))
"""Where the words that belong to a number end."""
_NOT_COUNTED = "more others other times thirds of its the his her their those these this whom them us"
NOT_COUNTED = frozenset(_NOT_COUNTED.split())
_AUXILIARIES = "be been being was were are is have has had"
AUXILIARIES = frozenset(_AUXILIARIES.split())
_AFTER_PARTICIPLE = "in at by after when as and or on near from during while so this last"
AFTER_PARTICIPLE = frozenset(_AFTER_PARTICIPLE.split())
"""What may follow "12 people killed" and leave it passive."""
SUFFERED = frozenset(
    ("died", "dead", "deaths", "fatalities", "perished", "injuries", "arrests", "missing", "unaccounted")
)
"""Words that say what befell those counted, whatever follows."""
