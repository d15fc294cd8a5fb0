"""What changed inside a sentence, word by word.

Words and marks that stay are as many as can be, in few runs (`alignment.staying`); between very long sentences, by the
shortest edit script alone (the Indel distance, Hyyrö's bit-parallel LCS as rapidfuzz does it). There is no semantic
clean-up: inside an aligned pair it loses more agreement with people's own marking than it wins. Only changes that a
lone space keeps apart are made one.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from rapidfuzz.distance import Indel

from schemas.change import Tag, Words
from worker.text.alignment import staying
from worker.text.alignment.chain import common_chain

MOST_CELLS = 16_000_000
"""The largest table of tokens by tokens compared at once: some 4,000 by 4,000 words, a few megabytes.

Longer texts are first cut at the runs of words that each has once; what is still larger between two cuts is given as
replaced.
"""
_RUN = 4
"""Words in such a run: one word seldom stands once in a text as long as that, four in a row mostly do."""

# Signs that combine with a letter, which `\w` leaves out, and joiners.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0963\u0966-\u0dff\u200c\u200d\u00ad\u20d0-\u20ff\ufe0e\ufe0f"
)
# Thai to Burmese and Khmer, kana, Han: scripts that put no space between words.
_SPACELESS = (
    "\u0e01-\u0eff\u0f40-\u0fbc\u1000-\u109f\u1780-\u17d3\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_LETTER = rf"(?:[^\W{_SPACELESS}]|[{_MARKS}])"
_WORD = rf"""
    [A-Za-z]++(?=[\ ,])  # most words, told from all else at once
  | https?://[^\s<>"\u201c\u201d\u00ab\u00bb]*[^\W_]/?  # an address, without the mark after it
  | [@\#](?:[^\W{_SPACELESS}]|_)+                                        # @mayor_lee, #Belgorod
  | (?:[A-Za-z]\.){{2,}}                                               # U.S., p.m.
  | (?:[A-Z]{{1,3}})?[$£€¥₹₩₽]?                                         # the currency of a figure
    (?:[1-9]\d{{0,2}}(?:\ \d{{3}})+(?![\d.,:/]\d|\d)                     # 1 000 with a plain space
      |\d+(?:[\u00a0\u202f\u2009]\d{{3}}(?!\d)|[.,:/'\u2019]\d+)*)       # 1 000, 1,000.5, 12:30, 7/12/2022
    (?:[%‰°]|(?:[-\u2010\u2011]?{_LETTER}+)*)?                          # 10%, 4.2m, 21st, 12-year-old
  | {_LETTER}+(?:[-\u2010\u2011'\u2019\u02bc]{_LETTER}+)*               # well-known, O'Brien, don't
    (?:(?:[._-][A-Za-z0-9]+){{0,6}}@[A-Za-z0-9-]+(?:\.[A-Za-z]+){{1,6}}     # desk@example.org
      |(?:\.[A-Za-z0-9-]+){{0,6}}\.[a-z]{{2,}}(?![{_SPACELESS}\w]))?        # example.org
  | [{_SPACELESS}][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u3099\u309a]*
"""
_WORDS = re.compile(_WORD, re.VERBOSE)
_PART = re.compile(rf"[{_SPACELESS}].?|[^\w{_MARKS}]")
_TOKEN = re.compile(rf"(?P<space>\s*)(?P<core>{_WORD}|\S|\Z)", re.VERBOSE)


class Token(NamedTuple):
    """A word, a figure or a mark, and the white space before it. The last token of a text is empty."""

    space: str
    core: str


def tokens(text: str) -> list[Token]:
    """Return `text` in pieces that concatenate to it; the last has an empty core and holds the white space at the end.

    Figures, hyphenated words and words with apostrophes stay whole; scripts without spaces are cut by character.
    """
    found = [Token(*match) for match in _TOKEN.findall(text)]
    if len(found) > 1 and not found[-2].core:
        found.pop()
    return found


def cores(text: str) -> list[str]:
    """Return the words, figures and marks of `text`, without white space."""
    return [core for _, core in _TOKEN.findall(text) if core]


def wordlike(text: str) -> list[str]:
    """Return the words and figures of `text`, without marks."""
    return _WORDS.findall(text)


def words(old: str, new: str) -> Words:
    """Return how `old` became `new`: the `=` and `-` pieces make `old` exactly, the `=` and `+` pieces `new`."""
    if old == new:
        return (("=", old),) if old else ()
    if not old or not new:
        return (("-", old),) if old else (("+", new),)
    return tuple(_joined(_pieces(tokens(old), tokens(new))))


def _pieces(old: Sequence[Token], new: Sequence[Token]) -> Iterator[tuple[Tag, str]]:
    """Yield the change token by token, unjoined."""
    done_old = done_new = 0
    places = common_places([token.core for token in old[:-1]], [token.core for token in new[:-1]])
    # The last tokens, both without a core, are common always.
    for i, j in chain(places, [(len(old) - 1, len(new) - 1)]):
        for token in old[done_old:i]:
            yield "-", token.space + token.core
        for token in new[done_new:j]:
            yield "+", token.space + token.core
        if old[i].space == new[j].space:
            yield "=", old[i].space
        else:
            yield "-", old[i].space
            yield "+", new[j].space
        yield "=", old[i].core
        done_old, done_new = i + 1, j + 1


def common_places(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places (i, j) of words that two lists have in common, in order: as many as can be, in few runs."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        yield start, start
        start += 1
    tail = 0
    while tail < shorter - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    end_old, end_new = len(old) - tail, len(new) - tail
    for i, j in _between(old[start:end_old], new[start:end_new]):
        yield start + i, start + j
    for k in range(tail):
        yield end_old + k, end_new + k


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the common places of two lists that begin and end differently."""
    if len(old) * len(new) <= staying.MOST_CELLS:
        yield from staying.few_runs(old, new, _is_part)
        return
    ends = (len(old), len(new))
    cuts = [ends]
    if len(old) * len(new) > MOST_CELLS:
        cuts = [*common_chain(_runs(old), _runs(new)), ends]
    start_old = start_new = 0
    for i, j in cuts:
        if (i - start_old) * (j - start_new) <= MOST_CELLS:
            for block in Indel.opcodes(old[start_old:i], new[start_new:j]):
                if block.tag == "equal":
                    for k in range(block.src_end - block.src_start):
                        yield start_old + block.src_start + k, start_new + block.dest_start + k
        if (i, j) != ends:
            yield i, j
        start_old, start_new = i + 1, j + 1


def _is_part(core: str) -> bool:
    """Whether a token is less than a word: a mark, or a sign of a script without spaces."""
    return _PART.fullmatch(core) is not None


def _runs(cores: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the run of words that begins at each place."""
    return list(zip(*(cores[offset:] for offset in range(_RUN)), strict=False))


def _joined(pieces: Iterator[tuple[Tag, str]]) -> Iterator[tuple[Tag, str]]:
    """Yield the pieces with neighbours of one kind made one, what was removed before what was added.

    White space that both sides of a change begin with belongs to what stays; so a lone space never parts two changes.
    """
    same: list[str] = []
    for unchanged, run in groupby((piece for piece in pieces if piece[1]), key=lambda piece: piece[0] == "="):
        if unchanged:
            same += [text for _, text in run]
            continue
        change = list(run)
        removed = "".join(text for tag, text in change if tag == "-")
        added = "".join(text for tag, text in change if tag == "+")
        shared = _leading_space(removed, added)
        if same or shared:
            yield "=", "".join(same) + removed[:shared]
        if removed[shared:]:
            yield "-", removed[shared:]
        if added[shared:]:
            yield "+", added[shared:]
        same = []
    if same:
        yield "=", "".join(same)


def _leading_space(one: str, other: str) -> int:
    """Return how many characters of white space both begin with."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right or not left.isspace():
            break
        count += 1
    return count
