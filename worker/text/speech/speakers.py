"""Tell who speaks a quote, by the verbs of saying before it, after it, or around it.

Rules rather than a model: what an outlet's style book lays down is regular. Every rule looks at the quote's own
sentence, then at a line before it that ends in a colon, then at the quote before it in the same paragraph.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from worker.text.normalise import squeeze
from worker.text.speech import cues, loose
from worker.text.speech.cued import named_after, named_at_the_end, named_before, named_by_document, named_by_source
from worker.text.speech.cues import Cues
from worker.text.speech.names import leads, masked, name_only, unmasked
from worker.text.speech.who import Named, families, holder, person

_FARTHEST = 500  # code points: a sentence's cue stands no farther from its quote
_ROUGH_END = re.compile(r"[.!?…][\"'”\u2019»)]*\s+(?=[^\sa-zà-ÿ\u2013\u2014-])")
_CLOSERS = "\"'”\u2019»\u203a“\u2018)"
_OPENERS = "\"'“\u2018«„\u201a\u2039» "
_ENDS = ".!?…"
_DASH_NAME = re.compile(r"\s*[\u2013\u2014-]{1,2}\s*([^\n]{2,80}?)\s*\Z")
_ADJACENT = re.compile(r"(?:[:,\u2013\u2014]|\bthat)\s*\Z")
_FAR_BACK = 2_000  # code points: an office's holder is named no farther before
_A_SENTENCE = 3  # spaces in what is more than a few words
_RECENT = 2  # paragraphs in which a pronoun's name is looked for


def attribute(
    text: str,
    paragraphs: Sequence[tuple[int, int]],
    starts: Sequence[int],
    spans: Sequence[tuple[int, int]],
    language: str | None = None,
) -> list[str | None]:
    """Return for each quote the speaker as the article names them, None where it does not say.

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
        if found[index] is None and found[after] is not None and article.one_sentence(index):
            found[index] = found[after]
    return found


