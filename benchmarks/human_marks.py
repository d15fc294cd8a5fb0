"""What people marked in texts that they corrected: UA-GEC, Ukrainian, every correction marked where it stands.

The corpus (CC BY 4.0) comes in the Python package `ua-gec`, which is no part of the project.
"""

import re
from importlib.util import find_spec
from pathlib import Path
from random import Random

from benchmarks.known_edits import KnownPair
from benchmarks.peers_of_words import WORDS_AND_MARKS, Texts

_PACKAGE = "ua_gec"
_CORRECTION = re.compile(r"\{([^{}]*?)=>([^{}]*?)(?::::[^{}]*)?\}")
_LONGEST = 4_000


def missing() -> str | None:
    """Return why the corpus cannot be used, or None where it is there."""
    return None if find_spec(_PACKAGE) else "the corpus is not installed: .venv/bin/pip install ua-gec==2.1.3"


def passages(documents: int) -> list[tuple[Texts, KnownPair]]:
    """Return the corrected paragraphs of so many documents: both sides, and the words and marks that people marked.

    The documents are chosen by lot, the same each time.
    """
    spec = find_spec(_PACKAGE)
    assert spec is not None
    assert spec.origin is not None
    paths = sorted((Path(spec.origin).parent / "data/gec-fluency").glob("*/annotated/*.ann"))
    Random(1).shuffle(paths)  # noqa: S311 - repeatable, not secret
    lines = [line for path in paths[:documents] for line in path.read_text("utf-8").splitlines()]
    read = [_read(line) for line in lines if _CORRECTION.search(line)]
    return [
        (([old], [new]), marked)
        for old, new, marked in read
        if old != new and "{" not in old + new and len(old) < _LONGEST  # some corrections stand within others
    ]


def _read(line: str) -> tuple[str, str, KnownPair]:
    """Return a paragraph as it was and as corrected, and its words and marks with the numbers of those marked."""
    sides, marked = ["", ""], ([], [])  # type: tuple[list[str], tuple[list[range], list[range]]]
    done = 0
    for found in _CORRECTION.finditer(line):
        for side, text in enumerate(found.groups()):
            sides[side] += line[done : found.start()]
            if found[1] != found[2]:
                marked[side].append(range(len(sides[side]), len(sides[side]) + len(text)))
            sides[side] += text
        done = found.end()
    old, new = (f"{text}{line[done:]}" for text in sides)
    (words, removed), (others, added) = (_touched(text, spans) for text, spans in zip((old, new), marked, strict=True))
    return old, new, KnownPair(words, others, removed, added)


def _touched(text: str, spans: list[range]) -> tuple[list[str], set[int]]:
    """Return the words and marks of a text, and the running numbers of those that some span reaches into."""
    places = list(WORDS_AND_MARKS.finditer(text))
    numbers = {
        number
        for number, place in enumerate(places)
        if any(place.start() < span.stop and span.start < place.start() + len(place[0].rstrip()) for span in spans)
    }
    return [place[0].rstrip() for place in places], numbers
