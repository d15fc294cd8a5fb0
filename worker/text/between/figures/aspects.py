"""What an amount is of, where a word beside it says so: a loss, a fine, inflation, a prison term."""

import re
from collections.abc import Mapping

from worker.text.between.figures import measures
from worker.text.between.figures.measures import Unit

_OF_MONEY = {
    "loss": r"loss(?:es)?|lost",
    "profit": r"profits?|earned|earnings|before tax",
    "revenue": r"revenues?|sales|turnover|takings",
    "cost": (
        r"costs?|costing|price tag|damage|spen(?:d|ds|t|ding)|budget|invest(?:s|ed|ing|ments?)?|bill (?:of|for|came)"
        r"|(?:water|energy|gas|fuel|heating|repair|hospital|annual|average|total|final|tax|typical|legal|wage) bills?"
    ),
    "recovered": r"recover(?:ed|ing)|clawed back|repaid|paid back",
    "gap": r"(?:black )?holes?|shortfalls?|deficits?|gaps?",
    "savings": r"sav(?:es?|ed|ings?)",
    "fine": r"fine[ds]?|penalt(?:y|ies)",
    "pay": r"pays?|paid|paying",
    "punitive damages": r"(?:punitive|exemplary)(?: damages?)?",
    "compensatory damages": r"(?:compensatory|actual)(?: damages?)?",
    "settlement": r"settle(?:ment|d)?|verdict|compensation|payout|award(?:ed|s)?|damages",
    "debt": r"debts?|ow(?:es?|ed|ing)",
    "loan": r"loans?|borrow(?:ed|ing|s)?",
    "price": (
        r"prices?|sold for|fetched|bought for|went for|fees?|(?:transfer|signing)"
        r" (?:worth|valued at)"
    ),
    "purchase": (
        r"(?:buy(?:s|ing)?|bought|sell(?:s|ing)?|sold|purchas(?:e[ds]?|ing))\b[^,.;$\u00a3\u20ac]{1,50}? for"
        r"|takeover|acquisition|acquir(?:e|ed|ing)|merger|buyout"
        r"|(?:deals?|move|bid|offer|purchase)(?: that is| said to be| reportedly| believed to be)?"
        r" (?:worth|valued at)"
    ),
    "street value": r"street value|on the streets?",
    "worth": r"worth|valu(?:e|ed|ing|ation)",
    "aid": r"aid|donat(?:ed|ions?)|pledg(?:ed?|es|ing)|subsid(?:y|ies)",
    "grant": r"grants?",
    "funding": r"funding|rais(?:ed|ing)(?! (?:by|to|from|its?|their|the)\b)",
    "stolen": r"stol(?:en|e)|steal(?:ing)?|embezzl\w+|defraud\w+|swindl\w+|looted",
    "cash": r"cash(?: worth)?|banknotes",
    "bribes": r"brib(?:es?|ery|ing|ed)|kickbacks?",
    "bail": r"bail|bond",
    "ransom": r"ransom",
}
_OF_SHARES = {
    "inflation": r"inflation|consumer prices|(?<!\w )prices(?= (?:rose|fell|grew|increased|went up|were))",
    "unemployment": r"unemployment|jobless(?:ness)?",
    "turnout": r"turnout|turned out|cast (?:their )?(?:ballots|votes)|took part|eligible",
    "growth": r"growth|(?<!of )(?<!of its )(?<!of their )(?:gdp|gross domestic product)|economy",
    "interest rate": r"(?:key|main|base|benchmark|interest|policy|lending|repo|cash|bank) rates?",
    "in favour": r"in favou?r|support(?:ed|s)?|backed|backing",
    "against": r"oppos(?:ed|e|es|ing)|against",
    "containment": r"contain(?:ed|ment)",
    "full": r"full|capacity|filled",
    "offer": r"offer(?:ed|s)?|put(?:ting)? forward|turned down",
    "demand": r"demand(?:ed|s|ing)|wants?|h[eo]ld(?:ing)? out for|seek(?:s|ing)?|sought",
    "stake": r"stakes?",
    "pay growth": (
        r"raises? of|pay rises?|(?:(?:regular|average|basic|total|weekly) )?(?:pay|wages?)|(?:average|weekly) earnings"
    ),
    "pass rate": r"pass(?:ed|es)? (?:rates?|their)",
    "profit": r"profits?|(?<!average )(?<!weekly )earnings",
    "revenue": r"revenues?|sales|turnover",
    "shares": r"shares?|stock",
    "prices": r"(?:house|home|property|food|petrol|fuel|energy|electricity|gas) prices|(?:rail|bus|air|train) fares",
    "risk": r"risk|(?:less|more) likely|likelihood",
    "orders": r"orders",
    "output": r"output|production",
    "rents": r"rents?",
}
_OF_TIME = {
    "prison": r"got(?=\s*$)|jail(?:ed)?|prison|imprison\w*|behind bars|sentenced?",
    "community service": r"community service|unpaid work",
    "strike": r"strikes?|striking|walk(?:s|ed|ing)? out|walkouts?|stoppages?|industrial action",
    "shut": (
        r"clos(?:ed|ure)|shut(?:down)?|paralys(?:ed|ing)|out of (?:action|service|order)|ground(?:ed|ing)|offline"
        r"|without (?:power|electricity|water)|reopen(?:ed|ing)?"
    ),
    "deliberation": r"deliberat\w+|jur(?:y|ors)",
    "evacuation": (
        r"evacuat(?:e|ed|ing|ion)|(?:everybody|everyone|all)(?: \w+){0,4} (?:was|were|got) (?:out|off)"
        r"|last (?:person|passenger|people)(?: \w+){0,2} (?:out|off|leave)|to get (?:everybody|everyone) (?:out|off)"
    ),
    "undetected": (
        r"undetected|unnoticed|roam(?:ed|ing)|lurk(?:ed|ing)|ha(?:d|ve|ving) access"
        r"|(?:were|was|been|had) (?:in|inside) (?:its|their|the) (?:[\w'-]+ )?(?:systems?|networks?|servers?)"
        r"|before (?:\w+ ){1,2}(?:noticed|discovered|detected|found|spotted)"
    ),
    "trapped": r"trapped|pinned|stuck|buried|entombed|underground|under the (?:rubble|debris|snow)",
    "raid": r"raid|robbery|heist|burglary",
    "siege": r"siege|stand-?off|barricaded|held hostage",
    "delay": r"delay(?:s|ed)?|late",
    "search": r"search(?:ed|ing)?",
    "missing": r"missing|lost|alive after|surviv(?:ed|ing)",
    "margin": r"(?:w[io]n(?:ning|s)?|victory|beat(?:ing)?(?: \w+){1,3}) by|ahead of|clear of",
    "suspended": r"suspen(?:ded|sion)|banned|barred|ban|disqualified",
}
_OF_SIZE = {
    "burned": r"burn(?:ed|t|ing)?|scorched|consumed|charred|blackened|flames|ravaged|ablaze",
    "rain": r"rain(?:fall)?|precipitation",
    "snow": r"snow(?:fall)?",
    "wind": r"winds?|gusts?",
    "depth": r"depth|deep(?:est)?|below (?:the )?(?:surface|sea|ground)|underground",
    "past the end": (
        r"past the end|overr[au]n|overshot|overshoot(?:ing)?"
        r"|(?:beyond|past) the (?:(?:end of the |\w+ )?runway|tarmac|buffers|finish)"
    ),
    "fall": r"f[ae]ll|fallen|dropp?(?:ed)?|plung(?:ed|ing)|plummet(?:ed|ing)",
    "queue": r"queues?|tailbacks?|(?:traffic )?jams?",
    "offshore": r"(?:from|off) (?:the )?(?:shore|beach|sand|coast)|offshore|out to sea",
    "course": r"stages?|routes?|course|race",
    "temperature": r"temperatures?|mercury|thermometers?|degrees?",
}
OF_ONE_THING = frozenset(
    {"raid", "fall", "containment", "missing", "offshore", "course", "margin", "gap", "pass rate", "unemployment"}
    | {"undetected", "evacuation", "past the end", "trapped", "deliberation", "siege", "ransom", "turnout", "depth"}
)
"""Of these a story has but one."""
_RATHER = frozenset({"gap"})
"""A word for one of these says what an amount is of, whatever stands nearer: savings of 23 million to close the gap."""
PAID_AS = ("settlement", "fine", "price", "purchase")
"""What is paid is rather one of these, where another word of the clause, or the other side, says so."""
_OF_IT = re.compile(r" of (?:a |an |the )?")
"""Between an amount and the noun that it is said to be of: a penalty of $2m, damages of $3m."""
_SO_MUCH_OF = re.compile(r"(?:\s\w+)? (?:of|in) (?!cash\b)")
_FOR_IT = re.compile(r" for (?:the|an?|his|her|its|their)\b")
_COMMON = {"per cent": _OF_SHARES, "hours": _OF_TIME}
_OF_PRICES = "core|food|energy"
_OF_THEM = "youth|young|women|men|female|male|black|hispanic|white"
_KIND = (
    "annual(?:ly)?|(?<!previous )(?<!last )(?<!this )(?<!next )(?<!each )(?<!-)month(?:ly)?(?!-)|operating|adjusted"
    "|pre-?tax|before tax|underlying|median|gross|minimum|maximum|suspended|so far|half-year|nine-month"
    r"|(?:won|lost|wins|loses) by|own-label|organic|between them|between the two|jointly|combined"
    r"|(?:with|without|including|before) fees"
    r"|by (?:noon|midday|\d[\d.:]* ?[ap]\.?m)"
)
_LIMITING = re.compile(
    rf"\b(?:{_KIND}|(?:{_OF_PRICES})(?= (?:prices?|inflation|goods|costs?|bills?))|{_OF_THEM})\b", re.IGNORECASE
)
_LIMITING_AMOUNTS = re.compile(rf"\b(?:{_KIND})\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:expect(?:s|ed|ation|ations)?|forecasts?|predict(?:s|ed|ions?)|project(?:ed|ions?)"
    r"|exit polls?|ask(?:s|ed|ing) for|demand(?:s|ed|ing)?(?! for (?!\d|more|higher|an? ))|s(?:eeks?|eeking|ought)"
    r"|call(?:s|ed|ing) for|(?:due|set) to (?=fall|rise|reach|drop|climb|grow)"
    r"|disput(?:es|ed|ing)|false(?:ly)?|wrongly|targets?|proposed|proposals?)\b",
    re.IGNORECASE,
)
"""What is not yet so: a forecast or a demand is no other telling of an outcome."""
_SERVED = re.compile(r"\b(?:(?:already|been|has|have|had)(?: already)? (?:spent|served)|credit(?:ed)? (?:for|with))\b")
_ASKED = re.compile(r"\b(?:ask|urg)(?:s|ed|ing)? (?:\w+ ){1,2}(?:for|to (?:award|pay|order))\b", re.IGNORECASE)
"""What a court was asked for is not what it gave, whatever will be paid."""
_MAY_BE = re.compile(
    r"\b(?:could|would (?:take|bring|lift|put)|(?:is|are) possible|(?-i:may)|might|(?<!less )(?<!more )likely"
    r"|hop(?:es?|ed|ing)|feared?|pencilled in|recommend(?:s|ed|ations?)?|guidelines|should (?:be|have|get|pay|serve)"
    r"|fac(?:es?|ed|ing) up to|(?:analysts|economists|experts)(?: had| have)? \w+ed)\b",
    re.IGNORECASE,
)
"""The same where it stands near the number."""
_GIVEN_UP = re.compile(
    r"\b(?:believed|presumed|assumed|thought|feared) (?:to (?:be|have) (?:been )?)?"
    r"(?:killed|dead|died|drowned|perished)\b",
    re.IGNORECASE,
)
"""Who is not yet found dead."""
_MOST_SO_FAR = re.compile(r"\b(?:\w+est|most|worst|best)\b[^,.;]{0,30}\bso far\b", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:will|would)\b")
_BEYOND = re.compile(
    r"\b(?:than|as|in line with|matching) (?:[\w']+ ){0,3}"
    r"(?:expected|forecasts?|predicted|feared|hoped|likely|expectations)\b"
)
_SUBSTANCE = re.compile(r"[^,.;]{0,14}? of (?P<of>[a-z]{4,})\b(?! of\b)")
_BOUGHT = re.compile(
    r"\s(?:[a-z-]+\s){0,2}?(?P<what>centre|center|project|contract|plan|scheme|package|program(?:me)?|building|stadium|bridge"
    r"|tunnel|school|hospital|ship|plant|factory|museum|house|mansion|yacht|railway|line|airport|road|dam|takeover)\b"
)
"""What an amount stands before: a 38 million leisure centre."""
_ALIKE = {"young": "youth", "female": "women", "male": "men", "annually": "annual", "monthly": "month"}
_ALIKE |= dict.fromkeys(("before tax", "pretax"), "pre-tax")
_DISTANCE = re.compile(
    r"[\s-]?\w+\.?(?: \([^()]*\))?,? (?:to the )?(?P<way>(?:north|south|east|west)-?(?:east|west)?) of"
    r" (?:(?:the (?:\w+ ){0,2})?(?P<place>[A-Z]\w+)|the (?:town|city|village|capital|island)\b)"
)
"""How far from a town, and where: 90 km (54 miles) southwest of Seoul."""
_NAMED_BEFORE = "the town"
_OF_SUBSTANCES = frozenset({"kg", "litres", "metres"})
_YEAR_ON_YEAR = re.compile(
    r"\b(?:(?<!more )(?<!less )than|from|on|over|compared (?:with|to))"
    r" (?:a|one|the (?:same|previous)) (?:\w+ ){0,3}?year\b"
    r"|\byear[ -]on[ -]year\b|\bin the (?:year|12 months|twelve months) to\b",
    re.IGNORECASE,
)
_MONTH_ON_MONTH = re.compile(
    r"\b(?:than|from|on|over|compared (?:with|to)) (?:the|a|one|the previous) month\b|\bmonth[ -]on[ -]month\b",
    re.IGNORECASE,
)
_AT_HOUR = re.compile(r"\b(?:at|as of) (noon|midday|\d[\d.:]* ?[ap]\.?m)\b", re.IGNORECASE)
"""Turnout at 5pm is not yet all of it."""
_BY_THE_YEAR = ("prices", "inflation", "rents", "unemployment", "pay growth")
_USUAL = {
    **dict.fromkeys(_BY_THE_YEAR, frozenset({"annual"})),
    "wind": frozenset({"maximum"}),
    "recovered": frozenset({"so far"}),
}
"""What limits an amount of the kind where nothing is said: prices rise by the year, winds are the strongest."""
_FUELS = {"petrol": "fuel", "diesel": "fuel", "gasoline": "fuel", "kerosene": "fuel"}
_REACH_BEFORE, _REACH_AFTER = 70, 50
_MAY_BEFORE, _MAY_AFTER = 60, 30
_TO_GO = re.compile(r"\b(?:to go|from the (?:finish|end|line)|remaining)\b")
"""With seven kilometres to go, which are not those that were run."""
_NEXT_TO = 25
"""Of what is counted, only words right beside it make another: not the annual profits of its clause."""