class _Article:
    """The text with all that is known of its shape while its quotes are attributed one after another."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[tuple[int, int]],
        starts: Sequence[int],
        spans: Sequence[tuple[int, int]],
        lists: Cues,
    ) -> None:
        self.text = masked(text)
        self.paragraphs = paragraphs
        self.paragraph_starts = [start for start, _ in paragraphs]
        self.spans = spans
        self.lists = lists
        rough = (match.end() for match in _ROUGH_END.finditer(self.text))
        self.starts = sorted({*self._true_starts(starts or rough), *self.paragraph_starts})
        self.speakers: list[str | None] = []
        self.pronouns: dict[int, str] = {}  # of the quotes whose speaker is told by one

    @cached_property
    def families(self) -> dict[str, list[Named]]:
        """The people whom the article names in full, by their family names."""
        return families(self.text)

    def _true_starts(self, starts: Iterable[int]) -> Iterable[int]:
        """Leave out what is no start: after an abbreviation, a comma or a colon, or before "he said" and a dash."""
        for start in starts:
            before = self.text[max(0, start - 4) : start].rstrip().rstrip(_CLOSERS)
            first = self.text[start : start + 1]
            if before[-1:] in _ENDS and not first.islower() and first not in "\u2013\u2014-":
                yield start

    def speaker(self, index: int) -> str | None:
        """Return the speaker of one quote; quotes are to be asked for in order."""
        before, after = self._before(index), self._after(index)
        adjacent = before != "" and _ADJACENT.search(before) is not None
        name = (
            (named_before(before, self.lists) if adjacent else None)
            or (named_after(after, self.lists, is_speech=self._is_speech(index)) if after else None)
            or (named_before(before, self.lists) if before and not adjacent else None)
            or named_by_document(before, self.lists)
            or named_at_the_end(after, self.lists)
            or named_by_source(before, after, self.lists)
            or self._signed(index)
            or self._announced(index)
            or self._told_before(index)
        )
        goes_on = name is None and index and (self._goes_on(index) or self._goes_on_below(index))
        if goes_on and self.speakers[index - 1] is not None:
            self.speakers.append(self.speakers[index - 1])
            return self.speakers[-1]
        name = name or self._acted_before(index) or self._loosely(index, before, after)
        if name is not None and name.lower() in cues.PRONOUNS:
            self.pronouns[index] = name.lower()
            name = (self.speakers[index - 1] if self._is_same_as_before(index) else None) or self._whom(name, index)
        elif name is not None:
            name = squeeze(unmasked(self._holder(name, index) or name))
        self.speakers.append(name)
        return name

    def one_sentence(self, index: int) -> bool:
        """Whether no sentence starts between a quote and the next."""
        end, start = self.spans[index][1], self.spans[index + 1][0]
        at = bisect_left(self.starts, end)
        ended = self.text[max(0, end - 3) : end].rstrip(_CLOSERS)[-1:] in _ENDS
        return (at == len(self.starts) or self.starts[at] > start) and not ended

    def _ending(self, end: int) -> str:
        """Return the last character before the closing mark of a quote that ends at `end`."""
        return self.text[max(0, end - 3) : end].rstrip(_CLOSERS)[-1:] or " "

    def _paragraph(self, position: int) -> int:
        return max(0, bisect_right(self.paragraph_starts, position) - 1)

    def _before(self, index: int) -> str:
        """Return the part of the quote's sentence that stands before it, from the quote before it on."""
        start = self.spans[index][0]
        first = self.paragraph_starts[self._paragraph(start)]
        previous = self.spans[index - 1][1] if index else 0
        first = max(first, previous, start - _FARTHEST)
        window = self.text[first:start]
        last = window.rstrip()[-1:]
        if not last or last in _ENDS:
            return ""
        position = first + len(window.rstrip()) - 1
        sentence = self.starts[bisect_right(self.starts, position) - 1]
        return self.text[max(first, sentence) : start]

    def _after(self, index: int) -> str:
        """Return the part of the quote's sentence that stands after it, up to the next quote."""
        end = self.spans[index][1]
        limit = min(self.paragraphs[self._paragraph(end - 1)][1], end + _FARTHEST)
        if index + 1 < len(self.spans):
            limit = min(limit, self.spans[index + 1][0])
        at = bisect_left(self.starts, end)
        asked = self.text[max(0, end - 3) : end].rstrip(_CLOSERS)[-1:] in "?!"
        if at < len(self.starts) and asked and not self.text[end : self.starts[at]].strip():
            at += 1  # "Really?" Bob Smith said.
            limit = min(limit, self.starts[at] if at < len(self.starts) else limit)
            rest = self.text[end:limit]
            return "" if rest.rstrip().endswith((":", ",")) else rest
        return self.text[end : min(limit, self.starts[at] if at < len(self.starts) else limit)]

    def _is_speech(self, index: int) -> bool:
        """Whether punctuation parts the quote from what follows, so that a clause of its own may follow."""
        end = self.spans[index][1]
        return any(character in ".,?!.\u2013\u2014" for character in self.text[max(0, end - 3) : end + 1])

    def _signed(self, index: int) -> str | None:
        """A dash and a name end the paragraph: "Never again." - Jane Smith."""
        end = self.spans[index][1]
        limit = self.paragraphs[self._paragraph(end - 1)][1]
        signature = _DASH_NAME.match(self.text[end : min(limit, end + 100)]) if limit <= end + 100 else None
        return name_only(signature[1]) if signature else None

    def _announced(self, index: int) -> str | None:
        """The paragraph before ends in "she said:"."""
        start = self.spans[index][0]
        number = self._paragraph(start)
        first = self.paragraph_starts[number]
        if not number or self.text[first:start].strip():
            return None
        end = self.paragraphs[number - 1][1]
        if self.text[max(0, end - 3) : end].rstrip()[-1:] != ":":
            return None
        sentence = self.starts[bisect_left(self.starts, max(0, end - 1)) - 1] if end else 0
        first = max(sentence, end - _FARTHEST, self.paragraph_starts[number - 1])
        return named_before(self.text[first:end], self.lists)

    def _is_same_as_before(self, index: int) -> bool:
        """Whether the quote before it, in the same paragraph, is told by the same pronoun."""
        in_one = index > 0 and self._paragraph(self.spans[index - 1][0]) == self._paragraph(self.spans[index][0])
        return in_one and self.pronouns.get(index - 1) == self.pronouns[index]

    def _told_before(self, index: int) -> str | None:
        """The sentence before tells who speaks: Jane Smith told the BBC that it was over, and then she speaks."""
        before = self._sentence_before(index)
        return named_before(before, self.lists) if before else None

    def _acted_before(self, index: int) -> str | None:
        """The sentence before is about who speaks: Jane Smith put away her notes, and then she speaks."""
        start, end = self.spans[index]
        if self._ending(end) not in _ENDS or self.text.count(" ", start, end) < _A_SENTENCE:
            return None
        before = self._sentence_before(index)
        name = leads(before) if before else None
        if name is None or (name.lower() in cues.PRONOUNS and name.lower() not in cues.HE | cues.SHE):
            return None
        return name if name[0].isupper() or name.lower() in cues.PRONOUNS else None

    def _loosely(self, index: int, before: str, after: str) -> str | None:
        """Whom the words around point to with no verb of saying: a person named in full, an office, a pronoun."""
        start, end = self.spans[index]
        at = bisect_left(self.starts, start - len(before))
        whole = at < len(self.starts) and self.starts[at] == start - len(before)
        for name in loose.candidates(self.text[start:end], before, after, whole=whole):
            last = name.rpartition(" ")[2]
            if name.lower() in cues.HE | cues.SHE or last in cues.ROLES or last in self.families:
                return name
            if " " in name and not cues.given_names().keys().isdisjoint(name.split()):
                return name
        return None

    def _sentence_before(self, index: int) -> str:
        """Return the sentence before a quote that is a sentence itself, from the quote before it on."""
        start = self.spans[index][0]
        previous = self.spans[index - 1][1] if index else 0
        first = max(self.paragraph_starts[self._paragraph(start)], previous, start - _FARTHEST)
        before = self.text[first:start].rstrip()
        if before[-1:] not in _ENDS or not before or not self._begins_a_sentence(index):
            return ""
        sentence = self.starts[bisect_left(self.starts, first + len(before)) - 1]
        return before[max(0, sentence - first) :]

    def _begins_a_sentence(self, index: int) -> bool:
        start = self.spans[index][0]
        return self.text[start : start + 4].lstrip(_OPENERS)[:1].isupper()

    def _goes_on(self, index: int) -> bool:
        """Whether the quote before it, in the same paragraph, is by the same speaker, as after "he said"."""
        end, start = self.spans[index - 1][1], self.spans[index][0]
        if self._paragraph(end - 1) != self._paragraph(start):
            return False
        if self.one_sentence(index - 1):
            return True
        lead = self.text[max(end, start - 3) : start].rstrip()[-1:]
        return self._begins_a_sentence(index) and (not lead or lead in ".!?,:…") and start - end < _FARTHEST

    def _goes_on_below(self, index: int) -> bool:
        """Whether a paragraph that is a quote and nothing else goes on with the one above: a new speaker is named."""
        (first, last), number = self.spans[index], self._paragraph(self.spans[index][0])
        above = self.spans[index - 1]
        if not number or self._paragraph(above[0]) != number - 1 or self.speakers[index - 1] is None:
            return False
        start, end = self.paragraphs[number]
        if self._ending(above[1]) == "?" or self._ending(last) not in _ENDS:
            return False  # an answer; a heading
        return not self.text[start:first].strip() and not self.text[last:end].strip(" .\n")

    def _holder(self, name: str, index: int) -> str | None:
        """Return who was named with an office that speaks: "the spokesman"."""
        start = self.spans[index][0]
        return holder(name, self.text[max(0, start - _FAR_BACK) : start])

    def _whom(self, pronoun: str, index: int) -> str:
        """Return the one person a pronoun can stand for, the pronoun itself where that is not sure."""
        position = self.spans[index][0]
        before = self._before(index)
        itself = rf"(?i:\b{pronoun}\b)"
        used = [] if pronoun.lower() in cues.DETERMINERS else list(re.finditer(itself, before))
        if used:  # who is named after it is another
            position += used[-1].start() - len(before)
        number = max(0, self._paragraph(position) - _RECENT)
        told, at = [], max(self.paragraph_starts[number], position - 3 * _FARTHEST)
        for start, end in self.spans[bisect_left(self.spans, (at, at)) : index]:  # who is quoted names many others
            told.append(self.text[at:start])
            at = max(at, end)
        told.append(self.text[at:position])
        said = [name for name in self.speakers[max(0, index - 3) : index] if name]
        return squeeze(unmasked(person(pronoun, " | ".join(told), said, self.families, position) or pronoun))
