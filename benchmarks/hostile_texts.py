"""Hostile texts: what reading and comparing two texts of a megabyte costs, whatever their shape."""

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from string import ascii_uppercase

from benchmarks.table import Row, Scale
from benchmarks.timing import timed
from schemas.article import Reading
from schemas.page import Page
from worker.text.change import revision
from worker.text.extract import extract

SIZE = 1_000_000
MOST_SECONDS = 30.0
"""Below the limit at which a worker of the text queue is ended."""

_RNG = Random(1)  # noqa: S311 - repeatable text, nothing secret
_SMALL = ["the", "of", "to", "and", "in", "he", "she", "it", "was"]
SHAPES = {
    "one word": "a",
    "words": "word ",
    "sentences": "He said so. ",
    "paragraphs": "He said so.\n\n",
    "other words": " ".join(f"{_RNG.randrange(10**6):x}" for _ in range(SIZE // 6)),
    "other sentences": "\n".join(
        f"The {_RNG.randrange(10**5):x} went in {_RNG.randrange(10**4)}." for _ in range(40_000)
    ),
    "one sentence of small words": " ".join(_RNG.choice(_SMALL) for _ in range(SIZE // 4)),
    "quotation marks": '"',
    "quotes": '"Yes," he said. ',
    "quotes by a pronoun": 'He said: "We will."\n\n',
    "quotes in one paragraph": 'He said: "We will." ',
    "quotes and names": " ".join(f'Bob {name}ole left. He said: "We will."' for name in ascii_uppercase) + " ",
    "all kinds of marks": "\u201c\u2018\"'",
    "apostrophes": "'",
    "figures": "12 000 ",
    "dates": "3 March 2026 ",
    "names": "Ann Lee ",
    "Japanese": "\u65e5\u672c\u8a9e\u3002",
    "Arabic": "\u0645\u0631\u062d\u0628\u0627 ",
    "directions": "\u202e\u202c",
    "combining": "e\u0301",
    "abbreviations": "Mr. U.S. ",
    "tags": "<p>",
}


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the CPU time of the three shapes that take longest."""
    size = scale.of(SIZE, SIZE // 50)
    spent = {shape: timed(lambda text=text: _compare(text, size)).cpu_ms / 1000 for shape, text in SHAPES.items()}
    about = f"read twice and compared, two texts of {size:,} bytes; {len(SHAPES)} shapes, the slowest"
    for shape in sorted(spent, key=lambda name: -spent[name])[:3]:
        yield Row(f"hostile texts, {shape}", spent[shape], "limit", MOST_SECONDS, "s CPU", about)


def _compare(piece: str, size: int) -> object:
    old = (piece * (size // len(piece.encode()) + 1)).encode()[:size]
    third = len(old) // 3
    return revision(_read(old), _read(old[third:] + b"X" + old[:third][::-1]))


def _read(body: bytes) -> Reading:
    page = Page(
        url=None, fetched_at=datetime(2026, 1, 1, tzinfo=UTC), body=body, content_type="text/plain; charset=utf-8"
    )
    return extract(page)
