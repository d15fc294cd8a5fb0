"""Tell who speaks a quote, by the verbs of saying before it, after it, or around it.

Rules rather than a model: what an outlet's style book lays down is regular. Every rule looks at the quote's own
sentence, then at a line before it that ends in a colon, then at the quote before it in the same paragraph.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from schemas.article import Attributed
from worker.text.normalise import squeeze
from worker.text.speech import cues, loose
from worker.text.speech.cued import (
    named_after,
    named_at_the_end,
    named_before,
    named_between,
    named_by_act,
    named_by_agent,
    named_by_document,
    named_by_source,
    reporter,
)
from worker.text.speech.layout import ENDS, FARTHEST
from worker.text.speech.names import leads
from worker.text.speech.referents import Referents, Told
from worker.text.speech.shapes import is_organisation
from worker.text.speech.stops import unmasked

_ADJACENT = re.compile(
    r"(?:[:,\u2013\u2014]|\bthat|\b(?:what|that|which)\s[^,;:]{2,60}\s(?:called|termed|dubbed)(?:\san?)?)\s*\Z"
)
# A second verb of the same subject: Mr Smith replied, "No," and told her to "go".
_AND_DID = re.compile(r",?\s+(?:and|but|then)\s+(?:also\s|then\s|later\s)?(?:told|said|wrote|went|[a-z]{3,}ed)\b")
_AND_THAT = re.compile(r",?\s+and\s+that\s")
_SAYS = re.compile(r"\b(?:said|says|told|added|wrote|tweeted|warned|called|asked|according)\b")
_WHILE = re.compile(r"(?:While|Though|Although|As|When|After)\s")
_DOING = re.compile(r"(?:(?:While|In|By|After|Before|Without|Despite)\s)?[A-Za-z]+ing\s")
_YET = re.compile(r"[.!?]\s+(?:But|And|Yet|So|Still)\s+\Z")
# What is told as the speaker's own without a verb of saying: "No," he said. The city would "not go".
_BACKSHIFTED = re.compile(r"[a-z]\s(?:would|should|must)\s(?:not\s|never\s|be\s)?\Z")
_PARTICIPLE = re.compile(rf"\b(?:{'|'.join(sorted(cues.PARTICIPLES))})\b")
_WHICH = re.compile(r",\s(?:which|whom|who)\s")
_NEW_CLAUSE = re.compile(r"\b(?:but|while|although|though|because|which|who|whom|whose)\s")
_WHEN_SAID = re.compile(r"\b(?:when|where|after|as)\s(?:he|she|they)\s")
_OPEN_RELATIVE = re.compile(r",\swho\s[^,]*\Z")
_REPORTED = re.compile(r"\sreport(?:s|ed)\b[^,]*\Z")
_IS_BEHIND = re.compile(r",?\s(?:is|was|are|were|had|has|would|will|could)\s")
_IS = re.compile(r"\s(?:is|was|are|were|became|remains?)\b")
_A_PARAGRAPH = 8  # spaces in what is a speaker's paragraph
_LONGEST_SIGNATURE = 100  # code points
_A_SENTENCE = 3  # spaces in what is more than a few words
_COULD_SAY = re.compile(r"\b(?:could|should|might|can|may|must)\s(?:[a-z]+\s)?(?:say|tell|ask|write|argue|call)\b")
_NOBODY = Told(None, None)
_SAID: Final[Attributed] = "said"
_NEAR: Final[Attributed] = "near"
_CARRIED: Final[Attributed] = "carried"


def attribute(
    text: str,
    paragraphs: Sequence[tuple[int, int]],
    starts: Sequence[int],
    spans: Sequence[tuple[int, int]],
    language: str | None = None,
) -> list[Told]:
    """Return for each quote the speaker as the article names them, and how surely that is told.

    A pronoun is replaced by the one person named shortly before it, and kept where that could be several.

    Args:
        text: the whole article.
        paragraphs: start and end of each paragraph in `text`, in code points.
        starts: where sentences start, in order; empty to have them told apart roughly.
        spans: start and end of each quote with its marks, in order.
        language: ISO 639-1; null for what is not known, which costs certainty.
    """
    article = _Article(text, paragraphs, starts, spans, cues.cues_of(language))
    found = [article.speaker(index) for index in range(len(spans))]
    # "The 'first' and the 'second' plan", he said: the cue after the second quote holds for the first.
    for index, after in reversed(list(pairwise(range(len(spans))))):
        if index not in article.names and found[index].name is None and article.shares_cue(index, after):
            found[index] = found[after]
    return found


class _Article(Referents):
    """The text with all that is known of its shape while its quotes are attributed one after another."""

    @cached_property
    def names(self) -> set[int]:
        """The quotes so far that are names of programmes and papers, in marks."""
        return set()

    def before(self, index: int) -> str:
        """Return the part of the quote's sentence before it, over the name of a programme: told "Face the Day" that."""
        if index - 1 not in self.names or not self.is_one_sentence(index - 1):
            return super().before(index)
        first, last = self.spans[index - 1][0], self.spans[index][0]
        return self.text[first - len(self.before(index - 1)) : last]

    def shares_cue(self, index: int, after: int) -> bool:
        """Whether the speaker of the next quote is told behind it, and in one sentence with this quote."""
        told = self.told[after].name is not None and self.is_one_sentence(index)
        between = named_before(self.before(after), self.lists) is not None
        return told and (not between or _DOING.match(self.before(index)) is not None)

    def speaker(self, index: int) -> Told:
        """Return the speaker of one quote; quotes are to be asked for in order."""
        before, after = self.before(index), self.after(index)
        quote = self.text[slice(*self.spans[index])]
        if loose.is_paper(quote, before) or loose.is_name(quote, before, after):
            self.names.add(index)
            self.told.append(self.told[-1] if self.is_further(index) else _NOBODY)
            return _NOBODY
        if self._is_second_clause(index, before):
            self.told.append(self.told[-1])
            return self.told[-1]
        name, how = loose.claimed_by(before), _NEAR
        if name is None:
            name, how = self._beside(index, before, after), _SAID
        if name is None:
            name, how = self._told_before(index), _CARRIED if self.is_further(index) else _NEAR
        told = self._inherited(index) if name is None else None
        if told is None:
            if name is None:
                name = self._acted_before(index) or self._acted_above(index) or self._loosely(index, before, after)
                how = _NEAR
            told = _NOBODY if name is None else self._in_full(name, how, index)
        self.told.append(told)
        return told

    def _beside(self, index: int, before: str, after: str) -> str | None:
        """Whom a verb of saying or what stands for one gives the quote to, in its sentence or the line above."""
        adjacent = before != "" and _ADJACENT.search(before) is not None
        if before and self.ending(self.spans[index][1]) not in ",?!":
            adjacent |= self.lists.verb.fullmatch(before.rsplit(maxsplit=1)[-1]) is not None
        is_speech = self.is_speech(index)
        following = named_after(after, self.lists, is_speech=is_speech) if after else None
        if following and before.rstrip().endswith("that") and self.ending(self.spans[index][1]) == ",":
            adjacent = False  # ... the idea that "it is new," wrote Jane Smith
        if following and after.startswith(",") and _OPEN_RELATIVE.search(before):
            following = None  # Mr Smith, who said "go", tweeted the news
        if following and _COULD_SAY.search(before):
            return following  # One could say, "No," she wrote.
        acts = named_by_act(before) if adjacent and is_speech and self.begins_a_sentence(index) else None
        if acts is None and not adjacent and not self.begins_a_sentence(index) and _WHILE.match(before):
            acts = named_before(before, self.lists)  # While Mr Smith called it "dead," Ms Lowe said she would go.
            following = None if acts else following
        if following and not adjacent and self._is_passed_on(index, before, following):
            following = None
        return (
            named_by_agent(before, after)
            or named_between(before, self.lists)
            or ((following or acts) if acts else None)
            or (named_before(before, self.lists) if adjacent else None)
            or following
            or (named_before(before, self.lists) if before and not adjacent else None)
            or named_by_document(before, self.lists)
            or named_at_the_end(after, self.lists)
            or named_by_source(before, after, self.lists)
            or self._labelled(index, before)
            or self._doing(index, before)
            or self._signed(index)
            or self._announced(index)
        )

    def _labelled(self, index: int, before: str) -> str | None:
        """Whose words a heading gives that begins with the family name of somebody."""
        name = loose.labelled(before) if self.is_whole(index, before) else None
        return name if name and name.rpartition(" ")[2] in self.families else None

    def _is_passed_on(self, index: int, before: str, following: str) -> bool:
        """Whether who stands behind a quote tells what another said: Mr Smith said it was "over", the paper reports."""
        if (
            self.begins_a_sentence(index)
            or _NEW_CLAUSE.search(before)
            or "," not in {self.ending(self.spans[index][1]), self.after(index)[:1]}
        ):
            return False
        name = named_before(before, self.lists)
        return name is not None and (
            leads(before) == name or following in cues.BODIES or _REPORTED.search(self.after(index)) is not None
        )

    def _doing(self, index: int, before: str) -> str | None:
        """The subject of a sentence that goes on behind a quote: Ms Smith called it "dead", adding that she "left"."""
        if not index or not _PARTICIPLE.search(before) or not self.is_one_sentence(index - 1):
            return None
        first = self.spans[index - 1][0]
        if self.told[-1].name and _WHEN_SAID.search(self.before(index - 1)):
            return self.told[-1].name  # The paper reported on it when he called it a "sham", adding that it was "over"
        sentence = self.starts[bisect_right(self.starts, first) - 1]
        return leads(self.text[max(sentence, first - FARTHEST) : first])

    def _is_second_clause(self, index: int, before: str) -> bool:
        """Whether what the quote before it was said with goes on: said it was "over" and that she would "go"."""
        going_on = index > 0 and _AND_THAT.match(before) and self.is_one_sentence(index - 1) and self.told[-1].name
        return bool(going_on) and _SAYS.search(before) is None

    def _inherited(self, index: int) -> Told | None:
        """The speaker of the quote before it, which this one goes on with."""
        if not index or (above := self.told[index - 1]).name is None or self.is_addressed(above.name, index):
            return None
        if main := self._main_clause(index):
            return Told(main, _SAID)
        if self._goes_on(index):
            return above if self.is_one_sentence(index - 1) else Told(above.name, _CARRIED)
        return Told(above.name, _CARRIED) if self._goes_on_below(index) else None

    def _main_clause(self, index: int) -> str | None:
        """Who speaks on behind a clause with another's words: She said it, which he called "fair", was a "raid"."""
        if not self.is_one_sentence(index - 1) or not _IS_BEHIND.match(self.before(index)):
            return None
        before = self.before(index - 1)
        clause = _WHICH.search(before)
        if clause is None:
            return None
        name = named_before(before[: clause.start()], self.lists)
        whom = self._in_full(name, _SAID, index - 1).name if name else None
        self.pronouns.pop(index - 1, None)
        return whom

    def _in_full(self, name: str, how: Attributed, index: int) -> Told:
        """Whom a pronoun or an office stands for, as far as that is sure: a name that is carried here."""
        if name.lower() not in cues.PRONOUNS:
            holder = self.holder(name, index)
            return Told(squeeze(unmasked(holder or name)), _CARRIED if holder else how)
        whom = self.meant(name, index)
        return Told(whom, how if whom.lower() in cues.PRONOUNS else _CARRIED)

    def _signed(self, index: int) -> str | None:
        """A dash and a name end the paragraph: "Never again." - Jane Smith."""
        end = self.spans[index][1]
        limit = self.paragraphs[self.paragraph(end - 1)][1]
        return loose.signed(self.text[end:limit]) if limit <= end + _LONGEST_SIGNATURE else None

    def _announced(self, index: int) -> str | None:
        """The paragraph before ends in "she said:"."""
        line = self.announcement(index)
        return named_before(self.text[slice(*line)], self.lists) if line else None

    def _told_before(self, index: int) -> str | None:
        """The sentence before tells who speaks: Jane Smith told the BBC that it was over, and then she speaks."""
        before = self.sentence_before(index)
        return reporter(before, self.lists) if before else None

    def _acted_before(self, index: int) -> str | None:
        """The sentence before is about who speaks: Jane Smith put away her notes, and then she speaks."""
        start, end = self.spans[index]
        if self.ending(end) not in ENDS or self.text.count(" ", start, end) < _A_SENTENCE:
            return None
        before = self.sentence_before(index)
        name = leads(before) if before else None
        if name is None or (name.lower() in cues.PRONOUNS and name.lower() not in cues.HE | cues.SHE):
            return None
        return name if name[0].isupper() or name.lower() in cues.PRONOUNS else None

    def _acted_above(self, index: int) -> str | None:
        """Who does something at the end of the paragraph above a quote that fills its own: Jane Smith shrugged."""
        (start, end), number = self.spans[index], self.paragraph(self.spans[index][0])
        if not number or not self.is_paragraph(index):
            return None
        first, last = self.paragraphs[number - 1]
        quoted = (at for at in range(bisect_left(self.spans, (first, first)), index) if at not in self.names)
        if self.text.count(" ", start, end) < _A_PARAGRAPH or next(quoted, None) is not None:
            return None
        sentence = self.starts[bisect_left(self.starts, last) - 1]
        above = self.text[max(first, sentence) : last]
        if name := reporter(above, self.lists) or named_by_source("", above, self.lists):
            return name
        name = leads(above)
        return name if name and name.rpartition(" ")[2] in self.families else None

    def _loosely(self, index: int, before: str, after: str) -> str | None:
        """Whom the words around point to with no verb of saying: a person named in full, an office, a pronoun."""
        start, end = self.spans[index]
        for name in loose.candidates(self.text[start:end], before, after, whole=self.is_whole(index, before)):
            last = name.rpartition(" ")[2]
            if name.lower() in cues.HE | cues.SHE or last in cues.ROLES or last in self.families:
                return name
            acts = name == loose.acting_after(self.text[start:end], after) and not is_organisation(name)
            if " " in name and (acts or not cues.given_names().keys().isdisjoint(name.split())):
                return name
        return None

    def _goes_on(self, index: int) -> bool:
        """Whether the quote before it, in the same paragraph, is by the same speaker, as after "he said"."""
        end, start = self.spans[index - 1][1], self.spans[index][0]
        if not self.is_further(index) or (not self.is_speech(index) and _IS.match(self.after(index))):
            return False
        if self.is_one_sentence(index - 1) or _AND_DID.match(self.text, end, start):
            return True
        if _YET.search(self.text, end, start) or _BACKSHIFTED.search(self.before(index)):
            return True
        lead = self.text[max(end, start - 3) : start].rstrip()[-1:]
        return self.begins_a_sentence(index) and (not lead or lead in ".!?,:…") and start - end < FARTHEST

    def _goes_on_below(self, index: int) -> bool:
        """Whether a paragraph that is a quote and nothing else goes on with the one above: a new speaker is named."""
        last, number = self.spans[index][1], self.paragraph(self.spans[index][0])
        above = self.spans[index - 1]
        if not number or self.paragraph(above[1] - 1) != number - 1 or self.told[index - 1].name is None:
            return False
        is_heading = self.ending(last) not in ENDS and self.text.count(" ", *self.spans[index]) < _A_PARAGRAPH
        return not is_heading and self.ending(above[1]) != "?" and self.is_paragraph(index)  # nor is it an answer
