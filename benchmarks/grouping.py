"""Grouping: a stream of articles put into stories, beside the plain ways to do it, and what it costs as it grows."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate
from random import Random
from typing import Any

from benchmarks import index_growth
from benchmarks import plain_grouping as plain
from benchmarks.plain_grouping import Stories, Stream
from benchmarks.public_data import json_lines, missing_from, scorer
from benchmarks.table import Row, Scale, missing
from benchmarks.timing import Timed, cpu_median, timed
from schemas.story import Fingerprint
from worker.text.fingerprint import of_text
from worker.text.story import Grouper

SETS = {"AllSides": "data/grouping/allsides.jsonl.gz", "NeuS-2021": "data/grouping/neus2021.jsonl.gz"}
SCORER = "tools/score_grouping.py"
COSINES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
JACCARDS = (0.01, 0.02, 0.04, 0.06, 0.1, 0.15, 0.25)

Peer = tuple[str, Callable[[Stream], Mapping[float, Timed[Stories]]]]


def rows(scale: Scale) -> Iterator[Row]:
    """Yield BCubed F1 beside each plain way, pair F1, and articles a second, for each set; then cost by active ones."""
    for name, path in SETS.items():
        why = missing_from(path, SCORER)
        if why:
            yield missing(f"grouping {name}", why)
            continue
        stream = sorted(json_lines(path), key=lambda row: (row["published"], row["id"]))
        stream = stream[: scale.of(len(stream), 400)]
        yield from _beside_peers(name, stream)
        yield from _in_a_crowd(name, stream)
    yield from _as_it_grows(scale)
    yield from index_growth.rows(scale)


def _beside_peers(name: str, stream: Stream) -> Iterator[Row]:
    gold = {row["id"]: row["event"] for row in stream if row.get("event")}
    done = timed(partial(stories, stream))
    f1, pairs = _scores(done.result, gold)
    labelled = f"{len(gold)} labelled of {len(stream)} articles, online"
    for peer, tried in (
        ("title TF-IDF", partial(_by_words, count=plain.title_words)),
        ("TF-IDF", partial(_by_words, count=plain.all_words)),
        ("MinHash", _by_sketch),
    ):
        ways = tried(stream)
        scores = {threshold: _scores(one.result, gold) for threshold, one in ways.items()}
        best = max(scores, key=lambda threshold: scores[threshold])
        about = f"{labelled}; the peer at the best of {len(scores)} thresholds, {best}"
        yield Row(f"grouping {name}, F1 beside {peer}", f1, peer, scores[best][0], "BCubed F1", about)
        if peer == "TF-IDF":
            yield Row(f"grouping {name}, pair F1", pairs, peer, scores[best][1], "pair F1", about)
            speeds = (1000 * len(stream) / took for took in (done.cpu_ms, ways[best].cpu_ms))
            about = "of CPU time, from the text on, one after the other in one process"
            yield Row(f"grouping {name}, speed", next(speeds), peer, next(speeds), "articles/s", about)


def _in_a_crowd(name: str, stream: Stream) -> Iterator[Row]:
    """Yield F1 where a year's events all begin within four days, as in the news of many outlets."""
    stream = _crowded(stream)
    gold = {row["id"]: row["event"] for row in stream if row.get("event")}
    f1, _ = _scores(stories(stream), gold)
    scores = {at: _scores(one.result, gold)[0] for at, one in _by_words(stream, count=plain.all_words).items()}
    best = max(scores, key=lambda threshold: scores[threshold])
    about = (
        f"{len(stream)} articles, each event begins at some moment of four days; the peer at its best threshold, {best}"
    )
    yield Row(f"grouping {name} within four days, F1", f1, "TF-IDF", scores[best], "BCubed F1", about)