def _compiled(aspects: Mapping[str, str]) -> re.Pattern[str]:
    parts = "|".join(f"(?P<a{place}>{written})" for place, written in enumerate(aspects.values()))
    return re.compile(rf"\b(?:{parts})\b", re.IGNORECASE)


_BASES = {"annual": _YEAR_ON_YEAR, "month": _MONTH_ON_MONTH}
Limits = tuple[frozenset[str], bool | None]

_MONEY = tuple(_OF_MONEY), _compiled(_OF_MONEY)
_SIZE = tuple(_OF_SIZE), _compiled(_OF_SIZE)
_BY_COMMON = {common: (tuple(aspects), _compiled(aspects)) for common, aspects in _COMMON.items()}


def aspect(unit: Unit, before: str, after: str) -> str | None:
    """Return what an amount is of, by the nearest word that says so in its clause; None where none does."""
    distance = _DISTANCE.match(after) if unit.common == "metres" else None
    if distance:
        return f"{distance['way'].replace('-', '')} of {distance['place'] or _NAMED_BEFORE}"
    names, pattern = _MONEY if measures.is_money(unit) else _BY_COMMON.get(unit.common, _SIZE)
    lead = "" if after.startswith("-") else before[-_REACH_BEFORE:]  # a billion-dollar resort is no loan
    said = [(len(lead) - found.end(), names[_place(found)]) for found in pattern.finditer(lead)]
    then = [(found.start(), names[_place(found)]) for found in pattern.finditer(after[:_REACH_AFTER])]
    if rather := [one for one in said + then if one[1] in _RATHER]:
        return min(rather)[1]
    if said and _OF_IT.fullmatch(lead, len(lead) - said[-1][0]):
        return said[-1][1]
    if then and (led := _SO_MUCH_OF.match(after)) and led.end() == then[0][0]:
        return then[0][1]
    near = said + then
    if not near:
        return _without_a_word(unit, after)
    if min(near)[1] == "pay":
        near = [one for one in near if one[1] in PAID_AS] or near
    name = min(near)[1]
    return "purchase" if name == "pay" and _FOR_IT.match(after) else name


