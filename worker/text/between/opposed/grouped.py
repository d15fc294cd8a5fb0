"""An English sentence cut into words, the parts of a contraction apart, with the groups of verbs in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from worker.text.between.opposed import verb_groups
from worker.text.between.opposed.verb_groups import VerbGroup
from worker.text.lexicon import DEFAULT, lexicon
from worker.text.remembered import by_sentence

TOKEN = re.compile(r"\w+(?:(?:[-'.]|(?<=\d),(?=\d))\w+)*|[^\w\s]")
"""A word, or a mark."""
_NOT = "n't"
_CONTRACTED = {"won't": ("will", "not"), "can't": ("can", "not"), "shan't": ("will", "not")}
_MOST_TOKENS = 90


@dataclass(frozen=True)
class Grouped:
    """The words and marks of a sentence, as they are written and in lower case, and its groups of verbs."""

    text: str
    written: Sequence[str]
    lower: Sequence[str]
    groups: Sequence[VerbGroup]
    """By places in the row of words."""

    @cached_property
    def places(self) -> Sequence[tuple[int, int]]:
        """Where each word stands in the text, in characters; both parts of a contraction where that does."""
        places = [token.span() for token in TOKEN.finditer(self.text)] if self.written else []
        if len(places) == len(self.written):
            return places
        return [place for place in places for _ in _parted(self.text[slice(*place)])]


@by_sentence
def grouped(text: str) -> Grouped:
    """Return the words of a folded English sentence and its groups of verbs, in order; none of one that has no end."""
    written = TOKEN.findall(text)
    if len(written) > _MOST_TOKENS:
        written = []
    if "'" in text:
        written = [part for word in written for part in _parted(word)]
    begins_name = len(written) > 1 and written[1].istitle()
    if written and not begins_name and written[0].lower() in lexicon(DEFAULT).ordinary:
        written[0] = written[0].lower()
    lower = [word.lower() for word in written]
    row = [low if word[0].islower() else word for low, word in zip(lower, written, strict=True)]
    return Grouped(text, written, lower, tuple(verb_groups.groups(row)))


def _parted(word: str) -> tuple[str, ...]:
    """Return the words of a contraction, and any other without what makes it a possessive."""
    if "'" not in word:
        return (word,)
    lower = word.lower()
    if lower.endswith(_NOT):
        return _CONTRACTED.get(lower) or tuple(filter(None, (word[: -len(_NOT)], "not")))
    return (word.removesuffix("'s") or word,)
