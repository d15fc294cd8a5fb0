"""Figures in a sentence of any language but English: each number with its unit, or with the word that follows it.

What befell those counted is told by the rest of the sentence: such figures are compared in sentences that say the same.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from worker.text import number
from worker.text.between.bounds import Bound, reach
from worker.text.between.figures import Figure
from worker.text.between.numerals import Numeral
from worker.text.between.scope import Scope
from worker.text.classify import dates
from worker.text.diff import tokens
from worker.text.lexicon import Lexicon
from worker.text.normalise import fold
from worker.text.number import ORDINAL, Number

_SHORTEST_NOUN = 4
_NOUN_WITHIN = 2
_BOUND_WORDS = 3
_BOUNDS = {"about_figures": Bound.ABOUT, "at_least": Bound.MORE, "at_most": Bound.LESS}
_STEM = 5


def find(sentence: str, index: int, known: Lexicon) -> list[Figure]:
    """Return the figures of `sentence` that have a unit or a noun, in order."""
    text = fold(sentence)
    row = tokens(text)[:-1]
    cores = [token.core for token in row]
    ends = list(accumulate(len(token.space) + len(token.core) for token in row))
    starts = [end - len(core) for end, core in zip(ends, cores, strict=True)]
    found: list[Figure] = []
    for one in _numbers(cores, known):
        what = one.unit or _noun(cores, one.end)
        if not what:
            continue
        first, last = one.places.start, one.places.stop - 1
        bound, lead = _bound(cores, first, known)
        low, high = reach(one.value, one.grain, bound, nearly=False)
        meant = Numeral(one.value, one.grain, bound, starts[first], ends[last], low, high, lead=starts[lead])
        said = text[starts[lead] : ends[one.end - 1 if one.unit else last]]
        found.append(Figure(index, what, meant, None, None, Scope(), text, said, low, high))
    return found


def _numbers(cores: Sequence[str], known: Lexicon) -> Iterator[Number]:
    """Yield what counts or measures: no dates, no ordinals, no words that are numbers among other things."""
    at = 0
    while at < len(cores):
        dated = dates.part(cores, at, known)
        read = () if dated else number.read(cores, at, known)
        if len(read) == 1 and not read[0].vague and read[0].unit != ORDINAL:
            yield read[0]
        at += dated.length if dated else max(1, max((one.end for one in read), default=at) - at)


def _noun(cores: Sequence[str], at: int) -> str | None:
    """Return the beginning of the first longer word after a number: what it counts."""
    for word in cores[at : at + _NOUN_WITHIN]:
        if not word[0].isalpha():
            return None
        if len(word) >= _SHORTEST_NOUN:
            return word.casefold()[:_STEM]
    return None


def _bound(cores: Sequence[str], first: int, known: Lexicon) -> tuple[Bound, int]:
    """Return how exactly a number is meant, and where the words that say so begin."""
    for length in range(_BOUND_WORDS, 0, -1):
        words = " ".join(cores[max(0, first - length) : first]).lower()
        for name, bound in _BOUNDS.items():
            if first >= length and known.has(name, words):
                return bound, first - length
    return Bound.EXACT, first
