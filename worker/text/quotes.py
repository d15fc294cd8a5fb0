"""Find the quotes of an article and who is quoted: spans here, speakers in `speakers`, single marks in `marks`.

The conventions are those of the press: quotes of the same shape may nest; a quote over several paragraphs is opened
anew in each and closed in the last; captions may stand between its paragraphs; and marks get lost in production.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from schemas.article import Quote, Sentence
from worker.text.speech import incises
from worker.text.speech.marks import Close, Family, Mark, closing, marks
from worker.text.speech.speakers import attribute

# A teaser's headline quotes somebody, but the article does not.
_TEASER = re.compile(
    r"(?:now watch|read more|read also|read next|more on|related|see also|watch|listen|click here|lire aussi"
    r"|lesen sie auch|mehr zum thema|lea tambi[eé]n|te puede interesar)\b[^\w.!?\"'\u2018\u201c]*[:|\u2013\u2014>]",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:picture|photo|photograph|image|credit|foto|cr[eé]dit)s?\s*(?:by\b|:)|\((?:AP|AFP|PA|EPA|Reuters|Getty)\b",
    re.IGNORECASE,
)
_NARRATED = re.compile(r"\b(?:said|says|told|added|wrote|tweeted|sagte|dijo|déclaré|dit)\b")
_LOST_CLOSING = re.compile(
    r"[,!?](?= (?:(?:said|says|added) (?:[A-Z]|the |an? )[^.,!?\"\u201c\u201d]{1,60}"
    r"|(?:he|she|they) (?:said|says|added))[.,])"
)
_CALLED = re.compile(r"(?:[Tt]he )?[A-Z\u00c0-\u00de][a-z\u00e0-\u00ff]+(?: [A-Z\u00c0-\u00de][a-z\u00e0-\u00ff]+)?")
_NAME_BEFORE = re.compile(r"\b(?!(?:The|A|An|In|On|By|And|But)\b)[A-Z\u00c0-\u00de][a-z\u00e0-\u00ff]+(?: [A-Z]\.)? \Z")
_NAME_AFTER = re.compile(r" [A-Z\u00c0-\u00de][a-z\u00e0-\u00ff]+")
_NOTHING_MORE = re.compile(r"[\s.]*\Z")
_ENDED = ".!?\u2026\u3002"

_LONGEST_NAME = 40  # code points
_MOST_HELD = 3  # paragraphs between two parts of one quote
_LONGEST_HELD = 400  # code points; a caption or an embedded line is shorter
_LONGEST_PROSE_HELD = 250


@dataclass
class _Draft:
    """A quote being read; offsets are code points in the whole text, `parts` leave the outer marks out."""

    start: int
    end: int
    family: Family
    parts: list[tuple[int, int]]
    introduced: bool  # a colon stands before it
    held: list[tuple[int, int]] = field(default_factory=list)  # paragraphs that may stand inside it


def find(paragraphs: Sequence[str], sentences: Sequence[Sentence], language: str | None = None) -> tuple[Quote, ...]:
    """Return the quotes of an article in order, none overlapping another.

    Args:
        paragraphs: the article's paragraphs; all offsets count code points in the text made by joining them with a
            blank line.
        sentences: of the same text, in order; who spoke is looked for within the sentence. With none given, sentences
            are told apart roughly.
        language: ISO 639-1, by which verbs of saying are known; null where it is not known.

    Returns:
        Quotes whose `start` and `end` take in the first opening and the last closing mark and whose `text` leaves them
        out; the parts of a quote over several paragraphs are joined by a blank line, and what tells inside the marks
        who speaks is left out. `speaker` is as the article names
        them, a pronoun where it cannot be told whom it stands for, None where nobody is named; `attribution` says how
        sure that is. A nested quote is part of the outer one.

    The time taken is linear in the length of the text.
    """
    text = "\n\n".join(paragraphs)
    scan = _Scan(text)
    offset = 0
    bounds = []
    for paragraph in paragraphs:
        scan.read(paragraph, offset)
        bounds.append((offset, offset + len(paragraph)))
        offset += len(paragraph) + 2
    drafts = scan.finish()
    cuts = [[cut for part in draft.parts for cut in incises.find(text, *part, language)] for draft in drafts]
    pieces = [list(_between(text, draft, cut)) for draft, cut in zip(drafts, cuts, strict=True)]
    starts, spans = [sentence.start for sentence in sentences], [span for piece in pieces for span in piece]
    speakers = iter(attribute(text, bounds, starts, spans, language))
    found = []
    for draft, cut, piece in zip(drafts, cuts, pieces, strict=True):
        name, how = next(speakers)
        for _ in piece[1:]:
            next(speakers)
        words = _words(text, draft.parts, cut)
        found.append(Quote(text=words, speaker=name, attribution=how, start=draft.start, end=draft.end))
    return tuple(found)


def _is_nickname(paragraph: str, opening: Mark, ending: Mark) -> bool:
    """Whether two marks enclose what somebody is called, in the middle of the name: Marcia "Cia" Price."""
    return (
        _CALLED.fullmatch(paragraph, opening.end, ending.start) is not None
        and _NAME_BEFORE.search(paragraph, max(0, opening.start - _LONGEST_NAME), opening.start) is not None
        and _NAME_AFTER.match(paragraph, ending.end) is not None
    )


def _between(text: str, draft: _Draft, cuts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans of a quote around the clauses in it that tell who speaks."""
    start = draft.start
    for first, last in cuts:
        yield start, first
        start = last
    if not cuts or any(map(str.isalnum, text[start : draft.end])):
        yield start, draft.end


