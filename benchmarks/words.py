"""Words: how readable a word diff is, and what it costs, for the same two texts."""

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from statistics import fmean
from typing import NamedTuple

from benchmarks import prose
from benchmarks.public_data import json_lines, missing_from
from benchmarks.table import Row, Scale
from benchmarks.timing import cpu_median, in_turn
from schemas.change import Op
from worker.text import diff
from worker.text.align import align

GOLD = "data/alignment/argrewrite.jsonl"
SHORT = 2
"""Words in an equal run that is an island: too short to be read as what stayed."""


class Pair(NamedTuple):
    """Two drafts, each as its sentences."""

    old: list[str]
    new: list[str]


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the islands and the CPU time of align-then-diff, beside difflib over the whole texts."""
    pairs, source = _pairs(scale)
    works: dict[str, Callable[[Pair], int]] = {"ours": ours, "theirs": by_difflib}
    taken = in_turn(works, pairs)
    islands = {way: fmean(one.result for one in done) for way, done in taken.items()}
    about = f"equal runs of one or two words between two changes; {len(pairs)} {source}"
    yield Row("words, islands", islands["ours"], "difflib whole text", islands["theirs"], "islands a pair", about)
    cost = {way: cpu_median(done) for way, done in taken.items()}
    about = f"median; ours aligns first, difflib compares the words of the whole texts; {len(pairs)} {source}"
    yield Row("words, CPU", cost["ours"], "difflib whole text", cost["theirs"], "ms CPU a pair", about)


def _pairs(scale: Scale) -> tuple[list[Pair], str]:
    if missing_from(GOLD):
        made = [prose.article(seed) for seed in range(scale.of(60, 5))]
        edits = [prose.redraft(article, seed) for seed, article in enumerate(made)]
        return [Pair(a.sentences, b.sentences) for a, b in zip(made, edits, strict=True)], "generated pairs of articles"
    found = json_lines(GOLD)[: scale.of(1_000, 12)]
    return [Pair(row["old"], row["new"]) for row in found], "pairs of drafts, ArgRewrite V.2"


def ours(pair: Pair) -> int:
    """Diff the words inside each pair of sentences that the aligner makes; count the islands."""
    islands = 0
    for edit in align(pair.old, pair.new):
        if edit.op in {Op.KEEP, Op.ADD, Op.DELETE}:
            continue
        old, new = " ".join(pair.old[i] for i in edit.old), " ".join(pair.new[j] for j in edit.new)
        islands += between([(tag != "=", len(diff.cores(text))) for tag, text in diff.words(old, new)])
    return islands


def by_difflib(pair: Pair) -> int:
    """Diff the words of the whole texts; count the islands."""
    old, new = diff.cores(" ".join(pair.old)), diff.cores(" ".join(pair.new))
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return between([(tag != "equal", i2 - i1) for tag, i1, i2, _, _ in codes])


def between(pieces: Sequence[tuple[bool, int]]) -> int:
    """Count the short equal runs with a change on both sides; a piece is whether it changed, and its words."""
    return sum(
        before[0] and after[0] and not changed and 0 < length <= SHORT
        for before, (changed, length), after in zip(pieces, pieces[1:], pieces[2:], strict=False)
    )
