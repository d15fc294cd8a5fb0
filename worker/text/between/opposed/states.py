"""What became of one thing, told as two that cannot both be: destroyed here, slightly damaged there.

English alone. The states are in `words/en.toml`, each row of such as exclude one another; a thing is the same where
both articles name it alike and neither names another of its kind.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas.divergence import StatePair
from worker.text.between.figures.subjects import contrasted_words
from worker.text.between.matching import Sentences
from worker.text.between.opposed import actors, contradicted, state_words, statements, verbs
from worker.text.between.opposed.clauses import Clause, clauses
from worker.text.between.opposed.noun_phrases import UNIVERSAL, NounPhrase, one_thing, phrase, stems, weight
from worker.text.between.opposed.state_words import Row
from worker.text.between.opposed.told import Contradictable
from worker.text.between.tokenised import Tokenised
from worker.text.grouping.terms import words
from worker.text.listed import words_of

_LEAVING = verbs.verbs_of("leave find keep hold see make")
"""Behind these the state is of their object: left the bridge intact."""
_SURVIVING = verbs.verb("survive")
"""Who does it lives, whatever it was done to: survived the shooting."""
_VERDICT = phrase(["verdicts"])
_MOST_BEHIND = 6
_MOST_STATES = 12
"""States of things of one name that are looked at in an article: the first ones, which no report exceeds."""
_ENOUGH = 1.5
_ANYBODY = words_of("man woman men women peopl perso boy girl child victi offic case thing year numbe")
"""Heads that may be anybody: without a word beside them they name nothing."""
_TELLING = 2
"""So many words in common name a thing as hardly another is named."""
_CERTAIN = frozenset({"the", "its", "their"})
_BY_SOMEBODY = frozenset({"decision", "level", "bail"})
"""Rows of what others may do otherwise: the House rejects what the Senate approved."""
_LASTING = frozenset({"wreck", "hold", "verdict", "plea", "jury", "life", "event", "ground", "force"})
"""Rows that an earlier past is of as well: the wing was destroyed, had been slightly damaged."""


@dataclass(frozen=True)
class State:
    """What a clause says that a thing is."""

    sentence: int
    value: str
    thing: NounPhrase
    said: str
    clause: Clause


class States:
    """What an article says became of things: looked for once, when another article tells of states of the same row."""

    def __init__(self, article: Contradictable, places: Mapping[str, Sequence[int]]) -> None:
        """Take an article and the sentences with words of each row, by its name."""
        self.article = article
        self.places = places
        self._told: dict[str, Mapping[str, Sequence[State]]] = {}
        self._alone: dict[NounPhrase, bool] = {}

    def told(self, row: Row) -> Mapping[str, Sequence[State]]:
        """Return the states of a row, by the last word of the thing that is in it."""
        found = self._told.get(row.name)
        if found is None:
            found = self._told[row.name] = self._found(row)
        return found

    def _found(self, row: Row) -> Mapping[str, Sequence[State]]:
        told: defaultdict[str, list[State]] = defaultdict(list)
        for index in self.places.get(row.name, ()):
            text = self.article.texts[index]
            if row.thing or not statements.is_disputed(text):
                for clause in clauses(text):
                    for state in _states(row, index, clause, text):
                        if len(told[state.thing.head]) < _MOST_STATES:
                            told[state.thing.head].append(state)
        return dict(told)

    def is_alone(self, thing: NounPhrase) -> bool:
        """Whether the article names no other thing of the kind: the driver, where there is no second one."""
        if thing not in self._alone:
            self._alone[thing] = _is_alone(thing, self.article.texts)
        return self._alone[thing]


def prepare(sentences: Sequence[Tokenised], article: Contradictable) -> States:
    """Return what the sentences of an article say became of things.

    Args:
        sentences: of the article, in which notes are left out.
        article: what `contradicted.prepare` made of them; nothing is found where it has no texts.
    """
    places: defaultdict[str, dict[int, None]] = defaultdict(dict)
    known = state_words.by_word()
    telling = known.keys() & article.words
    for index, sentence in enumerate(sentences if telling else ()):
        for word in telling.intersection(sentence.words):
            for row in known[word]:
                places[row.name][index] = None
    return States(article, {name: tuple(indexes) for name, indexes in places.items()})


def _states(row: Row, index: int, clause: Clause, text: str) -> Iterator[State]:
    if clause.negated or clause.open or (clause.to_come and not row.to_come):
        return
    verbal = " ".join(clause.verbal)
    found = row.find(text.lower() if row.thing else " ".join([verbal, *clause.behind[:_MOST_BEHIND]]))
    if found is None:
        return
    value, said = found
    if row.thing is not None:
        if row.thing.search(text.lower()):
            yield State(index, value, _VERDICT, said[0], clause)
        return
    for thing in _things(row, clause, is_behind=said.start() > len(verbal)):
        if thing.head and not thing.is_none and not thing.is_counted:
            yield State(index, value, thing, said[0], clause)


def _things(row: Row, clause: Clause, *, is_behind: bool) -> Sequence[NounPhrase]:
    """Return what is in a state: what the verb does, or is done to; where the state is behind it, who does it."""
    if row.of == "subject":
        return clause.subjects
    if row.of == "object":
        return () if is_behind else clause.themes
    if is_behind and clause.verb in _LEAVING:
        return ()
    is_of_subject = is_behind or not clause.objects or clause.verb in {verbs.verb("be"), _SURVIVING}
    return clause.subjects if is_of_subject else clause.themes


def pairs(
    a: States, sentences_a: Sentences, b: States, sentences_b: Sentences, *, later: bool = False
) -> Iterator[StatePair]:
    """Yield what the two articles say became of one thing, where it cannot be both.

    Args:
        a: of the one article.
        sentences_a: its sentences.
        b: of the other.
        sentences_b: its sentences.
        later: one of the two is of so much later that what passes may have passed.
    """
    topic = one_thing(sentences_a.topic | sentences_b.topic)
    for row in state_words.rows():
        if row.name not in a.places or row.name not in b.places or (later and row.passes):
            continue
        for thing in sorted(a.told(row).keys() & b.told(row).keys()):
            if found := _apart(row, a, b, thing, topic):
                yield found


def _apart(row: Row, a: States, b: States, thing: str, topic: frozenset[str]) -> StatePair | None:
    ours, theirs = a.told(row)[thing], b.told(row)[thing]
    for one in ours:
        for other in theirs:
            if not row.excludes(one.value, other.value) or not _are_one(row, one, a, other, b, topic):
                continue
            if _is_told_too(row, one, a, theirs, b) or _is_told_too(row, other, b, ours, a):
                continue
            named = max(one.thing, other.thing, key=lambda thing: len(thing.words))
            return StatePair(
                a=one.sentence,
                b=other.sentence,
                what=named.called,
                state_a=one.said,
                state_b=other.said,
                said_a=one.said,
                said_b=other.said,
            )
    return None


def _is_told_too(row: Row, state: State, article: States, theirs: Sequence[State], other: States) -> bool:
    """Whether the other side says the same of such a thing as well, and not of another time."""
    text = article.article.texts[state.sentence]
    return any(
        not row.excludes(state.value, told.value)
        and not statements.of_another_time(text, other.article.texts[told.sentence])
        for told in theirs
    )


def _are_one(row: Row, one: State, a: States, other: State, b: States, topic: frozenset[str]) -> bool:
    text_a, text_b = a.article.texts[one.sentence], b.article.texts[other.sentence]
    if statements.of_another_time(text_a, text_b) or _are_apart(row, one, a, other, b):
        return False
    if row.name in _BY_SOMEBODY and not _by_one(one, a, other, b, topic):
        return False
    return _alike(one.thing, a, other.thing, b, topic) >= _ENOUGH


def _are_apart(row: Row, one: State, a: States, other: State, b: States) -> bool:
    """Whether a word says that two states are of two times, places or persons."""
    ours, theirs = one.clause, other.clause
    is_earlier = row.name not in _LASTING and ("had" in ours.verbal) is not ("had" in theirs.verbal)
    is_elsewhere = not (ours.places <= b.article.known and theirs.places <= a.article.known)
    is_somebody = not row.of_things and "a" in {one.thing.first, other.thing.first}
    of_a, of_b = _of(ours), _of(theirs)
    return (
        is_earlier
        or is_elsewhere
        or contrasted_words(ours.said, theirs.said)
        or contradicted.of_other_kinds(ours.rest, theirs.rest)
        or (is_somebody and len(one.thing.all & other.thing.all) < _TELLING)
        or bool(of_a and of_b and of_a.isdisjoint(of_b))
    )


def _of(clause: Clause) -> frozenset[str]:
    """Return what a state is of: found guilty of arson."""
    if "of" not in clause.behind:
        return frozenset()
    named = phrase(clause.behind[clause.behind.index("of") + 1 :])
    return named.stems


def _by_one(one: State, a: States, other: State, b: States, topic: frozenset[str]) -> bool:
    """Whether one and the same did it, as far as is told, to something of which both say more or name one alone."""
    if actors.same(one.clause.agents, other.clause.agents, topic) < 0:
        return False
    if len((one.thing.all & other.thing.all) - topic) >= _TELLING:
        return True
    if {one.thing.first, other.thing.first} <= _CERTAIN and a.is_alone(one.thing) and b.is_alone(other.thing):
        return True
    ours, theirs = (stems(words(article.article.texts[state.sentence])) for article, state in ((a, one), (b, other)))
    return bool((ours & theirs) - topic - one.thing.all)


def _alike(one: NounPhrase, a: States, other: NounPhrase, b: States, topic: frozenset[str]) -> float:
    """Return how well two things are one, 0 where they are not."""
    is_universal = not UNIVERSAL.isdisjoint({one.first, other.first})
    if one.head != other.head or (one.is_plural is not other.is_plural and not is_universal):
        return 0
    if _is_wider(one, other) or _is_wider(other, one) or _are_named_apart(one, other):
        return 0
    alone = a.is_alone(one) and b.is_alone(other)
    if not alone and not is_universal and one.all != other.all:
        return 0
    return weight(one.all & other.all, topic - one.names) + 0.5 * alone


def _are_named_apart(one: NounPhrase, other: NounPhrase) -> bool:
    """Whether words tell two things of one kind apart, or none tells which of many is meant."""
    if one.head in _ANYBODY and min(len(one.all), len(other.all)) == 1:
        return True
    if one.more and other.more and one.more.isdisjoint(other.more):
        return True
    return not (one.stems <= other.all or other.stems <= one.all)


def _is_wider(one: NounPhrase, other: NounPhrase) -> bool:
    """Whether one is all of a kind, and the other some of it: flights, flights to Oslo."""
    return len(one.words) == 1 and not one.names and bool(other.more)


def _is_alone(thing: NounPhrase, texts: Sequence[str]) -> bool:
    kinds = set[frozenset[str]]()
    for text in texts:
        if thing.head in text.lower():
            for clause in clauses(text):
                kinds.update(
                    named.all for named in (*clause.subjects, *clause.objects, *clause.by) if named.head == thing.head
                )
    return all(kind <= thing.all or thing.all <= kind for kind in kinds)
