"""The English vocabulary of figures: what happens to people and things, and nouns that name one thing."""

import re
from functools import lru_cache

from worker.text.between.openings import holds_any, openings
from worker.text.listed import words_of

PEOPLE = {
    "killed": (
        (
            r"kill(?:ed|ing|s)?|bodies of|claim(?:ed|ing|s) the lives of|deaths? of|shot dead|massacred|slain"
            r"|murder(?:ed|ing)?|cost(?:ing|s)? the lives of|took the lives of"
        ),
        r"killed|died|die|dead|deaths?|fatalities|perished|slain|fatally|drowned|murdered|massacred|executed",
    ),
    "injured": (
        r"injur(?:ed|ing|es?)|wound(?:ed|ing|s)?|hurt(?:ing|s)?|injuries to",
        r"injured|wounded|hurt|injuries",
    ),
    "killed or injured": (r"(?!)", r"casualties"),
    "shot": (r"(?!)", r"(?!)"),
    "missing": (r"missing|search(?:ed|ing)? for", r"missing|unaccounted"),
    "arrested": (r"arrest(?:ed|ing|s)?(?: of)?|detain(?:ed|ing|s)?(?: of)?", r"arrested|detained|arrests|detentions"),
    "evacuated": (r"evacuat(?:ed|ing|es?|ion of)", r"evacuated"),
    "freed": (r"free(?:d|ing|s)|releas(?:ed|ing|es?)", r"freed|released"),
    "rescued": (r"rescu(?:ed|ing|es?)(?: of)?|pick(?:ed|ing|s) up|sav(?:ed|ing) the lives of", r"rescued"),
    "displaced": (r"displac(?:ed|ing|es?)|(?:made|making) homeless", r"displaced|homeless"),
    "in hospital": (r"hospitali[sz](?:ed|ing)", r"hospitali[sz]ed|hospitali[sz]ations"),
    "still in hospital": (r"(?!)", r"stillhospitalised"),
    "trapped": (r"trapp(?:ed|ing)|strand(?:ed|ing)", r"trapped|stranded"),
    "infected": (r"infect(?:ed|ing|s)|sicken(?:ed|ing|s)", r"infected|infections|sickened"),
    "charged": (r"charged|indicted", r"charged|indicted"),
    "abducted": (r"abduct(?:ed|ing)?|kidnapp(?:ed|ing)", r"abducted|kidnapped"),
    "aboard": (r"carrying|carried", r"aboard|onboard"),
    "marching": (
        r"crowds? of|turnout (?:at|of)|(?:put|estimated) (?:the )?(?:crowd|turnout|attendance) at",
        r"marched|rallied|demonstrated|protested|marchers|gathered|massed",
    ),
    "without power": (
        r"(?:knock|cut)(?:ed|ing|s|ting)?(?: out| off)? (?:the )?(?:power|electricity)(?: suppl(?:y|ies))?(?: to| for)",
        r"powerless",
    ),
    "still without power": (r"(?!)", r"stillpowerless"),
    "in the study": (
        (
            r"recruited|enrolled|followed|tracked"
            r"|(?:stud(?:y|ied)|trial|research|survey)(?: of| involv(?:ed|ing)| included)"
        ),
        r"(?!)",
    ),
    "attending": (r"attendance of", r"spectators"),
    "rebelled": (r"rebellion (?:by|of)", r"rebelled|defected"),
    "jobless": (
        r"(?:laid|lay|laying|lays) off|sack(?:ed|ing)|cut(?:ting)?(?= [^,.]*\bjobs\b)",
        r"sacked|redundancies|layoffs|(?:laid)",
    ),
}
"""What happens to people: the words that stand right before the number, and those that come after it."""

