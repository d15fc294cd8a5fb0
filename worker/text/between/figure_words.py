"""The English vocabulary of figures: what happens to people and things, and nouns that name one thing."""

import re

PEOPLE = {
    "killed": (
        (
            r"kill(?:ed|ing|s)?|claim(?:ed|ing|s) the lives of|deaths? of|shot dead|massacred|slain|murder(?:ed|ing)?"
            r"|cost(?:ing|s)? the lives of|took the lives of"
        ),
        r"killed|died|die|dead|deaths?|fatalities|perished|slain|fatally|drowned|murdered",
    ),
    "injured": (
        r"injur(?:ed|ing|es?)|wound(?:ed|ing|s)?|hurt(?:ing|s)?|injuries to",
        r"injured|wounded|hurt|injuries|casualties",
    ),
    "missing": (r"missing", r"missing|unaccounted"),
    "arrested": (r"arrest(?:ed|ing|s)?(?: of)?|detain(?:ed|ing|s)?(?: of)?", r"arrested|detained|arrests|detentions"),
    "evacuated": (r"evacuat(?:ed|ing|es?|ion of)", r"evacuated"),
    "rescued": (r"rescu(?:ed|ing|es?)(?: of)?|sav(?:ed|ing) the lives of", r"rescued"),
    "displaced": (r"displac(?:ed|ing|es?)|(?:made|making) homeless", r"displaced|homeless"),
    "in hospital": (r"hospitali[sz](?:ed|ing)", r"hospitali[sz]ed|hospitali[sz]ations"),
    "trapped": (r"trapp(?:ed|ing)|strand(?:ed|ing)", r"trapped|stranded"),
    "infected": (r"infect(?:ed|ing|s)", r"infected|infections"),
    "charged": (r"charged|indicted", r"charged|indicted"),
    "jobless": (
        r"(?:laid|lay|laying|lays) off|sack(?:ed|ing)|cut(?:ting)?(?= [^,.]*\bjobs\b)",
        r"sacked|redundancies|layoffs|(?:laid)",
    ),
}
"""What happens to people: the words that stand right before the number, and those that come after it."""

THINGS = {
    "destroyed": (
        r"destroy(?:ed|ing|s)?|raz(?:ed|ing)|level(?:led|ling)|burn(?:ed|t|ing) down",
        r"destroyed|razed|wrecked",
    ),
    "damaged": (r"damag(?:ed|ing|es?)", r"damaged"),
    "shot down": (r"(?:shot|shooting|shoots) down|intercept(?:ed|ing|s)?|down(?:ed|ing)", r"shot|intercepted|downed"),
    "sunk": (r"sank|sunk|sinking|sinks", r"sank|sunk"),
    "flooded": (r"flood(?:ed|ing|s)|inundat(?:ed|ing)|swept through", r"flooded|inundated|submerged|underwater"),
    "fired": (r"fir(?:ed|ing|es)|launch(?:ed|ing|es)?", r"fired|launched"),
    "cancelled": (r"cancel(?:l?ed|l?ing|s)?", r"cancell?ed"),
    "seized": (r"seiz(?:ed|ing|es|e)|confiscat(?:ed|ing)", r"seized|confiscated"),
    "closed": (r"clos(?:ed|ing|es?)|shut(?:ting)?", r"closed|shut"),
}
"""The same for things; the figure is then named by the thing and what happened to it."""

FILL = (
    r"(?:(?:at least|more than|as many as|no fewer than|no less than|fewer than|less than|up to|the|its|his|their|all"
    r"|another|other|a further|a total of|a|about|around|some|over|nearly|almost|roughly|approximately|an estimated"
    r"|between|well|just|perhaps|as)\s+)*"
)
_FATES = PEOPLE | THINGS
BEFORE = {what: re.compile(rf"\b(?:{before})\s+{FILL}$", re.IGNORECASE) for what, (before, _) in _FATES.items()}
AFTER = {what: re.compile(after, re.IGNORECASE) for what, (_, after) in _FATES.items()}
EVENT_WORD = re.compile("|".join(f"(?:{after})" for _, after in _FATES.values()), re.IGNORECASE)
TOLL = re.compile(
    r"\b(?:(?:death )?toll|number of (?:the )?(?:dead|deaths|people killed|fatalities))\b[\w\s',]{0,40}?"
    r"\b(?:to|at|of|is|was|reached|hit|reaches|passed|now)\s+" + FILL + "$",
    re.IGNORECASE,
)
LIVES = re.compile(r"\s*(?:lives\b|people(?: have)? lost their lives\b|bodies\b)", re.IGNORECASE)

_SYNONYMS = {
    "warplanes": "warplane plane bomber aircraft jet aeroplane airplane",
    "people": "person people men women civilian resident man woman other victim individual",
    "homes": "home house",
    "soldiers": "soldier serviceman servicemen troop",
    "police officers": "officer policeman policemen",
    "children": "child children kid",
    "migrants": "migrant refugee",
    "protesters": "protester demonstrator",
    "jobs": "job post",
    "staff": "worker employee",
    "companies": "company firm",
    "students": "student pupil schoolchildren",
    "prisoners": "prisoner inmate detainee",
    "missiles": "missile rocket",
    "seats": "seat",
    "ships": "ship vessel boat ferry",
    "shops": "shop store outlet branch",
    "cars": "car vehicle",
    "votes": "vote",
    "cases": "case",
}
NORMAL = {name: normal for normal, names in _SYNONYMS.items() for name in names.split()}
_GROUP_NAMES = """
    soldiers children students migrants protesters prisoners staff passengers tourists americans firefighters
    journalists medics patients hostages gunmen attackers militants terrorists fighters rebels suspects drivers miners
    sailors crew pilots doctors nurses britons russians israelis palestinians germans girls boys
"""
GROUPS = frozenset((*_GROUP_NAMES.split(), "police officers"))
"""Those counted who may be some of all: three children among twelve dead."""
PARTS_OF_PEOPLE = GROUPS | {"women", "men", "civilians", "police", "pupils", "refugees", "foreigners"}
AIRCRAFT_MODEL = re.compile(r"(?:tu|su|mig|il|f|b)-\d+\w*", re.IGNORECASE)
_IRREGULAR = "people men women aircraft servicemen policemen children police sheep troops staff crew schoolchildren"
IRREGULAR_PLURALS = frozenset(_IRREGULAR.split())

_STOP = "and but or while in at by after when with from on near that which who as for into if because since during"
STOP = frozenset((*_STOP.split(), "against", "says", *',;:.()"-!?'))
"""Where the words that belong to a number end."""
_NOT_COUNTED = "more others other times thirds of its the his her their those these this whom them us years year's"
NOT_COUNTED = frozenset(_NOT_COUNTED.split())
_AUXILIARIES = "be been being was were is are have has had"
AUXILIARIES = frozenset(_AUXILIARIES.split())
_AFTER_PARTICIPLE = "in at by after when as and or on near from during while so this last since overnight"
AFTER_PARTICIPLE = frozenset(_AFTER_PARTICIPLE.split())
"""What may follow "12 people killed" and leave it passive."""
_BEFELL = """
    died die dead death deaths fatalities perished injuries arrests missing unaccounted casualties drowned homeless
    hospitalizations hospitalisations infections redundancies layoffs detentions sank
"""
SUFFERED = frozenset(_BEFELL.split())
"""Words that say what befell those counted, whatever follows."""
