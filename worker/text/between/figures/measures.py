"""Units and currencies: which measure one thing, and what one is in another."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from worker.text.between.openings import holds_any


class Unit(NamedTuple):
    """A unit: what it measures, in which common unit, and `value * factor + offset` in that one."""

    name: str
    common: str
    factor: float = 1.0
    offset: float = 0.0

    def common_value(self, value: float) -> float:
        """Return `value` of this unit in the common one."""
        return value * self.factor + self.offset


def _units(common: str, **written: float) -> dict[str, Unit]:
    return {name.replace("_", " "): Unit(name.replace("_", " "), common, factor) for name, factor in written.items()}


UNITS: Mapping[str, Unit] = {
    **_units("per cent", per_cent=1.0, basis_points=0.01),
    **_units("metres", km=1000, miles=1609.344, metres=1, feet=0.3048, yards=0.9144, inches=0.0254, cm=0.01, mm=0.001),
    **_units("kg", kg=1, tonnes=1000, pounds_in_weight=0.45359, ounces=0.02835, grams=0.001),
    **_units("hectares", hectares=1, acres=0.40469, square_km=100, square_miles=258.999),
    **_units("litres", litres=1, gallons=3.785, barrels=158.987),
    **_units("km/h", kmh=1, mph=1.609344, knots=1.852),
    **_units("watts", kilowatts=1e3, megawatts=1e6, gigawatts=1e9),
    **_units("hours", minutes=1 / 60, hours=1, days=24, weeks=168, months=730.5, years=8766, seconds=1 / 3600),
    "degrees C": Unit("degrees C", "degrees C"),
    "degrees F": Unit("degrees F", "degrees C", 5 / 9, -160 / 9),
    "degrees": Unit("degrees", "degrees"),
    "magnitude": Unit("magnitude", "magnitude"),
}
"""Tons, which are a tenth less or more than tonnes where they are American or long, count as tonnes."""

_WRITTEN = {
    "per cent": r"%|per ?cent\b|pc\b|percentage points?",
    "basis points": r"basis points?|bps?\b",
    "square km": r"square kilomet(?:re|er)s?|sq\.? ?km|km2",
    "square miles": r"square miles?|sq\.? ?mi(?:les)?\b",
    "kmh": r"km/h|kph|kmph|kmh|kilomet(?:re|er)s? (?:per|an) hour",
    "mph": r"mph|miles? (?:per|an) hour",
    "knots": r"knots?",
    "km": r"kilomet(?:re|er)s?|kms?|km",
    "miles": r"miles?",
    "metres": r"met(?:re|er)s?|m\b(?! of\b)",
    "feet": r"f(?:ee|oo)t|ft",
    "yards": r"yards?",
    "inches": r"inch(?:es)?",
    "cm": r"centimet(?:re|er)s?|cm",
    "mm": r"millimet(?:re|er)s?|mm",
    "kg": r"kilo(?:gram(?:me)?)?s?|kg",
    "tonnes": r"(?:metric )?ton(?:ne)?s?",
    "pounds in weight": r"lbs?|pounds? of (?!damage|debt|aid|funding|spending|savings|cuts|tax|investment|taxpayer)",
    "ounces": r"ounces?|oz",
    "grams": r"gram(?:me)?s?",
    "hectares": r"hectares?",
    "acres": r"acres?",
    "litres": r"lit(?:re|er)s?",
    "gallons": r"gallons?",
    "barrels": r"barrels?|bpd",
    "kilowatts": r"kilowatts?|kw",
    "megawatts": r"megawatts?|mw",
    "gigawatts": r"gigawatts?|gw",
    "degrees C": r"°C|(?-i:C)\b|degrees? (?:C\b|Celsius|centigrade)",
    "degrees F": r"°F|(?-i:F)\b|degrees? (?:F\b|Fahrenheit)",
    "degrees": r"degrees?|°",
    "magnitude": r"magnitude",
    "seconds": r"seconds?",
    "minutes": r"min(?:ute)?s?",
    "hours": r"hours?|hrs?",
    "days": r"days?",
    "weeks": r"weeks?",
    "months": r"months?",
    "years": r"years?",
    "dollars": r"dollars?",
    "pounds": r"pounds?(?: sterling)?",
    "euros": r"euros?",
    "yen": r"yen",
    "yuan": r"yuan|renminbi",
    "roubles": r"r(?:o)?ubles?",
    "rupees": r"rupees?",
    "pesos": r"pesos?",
    "francs": r"(?:swiss )?francs?",
    "crowns": r"(?:(?:czech|danish|norwegian|swedish) )?(?:crowns?|kron(?:or|er|ur|a|e)|korun(?:as?|y))",
    "zlotys": r"zlot(?:ys?|ych)",
    "forints": r"forints?",
    "dinars": r"dinars?",
    "dirhams": r"dirhams?",
    "cents": r"cents?|(?-i:c)\b",
    "pence": r"pence|(?-i:p)\b",
}
_AFTER = re.compile(
    r"(?:[\s-]*)(?:"
    + "|".join(f"(?P<u{place}>{written})" for place, written in enumerate(_WRITTEN.values()))
    + r")(?!\w)",
    re.IGNORECASE,
)
_NAMES = tuple(_WRITTEN)
_MAGNITUDE_BEFORE = re.compile(
    r"\b(?:magnitude(?: of (?:the|this) \w+)?(?: (?:of|at|was|as))?"
    r"|(?:(?:earth)?quake|tremor)s?,? (?:that )?(?:measur(?:ed|ing)|registering|of))"
    r"(?: about| around| a preliminary)?\s*$",
    re.IGNORECASE,
)
_OF_QUAKES = ("magnitude", "quake", "tremor")
_SIGNS = {"$": "dollars", "US$": "dollars", "£": "pounds", "€": "euros", "¥": "yen", "₹": "rupees"}
_DOLLARS_OF = {"A$": "Australian", "AU$": "Australian", "C$": "Canadian", "CA$": "Canadian", "NZ$": "New Zealand"}
_MONEY_NAMES = {
    "peso": "pesos",
    "chf": "francs",
    "cent": "cents",
    "real": "reais",
    "\u20bd": "roubles",
    "crown": "crowns",
    "zloty": "zlotys",
    "forint": "forints",
    "leu": "lei",
    "dinar": "dinars",
    "dirham": "dirhams",
}
MONEY = frozenset({*_SIGNS.values(), *_MONEY_NAMES.values(), "yuan", "pence"})
"""Units of money."""


def of_currency(sign: str) -> Unit:
    """Return the currency of a sign, as a unit that no other is converted to."""
    before, _, behind = sign.upper().partition("$")
    signed = f"{before or behind}$" if "$" in sign else sign
    if signed in _DOLLARS_OF or signed in {"HK$", "S$"}:
        name = f"{_DOLLARS_OF.get(signed, signed.removesuffix('$'))} dollars"
    else:
        name = _SIGNS[signed]
    return Unit(name, name)


def by_sign(written: str) -> Unit:
    """Return the unit that numbers of other languages bear, such as `$` or `peso`, converted to no other."""
    name = _SIGNS.get(written.upper(), _MONEY_NAMES.get(written, written))
    return Unit(name, name)


def after_number(text: str, before: str) -> tuple[Unit, int] | None:
    """Return the unit that `text`, which follows a number, begins with, and its length; `magnitude` stands before."""
    if holds_any(before, _OF_QUAKES) and _MAGNITUDE_BEFORE.search(before):
        return UNITS["magnitude"], 0
    found = _AFTER.match(text)
    if not found or not found.lastgroup:
        return None
    name = _NAMES[int(found.lastgroup[1:])]
    return UNITS.get(name) or Unit(name, name), found.end()


def is_money(unit: Unit) -> bool:
    """Whether the unit is a currency."""
    return unit.name in MONEY or unit.name.endswith(" dollars")