THINGS = {
    "destroyed": (
        (
            r"destroy(?:ed|ing|s)?|raz(?:ed|ing)|level(?:l?ed|l?ing)|flatten(?:ed|ing)|gutt(?:ed|ing)"
            r"|burn(?:ed|t|ing) down"
        ),
        r"destroyed|razed|wrecked|flattened|gutted|level(?:l?ed)",
    ),
    "damaged": (r"damag(?:ed|ing|es?)", r"damaged"),
    "shot down": (r"(?:shot|shooting|shoots) down|intercept(?:ed|ing|s)?|down(?:ed|ing)", r"shot|intercepted|downed"),
    "sunk": (r"sank|sunk|sinking|sinks", r"sank|sunk"),
    "flooded": (
        r"flood(?:ed|ing|s)|inundat(?:ed|ing)|swept through|swamp(?:ed|ing)",
        r"flooded|inundated|submerged|underwater|swamped",
    ),
    "fired": (r"fir(?:ed|ing|es)|launch(?:ed|ing|es)?", r"fired|launched"),
    "cancelled": (
        r"cancel(?:l?ed|l?ing|s|lations? of)?|call(?:ed|ing|s) off|scrap(?:ped|ping)",
        r"cancell?ed|cancell?ations|scrapped",
    ),
    "derailed": (r"derail(?:ed|ing|s)", r"derailed"),
    "seized": (r"seiz(?:ed|ing|es|e)|confiscat(?:ed|ing)", r"seized|confiscated"),
    "recalled": (r"recall(?:ed|ing|s)?(?: of)?|call(?:ed|ing|s) back", r"recalled"),
    "closed": (r"clos(?:ed|ing|es?|ures? of)|shut(?:ting)?", r"closed|shut"),
}
"""The same for things; the figure is then named by the thing and what happened to it."""
RUIN = frozenset({"destroyed", "damaged"})
"""What befalls things alone, and one outlet may call the one and another the other."""

DARK = r"\b(?:without|lost|lose|losing|had no) (?:power|electricity)\b"
"""What befell homes that have no power."""
_PHRASES = (
    (r"\bshot dead\b", "killed"),
    (r"\blost their li(?:ves|fe)\b", "perished"),
    (r"\bunder water\b", "underwater"),
    (r"\b(?:taken|held|seized) (?:as )?(?:hostage|captive)\b", "abducted"),
    (r"\bdeath (?:penalt|sentence|row|threat|certificate|camp|squad)\w*", "capital"),
    (r"\b(?:from|out of|fled|flee|fleeing|leave|leaving|left|vacate) their homes\b", "evacuated"),
    (
        r"\b(?:kept|stay(?:ed|ing)?|remain(?:s|ed|ing)?|still) (?:in (?:the |a )?hospital|hospitali[sz]ed)\b",
        "stillhospitalised",
    ),
    (r"\b(?:taken|rushed|sent|flown|admitted) to (?:the |a )?(?:\w+ )?hospitals?\b", "hospitalised"),
    (r"\bneed(?:s|ed|ing)? (?:hospital (?:treatment|care)|treatment in hospital)\b", "hospitalised"),
    (r"\btreated in (?:the |a )?hospital\b", "hospitalised"),
    (r"\b(?:(?:brought|taken|led|flown|carried) )?to safety\b", "rescued"),
    (r"\b(?:taken|plucked|winched|airlifted) from the \w+\b", "rescued"),
    (
        r"\b(?:joined|attended|in) (?:the |a )?(?:\w+(?:'s)? ){0,2}(?:march|rally|protest|demonstration)\b",
        "marched",
    ),
    (
        r"\b(?:turned out|took to the streets|took part in (?:the |a |\w+'s )?(?:march|rally|protest|demonstration))\b",
        "marched",
    ),
    (r"\bon board\b|\bon the (?:boat|ship|ferry|plane|flight|train|bus|vessel|aircraft|helicopter)\b", "aboard"),
    (r"\b(?:fac(?:e|es|ing)|faced) charges\b", "charged"),
    (r"\b(?:f[ae]ll(?:en)?|bec[ao]me|made) (?:\w+ )?ill\b", "sickened"),
    (r"\b(?:came|went|jumped|left) (?:off )?the (?:rails|tracks?)\b", "derailed"),
    (r"\b(?:been |was |were )?struck down\b", "sickened"),
    (r"\bstill (?:without|had no) (?:power|electricity)\b", "stillpowerless"),
    (DARK, "powerless"),
    (r"\bnot (?:yet )?(?:been )?found\b", "missing"),
    (r"\b(?:fighter|bomber|combat|military) (?:jets|planes|aircraft)\b", "warplanes"),
)
_PHRASE_WRITTEN = rf"\b(?:{'|'.join(f'(?P<f{place}>{written})' for place, (written, _) in enumerate(_PHRASES))})"
_PHRASE = re.compile(_PHRASE_WRITTEN, re.IGNORECASE)
_PHRASE_IN_LOWER = re.compile(_PHRASE_WRITTEN)
"""What befell those counted, or what is counted, in more words than one, and the one that says it.

In lower case it is found several times faster, since each way to write it is then told by its first letter.
"""
_IN_PHRASES = (
    *("shot dead", "under water", "hostage", "captive", "death", "their homes", "hospital", "to safety", "from the"),
    *("march", "rally", "protest", "demonstration", "turned out", "to the streets", "on board", "on the", "charges"),
    *(" ill", "the rails", "the track", "struck down", "power", "electricity", "found"),
    *("lost their li", "fighter", "bomber", "combat", "military"),
)
"""Each of these phrases holds one of them."""
FLYING = frozenset({"drones", "missiles", "uavs", "rockets"})
"""Destroyed is shot down for these."""
ROAD = frozenset({"cars", "trucks", "pickups", "vans", "minivans", "lorries", "suvs", "sedans"})
"""What is recalled of these are vehicles, whatever they are called."""
FIRED = FLYING | {"shots", "shells", "warheads", "mortars", "bullets", "canisters", "torpedoes", None}

