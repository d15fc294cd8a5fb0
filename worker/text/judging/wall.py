"""Walls, checks and error pages told by their words.

Such a page speaks to the visitor in set lines, and holds little else. So the lines are weighed against the prose that
is not about them: an article about captchas tells of the lines in sentences of its own, or within quotation marks.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from worker.text.judging import concepts
from worker.text.judging.lexicon import NEVER, Words, words
from worker.text.pages.draft import Draft

_QUOTED = re.compile(
    r"[\"\u201c\u201d\u201e\u00ab\u00bb][^\"\u201c\u201d\u201e\u00ab\u00bb]{0,300}[\"\u201c\u201d\u00ab\u00bb]"
    r"|(?<!\w)['\u2018](?=\w)[^'\u2018\u2019\"]{3,120}(?<=[\w.!?,])['\u2019](?!\w)"
)
_SITE = re.compile(r"\s[|\u2013\u2014\u00b7-]\s")
"""What parts a title from the site's name."""
_PARTS = re.compile(r"(?<=[.!?\u2026])\s+")
_ENDED = re.compile(r"[.!?\u2026][\"'\u201d\u2019\u00bb)]*\Z")
# News puts a colon into headlines, walls do not.
_HEADLINE = re.compile(r"\w:\s+\w+\s+\w")
_CODE = re.compile(r"\A\W*\d{3}\W+")
_MAX_SENTENCE_WORDS = 45
_PROSE_WORDS = 6
_INVITATION_WORDS = 16
_LINE_CHARS = 120
_FEWEST_SAID_WORDS = 3
_FEWEST_TITLE_WORDS = 2
_HEADING_WORDS = 3
_BRIEF_WORDS = 60
_GOES_ON_WORDS = 25
"""Words of prose behind a paragraph that show the text to go on."""
_TITLE_WORDS = 8
_SURE = 4
_ENOUGH_REST = 100
"""More words of prose than these beside a wall make no difference."""


@dataclass(frozen=True, slots=True)
class Wall:
    """How far a page speaks like one kind of wall."""

    score: int
    """Two for each set line and phrase, one for each hint and for each sentence that says it in other words,
    and one for a title that does."""
    evidence: tuple[str, ...]
    """The set lines and phrases."""
    said: tuple[str, ...]
    """The sentences that say it in other words."""
    kinds: frozenset[str]
    """The kinds of walls that these sentences and those with set phrases say."""
    titled: bool
    """Its title or main heading is a set line, or says it in a few words."""
    rest: int
    """Words of the page's own prose that are no part of the wall, counted as far as they make a difference."""
    topical: bool
    """Whether all of that prose speaks of what such walls speak of."""


@dataclass(slots=True)
class _Heard:
    """What was found of a wall so far, each once and in order."""

    evidence: dict[str, None] = field(default_factory=dict)
    said: dict[str, None] = field(default_factory=dict)
    hits: set[str] = field(default_factory=set)
    hints: int = 0


def look(kind: str, draft: Draft, *, longest: int = _MAX_SENTENCE_WORDS, after_title: bool = False) -> Wall:
    """Return how far the page in `draft` speaks like a wall of `kind`, a table of the word lists.

    Args:
        kind: `blocked`, `consent`, `paywall` or `missing`.
        draft: What was made of the page.
        longest: Words of the longest sentence in which a phrase counts.
        after_title: Whether only what stands below the main heading counts, and of asides beside few words set lines
            and what says that the page is for some readers only.
    """
    lists = words(kind)
    signs = draft.signs
    heard = _Heard()
    titles = [line for line in signs.titles if _is_set(lists.lines, line)]
    heard.evidence.update(dict.fromkeys(titles))
    heard.said.update(
        dict.fromkeys(
            line
            for line in signs.titles
            if _titles(kind, line) and (not after_title or concepts.addresses(_unquoted(line)))
        )
    )
    in_title = bool(heard.said) and not titles
    lines = list(dict.fromkeys(_below(signs.lines, signs.titles) if after_title else signs.lines))
    beside = signs.beside if after_title else frozenset()
    if draft.words >= _BRIEF_WORDS:
        lines = [line for line in lines if line not in beside]
    if after_title:
        running = _running(draft.paragraphs)
        lines = [line for line in lines if line not in running]
    aside = frozenset(line for line in beside if not concepts.reserves(line))
    other_words = frozenset(lines) - frozenset(signs.titles) - aside
    _hear_invitations(kind, lists, lines, heard, other_words)
    for line in lines:
        if _is_set(lists.lines, line):
            heard.evidence[line] = None
            heard.hits.add(line)
        elif _is_set(lists.hints, line):
            heard.hints += 1
            heard.hits.add(line)
        else:
            _hear(kind, lists, line, heard, longest=longest, in_other_words=line in other_words)
    is_spoken = any(
        concepts.addresses(title) and _phrase(lists, title) for title in signs.titles if not _HEADLINE.search(title)
    )
    score = 2 * len(heard.evidence) + heard.hints + len(heard.said) + in_title
    return Wall(
        score=score,
        evidence=tuple(heard.evidence),
        said=tuple(heard.said),
        kinds=frozenset().union(*map(concepts.said, (*heard.said, *heard.hits))),
        titled=in_title or bool(titles),
        rest=_rest(draft, heard.hits, lists.topics if score >= _SURE else None, is_spoken=is_spoken),
        topical=not _rest(draft, heard.hits, lists.topics),
    )


