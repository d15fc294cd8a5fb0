"""What two outlets tell differently, as the engine tells it, with the words on either side that it rests on. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from console.web.beside import SideName, Stretch, side_of
from schemas.change import Change, Side
from schemas.divergence import Finding, FindingKind
from worker.text import diff
from worker.text.between.quotes import tellers
from worker.text.change import joined

MOST_EVIDENCE_CHARS = 320
_BEFORE_SPEAKER = 4
"""Sentences before a quotation in which its speaker may be named."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of one side that a finding rests on."""

    side: SideName
    outlet: str
    words: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One difference in a sentence, and where it stands on both sides."""

    kind: FindingKind
    text: str
    evidence: tuple[Evidence, Evidence]


def findings(change: Change) -> tuple[Told, ...]:
    """Return what a divergence tells differently, weightiest first; its sides must carry their sentences."""
    return tuple(_told(change, finding) for finding in change.findings)


def _told(change: Change, finding: Finding) -> Told:
    names = tellers.names(change.old.outlet, change.new.outlet)
    if finding.kind is FindingKind.QUOTE:
        words = diff.words(finding.says_a, finding.says_b)
        shown = side_of(words, "a"), side_of(words, "b")
    elif finding.kind is FindingKind.ATTRIBUTION:
        shown = (
            _marked(_where_named(change.old, finding.a, finding.says_a), finding.says_a),
            _marked(_where_named(change.new, finding.b, finding.says_b), finding.says_b),
        )
    else:
        shown = (
            _marked(_sentences(change.old, finding.a), finding.says_a),
            _marked(_sentences(change.new, finding.b), finding.says_b),
        )
    return Told(
        finding.kind,
        sentence_case(finding.summary),
        (Evidence("a", names[0], shown[0]), Evidence("b", names[1], shown[1])),
    )


def _sentences(side: Side, indexes: Iterable[int]) -> str:
    return joined([side.sentences[index] for index in indexes if index < len(side.sentences)])


def _where_named(side: Side, indexes: Sequence[int], speaker: str) -> str:
    """Return the sentence near a quotation that names its speaker, else the quotation's first sentence."""
    first, last = indexes[0], indexes[-1]
    near: list[int] = [first, *range(first, last + 2), *reversed(range(max(0, first - _BEFORE_SPEAKER), first))]
    for index in near:
        if index < len(side.sentences) and speaker.casefold() in side.sentences[index].text.casefold():
            return side.sentences[index].text
    return side.sentences[first].text


def _marked(text: str, says: str) -> tuple[Stretch, ...]:
    """Return a sentence with what it says otherwise than the other side marked, where it says so in these words."""
    short = text if len(text) <= MOST_EVIDENCE_CHARS else f"{text[: MOST_EVIDENCE_CHARS - 1].rstrip()}\u2026"
    return tuple(Stretch(piece, differs) for piece, differs in _pieces(short, says) if piece)


def _pieces(text: str, says: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, each with whether it is one of the words listed in `says`, where that stands first."""
    spans = []
    for said in says.split(", "):
        found = re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text, re.IGNORECASE)
        if found:
            spans.append(found.span())
    end = 0
    for start, stop in sorted(spans):
        if start >= end:
            yield text[end:start], False
            yield text[start:stop], True
            end = stop
    yield text[end:], False


def sentence_case(text: str) -> str:
    """Return `text` with its first letter as a capital."""
    return text[:1].upper() + text[1:]