FILL = (
    r"(?:(?:at least|more than|as many as|no fewer than|no less than|fewer than|less than|up to|the|its|his|their|all"
    r"|another|other|a further|a total of|a|about|around|some|over|nearly|almost|roughly|approximately|an estimated"
    r"|between|well|just|perhaps|as)\s+)*"
)
_FATES = PEOPLE | THINGS
_NAMES = tuple(_FATES)
_BEFORE = "|".join(f"(?P<f{place}>{before})" for place, (before, _) in enumerate(_FATES.values()))
_NAMED = re.compile(rf"\b(?:{_BEFORE})\b", re.IGNORECASE)
_BEFORE_NUMBER_IN_LOWER = re.compile(rf"\b(?:{_BEFORE})\s+{FILL}$")
_OPENINGS = openings("|".join(before for before, _ in _FATES.values()))
_AFTER_NUMBER = re.compile(
    "|".join(f"(?P<f{place}>{after})" for place, (_, after) in enumerate(_FATES.values())), re.IGNORECASE
)
_NEAR_CHARS = 100
EVENT_WORD = re.compile("|".join(f"(?:{after})" for _, after in _FATES.values()), re.IGNORECASE)
IDENTIFIED = re.compile(
    r"\s*(?:(?:\w+ )?unidentified (?:bodies|corpses|victims|dead|remains)\b"
    r"|(?:\w+ )?(?:bodies|corpses|victims|dead)\b[^,.;]{0,20}\bin?dentified\b)",
    re.IGNORECASE,
)
"""Of those found dead some are known by name."""
NOT_YET = re.compile(r"\b(?:unidentified|yet|not|never)\b", re.IGNORECASE)
CREW = re.compile(rf"(?<!his )(?<!her )\bcrew of {FILL}$", re.IGNORECASE)

_SYNONYMS = {
    "aircraft": "aircraft plane jet aeroplane airplane",
    "warplanes": "warplane bomber",
    "people": "person people men women civilian resident man woman other victim individual",
    "homes": "home house",
    "soldiers": "soldier serviceman servicemen troop",
    "crew": "sailor crewman crewmen crewmember seaman seamen",
    "police officers": "officer policeman policemen",
    "children": "child children kid",
    "migrants": "migrant refugee",
    "protesters": "protester demonstrator",
    "jobs": "job post",
    "jurors": "juror",
    "flights": "flight",
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
    "concerts": "concert show gig",
    "shots": "shot round bullet",
}
NORMAL = {name: normal for normal, names in _SYNONYMS.items() for name in names.split()}
SORT_OF = {"warplanes": "aircraft"}
"""Things that one outlet may count by their sort and another by the name of all: bombers, planes."""
ATTACKERS = words_of(
    "gunmen attackers militants terrorists fighters rebels assailants insurgents bandits extremists jihadists"
)
"""Groups of those who attack others."""
KINDRED = (
    ATTACKERS | {"suspects"},
    words_of("staff miners drivers sailors crew pilots doctors nurses firefighters medics journalists"),
    words_of("children students girls boys"),
    words_of("migrants passengers"),
    words_of("soldiers personnel"),
)
"""Groups of which one outlet may name the one and another the other, for the same people."""
_OTHER_GROUPS = words_of("""
    protesters prisoners tourists patients hostages americans britons russians israelis palestinians germans
    """)
