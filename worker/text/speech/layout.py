"""Where the quotes of an article stand: the words of their sentences before and after them, and their paragraphs."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from worker.text.calendar_names import WEEKDAY_STEM
from worker.text.speech.shapes import NAME
from worker.text.speech.stops import masked
from worker.text.speech.who import addressed, family_name

FARTHEST = 500  # code points: a sentence's cue stands no farther from its quote
ENDS = ".!?…"
_ROUGH_END = re.compile(r"[.!?…][\"'”\u2019»)]*\s+(?=[^\sa-zà-ÿ\u2013\u2014-])")
_CLOSERS = "\"'”\u2019»\u203a“\u2018)"
_SAID_ALONE = re.compile(
    rf"[^\S\n]*(?:{NAME}|[Hh]e|[Ss]he)\s(?:said|says|wrote|added|tweeted|replied|stated|recalled|explained|noted)"
    rf"(?:\s(?:to|on|in|at|during|last|{WEEKDAY_STEM})[^.!?:;,\"\u201c\n]{{0,40}})?\.(?:\s|\Z)"
)
_SAID_AT_END = re.compile(r"\s(?:said|says|added|wrote|replied|continued|explained)\Z")
_NOTHING = re.compile(r"[ .\n]*(?:\([^()]{1,80}\)[ .\n]*)?")
_NUMBER_OR_TAG = frozenset("0123456789@#$\u00a3\u20ac")
_OPENERS = "\"'`“\u2018«„\u201a\u2039» (["


class Layout:
    """The text with its paragraphs, sentences and quotes; the last are spoken of by their index."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[tuple[int, int]],
        starts: Sequence[int],
        spans: Sequence[tuple[int, int]],
    ) -> None:
        """Lay out an article.

        Args:
            text: the whole of it.
            paragraphs: start and end of each paragraph in `text`, in code points.
            starts: where sentences start, in order; empty to have them told apart roughly.
            spans: start and end of each quote with its marks, in order.
        """
        self.text = masked(text)
        self.paragraphs = paragraphs
        self.paragraph_starts = [start for start, _ in paragraphs]
        self.spans = spans
        rough = (match.end() for match in _ROUGH_END.finditer(self.text))
        self.starts = sorted({*self._true_starts(starts or rough), *self.paragraph_starts})

    def _true_starts(self, starts: Iterable[int]) -> Iterable[int]:
        """Leave out what is no start: after an abbreviation, a comma or a colon, or before "he said" and a dash."""
        for start in starts:
            before = self.text[max(0, start - 4) : start].rstrip().rstrip(_CLOSERS)
            first = self.text[start : start + 1]
            if before[-1:] in ENDS and not first.islower() and first not in "\u2013\u2014-":
                yield start

    def is_one_sentence(self, index: int) -> bool:
        """Whether no sentence starts between a quote and the next."""
        end, start = self.spans[index][1], self.spans[index + 1][0]
        at = bisect_left(self.starts, end)
        ended = self.text[max(0, end - 3) : end].rstrip(_CLOSERS)[-1:] in ENDS
        return (at == len(self.starts) or self.starts[at] > start) and not ended

    def ending(self, end: int) -> str:
        """Return the last character before the closing mark of a quote that ends at `end`."""
        return self.text[max(0, end - 3) : end].rstrip(_CLOSERS).rstrip()[-1:] or " "

    def paragraph(self, position: int) -> int:
        """Return the index of the paragraph in which a code point stands."""
        return max(0, bisect_right(self.paragraph_starts, position) - 1)

    def before(self, index: int) -> str:
        """Return the part of the quote's sentence that stands before it, from the quote before it on."""
        start = self.spans[index][0]
        first = self.paragraph_starts[self.paragraph(start)]
        previous = self.spans[index - 1][1] if index else 0
        first = max(first, previous, start - FARTHEST)
        window = self.text[first:start]
        last = window.rstrip()[-1:]
        if not last or last in ENDS:
            return ""
        position = first + len(window.rstrip()) - 1
        sentence = self.starts[bisect_right(self.starts, position) - 1]
        return self.text[max(first, sentence) : start]

    def is_whole(self, index: int, before: str) -> bool:
        """Whether what stands before a quote reaches back to where its sentence starts."""
        start = self.spans[index][0] - len(before)
        at = bisect_left(self.starts, start)
        return at < len(self.starts) and self.starts[at] == start

    def after(self, index: int) -> str:
        """Return the part of the quote's sentence that stands after it, up to the next quote."""
        end = self.spans[index][1]
        limit = min(self.paragraphs[self.paragraph(end - 1)][1], end + FARTHEST)
        if index + 1 < len(self.spans):
            limit = min(limit, self.spans[index + 1][0])
        at = bisect_left(self.starts, end)
        asked = self.text[max(0, end - 3) : end].rstrip(_CLOSERS)[-1:] in "?!"
        asked = asked or _SAID_ALONE.match(self.text, end) is not None  # "It is over." Bob Smith said on Monday.
        if at < len(self.starts) and asked and not self.text[end : self.starts[at]].strip():
            at += 1  # "Really?" Bob Smith said.
            limit = min(limit, self.starts[at] if at < len(self.starts) else limit)
            rest = self.text[end:limit]
            return "" if rest.rstrip().endswith((":", ",")) else rest
        return self.text[end : min(limit, self.starts[at] if at < len(self.starts) else limit)]

    def is_speech(self, index: int) -> bool:
        """Whether punctuation parts the quote from what follows, so that a clause of its own may follow."""
        end = self.spans[index][1]
        parted = any(character in ".,?!.\u2013\u2014" for character in self.text[max(0, end - 3) : end + 1])
        return parted or self.text.startswith("- ", end)

    def is_addressed(self, name: str, index: int) -> bool:
        """Return whether a quote speaks to somebody: "Mr Smith, you lie"."""
        start, end = self.spans[index]
        return addressed(family_name(name), self.text[start : min(end, start + FARTHEST)])

    def sentence_before(self, index: int) -> str:
        """Return the sentence before a quote that is a sentence itself, from the quote before it on."""
        start = self.spans[index][0]
        previous = self.spans[index - 1][1] if index else 0
        first = max(self.paragraph_starts[self.paragraph(start)], previous, start - FARTHEST)
        before = self.text[first:start].rstrip()
        if before[-1:] not in ENDS or not before or not self.begins_a_sentence(index):
            return ""
        sentence = self.starts[bisect_left(self.starts, first + len(before)) - 1]
        return before[max(0, sentence - first) :]

    def announcement(self, index: int) -> tuple[int, int] | None:
        """Return where the sentence that ends the paragraph above in a colon stands, if the quote begins its own."""
        start = self.spans[index][0]
        number = self.paragraph(start)
        if not number or self.text[self.paragraph_starts[number] : start].strip():
            return None
        end = self.paragraphs[number - 1][1]
        if self.text[max(0, end - 3) : end].rstrip()[-1:] not in {":", ","} and not _SAID_AT_END.search(
            self.text, max(0, end - 12), end
        ):
            return None
        sentence = self.starts[bisect_left(self.starts, max(0, end - 1)) - 1] if end else 0
        return max(sentence, end - FARTHEST, self.paragraph_starts[number - 1]), end

    def begins_a_sentence(self, index: int) -> bool:
        """Return whether a quote begins with a capital, or with a number or a tag behind a sentence."""
        start = self.spans[index][0]
        first = self.text[start : start + 8].lstrip(_OPENERS + ".\u2026")[:1]
        is_behind = first in _NUMBER_OR_TAG and self.text[max(0, start - 3) : start].rstrip()[-1:] in ENDS
        return first.isupper() or is_behind

    def is_further(self, index: int) -> bool:
        """Whether another quote stands before it in its paragraph."""
        return index > 0 and self.paragraph(self.spans[index - 1][1] - 1) == self.paragraph(self.spans[index][0])

    def is_paragraph(self, index: int) -> bool:
        """Return whether a quote is the whole of its paragraph."""
        (first, last), (start, end) = self.spans[index], self.paragraphs[self.paragraph(self.spans[index][0])]
        return not self.text[start:first].strip() and (
            last >= end or _NOTHING.fullmatch(self.text, last, end) is not None
        )
