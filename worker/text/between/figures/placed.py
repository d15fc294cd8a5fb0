"""Figures with what stands around them, which tells whether two of them are about one thing."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter

from schemas.article import Reading
from worker.text.between import synonyms
from worker.text.between.dates.datelines import without_dateline
from worker.text.between.figures import last_victims, nobody, numerals, other_dead, part_counts, plain, shares
from worker.text.between.figures.counting import OF_ALL
from worker.text.between.figures.figure import Figure, find
from worker.text.between.figures.measures import Unit, is_money
from worker.text.between.figures.vocabulary import GROUPS
from worker.text.between.meaning import meaning, meant
from worker.text.between.tokenised import Tokenised
from worker.text.grouping.terms import split
from worker.text.lexicon import DEFAULT, lexicon
from worker.text.normalise import fold
from worker.text.remembered import by_sentence

_AND = re.compile(r"(?: [\w'-]+){1,3},? (?:and|as well as|plus) ")
_NTH = re.compile(r"\b(?:and|while)\b[^,;]* a (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b")
"""One more as well: three were killed outright and a fourth died on the way."""
_AND_ONE = re.compile(r"(?: [\w'-]+){1,6},? and (?:one of (?:the|his|her|their)|an?) (?!half|third|quarter)[a-z]")
"""One after: three pupils and a teacher, two of the passengers and one of the men."""
_ONE_AND = re.compile(r"\b(?:a|an|one) (?:[\w-]+ ){1,3}and (?:at least |about |another )?$", re.IGNORECASE)
"""One before: a priest and six police officers."""
_ONE_OF = re.compile(r"\bone of (?:the |its |their |his |her )?$", re.IGNORECASE)
_ORDINALS = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
"""Of whom more is told one by one: two bodies; a third man died on the way, and a fourth the day after."""
_ANOTHER = re.compile(r"\band\b[^,;.]* another\b(?! (?:\w+ )?\d)")
"""One more, of whom something else is told: three villages destroyed and another damaged."""
_SECOND = 2
_ONE_OF_CHARS = 16
_NEAR_WORDS = 3
_NEAR_CHARS = 40
_NOTHING: tuple[tuple["Placed", ...], frozenset[float]] = ((), frozenset())
SMALL = 12
"""Up to here a number stands in many texts, whatever it counts."""
_MOST_FIGURES = 100
"""Figures looked at in an article: the first ones, which no report exceeds and a list of losses does."""


@dataclass(frozen=True)
class Placed:
    """A figure with the stems of its clause, sentence and surroundings, and the other event figures beside it."""

    figure: Figure
    clause: frozenset[str]
    sentence: frozenset[str]
    window: frozenset[str]
    beside: Mapping[str, float]
    near: frozenset[str]
    """The words just before and after it."""
    along: frozenset[float]
    """All other numbers of its sentence but amounts in units."""
    coordinate: frozenset[float]
    """Numbers of others whom the sentence counts in one breath, though it says what befell one of them alone."""
    loose: frozenset[float]
    """Numbers in the same sentence of which it is not clear what they count: they may be this very figure."""
    text: str
    """Its sentence, folded."""
    rows: frozenset[str]
    """What its clause speaks of, by words that may stand for one another. Of English alone, as the next."""
    near_rows: frozenset[str]

    def at(self, index: int, window: frozenset[str], some: frozenset[float]) -> "Placed":
        """Return it in the sentence of that index, with that window, and the numbers with which the next one begins."""
        loose = self.loose if self.figure.unit or self.figure.is_of_event else self.loose | some
        return Placed(**{**vars(self), "figure": self.figure.at(index), "window": window, "loose": loose})


@dataclass(frozen=True)
class Figures:
    """The figures of one article, by what they count."""

    of_events: Mapping[str, Sequence[Placed]]
    others: Mapping[str, Sequence[Placed]]
    loose: frozenset[float] = frozenset()
    """Numbers anywhere in it of which it is not clear what they count, but for the least, which stand in many texts."""
    titled: Sequence[Figure] = ()
    """Those of the title, which are compared with nothing: what it says too is no conflict with the other side."""
    dead: frozenset[float] = frozenset()
    """How many have died by what it says of the latest of them."""
    has_dead_attacker: bool = False
    """Whether it tells that the attacker is dead, whom its toll may count or not."""
    is_part_counted: bool = False
    """Whether it tells of an election of which not all is counted."""
    has_several_dead: bool = False
    """Whether it tells of several dead without their number, so that one is not all."""
    is_english: bool = True

    @cached_property
    def each(self) -> tuple[Placed, ...]:
        """All of them, by what they count."""
        return tuple(one for kinds in (self.of_events, self.others) for of_kind in kinds.values() for one in of_kind)


def prepare(reading: Reading, sentences: Sequence[Tokenised]) -> Figures:
    """Return the figures of `reading` with their surroundings: the sentence, its neighbours and the title."""
    of_events: defaultdict[str, list[Placed]] = defaultdict(list)
    others: defaultdict[str, list[Placed]] = defaultdict(list)
    known = lexicon(reading.language)
    title = meaning(reading.title or "", known.language)
    written = reading.published
    day = (written.year, written.month, written.day) if written else None
    count = 0
    fate: str | None = None
    money: Unit | None = None
    loose = set[float]()
    is_english = known.language == DEFAULT
    has_others = is_english and any("US$" in one.text or "$US" in one.text for one in sentences)
    for index, sentence in enumerate(sentences):
        if count >= _MOST_FIGURES:
            break
        may_count = not is_english or sentence.has_digit or any(map(_may_count, sentence.words))
        figures, unclear = _in_sentence(sentence.text, known.language, day, fate, money) if may_count else _NOTHING
        loose |= unclear
        if not figures:
            fate = None
            continue
        if known.language != DEFAULT:
            money = next((f.unit for f in (one.figure for one in figures) if f.unit and is_money(f.unit)), money)
        fate = next((one.figure.what for one in figures if one.figure.what in OF_ALL), None)
        near = sentences[max(0, index - 1) : index + 2]
        some = _some_of_them(sentences[index + 1].text) if is_english and index + 1 < len(sentences) else frozenset()
        window = title.union(*(meant(beside.words, known.language) for beside in near))
        for one in figures:
            if has_others and _is_of_some_dollars(one.figure):
                continue
            placed = one.at(index, window, some)
            (of_events if placed.figure.is_of_event else others)[placed.figure.kind].append(placed)
        count += len(figures)
    titled, _ = _in_sentence(fold(reading.title), known.language, day, None, None) if reading.title else _NOTHING
    return Figures(
        dict(of_events),
        dict(others),
        frozenset(value for value in loose if value > SMALL),
        tuple(placed.figure for placed in titled),
        frozenset[float]().union(*(last_victims.known(one) for one in sentences)) if is_english else frozenset(),
        is_english and any(other_dead.tells_of_attacker(one) for one in sentences),
        is_english and any(part_counts.tells_of(one.text) for one in sentences),
        is_english and any(other_dead.tells_of_several(one) for one in sentences),
        is_english,
    )


def _some_of_them(text: str) -> frozenset[float]:
    """Return the number that a sentence begins with, which may count some of those told of before: Nine were jailed."""
    first = next(iter(numerals.find(text[:_NEAR_CHARS])), None)
    return frozenset((first.value,) if first and first.lead == 0 else ())


def _is_of_some_dollars(figure: Figure) -> bool:
    """Whether a sum bears a bare `$`: who writes US$ beside it means the dollars of another country, and not which."""
    return figure.unit is not None and figure.unit.name == "dollars" and "US" not in figure.said


def _may_count(word: str) -> bool:
    return numerals.may_begin(word) or word in nobody.BEGINS or word in shares.BEGINS


@by_sentence
def _in_sentence(
    text: str, language: str, day: tuple[int, int, int] | None, fate: str | None, money: Unit | None
) -> tuple[tuple[Placed, ...], frozenset[float]]:
    """Return the figures of a folded sentence as they are wherever it stands, without their surroundings.

    With them come its numbers of which it is not clear what they count.

    Args:
        text: the sentence.
        language: of the lexicon that is known for its article.
        day: the year, month and day on which the article was published.
        fate: what befell those that the sentence before counted.
        money: the currency that was last named, in a language where a bare million may be of it.
    """
    text = without_dateline(text, lexicon(language))
    is_english = language == DEFAULT
    numbers = _numbers(text) if is_english else []
    published = datetime(*day, tzinfo=UTC) if day else None
    if is_english:
        figures = find(text, 0, published, fate, numbers)
    else:
        figures = plain.find(text, 0, lexicon(language), published, fate, money)
    told = {figure.number.start for figure in figures}
    loose = frozenset(numeral.value for numeral in numbers if numeral.start not in told)
    loose |= _with_others(text, numbers, next((one.number.start for one in figures if one.is_of_event), len(text)))
    if not figures:
        return (), loose
    whole = meant(split(text), language)
    placed = tuple(
        Placed(
            figure=figure,
            clause=whole if len(figure.clause) >= len(text) else meant(split(figure.clause), language),
            sentence=whole,
            window=whole,
            beside={
                other.what: other.value
                for other in figures
                if other.is_of_event and other.clause == figure.clause and other.what != figure.what
            },
            near=_near(text, figure),
            along=loose
            | _one_of(text, figure)
            | {other.value for other in figures if not (other is figure or other.unit or other.is_part)},
            coordinate=_coordinate(text, figure, figures),
            loose=loose,
            text=text,
            **_rows(figure, is_english=is_english),
        )
        for figure in figures
    )
    return placed, loose


def _numbers(text: str) -> list[numerals.Numeral]:
    fractions = list(shares.find(text))
    inside = {place for one in fractions for place in range(one.start, one.end)}
    counted = (one for one in numerals.find(text) if one.start not in inside)
    return sorted([*counted, *fractions, *nobody.find(text)], key=attrgetter("start"))


def _rows(figure: Figure, *, is_english: bool) -> dict[str, frozenset[str]]:
    before, said, after = figure.clause.partition(figure.said) if is_english else ("", "", "")
    clause, near = synonyms.around(split(before), split(said + after))
    return {"rows": clause, "near_rows": near}


def _with_others(text: str, numbers: Sequence[numerals.Numeral], end: int) -> frozenset[float]:
    """Return how many there are in all where one is named and the others are counted: Lowe and 15 other parents.

    Behind `end`, where some are counted, the others are others than they: five were killed and eight others hurt.
    """
    return frozenset(
        one.value + 1
        for one in numbers
        if text.startswith((" other ", " others"), one.end)
        and text.endswith((" and ", " with "), 0, one.start)
        and one.start <= end
    )


def _coordinate(text: str, figure: Figure, figures: Sequence[Figure]) -> frozenset[float]:
    """Return the numbers that are told with this one: eleven workers and four firefighters were killed."""
    found = []
    for other in figures:
        first, second = sorted((figure, other), key=lambda one: one.number.start)
        between = text[first.number.end : second.number.lead]
        is_one_breath = other is not figure and _AND.fullmatch(between) is not None
        if (
            is_one_breath
            and not (figure.unit or other.unit)
            and (_is_counted_alone(first) != _is_counted_alone(second))
        ):
            found.append(other.value)
    return frozenset(found)


def _is_counted_alone(figure: Figure) -> bool:
    """Whether a figure counts somebody without saying what befell them: five bodyguards and four others were killed."""
    return figure.what in GROUPS or not (figure.is_of_event or " " in figure.what)


def _one_of(text: str, figure: Figure) -> frozenset[float]:
    """Return the one who is told of apart from those counted: one of four crew members, three and another."""
    start, end = figure.number.start, figure.number.end
    is_told = _ONE_OF.search(text, max(0, start - _ONE_OF_CHARS), start) or (
        " another" in text and _ANOTHER.search(text, end)
    )
    is_told = is_told or _AND_ONE.match(text, end)
    is_told = is_told or (" a " in text and _NTH.search(text, end)) or _ONE_AND.search(text[:start][-_ONE_OF_CHARS:])
    more = _one_by_one(text[end:], figure.value)
    return frozenset((*((1.0,) if is_told else ()), *((more,) if more else ())))


def _one_by_one(after: str, counted: float) -> float:
    """Return how many more are told of one by one: a third and a fourth, after two."""
    if not (
        counted.is_integer() and _SECOND <= counted < len(_ORDINALS) and f" {_ORDINALS[int(counted) - 2]} " in after
    ):
        return 0.0
    rest = _ORDINALS[int(counted) - 2 :]
    return float(next((place for place, name in enumerate(rest) if f" a {name} " not in after), len(rest)))


def _near(text: str, figure: Figure) -> frozenset[str]:
    before = split(text[max(0, figure.number.start - _NEAR_CHARS) : figure.number.start])[-_NEAR_WORDS:]
    after = split(text[figure.number.end : figure.number.end + _NEAR_CHARS])[:_NEAR_WORDS]
    return frozenset((*(f"{word}_" for word in before), *(f"_{word}" for word in after)))
