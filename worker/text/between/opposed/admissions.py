"""What somebody denies in one article and admits in the other: denied taking the drug, admitted taking it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from worker.text.between.matching import Sentences
from worker.text.between.opposed import actors, state_words, statements, told, verbs
from worker.text.between.opposed.clauses import clauses
from worker.text.between.opposed.grouped import grouped
from worker.text.between.opposed.noun_phrases import one_thing, stems
from worker.text.between.opposed.told import Contradictable, Told
from worker.text.between.opposed.verb_groups import VerbGroup
from worker.text.between.tokenised import Tokenised
from worker.text.grouping.terms import words

_WHAT = re.compile(r"[^,;:]*")
_MOST_WORDS = 12
_MOST_ADMISSIONS = 60
"""Of an article that are held against another: the first ones, which no report exceeds."""
_ENOUGH = 1.5


@dataclass(frozen=True)
class Admission:
    """What somebody admits, or denies."""

    told: Told
    denied: bool
    things: frozenset[str]
    doing: frozenset[str]
    """Verbs of what was done, if it was."""
    said: str


def prepare(sentences: Sequence[Tokenised], article: Contradictable) -> tuple[Admission, ...]:
    """Return what people admit and deny in the sentences of an article; nothing where `article` has no texts."""
    found: list[Admission] = []
    telling = frozenset(filter(state_words.admits, article.words))
    for index, sentence in enumerate(sentences if telling else ()):
        if not telling.isdisjoint(sentence.words):
            found += _in_sentence(index, sentence.text)
    return tuple(found)


def _may_admit(group: VerbGroup) -> bool:
    return not (group.open or group.passive or group.to_come) and state_words.admits(group.word) is not None


def _in_sentence(index: int, text: str) -> Iterator[Admission]:
    if not any(map(_may_admit, grouped(text).groups)):
        return
    for clause in clauses(text):
        if clause.negated or clause.open or clause.passive or clause.to_come or not clause.subjects:
            continue
        name = state_words.admits(clause.word)
        if name is None:
            continue
        at = text.lower().find(clause.word, clause.start)
        behind = _WHAT.match(text, at + len(clause.word)) if at >= 0 else None
        what = words(behind[0])[:_MOST_WORDS] if behind else []
        doing = frozenset(
            verbs.verb(word) for word in what if word.endswith("ing") or verbs.is_past(word) or word in what[:1]
        )
        said = " ".join(text[clause.start : behind.end() if behind else None].split()[:_MOST_WORDS])
        yield Admission(Told(index, clause), name == "denies", stems(what), doing, said)


def pairs(
    a: Sequence[Admission],
    article_a: Contradictable,
    sentences_a: Sentences,
    b: Sequence[Admission],
    article_b: Contradictable,
    sentences_b: Sentences,
) -> Iterator[tuple[Admission, Admission]]:
    """Yield what is denied in one article and admitted in the other by the same, as each of the two tells it."""
    topic = one_thing(sentences_a.topic | sentences_b.topic)
    for one in a[:_MOST_ADMISSIONS]:
        for other in b[:_MOST_ADMISSIONS]:
            if one.denied is other.denied or one.things.isdisjoint(other.things):
                continue
            text_a, text_b = article_a.texts[one.told.sentence], article_b.texts[other.told.sentence]
            if statements.of_another_time(text_a, text_b):
                continue
            who = told.agents_of(one.told, article_a), told.agents_of(other.told, article_b)
            same = actors.same(*who, topic)
            alike = any(verbs.are_alike(done, too) for done in one.doing for too in other.doing)
            shared = sum(0.5 if thing in topic else 1.0 for thing in one.things & other.things)
            if same >= 1 and shared and shared + alike >= _ENOUGH:
                yield one, other
                break
