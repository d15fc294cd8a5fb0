"""What the clauses of an article tell, and for whom or what their pronouns stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from worker.text.between.opposed.clauses import Clause, clauses
from worker.text.between.opposed.noun_phrases import NounPhrase, stem
from worker.text.listed import words_of

_SPEAKING = words_of("i we me us you")


@dataclass(frozen=True)
class Told:
    """A clause and the sentence that it stands in."""

    sentence: int
    clause: Clause


@dataclass(frozen=True)
class Contradictable:
    """What an article denies, and all it takes to see whether another article states that."""

    denied: Sequence[Told]
    texts: Sequence[str]
    quoted: frozenset[int]
    """Sentences in which somebody is quoted."""
    words: frozenset[str]
    """All its words, in lower case."""

    @cached_property
    def known(self) -> frozenset[str]:
        """The stems of all its words, asked for where two clauses are alike."""
        return frozenset(map(stem, self.words))


NOTHING = Contradictable((), (), frozenset(), frozenset())


def things_of(told: Told, article: Contradictable) -> Sequence[NounPhrase]:
    """Return what something is done to, for a pronoun what the sentence has named before it."""
    found = told.clause.themes
    is_pronoun = bool(found) and found[0].is_pronoun and _SPEAKING.isdisjoint(found[0].words)
    return (named_before(told, article.texts[told.sentence]) or found) if is_pronoun else found


def agents_of(told: Told, article: Contradictable) -> Sequence[NounPhrase]:
    """Return who does what a clause tells; a pronoun stands for who does what was told before it."""
    found = told.clause.agents
    if not found or not found[0].is_pronoun or not _SPEAKING.isdisjoint(found[0].words):
        return found
    return named_before(told, article.texts[told.sentence]) or _begun(article, told.sentence - 1) or found


def named_before(told: Told, text: str) -> Sequence[NounPhrase]:
    """Return who did what a sentence tells last before a clause of it, where it says who that is."""
    named = [one.subjects for one in clauses(text) if one.start < told.clause.start and _is_named(one.subjects)]
    return named[-1] if named else ()


def _begun(article: Contradictable, index: int) -> Sequence[NounPhrase]:
    """Return what a sentence is about: the subject of its first clause."""
    first = clauses(article.texts[index])[:1] if index >= 0 else ()
    return first[0].subjects if first and _is_named(first[0].subjects) else ()


def _is_named(subjects: Sequence[NounPhrase]) -> bool:
    return bool(subjects) and not subjects[0].is_pronoun
