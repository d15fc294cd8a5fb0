"""One number as people write it, whatever the spelling: 2,000 is two thousand, 2 000, 2k and 2.000 in German.

Works on the words and marks of a sentence (`worker.text.diff.cores`), so that those who compare wordings and those who
compare outlets read numbers alike.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from worker.text import spelled_number
from worker.text.lexicon import Lexicon
from worker.text.listed import words_of

_FIGURE = re.compile(
    r"(?P<prefix>(?:US|AU|NZ|HK|C|A|R)?[$\xa3\u20ac\xa5\u20b9\u20a9\u20bd\u20ba\u20b4\u20aa]|(?:RM|CHF|EUR|USD|GBP|Rs)(?=\d))?"
    r"(?P<number>\d+(?:[.,' ]\d+)*)"
    r"(?P<sign>[%\u2030\xb0\u20ac\xa3$])?"
    r"(?:-?(?P<unit>[^\W\d_]+)(?:-[^\W\d_]+)*)?"
)
_RANGE = re.compile(r"(?P<low>\D{0,3}\d+(?:[.,]\d+)*\w?)-(?P<high>\D?\d+(?:[.,]\d+)*[^\W\d]{0,2}%?)")
_GROUP = re.compile(r"\d{3}")
_FIRST_GROUP = re.compile(r"[1-9]\d{0,2}")
_GROUPED = {mark: re.compile(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+(?!\d)") for mark in (",", ".", "'", " ")}
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_DECIMAL_POINT = words_of("en zh ja ko th he hi bn ta te ur fa ar ms sw")
_TEN = 10
_REACH = 8
"""Words after a range that may belong to it: `million`, `per cent`."""
ORDINAL, _REAL = "th", "real"
_HUNDRED = 100
_CROWD = 1000
"""The least number that `tens of` may stand before."""
_MOST_IN_SHARE = 1000
"""One in so many at the most: from there on they are years."""
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th", "er", "ère", "e", "ème", "º", "ª"})
_SIGNS = {
    "%": "%",
    "\u2030": "\u2030",
    "\xb0": "\xb0",
    **dict.fromkeys(("$", "us$", "usd"), "$"),
    **dict.fromkeys(("\xa3", "gbp"), "\xa3"),
    **dict.fromkeys(("\u20ac", "eur"), "\u20ac"),
    **{
        sign: sign
        for sign in (
            "\xa5",
            "\u20b9",
            "\u20a9",
            "\u20bd",
            "\u20ba",
            "\u20b4",
            "\u20aa",
            "c$",
            "a$",
            "nz$",
            "hk$",
            "au$",
        )
    },
    **{unit: unit for unit in ("km", "kg", "mph", "chf", "rm", "rs", "cm", "mm", "kw", "mw", "gw", "gb", "mb", "tb")},
    "r$": "real",
    "km/h": "kph",
    "kmh": "kph",
    "kph": "kph",
    **dict.fromkeys(("元", "圓"), "元"),
    **dict.fromkeys(("円",), "\xa5"),
}
"""Units by signs that are the same in every language."""
_CJK_SCALES = {
    "十": 10,
    "百": 100,
    "千": 1e3,
    "万": 1e4,
    "萬": 1e4,
    "亿": 1e8,
    "億": 1e8,
    "兆": 1e12,
    "만": 1e4,
    "억": 1e8,
    "조": 1e12,
}


class Number(NamedTuple):
    """A number among the words of a sentence.

    `unit`: a sign or a word in its plain form, such as `%`, `$`, `km`, `th` for an ordinal; empty where none is named.
    `grain`: the step it was written in, 100,000 for 1.2 million.
    `places`: the words that make the number; `end` is the place after its unit.
    `vague`: a word that is a number among other things, such as `one` or `second`.
    """

    value: float
    unit: str
    grain: float
    places: range
    end: int
    vague: bool = False


def read(cores: Sequence[str], at: int, lexicon: Lexicon) -> tuple[Number, ...]:
    """Return the number that begins at `at`, the two of a range such as `10-15`, or nothing."""
    core = cores[at]
    if core[:1].isdigit() or any(character.isdigit() for character in core):
        return _in_digits(cores, at, lexicon)
    if (sign := _SIGNS.get(core.lower())) and at + 1 < len(cores) and cores[at + 1][0].isdigit():
        found = _in_digits(cores, at + 1, lexicon)
        sign = _REAL if sign == "$" and at and cores[at - 1] == "R" else sign
        return tuple(number._replace(unit=sign, places=range(at, number.places.stop)) for number in found)
    return _out_of(cores, at, lexicon) or _in_words(cores, at, lexicon)


def _out_of(cores: Sequence[str], at: int, lexicon: Lexicon) -> tuple[Number, ...]:
    """Return `one in five` as the share it is; where a unit follows (`two in ten days`) it is none."""
    part = lexicon.numbers.get(cores[at].lower(), 0)
    if not part or at + 2 >= len(cores):
        return ()
    for length in (2, 1):
        whole_at = at + 1 + length
        if whole_at < len(cores) and lexicon.has("out_of", " ".join(cores[at + 1 : whole_at]).lower()):
            written = cores[whole_at].lower()
            whole = lexicon.numbers.get(written, 0) or float(written if written.isdecimal() else 0)
            end = whole_at + 1
            if part < whole <= _MOST_IN_SHARE and _unit(cores, end, lexicon)[1] == end:
                return (_share(part / whole, range(at, end)),)
    return ()


def _in_digits(cores: Sequence[str], at: int, lexicon: Lexicon) -> tuple[Number, ...]:
    core = cores[at]
    if ends := _RANGE.fullmatch(core):
        return _of_range(ends, cores, at, lexicon)
    match = _FIGURE.fullmatch(core)
    if not match:
        return ()
    written, end = match["number"], at + 1
    if not match["sign"] and not match["unit"]:
        written, end = _with_groups(cores, at, match["number"])
    value, grain = _value(written, lexicon)
    if value is None:
        return ()
    unit = _SIGNS.get((match["prefix"] or match["sign"] or "").lower(), "")
    glued = (match["unit"] or "").lower()
    if glued in lexicon.scales or glued in _CJK_SCALES:
        scale = lexicon.scales.get(glued) or _CJK_SCALES[glued]
        value, grain = _times(value, scale), grain * scale
    elif glued:
        unit = unit or _glued_unit(glued, lexicon)
    value, grain, end = _scaled(cores, end, value, grain, lexicon)
    following, stop = _unit(cores, end, lexicon)
    return (Number(value, unit or following, grain, range(at, end), stop if not unit or following == unit else end),)


def _of_range(ends: re.Match[str], cores: Sequence[str], at: int, lexicon: Lexicon) -> tuple[Number, ...]:
    """Return both ends of `10-15 million`; what follows belongs to both."""
    low = _in_digits([ends["low"]], 0, lexicon)
    high = _in_digits([ends["high"], *cores[at + 1 : at + 1 + _REACH]], 0, lexicon)
    if not low or not high:
        return ()
    upper = high[0]._replace(places=range(at, at + high[0].places.stop), end=at + high[0].end)
    in_scale = upper.grain > 1 and low[0].value < upper.value / upper.grain * _TEN
    lower = low[0].value * (upper.grain if in_scale else 1.0)
    unit = upper.unit or low[0].unit
    return upper._replace(value=lower, unit=unit), upper._replace(unit=unit)


def _glued_unit(glued: str, lexicon: Lexicon) -> str:
    if glued in _ORDINAL_ENDINGS:
        return ORDINAL
    return _SIGNS.get(glued) or lexicon.units.get((glued,), "")


def _with_groups(cores: Sequence[str], at: int, number: str) -> tuple[str, int]:
    """Return `1 000` whole where its groups stand apart as words of their own."""
    end = at + 1
    if _FIRST_GROUP.fullmatch(number):
        while end < len(cores) and _GROUP.fullmatch(cores[end]):
            number, end = number + cores[end], end + 1
    return number, end


def _value(written: str, lexicon: Lexicon) -> tuple[float | None, float]:
    """Return the value of `1,000.5`, `1.000,5`, `1 000` or `1,00,000`; null for what is no number, such as `1.2.3`."""
    grouping = "," if lexicon.language in _DECIMAL_POINT else "."
    if _INDIAN.fullmatch(written):
        written = written.replace(",", "")
    for mark in dict.fromkeys((grouping, "'", " ", ",", ".")):
        grouped = _GROUPED[mark].match(written)
        rest = written[grouped.end() :] if grouped else ""
        is_sure = grouped and (mark in {grouping, "'", " "} or written.count(mark) > 1 or rest)
        if grouped and is_sure:
            written = written[: grouped.end()].replace(mark, "") + rest
            break
    written = written.replace(",", ".")
    try:
        return float(written), 10.0 ** -len(written.partition(".")[2])
    except ValueError:
        return None, 1.0


def _times(value: float, scale: float) -> float:
    """Return a product as it would be written out: 67.4 billion is 67,400,000,000, whatever the binary digits."""
    return float(f"{value * scale:.15g}")


def _scaled(cores: Sequence[str], end: int, value: float, grain: float, lexicon: Lexicon) -> tuple[float, float, int]:
    """Multiply by `million` and the like as long as they follow."""
    while end < len(cores):
        word = cores[end].lower()
        scale = _CJK_SCALES.get(word) or (lexicon.scales.get(word) if len(word) > 1 else None)
        if not scale:
            break
        value, grain, end = _times(value, scale), grain * scale, end + 1
    return value, grain, end


def _unit(cores: Sequence[str], at: int, lexicon: Lexicon) -> tuple[str, int]:
    """Return the unit that stands at `at` and the place after it; a hyphen may stand before it."""
    for length in (2, 1):
        words = tuple(word.lower().strip(".") for word in cores[at : at + length])
        if len(words) == length:
            unit = lexicon.units.get(words) or (_SIGNS.get(words[0]) if length == 1 else None)
            if unit:
                return unit, at + length
    return "", at


def _in_words(cores: Sequence[str], at: int, lexicon: Lexicon) -> tuple[Number, ...]:
    word = cores[at].lower()
    if found := _hyphenated(word, at, lexicon):
        return found
    if word in lexicon.ordinals:
        return (Number(lexicon.ordinals[word], ORDINAL, 1.0, range(at, at + 1), at + 1, vague=True),)
    start = end = at + _opening(cores, at, lexicon)
    spelled = spelled_number.Sum()
    while end < len(cores) and (taken := spelled_number.take(cores, end, spelled, lexicon)):
        end += taken
    if not spelled.taken:
        return _fraction(cores, at, 1.0, at, lexicon)
    if start > at and not spelled.has_scale:
        return ()
    end = _crowd(cores, end, spelled, lexicon)
    share = 0.5 if _is_half(word, lexicon) else 1
    value, grain, end = _scaled(cores, end, spelled.value * share, spelled.grain, lexicon)
    fraction = _fraction(cores, at, value, end, lexicon)
    if fraction:
        return fraction
    unit, stop = _unit(cores, end, lexicon)
    if cores[end - 1].lower().rpartition("-")[2] in lexicon.ordinals:
        unit = ORDINAL
    vague = end == at + 1 and not unit and lexicon.has("vague_numbers", word)
    return (Number(value, unit, grain, range(at, end), stop, vague=vague),)


def _crowd(cores: Sequence[str], end: int, spelled: spelled_number.Sum, lexicon: Lexicon) -> int:
    """Multiply tens by what follows it in `tens of thousands`; return where that ends."""
    of, crowd = ([core.lower() for core in cores[end : end + 2]] + ["", ""])[:2]
    if not (lexicon.has("vague_numbers", cores[end - 1].lower()) and lexicon.has("of", of)):
        return end
    if not lexicon.has("vague_numbers", crowd) or lexicon.numbers.get(crowd, 0) < _CROWD:
        return end
    spelled.multiplies(lexicon.numbers[crowd])
    return end + 2


def _hyphenated(word: str, at: int, lexicon: Lexicon) -> tuple[Number, ...]:
    """Return the number of `two-thirds`, `ten-day` or `two-year-old`."""
    counted, _, rest = word.partition("-")
    if not rest or counted not in lexicon.numbers:
        return ()
    value, places = lexicon.numbers[counted], range(at, at + 1)
    if rest in lexicon.fractions:
        return (_share(value * lexicon.fractions[rest], places),)
    unit = lexicon.units.get((rest.partition("-")[0],))
    return (Number(value, unit, 1.0, places, at + 1),) if unit else ()


def _is_half(word: str, lexicon: Lexicon) -> bool:
    return lexicon.has("half", word)


def _opening(cores: Sequence[str], at: int, lexicon: Lexicon) -> int:
    """Return how many words before a scale belong to it: `a` million, `half a` million."""
    words = [core.lower() for core in cores[at : at + 3]]
    half = bool(words) and _is_half(words[0], lexicon)
    article = len(words) > half and lexicon.has("number_articles", words[half])
    taken = half + article
    return taken if taken < len(words) and words[taken] in lexicon.scales and len(words[taken]) > 1 else 0


def _fraction(cores: Sequence[str], at: int, value: float, end: int, lexicon: Lexicon) -> tuple[Number, ...]:
    """Return `a third`, `two thirds` or `half`; `value` is the number before `end`, where the fraction may stand."""
    word = cores[end].lower() if end < len(cores) else ""
    if lexicon.has("number_articles", word) and end == at:
        end += 1
        word = cores[end].lower() if end < len(cores) else ""
        if word in lexicon.fractions:
            return (_share(lexicon.fractions[word], range(at, end + 1), vague=True),)
        return ()
    if word in lexicon.fractions and (end > at or word not in lexicon.ordinals):
        return (_share(value * lexicon.fractions[word], range(at, end + 1), vague=end == at),)
    return ()


def _share(value: float, places: range, *, vague: bool = False) -> Number:
    """Return a part of a whole as what it is in a hundred, so that `a quarter` is `25%`."""
    return Number(round(value * _HUNDRED, 6), "%", 1.0, places, places.stop, vague=vague)
