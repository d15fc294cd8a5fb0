"""Who speaks, told inside the quotation marks, as Romance languages do: "Non, a dit Jean Petit, et je pars"."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_LANGUAGES = ("es", "fr", "it", "pt")
_FOLDER = files(__package__) / "words"
_LONGEST = 80
"""Code points of who speaks and when, at most."""
_FARTHEST = 200
"""Code points before it in which an apposition begins."""
_CAPITALISED = r"[A-ZÀ-Þ][\w'\u2019-]*"
_ARTICLE = r"(?:(?:les?|la|une?|el|los|las|il|lo|gli|i|un[ao]?|os?|as?|son|sa|su|seu|sua)\s|l['\u2019])"
_INVERTED = (
    r"(?:(?:a|avait|s['\u2019](?:est|était))-(?:t-)?(?:il|elle|on)\s(?:{told})"
    r"|(?:ont|avaient)-(?:ils|elles)\s(?:{told})|(?:{finite})-(?:t-)?(?:il|elle|on|ils|elles))\b"
)
_ALONE = r"(?:{verb})(?=[,.]|\s*\Z)"
# Our mayor, who was there, / Our mayor, Ann Lee, has said: the verb goes on with what stands before the commas.
_APPOSED = re.compile(
    rf",\s(?:(?:qui|que?|che|lui|elle|ell[ao]|él|ele)\b[^,.!?]*|{_CAPITALISED}(?:\s{_CAPITALISED})*"
    rf"|{_ARTICLE}[^,.!?]{{1,40}})\Z"
)
_AFTER_COMMA = r"[^,;:.!?«»\"\u201c\u201d\u2013\u2014\n]"
_BETWEEN_DASHES = r"[^;:.!?«»\"\u201c\u201d\u2013\u2014\n]"


def find(text: str, start: int, end: int, language: str | None) -> Iterator[tuple[int, int]]:
    """Yield start and end of each clause in a part of a quote that tells who speaks it, with the marks that part it.

    What ends the sentence is left to the quote.
    """
    if language in _LANGUAGES:
        for found in _incise(language).finditer(text, start, end):
            first = found.end() - len(found[0].lstrip())
            told = found["named"] and _APPOSED.search(text, max(start, first - _FARTHEST), first)
            if start < first and not told:
                yield first, found.end()


@cache
def _incise(language: str) -> re.Pattern[str]:
    table = tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
    others = set(table["of_somebody"].split())
    finite = _any(table["verbs"], others)
    perfect = [(auxiliary, _any(told, others)) for auxiliary, told in table.get("perfect", ())]
    verb = "|".join((*(rf"{auxiliary}\s?(?:{told})" for auxiliary, told in perfect), finite))
    office = rf"{_ARTICLE}?(?:{_any(table['offices'], set())})\b"
    told_by = rf"(?:{verb})\s(?:[a-zà-ÿ]+\s)?(?:{_ARTICLE}?(?:[a-zà-ÿ-]+\s)?{_CAPITALISED}|{office})"
    told = "|".join(participles for _, participles in perfect)
    alone = (_INVERTED if language == "fr" else _ALONE).format(told=told, finite=finite, verb=verb)
    after_comma = (
        rf",\s(?:(?P<named>{told_by})|{alone}){_AFTER_COMMA}{{0,{_LONGEST}}}"
        rf"(?:,\s{office}{_AFTER_COMMA}{{0,{_LONGEST}}})?"
    )
    between = rf"(?:{told_by}|(?:{verb})(?:\s{_ARTICLE}|(?=\s?[\u2013\u2014]|\s-))|{alone})"
    dashes = (
        rf"\s?[\u2013\u2014]\s?{between}{_BETWEEN_DASHES}{{0,{_LONGEST}}}(?:[\u2013\u2014],?|(?=[.!?]|\s*\Z))"
        rf"|\s-\s?{between}{_BETWEEN_DASHES}{{0,{_LONGEST}}}?(?:\s-(?=[\s,]),?|-,|(?=[.!?]|\s*\Z))"
    )
    return re.compile(rf"{after_comma}(?:,(?=\s)|(?=[.!?]|\s*\Z))|{dashes}")


def _any(words: str, but: set[str]) -> str:
    return "|".join(sorted(set(words.split()) - but, key=len, reverse=True))