def _words(text: str, parts: Sequence[tuple[int, int]], cuts: Sequence[tuple[int, int]] = ()) -> str:
    said = []
    for start, end in parts:
        part, at = "", start
        for first, last in (*(cut for cut in cuts if start <= cut[0] < end), (end, end)):
            piece, at = text[at:first].strip(), last
            part += f" {piece}" if piece[:1].isalnum() else piece
        said.append(part.strip())
    return "\n\n".join(filter(None, said))


class _Scan:
    """Reads paragraph after paragraph; `unclosed` is the quote that may go on in the next one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.drafts: list[_Draft] = []
        self.unclosed: _Draft | None = None
        self.ended_paragraph = False  # whether the last draft closed where a paragraph did

    def finish(self) -> list[_Draft]:
        """Return what was found; what is still unclosed ends with its paragraph."""
        self._give_up()
        return [draft for draft in self.drafts if _words(self.text, draft.parts)]

    def read(self, paragraph: str, offset: int) -> None:
        """Take in one paragraph that begins at `offset`."""
        if not paragraph.strip() or _TEASER.match(paragraph.lstrip()):
            return
        found = marks(paragraph)
        at = self._continued(paragraph, offset, found)
        if at is None:
            at = self._repaired(paragraph, offset, found)
        if at is None:
            if self.unclosed and self._hold(paragraph, offset, found):
                return
            self._give_up()
            self.ended_paragraph = self.ended_paragraph and not found and _is_caption(paragraph)
            at = 0
        self._scan(paragraph, offset, found, at)

    def _scan(self, paragraph: str, offset: int, found: list[Mark], at: int) -> None:
        """Read the quotes that open in the rest of a paragraph."""
        while at < len(found):
            mark = found[at]
            end = closing(found, at, paragraph) if mark.opens else None
            if end is not None and _is_nickname(paragraph, mark, found[end]):
                at = end + 1
            elif end is not None:
                self._add(paragraph, offset, mark, found[end].start, found[end].end)
                at = end + 1
            elif _may_stay_open(mark, paragraph):
                self._leave_open(paragraph, offset, mark)
                return
            else:
                at += 1

    def _add(self, paragraph: str, offset: int, mark: Mark, words_end: int, end: int) -> None:
        introduced = paragraph[max(0, mark.start - 3) : mark.start].rstrip().endswith(":")
        words = (offset + mark.end, offset + words_end)
        self.drafts.append(_Draft(offset + mark.start, offset + end, mark.family, [words], introduced))
        self.ended_paragraph = _NOTHING_MORE.match(paragraph, end) is not None

    def _leave_open(self, paragraph: str, offset: int, mark: Mark) -> None:
        """The quote goes on in the next paragraph, unless the paragraph tells that its closing mark was lost."""
        lost = _LOST_CLOSING.search(paragraph, mark.end)
        end = lost.end() if lost else len(paragraph.rstrip())
        self._add(paragraph, offset, mark, end, end)
        if not lost:
            self.unclosed = self.drafts.pop()

    def _continued(self, paragraph: str, offset: int, found: list[Mark]) -> int | None:
        """Go on with the unclosed quote where a mark of any shape begins this paragraph; return where to read on."""
        draft = self.unclosed
        if not draft or not found or paragraph[: found[0].start].strip():
            return None
        mark = found[0]
        end = closing(found, 0, paragraph)
        other_shape = mark.family is not draft.family
        if other_shape and end is not None and found[end].closes is not Close.FIRM:
            return None  # a few words in other marks: the unclosed quote lost its end
        draft.held.clear()
        draft.family = mark.family
        if end is None:
            draft.parts.append((offset + mark.end, offset + len(paragraph)))
            draft.end = offset + len(paragraph.rstrip())
            return len(found)
        self._close(draft, paragraph, offset, mark.end, found[end])
        return end + 1

    def _repaired(self, paragraph: str, offset: int, found: list[Mark]) -> int | None:
        """Give words that only a closing mark follows to the quote just before them; return where to read on."""
        draft = self.unclosed or (self.drafts[-1] if self.drafts and self.ended_paragraph else None)
        index = _stray_end(paragraph, found)
        if draft is None or index is None or _introduces(paragraph[: found[index].start]):
            return None
        held = [(start, end) for start, end in draft.held if not _is_caption(self.text[start:end])]
        draft.parts.extend(held)
        draft.held.clear()
        self._close(draft, paragraph, offset, 0, found[index])
        return index + 1

    def _close(self, draft: _Draft, paragraph: str, offset: int, start: int, mark: Mark) -> None:
        draft.parts.append((offset + start, offset + mark.start))
        draft.end = offset + mark.end
        if self.unclosed:
            self.drafts.append(draft)
            self.unclosed = None
        self.ended_paragraph = _NOTHING_MORE.match(paragraph, mark.end) is not None

    def _hold(self, paragraph: str, offset: int, found: list[Mark]) -> bool:
        """Whether this paragraph may stand between two parts of the unclosed quote, as a caption does."""
        draft = self.unclosed
        if draft is None or len(draft.held) >= _MOST_HELD or any(mark.opens for mark in found):
            return False
        if not _is_caption(paragraph):
            prose = any(not _is_caption(self.text[start:end]) for start, end in draft.held)
            if prose or len(paragraph) > _LONGEST_PROSE_HELD or _NARRATED.search(paragraph):
                return False
        draft.held.append((offset, offset + len(paragraph)))
        return True

    def _give_up(self) -> None:
        """Nothing continued the unclosed quote; in single quotes it was an apostrophe, unless a colon announced it."""
        draft, self.unclosed = self.unclosed, None
        if draft and (draft.family is not Family.SINGLE or draft.introduced or len(draft.parts) > 1):
            self.drafts.append(draft)
            self.ended_paragraph = False


def _may_stay_open(mark: Mark, paragraph: str) -> bool:
    """Whether an opening mark without a closing one is more than an apostrophe or a slip."""
    slip = mark.family is not Family.GUILLEMET and paragraph[mark.end : mark.end + 1].isspace()
    return mark.opens and not slip and (mark.family is not Family.SINGLE or mark.whole)


def _stray_end(paragraph: str, found: Sequence[Mark]) -> int | None:
    """Return the index of a sure closing mark that nothing in its paragraph opened."""
    for index, mark in enumerate(found):
        if mark.opens:
            return None
        if mark.closes is Close.FIRM and (mark.family is not Family.SINGLE or _NOTHING_MORE.match(paragraph, mark.end)):
            return index
    return None


def _introduces(words: str) -> bool:
    """Whether words before a closing mark tell that somebody else begins to speak."""
    lead, colon, _ = words.partition(":")
    return bool(colon) and bool(_NARRATED.search(lead))


def _is_caption(paragraph: str) -> bool:
    return len(paragraph) <= _LONGEST_HELD and (
        paragraph.rstrip()[-1:] not in _ENDED or _CREDIT.search(paragraph) is not None
    )
