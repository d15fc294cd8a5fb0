"""Walls, checks and error pages told by their words.

Such a page speaks to the visitor in set lines, and holds little else. So the lines are weighed against the prose that
is not about them: an article about captchas tells of the lines in sentences of its own, or within quotation marks.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from worker.text.judging.lexicon import Words, words
from worker.text.pages.draft import Draft

_QUOTED = re.compile(
    r"[\"\u201c\u201d\u201e\u00ab\u00bb][^\"\u201c\u201d\u201e\u00ab\u00bb]{0,300}[\"\u201c\u201d\u00ab\u00bb]"
)
_PARTS = re.compile(r"(?<=[.!?\u2026])\s+")
_ENDED = re.compile(r"[.!?\u2026][\"'\u201d\u2019\u00bb)]*\Z")
_MAX_SENTENCE_WORDS = 45
_PROSE_WORDS = 6
_INVITATION_WORDS = 14
_LINE_CHARS = 120
_SURE = 4


@dataclass(frozen=True, slots=True)
class Wall:
    """How far a page speaks like one kind of wall."""

    score: int
    """Two for each set line and phrase, one for each hint."""
    evidence: tuple[str, ...]
    titled: bool
    """Its title or main heading is a set line."""
    phrases: int
    rest: int
    """Words of the page's own prose that are no part of the wall."""
    topical: bool
    """Whether all of that prose speaks of what such walls speak of."""


def look(kind: str, draft: Draft, *, longest: int = _MAX_SENTENCE_WORDS, after_title: bool = False) -> Wall:
    """Return how far the page in `draft` speaks like a wall of `kind`, a table of the word lists.

    Args:
        kind: `blocked`, `consent`, `paywall` or `missing`.
        draft: What was made of the page.
        longest: Words of the longest sentence in which a phrase counts.
        after_title: Whether only what stands below the main heading counts.
    """
    lists = words(kind)
    signs = draft.signs
    titles = [line for line in signs.titles if len(line) <= _LINE_CHARS and lists.lines.match(_unquoted(line))]
    evidence: dict[str, None] = dict.fromkeys(titles)
    hits: set[str] = set()
    hints = phrases = 0
    lines = list(dict.fromkeys(_below(signs.lines, signs.titles) if after_title else signs.lines))
    for invitation in _invitations(lines, lists):
        evidence[invitation] = None
        hits.add(invitation)
    for line in lines:
        if len(line) <= _LINE_CHARS and lists.lines.match(_unquoted(line)):
            evidence[line] = None
            hits.add(line)
        elif len(line) <= _LINE_CHARS and lists.hints.match(_unquoted(line)):
            hints += 1
            hits.add(line)
        else:
            for sentence in _PARTS.split(line):
                if len(sentence.split()) <= longest and (match := lists.phrases.search(_unquoted(sentence))):
                    evidence[match[0]] = None
                    hits.add(sentence)
                    phrases += 1
    score = 2 * len(evidence) + hints
    return Wall(
        score=score,
        evidence=tuple(evidence),
        titled=bool(titles),
        phrases=phrases,
        rest=_rest(draft, hits, lists.topics if score >= _SURE else None),
        topical=not _rest(draft, hits, lists.topics),
    )


def _invitations(lines: Sequence[str], lists: Words) -> Iterator[str]:
    """Yield the short lines that invite to read on, where they or the next short line name a price for it."""
    for line, after in zip(lines, [*lines[1:], ""], strict=False):
        if len(line.split()) <= _INVITATION_WORDS and lists.invites.search(_unquoted(line)):
            near = f"{line} {after}" if len(after.split()) <= _INVITATION_WORDS else line
            if lists.offers.search(_unquoted(near)):
                yield line


def _unquoted(text: str) -> str:
    """Return `text` without what it only quotes, its apostrophes as they are typed."""
    return _QUOTED.sub(" ", text).replace("\u2019", "'")


def _below(lines: Sequence[str], titles: Iterable[str]) -> Sequence[str]:
    """Return the lines below the last main heading, all of them where none is among them."""
    places = [at for at, line in enumerate(lines) if line in set(titles)]
    return lines[places[0] + 1 :] if places else lines


def _rest(draft: Draft, hits: set[str], topics: re.Pattern[str] | None) -> int:
    """Return the words of running text in sentences that are no hit and do not speak of `topics`."""
    count = 0
    for paragraph in draft.paragraphs:
        if not _ENDED.search(paragraph) or paragraph in hits:
            continue
        for sentence in _PARTS.split(paragraph):
            length = len(sentence.split())
            if length >= _PROSE_WORDS and sentence not in hits and not (topics and topics.search(sentence)):
                count += length
    return count
