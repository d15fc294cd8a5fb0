"""Numbers in a quotation as no outlet need spell them: twenty-five, a hundred and five and $3 million have one form."""

import re

from worker.text.spelled_number import Sum

_SMALL = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_COUNTED = {
    **{word: number for number, word in enumerate(f"{_SMALL} eighteen nineteen".split(), start=2)},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), start=2)},
}
NUMBERS = {word: str(number) for word, number in _COUNTED.items()}
"""Numbers in a word, which outlets write in figures too."""
_SCALES = {"hundred": 100, "thousand": 1000}
_FIRST = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_PLACES = {word: number for number, word in enumerate(_FIRST.split(), start=1)}
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
ORDINALS = {word: f"{number}{_ENDINGS.get(number, 'th')}" for word, number in _PLACES.items()}
CURRENCIES = {"dollars": "dollar", "pounds": "pound", "euros": "euro"}
_SIGNS = {"$": "dollar", "\u00a3": "pound", "\u20ac": "euro"}

_LARGE = r"(?:million|billion|trillion)\b"
_NUMBER = "|".join((*NUMBERS, *_SCALES))
_MAY_BE_LONG = re.compile(r"ty\b|hundred|thousand|llion", re.IGNORECASE)
_LONG = re.compile(
    rf"\b(?<![\d.])(?:(?:\d+|an?|one)[ -](?=(?:hundred|thousand)\b))?"
    rf"(?:{_NUMBER})\b(?:[ -](?:and )?(?:{_NUMBER}|one)\b)*"
    rf"(?:-(?!second)(?:{'|'.join(_PLACES)})\b)?"
    rf"|\b(?:an?|one)(?=[ -]{_LARGE})",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^ -]+")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SUM = re.compile(
    rf"(?:\bUS)?([$\u00a3\u20ac]) ?(\d+(?:\.\d+)?)((?:[ -](?:hundred|thousand|{_LARGE}))?)", re.IGNORECASE
)


def in_figures(text: str) -> str:
    """Return a folded text with its longer numbers and sums of money in one form; `NUMBERS` has what is in a word."""
    if _MAY_BE_LONG.search(text):
        text = _LONG.sub(_counted, text)
    if any(map(str.isdigit, text)):
        text = _GROUPED.sub("", text)
        text = _SUM.sub(lambda found: f"{found[2]}{found[3]} {_SIGNS[found[1]]}", text)
    return text


def _counted(found: re.Match[str]) -> str:
    """Return number words in figures, each number by itself: twenty-five is one, twenty twenty are two."""
    told, spelled = list[str](), Sum()
    for word in _WORD.findall(found[0].lower()):
        if word == "and" and spelled.has_scale:
            continue
        if word in _SCALES:
            spelled.multiplies(_SCALES[word])
            continue
        value = _PLACES.get(word) or _COUNTED.get(word) or (int(word) if word.isdecimal() else 1)
        if word != "and" and spelled.adds(value, joined=False):
            if word in _PLACES:
                return " ".join((*told, f"{spelled.value:.0f}{_ENDINGS.get(value, 'th')}"))
            continue
        told.append(f"{spelled.value:.0f}")
        spelled = Sum()
        if word in ("and", "one") or not spelled.adds(value, joined=False):
            told.append(word)
    return " ".join((*told, f"{spelled.value:.0f}") if spelled.taken else told)
