"""What a rule is given: one edit, with everything that the rules want to know of it worked out once."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from schemas.article import Attributed
from schemas.change import Op
from worker.text.classify.homoglyphs import plain
from worker.text.classify.quantities import Quantity, quantities
from worker.text.diff import common_places, cores
from worker.text.lexicon import Lexicon, lexicon

REWRITES = frozenset({Op.EDIT, Op.MOVE, Op.MERGE, Op.SPLIT})
"""What has an old and a new wording."""

_KEPT = 0.5
_WORDLIKE = re.compile(r"\w")


class Quoted(NamedTuple):
    """Words inside quotation marks in one sentence, who says them as far as the article tells, and how it tells."""

    text: str
    speaker: str | None
    attribution: Attributed | None = None


class Hunk(NamedTuple):
    """One change inside an edit, as ranges over `old_cores` and `new_cores`."""

    old: range
    new: range


@dataclass(frozen=True)
class Context:
    """One edit.

    Attributes:
        op: What became of the sentences.
        raw_old: The old wording as it stands; empty for an addition.
        raw_new: The new wording; empty for a deletion.
        old_quotes: What stands inside quotation marks in the old wording.
        new_quotes: Likewise in the new.
        names: Words known to be names from elsewhere in the two texts, as written.
        language: ISO 639-1, or null for English.
        old_words: All words of the old text, in lower case; empty where the edit stands alone.
        new_words: Likewise of the new.
        is_title: Whether it is the title that is compared.
        is_post: Whether it is a post of a live blog that came, or fell off its far end.
        is_replaced: Whether an added or deleted sentence says what another in its place says, or said.
        in_note: The kind of a note, `correction` or `retraction`, with which this sentence came or went, if any.
        is_return: Whether the new wording stood in an earlier version.
        old_day: The day the old article says it is of, for words like `yesterday`.
        new_day: Likewise the new.
    """

    op: Op
    raw_old: str
    raw_new: str
    old_quotes: tuple[Quoted, ...] = ()
    new_quotes: tuple[Quoted, ...] = ()
    names: frozenset[str] = field(default=frozenset())
    language: str | None = None
    old_words: frozenset[str] = field(default=frozenset())
    new_words: frozenset[str] = field(default=frozenset())
    is_title: bool = False
    is_post: bool = False
    is_replaced: bool = False
    in_note: str | None = None
    is_return: bool = False
    old_day: date | None = None
    new_day: date | None = None

    @cached_property
    def old(self) -> str:
        """The old wording folded, without characters that cannot be seen and with look-alikes undone."""
        return plain(self.raw_old)

    @cached_property
    def new(self) -> str:
        """The new wording, likewise."""
        return plain(self.raw_new)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the edit's language."""
        return lexicon(self.language)

    @cached_property
    def old_cores(self) -> list[str]:
        """The words, figures and marks of `old`."""
        return cores(self.old)

    @cached_property
    def new_cores(self) -> list[str]:
        """The words, figures and marks of `new`."""
        return cores(self.new)

    @cached_property
    def hunks(self) -> tuple[Hunk, ...]:
        """What changed, as ranges of words, figures and marks."""
        found = []
        done_old = done_new = 0
        ends = (len(self.old_cores), len(self.new_cores))
        for i, j in [*common_places(self.old_cores, self.new_cores), ends]:
            if i > done_old or j > done_new:
                found.append(Hunk(range(done_old, i), range(done_new, j)))
            done_old, done_new = i + 1, j + 1
        return tuple(found)

    @cached_property
    def old_quantities(self) -> tuple[Quantity, ...]:
        """The figures and dates of the old wording."""
        return quantities(self.old_cores, self.lexicon)

    @cached_property
    def new_quantities(self) -> tuple[Quantity, ...]:
        """The figures and dates of the new wording."""
        return quantities(self.new_cores, self.lexicon)

    @cached_property
    def is_rewritten(self) -> bool:
        """Whether less than half of the shorter wording's words stand in the longer one: it was written anew."""
        old, new = (Counter(word.lower() for word in words_among(side)) for side in (self.old_cores, self.new_cores))
        shorter = min(old.total(), new.total())
        return (old & new).total() < shorter * _KEPT

    @cached_property
    def kept_in_order(self) -> float:
        """The share of the shorter wording's words and marks that stand in the other, in the same order, 0..1."""
        shorter = min(len(self.old_cores), len(self.new_cores))
        kept = len(self.old_cores) - sum(len(hunk.old) for hunk in self.hunks)
        return kept / shorter if shorter else 0.0

    def removed(self, hunk: Hunk) -> list[str]:
        """Return the words and figures that `hunk` takes away."""
        return words_among(self.old_cores[i] for i in hunk.old)

    def added(self, hunk: Hunk) -> list[str]:
        """Return the words and figures that `hunk` brings."""
        return words_among(self.new_cores[i] for i in hunk.new)


def words_among(pieces: Iterable[str]) -> list[str]:
    """Return those of `pieces` that hold a letter or a digit, not marks alone."""
    return [piece for piece in pieces if piece[:1].isalnum() or _WORDLIKE.search(piece)]