def _crowded(stream: Stream) -> list[Mapping[str, Any]]:
    """Return the stream with every event moved to a chance moment of four days, its articles as far apart as before."""
    rng = Random(1)  # noqa: S311 - repeatable, not secret
    moved: dict[str, timedelta] = {}
    found = []
    for row in stream:
        published = datetime.fromisoformat(row["published"])
        begins = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=4 * rng.random())
        shift = moved.setdefault(row.get("event") or row["id"], begins - published)
        found.append({**row, "published": (published + shift).isoformat()})
    return sorted(found, key=lambda row: (row["published"], row["id"]))


def stories(stream: Stream) -> Stories:
    """Return the story of each article, by its id and in order, as stet groups them."""
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


def _by_words(stream: Stream, count: Callable[[Mapping[str, Any]], Counter[str]]) -> dict[float, Timed[Stories]]:
    near = timed(lambda: plain.nearest_by_cosine(stream, plain.tf_idf(stream, map(count, stream))))
    return {at: _after(near, timed(partial(plain.joined, stream, near.result, at))) for at in COSINES}


def _by_sketch(stream: Stream) -> dict[float, Timed[Stories]]:
    near = timed(lambda: plain.nearest_by_sketch(stream, plain.sketches(stream)))
    return {at: _after(near, timed(partial(plain.joined, stream, near.result, at))) for at in JACCARDS}


def _after(first: Timed[Any], then: Timed[Stories]) -> Timed[Stories]:
    return Timed(first.cpu_ms + then.cpu_ms, first.wall_ms + then.wall_ms, then.result)


def _scores(said: Stories, gold: Mapping[str, str]) -> tuple[float, float]:
    """Return BCubed F1 and pair F1."""
    if not gold:
        return 0.0, 0.0
    _, _, f1, pairs = scorer("score_grouping").bcubed({number: said[number] for number in gold}, gold)
    return float(f1), float(pairs)


_VOCABULARY = 50_000
_ZIPF = list(accumulate(1 / (rank + 20) for rank in range(_VOCABULARY)))
_WORDS_EACH = 600
_NAMES_EACH = 4
_A_DAY = 3_300
"""Articles a day: a hundred thousand are active at this rate for thirty days."""
_MEASURED = 200
_FEW, _MANY = 10_000, 100_000


def _as_it_grows(scale: Scale) -> Iterator[Row]:
    """Yield what one more article costs with ten thousand and a hundred thousand active ones in memory."""
    few, many = scale.of(_FEW, 200), scale.of(_MANY, 400)
    measured = scale.of(_MEASURED, 20)
    grouper = Grouper()
    took: dict[int, float] = {}
    for number in range(many + measured):
        at = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=number / _A_DAY)
        if number in {few, many}:
            texts = [(number + place, _text(number + place), at) for place in range(measured)]
            took[number] = cpu_median(timed(partial(_add, grouper, *each)) for each in texts)
        grouper.place(_fingerprint(number, at))
    about = f"median of {measured} generated articles of {_WORDS_EACH} words, from the text on"
    yield Row(f"grouping with {many:,} active, CPU", took[many], f"at {few:,}", took[few], "ms CPU an article", about)


def _add(grouper: Grouper, number: int, text: str, at: datetime) -> int:
    return grouper.add(f"measured {number}", f"outlet {number % 50}", text[:60], text, at)


def _text(number: int) -> str:
    """Return sentences of words with the frequencies of news; what it is about is named again and again."""
    rng = Random(number)  # noqa: S311 - repeatable, not secret
    words = [f"word{rank}" for rank in rng.choices(range(_VOCABULARY), cum_weights=_ZIPF, k=_WORDS_EACH)]
    names = [f"Name{rank}" for rank in rng.choices(range(_VOCABULARY), cum_weights=_ZIPF, k=_NAMES_EACH)]
    for place in range(0, _WORDS_EACH, 20):
        words[place + 5] = rng.choice(names)
        words[place] = f"{words[place].title()}"
        words[place + 19] += ".\n\n" if place % 60 == 0 else "."
    return " ".join(words)


def _fingerprint(number: int, at: datetime) -> Fingerprint:
    """Return the fingerprint of such a text, made from fewer words: the index and the counts are what is to be full."""
    return of_text("", _text(number)[:800], at)
