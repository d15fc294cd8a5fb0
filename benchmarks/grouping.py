"""Grouping: a stream of articles put into stories, beside the plainest way that works at all."""

import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from benchmarks.public_data import json_lines, missing_from, scorer
from benchmarks.table import Row, Scale, missing
from benchmarks.timing import timed
from worker.text.story import Grouper

SETS = {"AllSides": "data/grouping/allsides.jsonl.gz", "NeuS-2021": "data/grouping/neus2021.jsonl.gz"}
SCORER = "tools/score_grouping.py"
THRESHOLDS = (0.1, 0.15, 0.2, 0.3, 0.4)
WINDOW = timedelta(days=4)

Stories = dict[str, int]
Stream = Sequence[Mapping[str, Any]]


def rows(scale: Scale) -> Iterator[Row]:
    """Yield BCubed F1 and articles a second for each set."""
    for name, path in SETS.items():
        why = missing_from(path, SCORER)
        if why:
            yield missing(f"grouping {name}, F1", why)
            yield missing(f"grouping {name}, speed", why)
            continue
        stream = sorted(json_lines(path), key=lambda row: (row["published"], row["id"]))
        stream = stream[: scale.of(len(stream), 400)]
        gold = {row["id"]: row["event"] for row in stream if row.get("event")}
        done = timed(partial(_ours, stream))
        tried = {threshold: timed(partial(by_title, stream, threshold)) for threshold in THRESHOLDS}
        scores = {threshold: _f1(one.result, gold) for threshold, one in tried.items()}
        best = max(scores, key=lambda threshold: scores[threshold])
        about = (
            f"{len(gold)} labelled of {len(stream)} articles, online; the peer at the best of five thresholds, {best}"
        )
        yield Row(f"grouping {name}, F1", _f1(done.result, gold), "title TF-IDF", scores[best], "BCubed F1", about)
        speeds = (1000 * len(stream) / took for took in (done.cpu_ms, tried[best].cpu_ms))
        about = "of CPU time, one after the other in one process; ours reads the whole text, the peer the title"
        yield Row(f"grouping {name}, speed", next(speeds), "title TF-IDF", next(speeds), "articles/s", about)


def _ours(stream: Stream) -> Stories:
    grouper = Grouper()
    return {
        row["id"]: grouper.add(
            row["id"],
            row["outlet"] or "",
            row["title"] or "",
            row["text"] or "",
            datetime.fromisoformat(row["published"]),
        )
        for row in stream
    }


def _f1(said: Stories, gold: Mapping[str, str]) -> float:
    return float(scorer("score_grouping").bcubed({number: said[number] for number in gold}, gold)[2]) if gold else 0.0


def by_title(stream: Stream, threshold: float) -> Stories:
    """Put each article with the one of the last four days whose title is most alike: TF-IDF cosine, one pass."""
    story_of: Stories = {}
    seen: Counter[str] = Counter()
    recent: deque[tuple[datetime, str]] = deque()
    vectors: dict[str, dict[str, float]] = {}
    bearing: defaultdict[str, set[str]] = defaultdict(set)
    for count, row in enumerate(stream):
        at = datetime.fromisoformat(row["published"])
        while recent and recent[0][0] < at - WINDOW:
            _, old = recent.popleft()
            for word in vectors.pop(old):
                bearing[word].discard(old)
        words = set(re.findall(r"\w+", (row["title"] or "").casefold()))
        vector = _unit({word: math.log((count + 2) / (seen[word] + 1)) for word in words})
        seen.update(words)
        alike: defaultdict[str, float] = defaultdict(float)
        for word, weight in vector.items():
            for other in bearing[word]:
                alike[other] += weight * vectors[other][word]
        nearest = max(alike, key=lambda other: (alike[other], other), default=None)
        joins = nearest is not None and alike[nearest] >= threshold
        story_of[row["id"]] = story_of[nearest] if joins and nearest is not None else count
        vectors[row["id"]] = vector
        recent.append((at, row["id"]))
        for word in vector:
            bearing[word].add(row["id"])
    return story_of


def _unit(vector: dict[str, float]) -> dict[str, float]:
    norm = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / norm for word, weight in vector.items() if weight} if norm else {}
