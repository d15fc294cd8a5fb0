"""Figures with what stands around them, which tells whether two of them are about one thing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.article import Reading
from worker.text.between import numerals, plain_figures
from worker.text.between.counting import OF_PEOPLE
from worker.text.between.figures import Figure, find
from worker.text.between.meaning import meaning
from worker.text.grouping.terms import words
from worker.text.lexicon import DEFAULT, lexicon
from worker.text.normalise import fold

_NEAR_WORDS = 3
_NEAR_CHARS = 40
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
    loose: frozenset[float]
    """Numbers in the same sentence of which it is not clear what they count: they may be this very figure."""


@dataclass(frozen=True)
class Figures:
    """The figures of one article, by what they count."""

    of_events: Mapping[str, Sequence[Placed]]
    others: Mapping[str, Sequence[Placed]]


def prepare(reading: Reading) -> Figures:
    """Return the figures of `reading` with their surroundings: the sentence, its neighbours and the title."""
    texts = [fold(sentence.text) for sentence in reading.sentences]
    meanings = [meaning(text) for text in texts]
    title = meaning(reading.title or "")
    of_events: defaultdict[str, list[Placed]] = defaultdict(list)
    others: defaultdict[str, list[Placed]] = defaultdict(list)
    known = lexicon(reading.language)
    is_english = known.language == DEFAULT
    count = 0
    fate: str | None = None
    for index, text in enumerate(texts):
        if count >= _MOST_FIGURES:
            break
        numbers = list(numerals.find(text)) if is_english else []
        figures = (
            find(text, index, reading.published, fate, numbers)
            if is_english
            else plain_figures.find(text, index, known)
        )
        if not figures:
            fate = None
            continue
        fate = next((figure.what for figure in figures if figure.what in OF_PEOPLE), None)
        told = {figure.number.start for figure in figures}
        loose = frozenset(numeral.value for numeral in numbers if numeral.start not in told)
        for figure in figures:
            around = frozenset().union(*meanings[max(0, index - 1) : index + 2])
            placed = Placed(
                figure=figure,
                clause=meanings[index] if len(figure.clause) >= len(text) else meaning(figure.clause),
                sentence=meanings[index],
                window=around | title,
                beside={
                    other.what: other.value
                    for other in figures
                    if other.is_of_event and other.clause == figure.clause and other.what != figure.what
                },
                near=_near(text, figure),
                loose=loose,
            )
            (of_events if figure.is_of_event else others)[figure.kind].append(placed)
        count += len(figures)
    return Figures(dict(of_events), dict(others))


def _near(text: str, figure: Figure) -> frozenset[str]:
    before = words(text[max(0, figure.number.start - _NEAR_CHARS) : figure.number.start])[-_NEAR_WORDS:]
    after = words(text[figure.number.end : figure.number.end + _NEAR_CHARS])[:_NEAR_WORDS]
    return frozenset((*(f"{word}_" for word in before), *(f"_{word}" for word in after)))
