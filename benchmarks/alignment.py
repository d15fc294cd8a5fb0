"""Alignment: which sentence of a draft became which of the next, held against people's own links; and what it costs."""

import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from benchmarks import corrected, human_marks, prose
from benchmarks.public_data import json_lines, missing_from
from benchmarks.table import Row, Scale, missing
from benchmarks.timing import cpu_median, in_turn, timed
from schemas.change import Op
from worker.text.align import align

GOLD = "data/alignment/argrewrite.jsonl"
PAIRED = {Op.KEEP, Op.EDIT, Op.MERGE, Op.SPLIT}
KNOWN_ALL, KNOWN_EDITED = 0.972, 0.941
"""What a recipe of anchors and a dynamic programme was measured to reach on this gold before (see docs)."""
KNOWN_PARTS = {"precision": 0.45, "recall": 0.88}
"""What the same recipe was measured to reach on sentences that were split or merged."""
GOAL_PARTS = 0.8
ALIKE = 0.4
LONG = 10_000
MOST_MS, MOST_MB = 1_000.0, 200.0
"""What aligning two texts of so many sentences may take."""

Links = set[tuple[int, int]]
Document = dict[str, Any]


def rows(scale: Scale) -> Iterator[Row]:
    """Yield link F1, over all and over edited sentences, and CPU time, beside an aligner made of difflib."""
    yield from _long(scale)
    yield from _cuts(scale)
    why = missing_from(GOLD)
    if why:
        told = ("F1 all links", "F1 edited links", "splits and merges", "CPU")
        yield from (missing(f"alignment, {what}", why) for what in told)
        return
    documents = json_lines(GOLD)[: scale.of(1_000, 12)]
    works: dict[str, Callable[[Document], Links]] = {
        "ours": lambda pair: ours(pair["old"], pair["new"]),
        "theirs": lambda pair: by_difflib(pair["old"], pair["new"]),
    }
    taken = in_turn(works, documents)
    found = {way: [one.result for one in done] for way, done in taken.items()}
    about = f"{len(documents)} pairs of drafts, ArgRewrite V.2"
    for what, edited, known in (("all links", False, KNOWN_ALL), ("edited links", True, KNOWN_EDITED)):
        score = {way: f1(documents, links, edited=edited) for way, links in found.items()}
        yield Row(f"alignment, F1 {what}", score["ours"], "difflib", score["theirs"], "F1", about)
        yield Row(
            f"alignment, F1 {what}", score["ours"], "known", known, "F1", "figure measured earlier, not in this run"
        )
    yield from _parts(documents, about)
    cost = {way: cpu_median(done) for way, done in taken.items()}
    yield Row("alignment, CPU", cost["ours"], "difflib", cost["theirs"], "ms CPU a document", f"median; {about}")


def _cuts(scale: Scale) -> Iterator[Row]:
    """Yield how well splits and merges are told where every correction is marked, and so what became of each word."""
    if why := corrected.missing():
        yield missing("alignment, splits and merges where marked", why)
        return
    known = human_marks.cuts(scale.of(1_200, 20))
    told = [parts(one.old, one.new) for one in known]
    about = f"sentences that people cut in two or joined as they corrected; {len(known)} documents of UA-GEC"
    for place, kind in enumerate(("splits", "merges")):
        truth = [(one.split, one.merged)[place] for one in known]
        shares = _shares([one[place] for one in told], truth)
        for what, found in zip(KNOWN_PARTS, shares, strict=True):
            yield Row(f"alignment, {kind} where marked, {what}", found, "goal", GOAL_PARTS, "share", about)