def is_titled(kind: str, draft: Draft) -> bool:
    """Whether the page's title or main heading is a set line of walls of `kind`, or says it in a few words."""
    lists = words(kind)
    return any(_is_set(lists.lines, line) or _titles(kind, line) for line in draft.signs.titles)


def is_outweighed(kind: str, draft: Draft, *, words_beside: int, longest: int = _MAX_SENTENCE_WORDS) -> bool:
    """Whether a wall of `kind` is sure to leave so many words of `rest`, however the page's other lines speak.

    Most pages are articles, and a few of their sentences tell so; to look at each line of a page takes far longer.

    Args:
        kind: As `look` has it.
        draft: What was made of the page.
        words_beside: Of prose, as `Wall.rest` counts them, at most 100.
        longest: As `look` has it.
    """
    lists = words(kind)
    count = 0
    for paragraph in draft.paragraphs:
        if not _ENDED.search(paragraph) or _may_be_hit(kind, lists, paragraph, longest):
            continue
        for sentence in _PARTS.split(paragraph):
            length = len(sentence.split())
            is_rest = length >= _PROSE_WORDS and not lists.topics.search(sentence) and not concepts.addresses(sentence)
            if is_rest and not _may_be_hit(kind, lists, sentence, longest):
                count += length
        if count >= words_beside:
            return True
    return False


def _may_be_hit(kind: str, lists: Words, text: str, longest: int) -> bool:
    """Whether a line or sentence may be taken for a wall's, wherever on the page it stands."""
    if _is_set(lists.lines, text) or _is_set(lists.hints, text) or lists.invites is not NEVER:
        return True
    is_short = len(text.split()) <= longest
    return (is_short and _phrase(lists, text) is not None) or _says(kind, text, longest)


def _hear(kind: str, lists: Words, line: str, heard: _Heard, *, longest: int, in_other_words: bool) -> None:
    """Add the sentences of `line` that a wall would say, in set phrases or, where they count, in other words."""
    for sentence in _PARTS.split(line):
        if len(sentence.split()) <= longest and (match := _phrase(lists, sentence)):
            heard.evidence[match[0]] = None
            heard.hits.add(sentence)
        elif in_other_words and _says(kind, sentence, longest):
            heard.said[sentence] = None
            heard.hits.add(sentence)


def _hear_invitations(
    kind: str, lists: Words, lines: Sequence[str], heard: _Heard, other_words: frozenset[str]
) -> None:
    """Add the short lines that invite to read on, where they or the next short line name a price for it."""
    if lists.invites is NEVER:
        return
    for line, after in zip(lines, [*lines[1:], ""], strict=False):
        if len(line.split()) > _INVITATION_WORDS:
            continue
        near = f"{line} {after}" if len(after.split()) <= _INVITATION_WORDS else line
        if lists.invites.search(_unquoted(line)) and lists.offers.search(_unquoted(near)):
            heard.evidence[line] = None
            heard.hits.add(line)
        elif (
            line in other_words
            and (concepts.addresses(line) or not _HEADLINE.search(near))
            and _says_together(kind, near)
        ):
            heard.said[line] = None
            heard.hits.add(line)


