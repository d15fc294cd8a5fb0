"""Texts that people corrected, every correction marked where it stands: UA-GEC, Ukrainian.

The corpus (CC BY 4.0) comes in the Python package `ua-gec`, which is no part of the project.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from random import Random

_PACKAGE = "ua_gec"
_CORRECTION = re.compile(r"\{([^{}]*?)=>([^{}]*?)(?::::[^{}]*)?\}")
_LONGEST = 4_000
"""Characters of a paragraph; a few documents are one of a hundred thousand."""


@dataclass
class Paragraph:
    """A paragraph as it was and as corrected."""

    old: str = ""
    new: str = ""
    removed: list[range] = field(default_factory=list)
    added: list[range] = field(default_factory=list)
    kept: list[tuple[int, int, int]] = field(default_factory=list)
    """What no correction touches: where it begins in each side, and how many characters it has."""


def missing() -> str | None:
    """Return why the corpus cannot be used, or None where it is there."""
    return None if find_spec(_PACKAGE) else "the corpus is not installed: .venv/bin/pip install ua-gec==2.1.3"


def documents(count: int) -> Iterator[list[Paragraph]]:
    """Yield the paragraphs of so many documents, chosen by lot, the same each time."""
    spec = find_spec(_PACKAGE)
    assert spec is not None
    assert spec.origin is not None
    paths = sorted((Path(spec.origin).parent / "data/gec-fluency").glob("*/annotated/*.ann"))
    Random(1).shuffle(paths)  # noqa: S311 - repeatable, not secret
    for path in paths[:count]:
        read = [_paragraph(line) for line in path.read_text("utf-8").splitlines()]
        # Some corrections stand within others, and some join paragraphs.
        yield [one for one in read if "{" not in one.old + one.new and 0 < len(one.old) < _LONGEST and one.new]


def _paragraph(line: str) -> Paragraph:
    made, done = Paragraph(), 0
    for found in _CORRECTION.finditer(line):
        _keep(made, line[done : found.start()])
        old, new = found.groups()
        if old != new:
            made.removed.append(range(len(made.old), len(made.old) + len(old)))
            made.added.append(range(len(made.new), len(made.new) + len(new)))
        made.old, made.new, done = made.old + old, made.new + new, found.end()
    _keep(made, line[done:])
    return made


def _keep(made: Paragraph, text: str) -> None:
    made.kept.append((len(made.old), len(made.new), len(text)))
    made.old, made.new = made.old + text, made.new + text
