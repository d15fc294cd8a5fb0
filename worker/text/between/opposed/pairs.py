"""What two English articles tell the other way round: what was done and was not, what is admitted and denied, states.

The parts are `contradicted`, `admissions` and `states`; here they are put into one, with when each article was
published: what had not been done may have been done by the time that another outlet writes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from schemas.article import Reading
from schemas.divergence import DenialPair, StatePair
from worker.text.between.matching import Sentences
from worker.text.between.meaning import named_by
from worker.text.between.opposed import admissions, contradicted, states
from worker.text.between.opposed.admissions import Admission
from worker.text.between.opposed.clauses import Clause
from worker.text.between.opposed.noun_phrases import NOBODY
from worker.text.between.opposed.states import States
from worker.text.between.opposed.told import Contradictable, Told
from worker.text.between.tokenised import Tokenised
from worker.text.listed import words_of

_SAME_DAY = timedelta(hours=12)
_LOOSE_ENDS = " .,;:-\"'"
_HANGING = words_of(
    "and or but the a an of in on at by for with from to who which that as its his her their last this next"
)


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
        denying = one if one.denied else other
        yield DenialPair(
            a=one.told.sentence,
            b=other.told.sentence,
            denied="a" if one.denied else "b",
            what=named_by(denying.said, one.things & other.things),
            said_a=_tidied(one.said),
            said_b=_tidied(other.said),
        )


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
    denied = one if is_a else other
    return DenialPair(
        a=one.sentence,
        b=other.sentence,
        denied="a" if is_a else "b",
        what=_what(denied.clause),
        said_a=_tidied(one.clause.said),
        said_b=_tidied(other.clause.said),
    )


def _what(denied: Clause) -> str:
    """Return what something was not done to, or else who did not do what."""
    thing = next((one for one in denied.themes if one.stems), None)
    if thing is not None:
        return thing.called
    who = next((one.called for one in denied.agents if one.stems and one.first not in NOBODY), "")
    return f"{who} {denied.word}".strip()


def _tidied(said: str) -> str:
    """Return the words of a clause, without any that hang at its end."""
    kept = said.strip(_LOOSE_ENDS).split()
    while len(kept) > 1 and kept[-1].lower() in _HANGING:
        kept.pop()
    return " ".join(kept)
