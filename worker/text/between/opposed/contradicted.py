"""What a clause of one article says was not done and a clause of the other says was: no shots were fired, police fired.

English alone. Each clause says who did what to what (`clauses`); two are about one thing where the things it was done
to are named alike, nothing says that others did it, and no word sets either of them at another time or place.
"""

import re
from collections.abc import Iterator, Sequence

from schemas.article import Reading
from worker.text.between.figures.subjects import contrasted_words
from worker.text.between.matching import Sentences
from worker.text.between.opposed import actors, promises, statements, verb_groups, verbs
from worker.text.between.opposed.clauses import Clause, clauses
from worker.text.between.opposed.grouped import grouped
from worker.text.between.opposed.noun_phrases import (
    PREPOSITIONS,
    NounPhrase,
    alike,
    names_none,
    one_thing,
    stems,
    written_as,
)
from worker.text.between.opposed.noun_phrases import stem as noun_stem
from worker.text.between.opposed.told import NOTHING, Contradictable, Told, agents_of, named_before, things_of
from worker.text.between.quotes.pairs import sentences_of
from worker.text.between.tokenised import Tokenised
from worker.text.calendar_names import WEEKDAYS
from worker.text.grouping.terms import PREFIX_LETTERS, words
from worker.text.lexicon import DEFAULT, lexicon
from worker.text.listed import words_of

_OTHERS = words_of("other others another similar rival rivals separate previous former")
_EVENTS = words_of(
    "attac raid incid crash accid blast explo fire storm flood clash prote opera shoot siege strik voyag trip match"
)
"""Stems of what a story is of: that it was in it says nothing more."""
_GENERIC = verbs.verbs_of("take make use find give set hold see ask put bring show leave call keep")
_HUMAN = words_of("nobod none")
_OF_ITSELF = verbs.verbs_of("open reopen close shut start restart begin stop end resume sink break burst explode")
"""What somebody does to a thing with these, the thing does: they reopened the lift, it reopened."""
_TO_BE = verbs.verb("be")
_LEAST = words_of("cent penny dime")
_ANYTHING = words_of("anybo anyon anyth")
_LIGHT = verbs.verbs_of("lodge file make launch hold give carry issue place bring enter mount take")
"""With one of these, a noun says what was done: lodged an appeal."""
_EMPTY = verbs.verbs_of("be have do say go get know think like feel mean need come seem want")
_PLANS = words_of("bill law plan propo deal measu amend refor legis budge agree order treat act")
"""What a plan would do and would not do is for those who are for and against it to say."""
MOST_DENIED, MOST_PLACES = 60, 40
"""What an article denies, and sentences that name it, as far as they are looked at: more than any report has."""
_ENOUGH = 1.5
_OF_KINDS = frozenset({"on", "for", "about", "against"})
_TELLING = 2
"""So many words in common name somebody as hardly another is named."""


def prepare(reading: Reading, sentences: Sequence[Tokenised]) -> Contradictable:
    """Return what an English article denies; nothing of one in another language."""
    if lexicon(reading.language).language != DEFAULT:
        return NOTHING
    written = frozenset[str]().union(*(sentence.words for sentence in sentences))
    denying = frozenset(filter(verb_groups.denies, written))
    denied = [
        Told(index, clause)
        for index, sentence in enumerate(sentences)
        if not denying.isdisjoint(sentence.words) and (most := _may_deny(sentence.text))
        for clause in clauses(sentence.text, most)
        if clause.negated and not clause.open and _is_plain(clause.verb)
    ]
    quoted = frozenset(at for quote in reading.quotes for at in sentences_of(reading, quote.start, quote.end))
    return Contradictable(denied, [sentence.text for sentence in sentences], quoted, written)


def _may_deny(text: str) -> int:
    """Return how many clauses of a sentence there are up to the last that may plainly deny something.

    That is told by its groups of verbs, which are found far sooner.
    """
    if statements.is_disputed(text):
        return 0
    words = grouped(text)
    is_any = names_none(words.lower)
    telling = (
        at
        for at, group in enumerate(words.groups, 1)
        if (group.negated or is_any) and not group.open and _is_plain(verbs.verb(group.word))
    )
    return max(telling, default=0)


def _is_plain(verb: str) -> bool:
    return verb == _TO_BE or verb.partition(" ")[0] not in _EMPTY


def pairs(
    one: Contradictable, sentences: Sentences, other: Contradictable, theirs: Sentences
) -> Iterator[tuple[Told, Told]]:
    """Yield what `one` denies with what `other` states, each once; nothing where that is in another language."""
    if not other.texts:
        return
    topic = one_thing(sentences.topic | theirs.topic)
    for denied in one.denied[:MOST_DENIED]:
        best: tuple[float, Told] | None = None
        for index in _places(denied.clause, theirs)[:MOST_PLACES]:
            text = other.texts[index]
            if (
                index in other.quoted
                or '"' in text
                or statements.is_disputed(text)
                or statements.of_another_time(one.texts[denied.sentence], text)
            ):
                continue
            for clause in clauses(text):
                if clause.negated or clause.open:
                    continue
                if promises.are_broken(denied.clause, one.texts[denied.sentence], clause, text):
                    continue
                score = _score(denied, one, Told(index, clause), other, topic)
                if score >= _ENOUGH and (best is None or score > best[0]):
                    best = score, Told(index, clause)
        if best:
            yield denied, best[1]