GROUPS = _OTHER_GROUPS.union({"police officers"}, *KINDRED)
"""Those counted who may be some of all: three children among twelve dead."""
NEARLY_ONE = {
    frozenset({"displaced", "evacuated"}): "displaced",
    frozenset({"marching", "attending"}): "attending",  # a crowd, the attendance
    frozenset({"shot", "injured"}): "injured",
}
"""What befell people in two words that mean the same where each outlet has one of them, and what both count."""
ATTACKER = r"shooter|gunm[ae]n|attackers?|assailants?|bombers?|suspects?|killer|perpetrator"
"""Who attacked, in English."""
DEAD_AND_HURT = frozenset({"killed", "injured"})
PLACES = words_of(
    "states countries cities provinces districts regions towns villages counties places schools hospitals prisons"
)
"""These are counted for themselves, whatever befell the people in them."""
NO_PEOPLE = FLYING | words_of("""
    ships yachts aircraft warplanes helicopters trains buses cars trucks tanks bikes bicycles satellites homes buildings
    shops containers weapons guns rifles paintings artworks documents files bags passports laptops families households
    animals dogs cats horses cows cattle sheep goats pigs birds chickens ducks turkeys whales dolphins elephants bees
    """)
"""These go missing, are killed or rescued too, and are no people."""
TRAVELLERS = frozenset({"people", "crew", *GROUPS})
WHOLES = frozenset(
    {"protesters", "passengers", "miners", "staff", "migrants", "palestinians", "suspects", "patients", "prisoners"}
)
"""Of these, those who are all there are where nobody speaks of others beside them."""
PARTS_OF_PEOPLE = GROUPS | {"women", "men", "civilians", "police", "pupils", "refugees", "foreigners"}
AIRCRAFT_MODEL = re.compile(r"(?:tu|su|mig|il|f|b)-\d+\w*", re.IGNORECASE)
IRREGULAR_PLURALS = words_of("""
    people men women aircraft servicemen seamen crewmen policemen children police sheep troops staff crew schoolchildren
    personnel cattle israelis iraqis pakistanis saudis kuwaitis yemenis omanis qataris emiratis bahrainis bangladeshis
    kashmiris
    """)

STOP = words_of("""
    and but or while in at by after when with from on near that which who as for into if because since during against
    says , ; : . ( ) " - ! ?
    """)
"""Where the words that belong to a number end."""
NOT_COUNTED = words_of(
    "more others other times thirds of its the his her their those these this whom them us years year's"
    " measles mumps rabies"
)
AUXILIARIES = words_of("be been being was were is are have has had")
AFTER_PARTICIPLE = words_of(
    "in at by after when as and or on near from during while so this last since overnight inside outside under beneath"
)
"""What may follow "12 people killed" and leave it passive."""
SUFFERED = words_of("""
    rebelled defected
    died die dead death deaths fatalities perished injuries arrests missing unaccounted casualties drowned homeless
    hospitalizations hospitalisations infections redundancies layoffs detentions sank marched rallied demonstrated
    protested marchers gathered massed cancellations sickened aboard onboard charged
    """)
"""Words that say what befell those counted, whatever follows."""


def fate_before(text: str) -> str | None:
    """Return what befell those counted by the verb that `text`, which stands before a number, ends with."""
    near = text[-_NEAR_CHARS:].lower()
    found = _BEFORE_NUMBER_IN_LOWER.search(near) if holds_any(near, _OPENINGS) else None
    return _NAMES[int(found.lastgroup[1:])] if found and found.lastgroup else None


def fates_in(text: str) -> list[str]:
    """Return what `text` says befell anybody, in order: was killed, wounding."""
    if not holds_any(text, _OPENINGS):
        return []
    return [_NAMES[int(found.lastgroup[1:])] for found in _NAMED.finditer(text) if found.lastgroup]


def in_one_word(text: str) -> str:
    """Return `text` with what is said in more words than one (taken to hospital) in the one that is known."""
    if not (holds_any(text, _IN_PHRASES) and _PHRASE_IN_LOWER.search(text.lower())):
        return text
    return _PHRASE.sub(lambda found: _PHRASES[int((found.lastgroup or "f0")[1:])][1], text)


@lru_cache(maxsize=8192)
def fate_of(word: str) -> str | None:
    """Return what befell those counted where `word` stands after them."""
    found = _AFTER_NUMBER.fullmatch(word)
    return _NAMES[int(found.lastgroup[1:])] if found and found.lastgroup else None
