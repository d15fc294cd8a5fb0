"""What the clauses of an English sentence say was done, or was not: by whom and to what.

No grammar is parsed: a group of verbs is found by its helping verbs or its past tense (`verb_groups`), and what it is
about are the words before and behind it up to the next mark, conjunction or group.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

from worker.text.between.opposed import noun_phrases, verb_groups, verbs
from worker.text.between.opposed.grouped import TOKEN, grouped
from worker.text.between.opposed.noun_phrases import DETERMINERS, PREPOSITIONS, NounPhrase
from worker.text.between.opposed.verb_groups import VerbGroup
from worker.text.listed import words_of
from worker.text.remembered import by_sentence

_GIVING = verbs.verbs_of("give tell pay show offer hand send award grant refuse deny allow")
_TO_BE = verbs.verb("be")
_WHERE = words_of("in at near outside inside")
_BOUNDARIES = words_of("""
    when while after before because but if since although though where than so whereas unless until whether how why
    what as
    """)
_LIMITS = words_of("until unless yet only alone anymore enough")
"""What was not so until, or alone, may be so."""
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_AND = frozenset({"and", "or", "but"})
_PARTICLES = words_of("up out off down away back ahead")
_NOMINATIVE = words_of("he she they we i")
_TELLING = words_of("that whether how what why when")
_MARKS = frozenset(',;:()"-.?![]/')
_ENDS = _MARKS | _BOUNDARIES | _RELATIVE
_ENDS_OR_AND = _ENDS | _AND
_NOT_OF = PREPOSITIONS - {"of"}
_MOST_BETWEEN = 8
"""Words between a subject and verbs that are shown with it."""
_THERE = noun_phrases.phrase(["there"])
_MOST_SAID = 14
"""Words of a clause that are shown."""


class Clause(NamedTuple):
    """One thing done or not: `agent` did, or did not, do it to `themes`."""

    verb: str
    """As `verbs.verb` gives it."""
    word: str
    negated: bool
    to_come: bool
    open: bool
    passive: bool
    reduced: bool
    """A past tense that may be a participle as well: a man arrested on Sunday."""
    subjects: tuple[NounPhrase, ...]
    objects: tuple[NounPhrase, ...]
    by: tuple[NounPhrase, ...]
    verbal: tuple[str, ...]
    """The verb with its helping verbs and adverbs, in lower case."""
    behind: tuple[str, ...]
    """What follows it, be there another verb in it or not: left its forecast unchanged."""
    rest: tuple[str, ...]
    """What else is in the clause, in lower case."""
    places: frozenset[str]
    """Stems of names behind the verb that say where, or on what occasion: in Trotwood."""
    tells: bool
    """Whether another clause, or a quotation, is what it is about: wrote that he felt ill."""
    said: str
    start: int
    """Where it begins in the sentence."""

    @property
    def themes(self) -> tuple[NounPhrase, ...]:
        """Return what it is done to, or what somebody is given by it."""
        return self.subjects if self.passive and not (self.objects and self.verb in _GIVING) else self.objects

    @property
    def agents(self) -> tuple[NounPhrase, ...]:
        """Return who or what does it."""
        return self.by if self.passive else self.subjects


@by_sentence
def clauses(text: str, most: int | None = None) -> tuple[Clause, ...]:
    """Return what the clauses of a folded English sentence say, in order: all, or so many from the first on."""
    sentence = _Sentence(text)
    groups = sentence.groups
    ends = [0, *(group.end for group in groups)]
    starts = [*(group.start for group in groups[1:]), len(sentence.lower)]
    for group, before, after in zip(groups[:most], ends, starts, strict=False):
        sentence.found.append(sentence.clause(group, before, after))
    return tuple(sentence.found)


@dataclass(frozen=True)
class _Subject:
    start: int
    """Where it begins in the text, in characters."""
    named: tuple[NounPhrase, ...]
    carried: bool = False
    """It stands before other verbs: who fired."""


class _Sentence:
    """The words of a sentence and the clauses found in it so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Clause] = []
        self.in_relative = False
        """Whether the last clause tells which of the things before it is meant."""
        words = grouped(text)
        self.written, self.lower, self.places, self.groups = words.written, words.lower, words.places, words.groups

    def clause(self, group: VerbGroup, before: int, after: int) -> Clause:
        """Return the clause of a group of verbs, given where the group before it ends and the next begins."""
        lower = self.lower
        subject = self._subject(group.start, before)
        limit = next((at for at in range(group.end, after) if lower[at] in _ENDS), after)
        reach = next((at for at in range(group.end, len(lower)) if lower[at] in _ENDS_OR_AND), len(lower))
        behind = next((at for at in range(group.end, limit) if _ends_things(lower[at])), limit)
        particle = lower[group.end] if group.end < limit and lower[group.end] in _PARTICLES else ""
        if lower[group.end : group.end + 1] == ["of"]:
            behind = group.end
        objects = self._objects(group, group.end + bool(particle), behind, limit)
        by = self._by(group, limit)
        nothing = [one for one in (*subject.named, *objects) if one.is_none]
        is_limited = (group.negated or nothing) and not _LIMITS.isdisjoint(lower[group.end : limit + 1])
        is_limited = is_limited or (group.negated and lower[group.end : group.end + 1] == ["all"])
        is_part = any(one.words[1:2] and one.words[1] in verb_groups.NOT_QUITE for one in nothing)
        is_order = group.helping[:1] == ("do",) and (not subject.named or lower[group.start - 1] in _MARKS)
        has_adverb = group.start > before and lower[group.start - 1].endswith("ly")
        is_open = group.open or bool(is_limited) or is_part
        if group.negated:
            is_by_then = "had" in group.helping and lower[limit : limit + 1] == ["when"]
            is_why = group.helping[:1] == ("did",) and "because" in lower[group.end : limit + 1]
            is_open = is_open or is_order or is_by_then or is_why
        return Clause(
            verb=f"{verbs.verb(group.word)} {particle}".rstrip(),
            word=group.word,
            negated=group.negated is not bool(nothing),
            to_come=group.to_come,
            open=is_open or (bool(nothing) and (group.negated or subject.carried)),
            passive=group.passive or (group.reduced and (bool(by) or (self._there_was() and not objects))),
            reduced=group.reduced and not objects,
            subjects=subject.named,
            objects=objects,
            by=by,
            verbal=tuple(lower[group.start - has_adverb : group.end]),
            behind=tuple(lower[group.end : reach]),
            rest=tuple(lower[behind:limit]),
            places=self._names_of_places(group.end, limit),
            tells=limit < len(lower) and (lower[limit] in _TELLING or lower[limit] == '"'),
            said=self._said(subject.start, group.start, behind if objects and behind > group.end else limit),
            start=subject.start,
        )

    def _ends(self, at: int) -> bool:
        return self.lower[at] in _ENDS

    def _there_was(self) -> bool:
        return bool(self.found) and self.found[-1].verb == _TO_BE and self.found[-1].subjects[:1] == (_THERE,)

    def _objects(self, group: VerbGroup, start: int, end: int, limit: int) -> tuple[NounPhrase, ...]:
        objects = tuple(noun_phrases.split(self.written[start:end])) if end > start else ()
        if objects and end == limit and (named := self._apposition(limit)):
            return (*objects, named)
        clause = self.found[-1] if self.found else None
        if not objects and clause and "which" in self.lower[max(0, group.start - _MOST_BETWEEN) : group.start]:
            return clause.objects or clause.subjects  # the order, which the minister signed
        return objects

    def _by(self, group: VerbGroup, limit: int) -> tuple[NounPhrase, ...]:
        if "by" not in self.lower[group.end : limit]:
            return ()
        at = self.lower.index("by", group.end, limit)
        is_passive = group.passive or (group.reduced and at == group.end)
        return tuple(noun_phrases.split(self.written[at + 1 : limit])) if is_passive else ()

    def _subject(self, start: int, before: int) -> _Subject:
        """Return what the verbs from `start` on are said of."""
        lower = self.lower
        earlier = self.found[-1] if self.found else None
        end = start
        while end > before and (lower[end - 1] in verb_groups.BETWEEN or lower[end - 1].endswith("ly")):
            end -= 1
        if end > before and lower[end - 1] in _RELATIVE and (earlier or end > 1):
            return self._antecedent(end - 1, before, earlier)
        in_relative, self.in_relative = self.in_relative, False
        if end > before and lower[end - 1] in _AND and earlier:
            return _Subject(self._from(earlier, start), earlier.subjects)
        first = end
        while first > before and not self._ends(first - 1):
            first -= 1
        if first == before and earlier and in_relative:  # farmers who lose land were not asked
            return _Subject(self._from(earlier, start), earlier.subjects)
        while first < end and lower[first] in _AND | {"said", "says"}:
            first += 1
        first = self._without_preposition(first, end)
        return self._beside(end, before, start) if first == end else self._named(first, end, before)

    def _named(self, first: int, end: int, before: int) -> _Subject:
        """Return what the words right before verbs name."""
        earlier = self.found[-1] if self.found else None
        if self.lower[end - 1] in _NOMINATIVE:
            first = end - 1
        named = tuple(noun_phrases.split(self.written[first:end]))
        if first == before and earlier:
            named = named[-1:]  # fired tear gas and protesters threw stones
        is_member = self.lower[first] == "among" or self.lower[first : first + 2] == ["one", "of"]
        if is_member and earlier and earlier.verb == _TO_BE:  # cards were among the things stolen
            return _Subject(self._from(earlier, first), (*earlier.subjects, *named))
        return _Subject(self.places[first][0], named)

    def _antecedent(self, end: int, before: int, earlier: Clause | None) -> _Subject:
        """Return what a relative clause is said of: off the trawler, which sank."""
        self.in_relative = end > before and self.lower[end - 1] != ","
        if end > before and self.lower[end - 1] == ",":
            end -= 1
        named = earlier.objects[-1:] if earlier else ()
        if end > before:
            nearest = max((at + 1 for at in range(before, end) if self.lower[at] in _NOT_OF), default=before)
            named = tuple(noun_phrases.split(self.written[nearest:end])) or named
        if earlier is None:
            return _Subject(self.places[before][0], named, carried=True)
        return _Subject(self._from(earlier, end), named or earlier.subjects, carried=True)

    def _beside(self, end: int, before: int, start: int) -> _Subject:
        """Return who does what stands behind a comma: the gunman, an officer of 44, was armed."""
        comma = None
        if end > before and self.lower[end - 1] == ",":
            comma = next((at for at in range(end - 2, before - 1, -1) if self.lower[at] == ","), None)
        if comma is None:
            earlier = self.found[-1] if self.found else None
            at = self._from(earlier, start) if earlier else self.places[start][0]
            return _Subject(at, earlier.subjects if earlier else (), carried=True)
        subject = self._subject(comma, before)
        beside = noun_phrases.split(self.written[comma + 1 : end - 1])
        first = subject.named[0].first if subject.named else ""
        return replace(subject, named=(*subject.named, *(one._replace(first=first) for one in beside)))

    def _from(self, earlier: Clause, start: int) -> int:
        """Return where a clause begins whose subject stands in an earlier one, unless that is far off."""
        between = len(TOKEN.findall(self.text[earlier.start : self.places[min(start, len(self.places) - 1)][0]]))
        return earlier.start if between <= _MOST_BETWEEN else self.places[min(start, len(self.places) - 1)][0]

    def _said(self, at: int, start: int, limit: int) -> str:
        first = next((place for place, span in enumerate(self.places) if span[0] >= at), start)
        end = min(limit, max(start + _MOST_SAID // 2, first + _MOST_SAID))
        return self.text[at : self.places[end - 1][1]]

    def _without_preposition(self, first: int, end: int) -> int:
        """Return where a subject begins behind when or where it was: in a statement Lowe, on Wednesday police."""
        lower, written = self.lower, self.written
        if first == end or lower[first] not in PREPOSITIONS or lower[first] in {"among", "like"}:
            return first
        at = first + 1 + (first + 1 < end and lower[first + 1] in DETERMINERS)
        while at < end:
            begins_name = written[at][0].isupper() and not written[at - 1][0].isupper() and at > first + 1
            after_time = lower[at - 1] in noun_phrases.OF_TIME and lower[at] not in noun_phrases.OF_TIME
            if lower[at] in DETERMINERS or begins_name or (after_time and lower[at] not in PREPOSITIONS):
                break
            at += 1
        return at

    def _apposition(self, at: int) -> NounPhrase | None:
        """Return the name between commas that says who somebody is: their mayor, Dan Orme."""
        written = self.written
        end = at + 1
        while end < len(written) and written[end][0].isupper():
            end += 1
        is_apposed = end > at + 1 and written[at] == "," and (end == len(written) or written[end] in _MARKS)
        return noun_phrases.phrase(written[at + 1 : end]) if is_apposed else None

    def _names_of_places(self, start: int, end: int) -> frozenset[str]:
        if _WHERE.isdisjoint(self.lower[start:end]):
            return frozenset()
        found: list[str] = []
        is_place = False
        for word, low in zip(self.written[start:end], self.lower[start:end], strict=True):
            is_place = low in _WHERE or (is_place and (word[0].isupper() or low in DETERMINERS))
            if is_place and word[0].isupper():
                found.append(low)
        return noun_phrases.stems(found)


def _ends_things(word: str) -> bool:
    """Whether the things end here that stand behind a verb: at a preposition but of, or when it was."""
    return word in _NOT_OF or word in noun_phrases.OF_TIME