def _place(found: re.Match[str]) -> int:
    return int((found.lastgroup or "a0")[1:])


def _without_a_word(unit: Unit, after: str) -> str | None:
    """Return what an amount is of where no word beside it says so: its substance, or what is worth as much."""
    if after.startswith("-") and measures.is_money(unit):
        return "worth"
    bought = _BOUGHT.match(after) if measures.is_money(unit) else None
    if bought:
        return f"the {bought['what']}"
    substance = _SUBSTANCE.match(after) if unit.common in _OF_SUBSTANCES else None
    if substance:
        return _FUELS.get(substance["of"], substance["of"])
    return "temperature" if unit.common == "degrees C" else None


def limits(unit: Unit | None, before: str, after: str) -> Limits:
    """Return what makes an amount another one, and whether its clause speaks of what is expected, hoped or asked for.

    The first are the words of the clause that say so: core inflation, youth unemployment.
    """
    clause = _MOST_SO_FAR.sub(" ", f"{before} {after}")
    pattern = _LIMITING if unit is not None and unit.common in _COMMON else _LIMITING_AMOUNTS
    told = clause if unit else f"{before[-_NEXT_TO:]} {after[:_NEXT_TO]}"
    found = (word.casefold() for word in pattern.findall(told))
    near = f"{before[-_MAY_BEFORE:]} {after[:_MAY_AFTER]}"
    is_open = _OPEN.search(_BEYOND.sub(" ", clause)) is not None or _MAY_BE.search(_BEYOND.sub(" ", near)) is not None
    is_open |= unit is None and _GIVEN_UP.search(f"{before[-_MAY_BEFORE:]} {after}") is not None
    kinds = frozenset(_ALIKE.get(word, word) for word in found) | frozenset({"so far"} if "so far" in clause else ())
    beside = f"{before[-_MAY_BEFORE:]} {after[:_REACH_AFTER]}"
    if unit is not None and _TO_GO.search(after[:_MAY_AFTER]):
        kinds |= {"to go"}
    if unit is None and "nominat" in beside:
        kinds |= {"nominated"}  # and not won
    if _ASKED.search(beside):
        kinds |= {"asked for"}
    if unit is not None and unit.common == "hours" and _SERVED.search(beside):
        kinds |= {"served"}  # what was sat out before is no sentence
    if unit is not None and unit.common == "per cent":
        kinds |= {name for name, said in _BASES.items() if said.search(beside)}
        kinds |= {f"by {hour}" for hour in _AT_HOUR.findall(beside)}
    return kinds, is_open or (None if _TO_COME.search(before[-_MAY_BEFORE:]) else False)


def are_apart(one: Limits, other: Limits, aspect: str | None) -> bool:
    """Whether two amounts are limited in ways that make them two: core inflation, a forecast, over another time."""
    usual = _USUAL.get(aspect or "", frozenset())
    is_to_come = None in (one[1], other[1])
    return one[0] - usual != other[0] - usual or (one[1] != other[1] and not is_to_come)


def are_one(one: str | None, other: str | None) -> bool:
    """Whether two amounts are of one thing: of the same name, or as far in one direction of a town named before."""
    if one == other or not one or not other or _NAMED_BEFORE not in one + other:
        return one == other
    return one.partition(" of ")[0] == other.partition(" of ")[0]