def _places(denied: Clause, theirs: Sentences) -> Sequence[int]:
    """Return the sentences of the other article that name what is denied."""
    wanted = [one for phrase in (denied.themes or denied.subjects) for one in phrase.all]
    if not wanted or denied.themes == () or _is_nothing(denied.themes):
        wanted = [*wanted, denied.word[:PREFIX_LETTERS], denied.verb[:PREFIX_LETTERS]]
    found: dict[int, None] = {}
    for one in wanted:
        for word in written_as(one):
            for written in (word, f"{word}s", f"{word}d", f"{word}ed") if len(word) < PREFIX_LETTERS else (word,):
                found.update(dict.fromkeys(theirs.bearing.get(written, ())))
    return sorted(found)


def _score(denied: Told, one: Contradictable, stated: Told, other: Contradictable, topic: frozenset[str]) -> float:
    """Return how much says that two clauses are of one thing; 0 or less where something says that they are not."""
    a, b = denied.clause, stated.clause
    by_noun = _by_noun(a, b) or _by_noun(b, a)
    if not (by_noun or verbs.are_alike(a.verb, b.verb)) or _are_apart(a, b, one.known, other.known, by_noun=by_noun):
        return 0
    is_of_itself = not a.themes and a.verb in _OF_ITSELF and bool(b.themes)
    same = 0.0 if is_of_itself else actors.same(agents_of(denied, one), agents_of(stated, other), topic)
    if same < 0 or (a.by and not b.agents):
        return 0
    things = a.subjects if is_of_itself else things_of(denied, one)
    is_telling = a.verb == b.verb and a.verb not in _GENERIC
    score = same + 0.5 * is_telling + 0.5 * (is_telling and " " in a.verb)
    score += _beside(a, other.texts[stated.sentence], other.known, topic)
    if a.verb == _TO_BE:
        return _ENOUGH * (same == 1 and _is_as(a, b))
    if _is_nobody(a.themes) or _is_nothing(a.themes):
        named = _named_beside(denied, one, b)
        return score + named if named else 0
    if things and not by_noun:
        themes = b.themes or (b.subjects if b.reduced or b.verb in _OF_ITSELF else ())
        named = max((alike(ours, theirs, topic) for ours in things for theirs in themes), default=0.0)
        return score + named if named else 0
    return _of_a_deed(denied, one, stated, other, topic, same=same, score=score, by_noun=by_noun)


def _named_beside(denied: Told, one: Contradictable, b: Clause) -> float:
    """Return what is stated has in common with what stands around a denial of anything at all: 0 where nothing."""
    if _is_nobody(denied.clause.themes):
        rest = stems(denied.clause.rest)
        return float(bool(b.themes) and (not rest or not rest.isdisjoint(stems(b.rest))))
    told = stems([word for thing in b.themes for word in thing.words])
    return float(len(told & _told_beside(one, denied.sentence)))


def _is_nobody(things: Sequence[NounPhrase]) -> bool:
    """Whether something was done to nobody: no one was trapped."""
    return any(thing.is_none and thing.stems <= _HUMAN for thing in things)


def _is_nothing(things: Sequence[NounPhrase]) -> bool:
    """Whether something was done to nothing at all: not a cent was paid."""
    return bool(things) and (things[0].head in _ANYTHING or (things[0].first == "a" and things[0].head in _LEAST))


def _told_beside(article: Contradictable, index: int) -> frozenset[str]:
    """Return what a sentence and the one before it are about."""
    return stems([word for text in article.texts[max(0, index - 1) : index + 1] for word in words(text)])


def _of_a_deed(
    denied: Told,
    one: Contradictable,
    stated: Told,
    other: Contradictable,
    topic: frozenset[str],
    *,
    same: float,
    score: float,
    by_noun: bool,
) -> float:
    """Return the score of two clauses that are of no thing but of what somebody does: appeals, resigns."""
    a, b = denied.clause, stated.clause
    is_bare = all(thing.is_none for thing in a.themes) and not stems(a.rest) - topic and not (a.agents and same <= 0)
    if by_noun and a.verb in _LIGHT and is_bare:
        return _ENOUGH  # no arrests were made
    if (b.themes and not by_noun) or a.tells or b.tells or _are_open_who(denied, one, stated, other):
        return 0
    return score + 1 if same > 0 and _is_done_by_one(a, b, topic, by_noun=by_noun) else 0


