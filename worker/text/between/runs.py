"""Long runs of the same words in two articles: agency copy, or one statement that both print."""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

from schemas.article import Reading
from schemas.divergence import SharedRun
from worker.text.agencies import agency_in, credited
from worker.text.between.quotes import speaker_names
from worker.text.between.tokenised import Tokenised, rows

SHINGLE = 8
"""Words in a row that two writers hardly hit upon by themselves."""
LEAST_WORDS = 24
"""Fewer words are a phrase, and no copy."""
_MOST_SKIPPED = 8
"""Words that were put in, left out or changed within one run."""
_MOST_DRIFT = 4
_QUOTED = 0.7
"""Share of a run inside quotation marks from which it is a statement, and no copy."""

HEAD_CHARS, _TAIL_CHARS = 250, 200
"""Where an article says whose copy it is: so far from its beginning, and from its end."""


@dataclass(frozen=True)
class Worded:
    """An article as one row of words: where each sentence begins, how many stand in quotes, and where runs begin."""

    reading: Reading
    count: int
    sentence_of: Sequence[int]
    quoted: Sequence[int]
    """How many of the words before each place stand in quotation marks."""
    shingles: Mapping[int, int]
    """Where each row of eight words, by its hash, begins first."""

    @cached_property
    def lengths(self) -> Mapping[int, int]:
        """How many words each sentence has, by its index."""
        return Counter(self.sentence_of)

    @cached_property
    def agency(self) -> str | None:
        """The agency that the article credits: in its byline, in its last line, where it begins or where it ends."""
        text = self.reading.text
        by, first, last = map(agency_in, (" ".join(self.reading.byline), text[:HEAD_CHARS], text[-_TAIL_CHARS:]))
        alone = (credited(sentence.text) for sentence in self.reading.sentences[-1:])
        return by or next(alone, None) or first or last


class _Stretch(NamedTuple):
    """Words `a_start` to `a_end` of one side, which are those from `b_start` to `b_end` of the other."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int


def prepare(reading: Reading, sentences: Sequence[Tokenised]) -> Worded:
    """Return `reading` as one row of the words of its sentences."""
    row, sentence_of, inside = list[str](), list[int](), list[bool]()
    spans = [(quote.start, quote.end) for quote in reading.quotes]
    at = 0
    for index, sentence in enumerate(reading.sentences):
        first, last = sentence.start, sentence.end
        while at < len(spans) and spans[at][1] <= first:
            at += 1
        # A sentence that a quotation touches at both ends, or that holds most of one, counts as quoted.
        covered = sum([max(0, min(end, last) - max(start, first)) for start, end in spans[at : at + 8] if start < last])
        is_quoted = covered >= (last - first) / 2
        found = sentences[index].words
        row += found
        sentence_of += [index] * len(found)
        inside += [is_quoted] * len(found)
    hashes = list(map(hash, rows(row, SHINGLE)))
    shingles = dict(zip(reversed(hashes), range(len(hashes) - 1, -1, -1), strict=True))
    return Worded(reading, len(row), array("I", sentence_of), array("I", [0, *accumulate(inside)]), shingles)


def shared(a: Worded, b: Worded) -> tuple[SharedRun, ...]:
    """Return the long runs of words that both have, in the order of `a`."""
    common = a.shingles.keys() & b.shingles.keys()
    if not common:
        return ()
    places = sorted((a.shingles[shingle], b.shingles[shingle]) for shingle in common)
    return tuple(_run(a, b, found) for found in _stretches(places) if found.a_end - found.a_start >= LEAST_WORDS)


def _stretches(places: Sequence[tuple[int, int]]) -> Iterator[_Stretch]:
    """Join the places where shingles begin into runs; a few words in between may differ."""
    start_a, start_b = last_a, last_b = places[0]
    for at_a, at_b in places[1:]:
        step_a, step_b = at_a - last_a, at_b - last_b
        goes_on = 0 < step_b <= SHINGLE + _MOST_SKIPPED and step_a <= SHINGLE + _MOST_SKIPPED
        if goes_on and abs(step_a - step_b) <= _MOST_DRIFT:
            last_a, last_b = at_a, at_b
            continue
        yield _Stretch(start_a, last_a + SHINGLE, start_b, last_b + SHINGLE)
        start_a, start_b = last_a, last_b = at_a, at_b
    yield _Stretch(start_a, last_a + SHINGLE, start_b, last_b + SHINGLE)


def _run(a: Worded, b: Worded, found: _Stretch) -> SharedRun:
    length = found.a_end - found.a_start
    quoted = max(
        (a.quoted[found.a_end] - a.quoted[found.a_start]) / length,
        (b.quoted[found.b_end] - b.quoted[found.b_start]) / max(1, found.b_end - found.b_start),
    )
    in_a, in_b = _sentences(a, found.a_start, found.a_end), _sentences(b, found.b_start, found.b_end)
    kind: Literal["wire", "statement", "copy"] = "copy"
    source = a.agency if a.agency and b.agency in {a.agency, None} else b.agency if not a.agency else None
    if quoted >= _QUOTED:
        kind, source = "statement", _speaker(a.reading, in_a) or _speaker(b.reading, in_b)
    elif source:
        kind = "wire"
    return SharedRun(
        a=in_a,
        b=in_b,
        kind=kind,
        source=source,
        words=length,
        share_a=round(length / a.count, 4),
        share_b=round(min(1.0, (found.b_end - found.b_start) / b.count), 4),
    )


def _sentences(worded: Worded, start: int, end: int) -> tuple[int, ...]:
    """Return the sentences that a run goes through; not one of which it has no more than a few words at an end."""
    inside, whole = Counter(worded.sentence_of[start:end]), worded.lengths
    return tuple(index for index, count in sorted(inside.items()) if count >= min(SHINGLE, whole[index] / 2))


def _speaker(reading: Reading, sentences: Sequence[int]) -> str | None:
    """Return who is quoted in the sentences; who is said to be before who is inferred, the longest quotation first."""
    start, end = reading.sentences[sentences[0]].start, reading.sentences[sentences[-1]].end
    inside = [quote for quote in reading.quotes if quote.start < end and start < quote.end]
    inside.sort(key=lambda quote: quote.start - quote.end)
    said = next((name for quote in inside if (name := speaker_names.surely(quote.speaker, quote.attribution))), None)
    return said or next((name for quote in inside if (name := speaker_names.known(quote.speaker))), None)
