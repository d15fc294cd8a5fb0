"""What two outlets tell differently, as plain sentences with the words they rest on. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from console.web.beside import SideName, Stretch, side_of
from schemas.change import Change, Side
from schemas.divergence import FigurePair, QuotePair
from worker.text import diff
from worker.text.between import speaker_names
from worker.text.change import joined

MOST_EVIDENCE_CHARS = 320
_MARKS = frozenset("\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb")
Kind = Literal["attribution", "quote", "figure"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of one side that a finding rests on: a sentence, or with `quoted` what stands in quotation marks."""

    side: SideName
    outlet: str
    words: tuple[Stretch, ...]
    quoted: bool = False
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference in a sentence, and where it stands on both sides."""

    kind: Kind
    text: str
    evidence: tuple[Evidence, ...]


def findings(change: Change) -> tuple[Finding, ...]:
    """Return what a divergence tells differently: figures in conflict, who is said to have spoken, quotations."""
    names = outlet_names(change)
    return (
        *_figures(change, names),
        *_attributions(change, names),
        *_altered(change, names),
        *_unmarked(change, names),
    )


def outlet_names(change: Change) -> tuple[str, str]:
    """Return what to call the two sides."""
    return change.old.outlet or "the first outlet", change.new.outlet or "the second outlet"


def _figures(change: Change, names: tuple[str, str]) -> Iterator[Finding]:
    for pair in change.figures:
        if pair.relation == "conflict":
            yield Finding(
                "figure",
                f"{sentence_case(pair.what)}: {names[0]} says {number(pair.value_a)}, "
                f"{names[1]} says {number(pair.value_b)}.",
                _sentences(change, names, pair),
            )


def _sentences(change: Change, names: tuple[str, str], pair: FigurePair) -> tuple[Evidence, ...]:
    return (
        Evidence("a", names[0], _plain(change.old.sentences[pair.a].text)),
        Evidence("b", names[1], _plain(change.new.sentences[pair.b].text)),
    )


def _attributions(change: Change, names: tuple[str, str]) -> Iterator[Finding]:
    """Yield one finding for each two speakers that the same words are given to."""
    disputed = [pair for pair in change.quotes if speaker_names.differ(pair.speaker_a, pair.speaker_b)]
    by_speakers = sorted(disputed, key=lambda pair: (pair.speaker_a or "", pair.speaker_b or ""))
    for (one, other), group in groupby(by_speakers, key=lambda pair: (pair.speaker_a, pair.speaker_b)):
        pairs = list(group)
        sentences = min(len({i for pair in pairs for i in pair.a}), len({i for pair in pairs for i in pair.b}))
        what = "The same words are" if sentences == 1 else f"The same {sentences} sentences are"
        yield Finding(
            "attribution",
            f"{what} credited to \u201c{one}\u201d in {names[0]}, to \u201c{other}\u201d in {names[1]}.",
            (
                Evidence("a", names[0], _plain(_where_named(change.old, (i for p in pairs for i in p.a), one))),
                Evidence("b", names[1], _plain(_where_named(change.new, (i for p in pairs for i in p.b), other))),
            ),
        )


def _where_named(side: Side, indexes: Iterable[int], speaker: str | None) -> str:
    """Return the sentence near the quotation that names its speaker, else the quotation's first sentence."""
    wanted = sorted(set(indexes))
    first, last = wanted[0], wanted[-1]
    near: list[int] = [first, *range(first, last + 2), *reversed(range(max(0, first - 4), first))]
    for index in near:
        if index < len(side.sentences) and speaker and speaker.casefold() in side.sentences[index].text.casefold():
            return side.sentences[index].text
    return side.sentences[first].text


def _altered(change: Change, names: tuple[str, str]) -> Iterator[Finding]:
    for pair in change.quotes:
        if pair.relation == "altered":
            yield Finding("quote", "One quotation is worded in two ways.", _compared(pair, names, "ab"))


def _unmarked(change: Change, names: tuple[str, str]) -> Iterator[Finding]:
    for pair in change.quotes:
        if pair.relation != "unmarked":
            continue
        quoting = _quoting(change, pair)
        if quoting is None:
            text = "One of the two prints as its own words what the other quotes."
        else:
            quoter, teller = names if quoting == "a" else names[::-1]
            text = f"{teller} prints without quotation marks what {quoter} quotes."
        yield Finding("quote", text, _compared(pair, names, quoting or ""))


def _quoting(change: Change, pair: QuotePair) -> SideName | None:
    """Return the side that has the quotation marks: the one that names a speaker, else the one whose marks are seen."""
    if bool(pair.speaker_a) != bool(pair.speaker_b):
        return "a" if pair.speaker_a else "b"
    marked_a = _has_marks(joined([change.old.sentences[index] for index in pair.a]), pair.text_a)
    marked_b = _has_marks(joined([change.new.sentences[index] for index in pair.b]), pair.text_b)
    if marked_a == marked_b:
        return None
    return "a" if marked_a else "b"


def _has_marks(sentence: str, words: str) -> bool:
    before, found, after = sentence.partition(words)
    return bool(found) and (before.strip()[-1:] in _MARKS or after.strip()[:1] in _MARKS)


def _compared(pair: QuotePair, names: tuple[str, str], quoting: str) -> tuple[Evidence, ...]:
    """Return both wordings; `quoting` names the sides that have them in quotation marks."""
    words = diff.words(pair.text_a, pair.text_b)
    speaker_a, speaker_b = speaker_names.known(pair.speaker_a), speaker_names.known(pair.speaker_b)
    return (
        Evidence("a", names[0], side_of(words, "a"), quoted="a" in quoting, speaker=speaker_a),
        Evidence("b", names[1], side_of(words, "b"), quoted="b" in quoting, speaker=speaker_b),
    )


def _plain(text: str) -> tuple[Stretch, ...]:
    short = text if len(text) <= MOST_EVIDENCE_CHARS else f"{text[: MOST_EVIDENCE_CHARS - 1].rstrip()}\u2026"
    return (Stretch(short, differs=False),)


def number(value: float) -> str:
    """Return a figure as people write it: no `.0`, thousands set apart."""
    return f"{value:,.0f}" if value.is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


def sentence_case(text: str) -> str:
    """Return `text` with its first letter as a capital."""
    return text[:1].upper() + text[1:]