def _is_as(a: Clause, b: Clause) -> bool:
    """Whether what something is not, or where, is what it is: in the shop."""
    said, told = stems(a.behind), stems(b.behind)
    is_named = not any(who.is_pronoun for who in (*a.subjects, *b.subjects))
    return is_named and bool(said) and said <= told and a.behind[:1] == b.behind[:1]


def _are_apart(a: Clause, b: Clause, ours: frozenset[str], theirs: frozenset[str], *, by_noun: bool) -> bool:
    """Whether a word says that two clauses are of two times, places, things or persons."""
    if b.to_come and (not a.to_come or any(thing.head in _PLANS for thing in a.agents)):
        return True
    is_by_one = any(one.names & other.names for one in a.agents for other in b.agents)
    is_somewhere = by_noun or bool(a.themes and is_by_one)
    is_elsewhere = not (a.places <= theirs and (is_somewhere or b.places <= ours))
    is_of_nobody = not by_noun and any(one.is_none and one.stems <= _HUMAN for one in a.subjects[:1])
    phrases = (*a.subjects, *a.objects, *b.subjects, *b.objects)
    return (
        is_elsewhere
        or a.rest[:1] == ("like",)
        or _are_of_other_days(a, b)
        or of_other_kinds(a.rest, b.rest)
        or not _OTHERS.isdisjoint([*(word for phrase in phrases for word in phrase.words), *b.rest])
        or contrasted_words(a.said, b.said)
        or (is_of_nobody and not stems(b.rest) <= ours)
    )


def _are_of_other_days(a: Clause, b: Clause) -> bool:
    one, other = WEEKDAYS.intersection(a.behind), WEEKDAYS.intersection(b.behind)
    return bool(one and other) and one.isdisjoint(other)


def of_other_kinds(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether what follows tells two kinds apart: a bill on farm aid, a bill on pensions."""
    if not one or not other or one[0] != other[0] or one[0] not in _OF_KINDS:
        return False
    ours, theirs = (stems(_to_next(rest)) for rest in (one, other))
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _to_next(rest: Sequence[str]) -> Sequence[str]:
    """Return the words from a preposition up to the next."""
    return rest[: next((at for at, word in enumerate(rest) if at and word in PREPOSITIONS), len(rest))]


def _is_done_by_one(a: Clause, b: Clause, topic: frozenset[str], *, by_noun: bool) -> bool:
    """Whether enough says that what was done to nothing in particular is one deed: who did it, or how."""
    rest_a, rest_b = stems(a.rest), stems(b.rest)
    if rest_a and rest_b and rest_a.isdisjoint(rest_b):
        return False
    names = frozenset[str]().union(*(one.names for one in b.agents))
    is_who = any(who.is_none or who.names & names or who.all & (topic | rest_b) for who in a.agents) or any(
        len(one.stems & other.stems) >= _TELLING for one in a.agents for other in b.agents
    )
    return is_who or by_noun or bool(rest_a & rest_b)


def _by_noun(a: Clause, b: Clause) -> bool:
    """Whether what is told with a verb is told with a noun: would not appeal, lodged an appeal."""
    return b.verb in _LIGHT and any(one.head == noun_stem(a.word) for one in b.themes if one.head)


def of_other_things(denying: str, stating: str) -> bool:
    """Whether two folded sentences of one verb, denied and not, are of two things or days, or leave it open."""
    both = [
        (one, other)
        for one in clauses(denying)
        for other in clauses(stating)
        if one.negated and not other.negated and one.verb == other.verb
    ]
    return bool(both) and all(
        one.open or _are_of_other_days(one, other) or _are_done_to_others(one, other) for one, other in both
    )


def _are_done_to_others(a: Clause, b: Clause) -> bool:
    named = any(one.head in other.all or other.head in one.all for one in a.themes for other in b.themes)
    return bool(a.themes and b.themes) and not named


def _are_open_who(denied: Told, one: Contradictable, stated: Told, other: Contradictable) -> bool:
    """Whether it is open who did something on either side, and nothing else says that it is one deed."""
    is_one = stems(denied.clause.rest) & stems(stated.clause.rest)
    return not is_one and (_is_open_who(denied, one) or _is_open_who(stated, other))


def _is_open_who(told: Told, article: Contradictable) -> bool:
    """Whether a pronoun says who does it, and the sentence not for whom it stands."""
    is_pronoun = any(one.is_pronoun for one in told.clause.agents)
    return is_pronoun and not named_before(told, article.texts[told.sentence])


def _beside(a: Clause, stating: str, other: frozenset[str], topic: frozenset[str]) -> float:
    """Return what the rest of what is denied has in common with a sentence; what it limits must be there."""
    rest = stems(a.rest) - topic - _EVENTS
    if not rest:
        return 0
    shared = rest & frozenset(noun_stem(word.lower()) for word in re.findall(r"\w+", stating))
    return 0.5 * len(shared) if shared else -1.0 * rest.isdisjoint(other)
