"""What two English articles tell the other way round: what was done and was not, what is admitted and denied, states.

The parts are `contradicted`, `admissions` and `states`; here they are put into one, with when each article was
published: what had not been done may have been done by the time that another outlet writes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from schemas.article import Reading
from schemas.divergence import DenialPair, StatePair
from worker.text.between import admissions, contradicted, states
from worker.text.between.admissions import Admission
from worker.text.between.contradicted import Contradictable, Told
from worker.text.between.listed import words_of
from worker.text.between.matching import Sentences
from worker.text.between.meaning import named_by
from worker.text.between.states import States
from worker.text.between.tokenised import Tokenised
from worker.text.grouping.terms import stemmed, words

_SAME_DAY = timedelta(hours=12)
_LOOSE_ENDS = " ,;:-\"'"
_HANGING = words_of("and or but the a an of in on at by for with from to who which that as its his her their")


@dataclass(frozen=True)
class Opposed:
    """All that an article denies, states and admits that another may tell otherwise."""

    article: Contradictable
    states: States
    admissions: Sequence[Admission]
    reading: Reading


def prepare(reading: Reading, sentences: Sequence[Tokenised]) -> Opposed:
    """Return what `reading` tells that another article may tell otherwise."""
    article = contradicted.prepare(reading, sentences)
    return Opposed(article, states.prepare(sentences, article), admissions.prepare(sentences, article), reading)


def denials(a: Opposed, sentences_a: Sentences, b: Opposed, sentences_b: Sentences) -> Iterator[DenialPair]:
    """Yield what the one denies and the other states or admits."""
    for denied, stated in contradicted.pairs(a.article, sentences_a, b.article, sentences_b):
        if not (_may_pass(denied) and _is_later(b, a)):
            yield _pair(denied, stated, is_a=True)
    for denied, stated in contradicted.pairs(b.article, sentences_b, a.article, sentences_a):
        if not (_may_pass(denied) and _is_later(a, b)):
            yield _pair(stated, denied, is_a=False)
    for one, other in admissions.pairs(a.admissions, a.article, sentences_a, b.admissions, b.article, sentences_b):
        yield _pair(one.told, other.told, is_a=one.denied)


def became(a: Opposed, sentences_a: Sentences, b: Opposed, sentences_b: Sentences) -> Iterator[StatePair]:
    """Yield what the two say became of one thing, where it cannot be both."""
    later = _is_later(a, b) or _is_later(b, a)
    yield from states.pairs(a.states, sentences_a, b.states, sentences_b, later=later)


def _may_pass(denied: Told) -> bool:
    """Whether what is denied may be true an hour later: nobody has been arrested."""
    return denied.clause.to_come or not {"has", "have", "had"}.isdisjoint(denied.clause.verbal)


def _is_later(one: Opposed, other: Opposed) -> bool:
    """Whether an article was published so long after another that it tells of another state of things."""
    at, before = one.reading.published, other.reading.published
    return at is not None and before is not None and at - before > _SAME_DAY


def _pair(one: Told, other: Told, *, is_a: bool) -> DenialPair:
    said = _said(one), _said(other)
    shared = frozenset(stemmed(words(said[0]))) & frozenset(stemmed(words(said[1])))
    return DenialPair(
        a=one.sentence,
        b=other.sentence,
        denied="a" if is_a else "b",
        what=named_by(said[1] if is_a else said[0], shared),
        said_a=said[0],
        said_b=said[1],
    )


def _said(told: Told) -> str:
    """Return the words of a clause, without any that hang at its end."""
    kept = told.clause.said.strip(_LOOSE_ENDS).split()
    while len(kept) > 1 and kept[-1].lower() in _HANGING:
        kept.pop()
    return " ".join(kept)
