"""What a figure of a sentence is of, by the words around it: casualties, votes, somebody's age, or a mere number."""

import re
from collections.abc import Iterator, Sequence

from worker.text.classify.quantities import Quantity
from worker.text.lexicon import Lexicon

AGE, NUMBER = "age", "number"
UNCOUNTED = frozenset({AGE, NUMBER})
"""What is right or wrong, and nothing that rises or falls: how old somebody is, what telephone rings."""
_COUNTS = frozenset({"casualty", "case", "arrest", "job", "vote"})
"""Subjects that are counted, and so are in no unit: the pounds that a council kills are no casualties."""
_OLDEST = 115
_AROUND = 6
"""Words around a figure in which what it counts is looked for."""
_CASUALTY = "casualty"
_OF_PEOPLE = frozenset({"job", "case", "arrest"})
"""Subjects that are told by who is counted: workers, patients, suspects who were killed are casualties."""
_CLOSE = 3
"""Words around a figure in which a casualty outweighs who it was."""
_BETWEEN = frozenset({",", "-"})
_YEARS = frozenset({"", "year"})
_DIALLED, _LEADING_ZERO = re.compile(r"[\d -]+"), re.compile(r"0\d")
_BEHIND_NAME = 2
"""Words of a name at least, after which a figure in brackets is the age of who bears it."""


def subject_of(figure: Quantity, cores: Sequence[str], words: Lexicon) -> str:
    """Return what a figure is of: a key of `[subjects]`, `age` or `number`; empty where the words do not tell."""
    if _is_number(figure, cores, words):
        return NUMBER
    return AGE if _is_age(figure, cores, words) else _counted(figure, cores, words)


def _is_number(figure: Quantity, cores: Sequence[str], words: Lexicon) -> bool:
    """Return whether digits only name something: a flight, a telephone."""
    places = figure.places
    if not _DIALLED.fullmatch(cores[places.start]):
        return False
    first = places.start
    while first and _DIALLED.fullmatch(cores[first - 1]):
        first -= 1
    if cores[max(0, first - 1) : first] == ["+"] or _LEADING_ZERO.match(cores[first]):
        return True
    before = [core.lower() for core in cores[: places.start]]
    if not before or words.has("numbered", before[-1]):
        return bool(before)
    ends = not any(core[:1].isalnum() for core in cores[places.stop : places.stop + 1])
    return ends and words.has("called_on", before[-1]) and any(words.has("calls", word) for word in before)


def _is_age(figure: Quantity, cores: Sequence[str], words: Lexicon) -> bool:
    """Return whether a figure is how old somebody is: aged 54, a 54-year-old, Jo Lee, 54, un homme de 54 ans."""
    places = figure.places
    last = cores[places.stop - 1].lower()
    following = cores[places.stop].lower() if places.stop < len(cores) else ""
    is_glued = last.endswith(tuple(words.words.get("age_endings", ())))
    if is_glued or (figure.unit == "year" and words.has("old", following)):
        return True
    if figure.unit not in _YEARS or not figure.value.isdecimal() or int(figure.value) >= _OLDEST:
        return False
    before = [core.lower() for core in cores[: places.start]]
    return (
        _is_apposition(figure, cores, words)
        or (not following[:1].isalnum() and _ends_with(before, "age_after", words))
        or _ends_with(list(_before_list(before, words)), "aged", words)
        or _is_of_person(figure, before, words)
    )


def _is_of_person(figure: Quantity, before: Sequence[str], words: Lexicon) -> bool:
    """Return whether it is the years of a person who was just named: un homme de 54 ans, Ana Mora, de 54 años."""
    if figure.unit != "year" or not before or not words.has("of", before[-1]):
        return False
    return before[-2:-1] == [","] or _ends_with(before[:-1], "persons", words)


def _ends_with(before: Sequence[str], key: str, words: Lexicon) -> bool:
    return any(words.has(key, " ".join(before[-length:])) for length in (1, 2, 3) if len(before) >= length)


def _before_list(before: Sequence[str], words: Lexicon) -> Iterator[str]:
    """Yield the words before a figure and those listed with it: aged 4, 7 and 9."""
    end = len(before)
    while end and (
        before[end - 1] in _BETWEEN or before[end - 1].isdecimal() or words.has("number_joiners", before[end - 1])
    ):
        end -= 1
    return iter(before[:end])


def _is_apposition(figure: Quantity, cores: Sequence[str], words: Lexicon) -> bool:
    """Return whether a figure stands alone between commas, or in brackets after a name."""
    places = figure.places
    before, after = cores[max(0, places.start - 1) : places.start], cores[places.stop : places.stop + 1]
    if before == [","]:
        is_of_all = any(words.has("totals", core.lower()) for core in cores[max(0, places.start - 2) : places.start])
        return after in ([], [","], ["."]) and not is_of_all
    name = cores[max(0, places.start - 1 - _BEHIND_NAME) : max(0, places.start - 1)]
    return before == ["("] and after == [")"] and len(name) == _BEHIND_NAME and all(word[0].isupper() for word in name)


def _counted(figure: Quantity, cores: Sequence[str], words: Lexicon) -> str:
    """Return the subject whose words are the nearest."""
    places = figure.places
    near = [*cores[places.stop : places.stop + _AROUND], *cores[max(0, places.start - _AROUND) : places.start][::-1]]
    subjects = [subject for subject in words.subjects if not (figure.unit and subject in _COUNTS)]
    told = next((subject for word in near for subject in subjects if word.lower() in words.subjects[subject]), "")
    if told in _OF_PEOPLE and _CASUALTY in subjects:
        close = [*cores[max(0, places.start - _CLOSE) : places.start], *cores[places.stop :][:_CLOSE]]
        return told if words.subjects[_CASUALTY].isdisjoint(map(str.lower, close)) else _CASUALTY
    return told
