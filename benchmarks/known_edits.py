"""Pairs of texts with edits that are known word by word: what an editor who changed just these would have marked."""

from dataclasses import dataclass, field
from random import Random

from benchmarks import prose

_ANOTHER = 1_000_000


@dataclass
class KnownPair:
    """Two texts as sentences, and the running numbers of the words that went and came, by white space."""

    old: list[str]
    new: list[str]
    removed: set[int] = field(default_factory=set)
    added: set[int] = field(default_factory=set)
    moved: list[str] = field(default_factory=list)


def edited(seed: int) -> KnownPair:
    """Return an article and the same with phrases replaced, put in and taken out in every third sentence.

    What is put in is cut from another article, with which it shares the small words.
    """
    rng = Random(f"known {seed}")  # noqa: S311 - repeatable text, nothing secret
    sentences = [sentence.split() for sentence in prose.article(seed).sentences]
    others = [sentence.split() for sentence in prose.article(seed + _ANOTHER).sentences]
    pair = KnownPair([], [])
    counts = [0, 0]
    for at, words in enumerate(sentences):
        old, new, removed, added = _reworded(words, others, rng) if at % 3 == 0 else (words, words, [], [])
        pair.removed |= {counts[0] + k for k in removed}
        pair.added |= {counts[1] + k for k in added}
        counts = [counts[0] + len(old), counts[1] + len(new)]
        pair.old.append(" ".join(old))
        pair.new.append(" ".join(new))
    return pair


def moved(seed: int) -> KnownPair:
    """Return an article and the same with a paragraph of three sentences, one of them edited, elsewhere."""
    rng = Random(f"moved {seed}")  # noqa: S311 - repeatable text, nothing secret
    old = prose.article(seed).sentences
    start = rng.randrange(0, len(old) - 3)
    block = old[start : start + 3]
    rest = old[:start] + old[start + 3 :]
    place = rng.choice([k for k in range(len(rest) + 1) if abs(k - start) > 3])
    words = block[1].split()
    words[rng.randrange(1, len(words))] = "meanwhile"
    return KnownPair(old, [*rest[:place], block[0], " ".join(words), block[2], *rest[place:]], moved=block)


def _reworded(
    words: list[str], others: list[list[str]], rng: Random
) -> tuple[list[str], list[str], list[int], list[int]]:
    """Return both sides, and which words of each are the edits'."""
    old: list[str] = []
    new: list[str] = []
    removed: list[int] = []
    added: list[int] = []
    at = rng.randrange(1, 4)
    old += words[:at]
    new += words[:at]
    while at < len(words) - 1:
        gone = min(rng.choice((0, 1, 1, 2, 3, 5)), len(words) - 1 - at)
        source = rng.choice(others)
        first = rng.randrange(1, len(source))
        come = source[first : first + rng.choice((0, 1, 1, 2, 3, 5))]
        beside = {_bare(word) for word in words[at - 1 : at + gone + 1]}
        if come and not beside.isdisjoint({_bare(come[0]), _bare(come[-1])}):
            come = ["somewhat", *come, "newly"]  # else nobody could say which of two equal words is the new one
        removed += range(len(old), len(old) + gone)
        added += range(len(new), len(new) + len(come))
        old += words[at : at + gone]
        new += come
        stays = rng.randrange(1, 9)
        old += words[at + gone : at + gone + stays]
        new += words[at + gone : at + gone + stays]
        at += gone + stays
    old += words[at:]
    new += words[at:]
    return old, new, removed, added


def _bare(word: str) -> str:
    return word.strip(".,“”")