def _parts(documents: Sequence[Document], about: str) -> Iterator[Row]:
    """Yield how well splits and merges are told, held against the people's links as they stand (see docs)."""
    told: list[set[int]] = []
    truth: list[set[int]] = []
    for document in documents:
        gold = Counter(i for i, _ in document["links"]), Counter(j for _, j in document["links"])
        truth += [{at for at, count in side.items() if count > 1} for side in gold]
        told += parts(document["old"], document["new"])
    for what, found in zip(KNOWN_PARTS, _shares(told, truth), strict=True):
        rests_on = f"against the links as drawn; {about}; the other figure was measured earlier"
        yield Row(f"alignment, splits and merges, {what}", found, "known", KNOWN_PARTS[what], "share", rests_on)


def parts(old: Sequence[str], new: Sequence[str]) -> tuple[set[int], set[int]]:
    """Return which old sentences are told as split, and which new ones as merged."""
    edits = align(old, new)
    return (
        {i for edit in edits if edit.op is Op.SPLIT for i in edit.old},
        {j for edit in edits if edit.op is Op.MERGE for j in edit.new},
    )


def _shares(told: Sequence[set[int]], truth: Sequence[set[int]]) -> tuple[float, float]:
    """Return precision and recall."""
    hit = sum(len(one & other) for one, other in zip(told, truth, strict=True))
    return hit / max(sum(map(len, told)), 1), hit / max(sum(map(len, truth)), 1)


def _long(scale: Scale) -> Iterator[Row]:
    """Yield time and memory for two long texts, of which little or every sentence was changed."""
    count = scale.of(LONG, 1_000)
    for what, every in (("one in a hundred changed", 100), ("every one changed", 1)):
        code = f"from benchmarks.alignment import print_cost; print_cost({count}, {every})"
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        milliseconds, megabytes = map(float, told.split())
        about = f"two texts of {count:,} sentences, {what}; memory of the whole process"
        yield Row("alignment, long texts, CPU", milliseconds, "limit", MOST_MS * count / LONG, "ms", about)
        yield Row("alignment, long texts, memory", megabytes, "limit", MOST_MB, "MB", about)


def print_cost(count: int, every: int) -> None:
    """Print milliseconds and megabytes for two texts of `count` sentences, one in `every` of them changed."""
    old = [sentence for seed in range(count // 100) for sentence in prose.article(seed, sentences=100).sentences]
    new = [f"Later {text[0].lower()}{text[1:]}" if at % every == 0 else text for at, text in enumerate(old)]
    spent = timed(lambda: align(old, new)).cpu_ms
    print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def ours(old: list[str], new: list[str]) -> Links:
    """Return the links that stet's aligner makes."""
    return {(i, j) for edit in align(old, new) if edit.op in PAIRED for i in edit.old for j in edit.new}


def by_difflib(old: list[str], new: list[str]) -> Links:
    """Return the links of the usual recipe: equal sentences by SequenceMatcher, the most alike where they differ."""
    links: Links = set()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            links |= {(i1 + k, j1 + k) for k in range(i2 - i1)}
        elif tag == "replace":
            pairs = sorted(((_ratio(old[i], new[j]), i, j) for i in range(i1, i2) for j in range(j1, j2)), reverse=True)
            taken: set[int] = set()
            taken_new: set[int] = set()
            for ratio, i, j in pairs:
                if ratio >= ALIKE and i not in taken and j not in taken_new:
                    taken.add(i)
                    taken_new.add(j)
                    links.add((i, j))
    return links


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def f1(documents: Iterable[Document], found: Iterable[Links], *, edited: bool) -> float:
    """Return the F1 of all links together, or of those between sentences that differ."""
    hit = said = true = 0
    for document, links in zip(documents, found, strict=True):
        gold = {(i, j) for i, j in document["links"]}
        if edited:
            gold, links = (_differing(document, pairs) for pairs in (gold, links))  # noqa: PLW2901 - narrowed alike
        hit, said, true = hit + len(gold & links), said + len(links), true + len(gold)
    return 2 * hit / (said + true) if said + true else 0.0


def _differing(document: Document, pairs: Links) -> Links:
    return {(i, j) for i, j in pairs if document["old"][i] != document["new"][j]}
