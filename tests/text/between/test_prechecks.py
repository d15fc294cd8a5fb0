"""What is asked of a text before a pattern is: it has to let through whatever the pattern finds.

Each pattern is made to write texts of its own, so that one that learns another way to say a thing fails here until what
stands before it has learned it too.
"""

import re
from collections.abc import Callable
from random import Random
from re import _constants as ops  # type: ignore[attr-defined] # what a pattern is made of, told by nothing else
from re import _parser as parser  # type: ignore[attr-defined]
from string import printable
from typing import Any

import pytest

from worker.text.between.dates import dated
from worker.text.between.figures import (
    ages,
    bounds,
    last_victims,
    measures,
    no_amounts,
    nobody,
    parts,
    placed,
    tolls,
    unnamed_ages,
    vocabulary,
)
from worker.text.between.openings import holds_any
from worker.text.between.quotes import spoken_words
from worker.text.between.spoken import happening, spoken
from worker.text.between.tokenised import tokenise

from ...rows import each_row

TEXTS = 500
LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt")
Precheck = Callable[[str], bool]


def _holds(letters: tuple[str, ...]) -> Precheck:
    return lambda text: holds_any(text, letters)


def _ends(endings: tuple[str, ...]) -> Precheck:
    return lambda text: text.rstrip().lower().endswith(endings)


def _within(pattern: re.Pattern[str], reach: int) -> Precheck:
    return lambda text: pattern.search(text, max(0, len(text) - reach)) is not None


def _named() -> list[Any]:
    found = []
    for language in LANGUAGES:
        happens, speaks = happening(language), spoken(language)
        words = [("things", happens.things)] if happens else []
        words += [("befell", speaks.befell), ("nouns", speaks.nouns)] if speaks else []
        words += [*speaks.aspects.items()] if speaks else []
        found += [pytest.param(named.pattern, _holds(named.openings), id=f"{language} {name}") for name, named in words]
    return found


PRECHECKS = [
    pytest.param(bounds.LEAD, _ends(bounds._LEAD_ENDS), id="bounds"),
    pytest.param(no_amounts._MONTH_BEFORE, _ends(no_amounts._ENDS_BEFORE), id="months"),
    pytest.param(no_amounts._NAMED_BEFORE, _ends(no_amounts._ENDS_BEFORE), id="names"),
    pytest.param(no_amounts._RATIO_BEFORE, _ends(no_amounts._ENDS_BEFORE), id="ratios"),
    pytest.param(parts._PART_BEFORE, _holds(parts._IN_PART_BEFORE), id="parts"),
    pytest.param(last_victims._LATEST, _holds(last_victims._TOLD_BY), id="last victims"),
    pytest.param(nobody._NOBODY, _holds(nobody._TOLD_BY), id="nobody"),
    pytest.param(measures._MAGNITUDE_BEFORE, _holds(measures._OF_QUAKES), id="quakes"),
    pytest.param(tolls._TOLL, _holds(tolls._TOLD_BY), id="tolls"),
    pytest.param(vocabulary._PHRASE, _holds(vocabulary._IN_PHRASES), id="phrases"),
    pytest.param(vocabulary._NAMED, _holds(vocabulary._OPENINGS), id="fates"),
    pytest.param(placed._ONE_OF, _within(placed._ONE_OF, placed._ONE_OF_CHARS), id="one of"),
    pytest.param(placed._ANOTHER, _holds((" another",)), id="another"),
    pytest.param(dated._ABOUT, _within(dated._ABOUT, dated._ABOUT_CHARS), id="about"),
    pytest.param(ages._AGED, lambda text: ages.may_tell(tokenise(text)), id="ages"),
    pytest.param(ages._BY_SURNAME, lambda text: ages.may_tell(tokenise(text)), id="ages by surname"),
    pytest.param(unnamed_ages._AGED, lambda text: ages.may_tell(tokenise(text)), id="unnamed ages"),
    *(
        pytest.param(pattern, lambda text, letters=letters: letters in text, id=letters)
        for letters, pattern, _ in spoken_words._SPELLINGS
    ),
    *_named(),
]


@each_row(("pattern", "precheck"), PRECHECKS)
def test_whatever_the_pattern_finds_is_let_through(pattern: re.Pattern[str], precheck: Precheck) -> None:
    chance = Random(pattern.pattern)  # noqa: S311 - texts that are the same each time, nothing secret
    tree = parser.parse(pattern.pattern, pattern.flags & (re.IGNORECASE | re.VERBOSE | re.DOTALL))
    found = 0
    for _ in range(TEXTS):
        text = chance.choice(("", "Abcdefghijklmnop ")) + _written(tree, chance)
        if pattern.search(text):
            found += 1
            assert precheck(text), text
    assert found, "no text that the pattern wrote was found by it"


def _written(tree: Any, chance: Random) -> str:
    """Return a text that the parsed pattern may find; what stands around it is not looked at."""
    return "".join(_piece(op, value, chance) for op, value in tree)


def _piece(op: Any, value: Any, chance: Random) -> str:
    if op in {ops.IN, ops.NOT_LITERAL, ops.ANY}:
        return chance.choice([letter for letter in f"{printable[:95]}é" if _is_in(op, value, letter)])
    if op in {ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT}:
        least, most, inside = value
        return "".join(_written(inside, chance) for _ in range(chance.randint(least, min(most, least + 2))))
    if op is ops.BRANCH:
        return _written(chance.choice(value[1]), chance)
    if op in {ops.SUBPATTERN, ops.ASSERT}:
        return _written(value[-1], chance)
    return chr(value) if op is ops.LITERAL else ""


def _is_in(op: Any, value: Any, letter: str) -> bool:
    if op is ops.ANY:
        return True
    if op is ops.NOT_LITERAL:
        return letter != chr(value)
    is_not = value[0][0] is ops.NEGATE
    return is_not != any(_is_one(kind, of, letter) for kind, of in value)


def _is_one(kind: Any, of: Any, letter: str) -> bool:
    if kind is ops.LITERAL:
        return letter == chr(of)
    if kind is ops.RANGE:
        return of[0] <= ord(letter) <= of[1]
    categories = {
        ops.CATEGORY_DIGIT: letter.isdigit(),
        ops.CATEGORY_NOT_DIGIT: not letter.isdigit(),
        ops.CATEGORY_SPACE: letter == " ",
        ops.CATEGORY_NOT_SPACE: letter != " ",
        ops.CATEGORY_WORD: letter.isalnum() or letter == "_",
        ops.CATEGORY_NOT_WORD: not (letter.isalnum() or letter == "_"),
    }
    return kind is ops.CATEGORY and categories[of]