def speaks(draft: Draft) -> bool:
    """Whether the page's headings speak to its visitor, say sorry or hardly anything, as no headline of news does."""
    heading = draft.signs.heading or ""
    return len(heading.split()) <= _HEADING_WORDS or any(
        concepts.regrets(title) or concepts.addresses(title) or concepts.said(title)
        for title in (_CODE.sub("", part) for told in (heading, *draft.signs.titles) for part in _SITE.split(told))
        if not _HEADLINE.search(title)
    )


def message(draft: Draft) -> list[str]:
    """Return the sentences of the page's text, where more than half of them speak to the visitor; else nothing."""
    sentences = [
        sentence
        for text in draft.paragraphs or draft.signs.lines
        for sentence in _PARTS.split(_unquoted(text))
        if len(sentence.split()) >= _PROSE_WORDS
    ]
    spoken = sum(concepts.addresses(sentence) and not concepts.is_told(sentence) for sentence in sentences)
    return sentences if 2 * spoken > len(sentences) else []


def _phrase(lists: Words, sentence: str) -> re.Match[str] | None:
    """Return the phrase of a wall in a sentence that is no report of somebody else's."""
    match = lists.phrases.search(_unquoted(sentence))
    return match if match and not concepts.is_told(sentence) else None


def _titles(kind: str, title: str) -> bool:
    """Whether a title says what walls of `kind` say, in a few words."""
    return not _HEADLINE.search(title) and any(
        _FEWEST_TITLE_WORDS <= len(part.split()) <= _TITLE_WORDS and kind in concepts.said(_unquoted(part))
        for part in _SITE.split(title)
    )


def _says(kind: str, sentence: str, longest: int) -> bool:
    """Whether a sentence of a few words up to `longest` says what walls of `kind` say."""
    if _HEADLINE.search(sentence) and not _ENDED.search(sentence):
        return False
    return _FEWEST_SAID_WORDS <= len(sentence.split()) <= longest and kind in concepts.said(_unquoted(sentence))


def _says_together(kind: str, near: str) -> bool:
    """Whether short lines that stand together say what walls of `kind` say."""
    return len(near.split()) >= _FEWEST_SAID_WORDS and kind in concepts.said(_unquoted(near), is_label=True)


def _is_set(pattern: re.Pattern[str], line: str) -> bool:
    """Whether a whole line is one of those that `pattern` lists."""
    return len(line) <= _LINE_CHARS and pattern.match(_unquoted(line)) is not None


@lru_cache(maxsize=1_024)
def _unquoted(text: str) -> str:
    """Return `text` without what it only quotes, its apostrophes as they are typed."""
    return _QUOTED.sub(" ", text).replace("\u2019", "'")


def _below(lines: Sequence[str], titles: Iterable[str]) -> Sequence[str]:
    """Return the lines below the last main heading, all of them where none is among them."""
    places = [at for at, line in enumerate(lines) if line in set(titles)]
    return lines[places[0] + 1 :] if places else lines


def _running(paragraphs: Sequence[str]) -> frozenset[str]:
    """Return the paragraphs in which some prose speaks to nobody and which more prose follows: no text ends there."""
    found: set[str] = set()
    behind = 0
    for paragraph in reversed(paragraphs):
        prose = 0
        for sentence in _PARTS.split(paragraph) if _ENDED.search(paragraph) else ():
            length = len(sentence.split())
            if length >= _PROSE_WORDS and not concepts.addresses(sentence):
                prose += length
        if prose and behind >= _GOES_ON_WORDS:
            found.add(paragraph)
        behind += prose
    return frozenset(found)


def _rest(draft: Draft, hits: set[str], topics: re.Pattern[str] | None, *, is_spoken: bool = False) -> int:
    """Return the words of running text in sentences that are no hit and do not speak of `topics`, or enough.

    Under a heading that speaks to the visitor in set words, what does so too does not count either.
    """
    count = 0
    for paragraph in draft.paragraphs:
        if not _ENDED.search(paragraph) or paragraph in hits:
            continue
        for sentence in _PARTS.split(paragraph):
            length = len(sentence.split())
            if length < _PROSE_WORDS or sentence in hits or (topics and topics.search(sentence)):
                continue
            count += 0 if is_spoken and concepts.addresses(sentence) else length
        if count >= _ENOUGH_REST:
            break
    return count
