"""Whom a pronoun, or an office without a name, stands for in an article whose quotes are attributed in order."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from schemas.article import Attributed
from worker.text.normalise import squeeze
from worker.text.speech import cues, salience
from worker.text.speech.bodies import BODY_FIRST, may_be_body
from worker.text.speech.cued import named_before, reporter
from worker.text.speech.cues import Cues
from worker.text.speech.layout import FARTHEST, Layout
from worker.text.speech.names import leads
from worker.text.speech.offices import holder, is_unnamed
from worker.text.speech.salience import Sentence
from worker.text.speech.stops import masked, unmasked
from worker.text.speech.who import (
    Named,
    done_to,
    families,
    family_name,
    last_names,
    may_be,
    may_be_family,
    may_be_person,
    mentions,
    spoken_of,
)

# Who does this does not answer themselves.
_REPLIES = re.compile(
    r"\s*(?:he|she)\s(?:replied|retorted|responded|answered|countered|shot\sback|hit\sback|fired\sback)\b"
)
_ADDS = re.compile(r"[\s,]*(?:[Hh]e|[Ss]he)\s(?:(?:also|later|then)\s)?(?:added|adds|continued|went on|concluded)\b")
_OF_ANOTHER = re.compile(r"\b(?:him|her)\b")
_WHAT_IT = re.compile(r"\b(?:what|which) (?:it|they)\b")
_CLAUSE_END = re.compile(r",\s(?:and|but|while)\s|;\s")
_DOCUMENT = re.compile(r"['\u2019]s?\s(?:own\s)?(?:statement|letter|speech|office|remarks|tweet|post)\Z")
_ONE_ROLE = "|".join(
    sorted(cues.ROLES - {"police", "people", "family", "staff"} - {role for role in cues.ROLES if role[-1] == "s"})
)
_OFFICE = re.compile(rf"The\s(?:[a-z-]+\s)?(?:{_ONE_ROLE})\b(?=\s[a-z])")
_WITHIN = re.compile(r"[a-z,\"\u201d]\s([A-Z\u00c0-\u00de][\w'\u2019-]*)")
_DOING = re.compile(r"\s[a-z]+ing\b")
_FAR_BACK = 2_000  # code points: an office and its holder are named no farther before
_FAR = 3 * FARTHEST
_IN_VIEW = 24  # sentences: what is left of one's weight after as many tells nothing
_RECENT = 2  # paragraphs in which a pronoun's name is looked for


class Told(NamedTuple):
    """Who speaks a quote, and how that is known; both None where the article does not say."""

    name: str | None
    how: Attributed | None


class _Led(NamedTuple):
    """Who spoke and where that starts, and where the first sentence starts that was looked through for it."""

    name: str | None
    start: int
    reached: int


class Referents(Layout):
    """The text with those who have spoken so far: `told` has one for each quote that has been asked for."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[tuple[int, int]],
        starts: Sequence[int],
        spans: Sequence[tuple[int, int]],
        lists: Cues,
    ) -> None:
        """Lay out an article; `lists` are the words of its language, the rest as in `Layout`."""
        super().__init__(text, paragraphs, starts, spans)
        self.lists = lists
        self.told: list[Told] = []
        self._called: dict[bool, set[str]] = {True: set(), False: set()}  # family names, by whether he has meant them
        self._sentences: dict[tuple[int, int], Sentence] = {}
        self._led: dict[tuple[str, int], _Led] = {}
        self.pronouns: dict[int, str] = {}  # of the quotes whose speaker is told by one

    @cached_property
    def families(self) -> dict[str, list[Named]]:
        """The people whom the article names in full, by their family names."""
        return families(self.text)

    @cached_property
    def last_names(self) -> frozenset[str]:
        """The words of the article that stand behind another name."""
        return last_names(self.text)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The words with a capital within sentences that stand behind no other name."""
        return frozenset(_WITHIN.findall(self.text)) - self.last_names

    def meant(self, pronoun: str, index: int) -> str:
        """Return whom the pronoun that stands for the speaker of a quote means, itself where that is not sure."""
        self.pronouns[index] = pronoun.lower()
        if pronoun.lower() in cues.BODIES:
            return self._body(pronoun, index)
        return self._whom(pronoun, index) if pronoun.lower() in cues.HE | cues.SHE else pronoun

    def holder(self, name: str, index: int) -> str | None:
        """Return who was named with an office that speaks: "the spokesman"."""
        return self._held(name, self.spans[index][0])

    def _held(self, name: str, position: int) -> str | None:
        """Return who was named with an office before `position`."""
        return holder(name, self.text[max(0, position - _FAR_BACK) : position], lambda: self.families)

    def _spoke(self, index: int) -> str | None:
        """Return who spoke a quote, and not the statement or letter that did so for them."""
        name = self.told[index].name
        return _DOCUMENT.sub("", name) if name else None

    def _whom(self, pronoun: str, index: int) -> str:
        """Return the one person a pronoun can stand for, the pronoun itself where that is not sure."""
        position = self.spans[index][0]
        before = self.before(index)
        itself = rf"\b{pronoun}\b" if pronoun[0].isupper() else rf"(?i:\b{pronoun}\b)"
        used = [] if pronoun.lower() in cues.DETERMINERS else list(re.finditer(itself, before))
        if not before and (line := self.announcement(index)):
            position = line[1]
            before = self.text[slice(*line)]
            used = list(re.finditer(itself, before))
        if used:  # who is named after it is another
            position += used[-1].start() - len(before)
        if office := self._office_at_hand(position):
            return office
        if unnamed := self._unnamed(pronoun, position):
            return unnamed
        whom = self._in_view(pronoun, position, index)
        if whom is None:
            whom = self._subject_before(pronoun, position)
            if whom and spoken_of(whom, self.text[slice(*self.spans[index])]):
                whom = None
        if whom:
            self._called[pronoun.lower() in cues.HE].add(family_name(whom))
        return squeeze(unmasked(whom or pronoun))

    def _in_view(self, pronoun: str, position: int, index: int) -> str | None:
        """Return the name of the one person whom the paragraphs before `position` bring into view for a pronoun."""
        number = max(0, self.paragraph(position) - _RECENT)
        first = max(self.paragraph_starts[number], position - _FAR)
        nearest = bisect_left(self.spans, (first, first))
        quoted = None
        if 0 < nearest <= index and self.spans[nearest - 1][1] > first:  # of several paragraphs; its first counts
            quoted = self.spans[nearest - 1]
            first = max(self.paragraph_starts[self.paragraph(quoted[0])], quoted[0] - _FAR)
        bounds = self._bounds(first, position, quoted)[-_IN_VIEW:]
        sentences = [self._sentences.get(bound) or self._told(*bound) for bound in bounds]
        last = self._spoke(index - 1) if index else None
        last = family_name(last) if last else None
        cue = self.after(index)
        adds = _ADDS.match(cue) or _ADDS.search(self.before(index))
        unfit = {done_to(pronoun.lower(), self.text[first:position]), last if _REPLIES.match(cue) else None}
        return salience.meant(
            pronoun.lower(),
            sentences,
            self.families,
            quote=self.text[slice(*self.spans[index])],
            unfit={family for family in unfit if family},
            others=self._called[pronoun.lower() not in cues.HE],
            going_on=last if adds and not any(each.speaks_another(last) for each in sentences[-1:]) else None,
        )

    def _bounds(self, first: int, position: int, quoted: tuple[int, int] | None) -> list[tuple[int, int]]:
        """Return start and end of the sentences between two code points, but for those that are all `quoted`."""
        begin, end = bisect_left(self.starts, first), bisect_left(self.starts, position)
        if quoted is not None:
            opened, closed = bisect_right(self.starts, quoted[0]), bisect_left(self.starts, quoted[1]) - 1
            if opened < closed:
                before = pairwise(self.starts[begin : opened + 1])
                return [*before, *pairwise((*self.starts[closed:end], position))]
        return list(pairwise((*self.starts[begin:end], position)))

    def _told(self, start: int, end: int) -> Sentence:
        """Return the sentence between two code points, with the quotes in it left out, and who speaks in it."""
        parts, speakers, at = [], [], start
        spans = range(max(0, bisect_left(self.spans, (start, start)) - 1), min(len(self.told), len(self.spans)))
        for index in spans:
            first, last = self.spans[index]
            if first >= end:
                break
            if last > start:
                parts.append(self.text[at : max(first, at)])
                at = max(at, last)
                speakers += [self._spoke(index)] if first >= start else []
        told = "  ".join((*parts, self.text[at:end]))  # blanks as long as the quotes would cost time
        if not speakers and told.strip():
            name = reporter(told, self.lists) if self.lists.verb.search(told) else None
            speakers.append(name and (self._held(name, end) or name))
        people = [masked(name) for name in speakers if name and name.lower() not in cues.PRONOUNS]
        people = [name for name in people if family_name(name) in self.families or _may_speak(name, told)]
        sentence = Sentence(told, mentions(told, self.families, end - len(told)), people)
        if bisect_left(self.spans, (end, end)) <= len(self.told):  # nobody speaks in it who is not known yet
            self._sentences[start, end] = sentence
        return sentence

    def _subject_before(self, pronoun: str, position: int) -> str | None:
        """Return the family name that the last sentence is about, of somebody whom nothing tells to be a person."""
        at = bisect_left(self.starts, position) - 1
        if at < 0 or self.paragraph(self.starts[at]) < self.paragraph(position) - 1:
            return None
        sentence = self.text[self.starts[at] : position]
        name = leads(sentence)
        if (
            name is None
            or done_to(pronoun.lower(), sentence) == name
            or not (may_be_family(name) and name in self.last_names)
            or not may_be(name, pronoun.lower())
        ):
            return None
        return name

    def _office_at_hand(self, position: int) -> str | None:
        """Return whom the sentence of a pronoun begins with, by office alone: The mayor left, whom she called ..."""
        start = self.starts[bisect_right(self.starts, position) - 1]
        office = _OFFICE.match(self.text, start, position)
        return office[0] if office else None

    def _unnamed(self, pronoun: str, position: int) -> str | None:
        """Return whom the sentence before lets speak by office alone: A guard said all was well. "Yes," he said."""
        if pronoun.lower() not in cues.HE | cues.SHE:
            return None
        name, end, reached = self._leading_back(pronoun.lower(), position)
        if name is None or reached < position - _FAR_BACK or not is_unnamed(name, pronoun.lower()):
            return None
        return squeeze(unmasked(self._held(name, end) or name))

    def _leading_back(self, pronoun: str, position: int) -> _Led:
        """Return who spoke last before `position` and is not told by `pronoun`; nobody over a paragraph with no cue."""
        passed = []
        name: str | None = pronoun
        reached = position
        while name and name.lower() == pronoun:  # "he said" leads one sentence further back
            if (pronoun, position) in self._led:
                name, position, reached = self._led[pronoun, position]
                break
            passed.append(position)
            at = bisect_left(self.starts, position) - 1
            if at < 0 or self.paragraph(self.starts[at]) < self.paragraph(position) - 1:
                name = None
            else:
                reached = self.starts[at]
                name, position = self._who_spoke(pronoun, reached, position)
        led = _Led(name, position, reached)
        self._led.update(((pronoun, each), led) for each in passed)
        return led

    def _who_spoke(self, pronoun: str, start: int, end: int) -> tuple[str | None, int]:
        """Return the speaker of the sentence between two code points, or of a quote in it, and where that starts."""
        quoted = bisect_left(self.spans, (end, end)) - 1
        if quoted >= 0 and self.spans[quoted][1] > start:
            return self.told[quoted].name if quoted < len(self.told) else None, min(start, self.spans[quoted][0])
        sentence = self.text[start:end]
        name = reporter(sentence, self.lists)
        if name and name.lower() == pronoun.lower():  # A guard told us that he left
            begun = leads(sentence)
            return begun if begun and is_unnamed(begun, pronoun.lower()) else name, start
        is_about = name and (sentence.lstrip().startswith(name) or name in sentence[-FARTHEST // 4 :])
        return name if is_about and not _OF_ANOTHER.search(sentence) else None, start

    def _body(self, pronoun: str, index: int) -> str:
        """Return which institution or group `it` or `they` stands for, the pronoun itself where that is not sure."""
        before = self.before(index)
        if what := _WHAT_IT.search(before):  # Leaders met, and the U.S. blamed Russia for what it called a "theft"
            clause = _CLAUSE_END.split(before[: what.start()])[-1]
            name = leads(clause)
            return (
                squeeze(unmasked(name)) if name and may_be_body(pronoun, name, self.families, self.bodies) else pronoun
            )
        at = bisect_right(self.starts, self.spans[index][0]) - 1
        if at < 1 or self.paragraph(self.starts[at - 1]) < self.paragraph(self.starts[at]) - 1:
            return pronoun
        first, last = self.starts[at - 1], self.starts[at]
        if index and self.spans[index - 1][1] > first:
            name = self.told[index - 1].name
            body = None if name else BODY_FIRST.match(self.text, first)
            name = body[1] if body else name
        else:
            above = self.text[max(first, last - FARTHEST) : last].rstrip()
            body = BODY_FIRST.match(above)
            name = named_before(above, self.lists) or leads(above) or (body[1] if body else None)
            are = rf"{re.escape(name or '')}\s(?:have|are|were|say|deny)\b"
            if name and pronoun.lower() == "they" and re.match(are, above):
                return squeeze(unmasked(name))  # Big Machine have denied it
        return squeeze(unmasked(name)) if name and may_be_body(pronoun, name, self.families, self.bodies) else pronoun


def _may_speak(name: str, told: str) -> bool:
    """Whether the speaker of a sentence may be a person, and is not "Tweets", in "Tweets remarking on it are many"."""
    return may_be_person(name) and not (
        " " not in name
        and any(
            told.endswith(name, 0, doing.start()) and not told[: doing.start() - len(name)][-1:].isalnum()
            for doing in _DOING.finditer(told)
        )
    )
