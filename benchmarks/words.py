"""Words: what a reader would have marked, held against five other ways to compare the same texts."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from statistics import fmean

from benchmarks import corrected, human_marks
from benchmarks.known_edits import KnownPair, edited, moved
from benchmarks.peers_of_words import WAYS, Piece, Texts
from benchmarks.public_data import json_lines, missing_from
from benchmarks.table import Row, Scale, missing
from benchmarks.timing import Timed, cpu_median, in_turn, wall_median
from schemas.change import Op
from worker.text import diff
from worker.text.align import align

GOLD = "data/alignment/argrewrite.jsonl"
SHORT = 2
"""Words in an equal run that is an island: too short to be read as what stayed."""
NEAR = frozenset({"stet", "rapidfuzz Indel", "diff-match-patch, cleaned up"})
"""The ways that are tried on people's marks: to the others a word and the mark behind it are one."""
IN_ANOTHER_PROCESS = frozenset({"git --word-diff"})


def rows(scale: Scale) -> Iterator[Row]:
    """Yield agreement with people's marks and known edits, moves found, islands and time, each beside the others."""
    yield from _as_people_mark(scale)
    known = [edited(seed) for seed in range(scale.of(60, 5))]
    marked = {way: [tell((pair.old, pair.new)) for pair in known] for way, tell in WAYS.items()}
    about = f"words of known edits, marked by whole words; {len(known)} generated articles"
    for what, score in (("words marked", token_f1), ("passages marked", span_f1)):
        found = {way: score(known, told) for way, told in marked.items()}
        yield from _beside(f"words, {what}", found, "F1", about)
    yield _moves_found(scale)
    texts, source = _texts(scale)
    taken = in_turn(WAYS, texts)
    islands = {way: fmean(islands_in(one.result) for one in done) for way, done in taken.items()}
    about = f"equal runs of one or two words between two changes; {len(texts)} {source}"
    yield from _beside("words, islands", islands, "islands a pair", about)
    about = f"median; ours aligns first, the others compare the whole texts; {len(texts)} {source}"
    yield from _beside("words, CPU", {way: _cost(way, done) for way, done in taken.items()}, "ms a pair", about)


def _as_people_mark(scale: Scale) -> Iterator[Row]:
    """Yield agreement with what people marked as corrected, on words and marks, and the islands left between."""
    if why := corrected.missing():
        yield missing("words, as people mark", why)
        return
    sides, known = zip(*human_marks.passages(scale.of(600, 20)), strict=True)
    told = {way: [tell(texts) for texts in sides] for way, tell in WAYS.items() if way in NEAR}
    about = f"words and marks that people marked; {len(known)} passages of UA-GEC"
    for what, score in (("marked", token_f1), ("passages", span_f1)):
        yield from _beside(
            f"words, as people mark, {what}", {way: score(known, one) for way, one in told.items()}, "F1", about
        )
    islands = {way: fmean(map(islands_in, one)) for way, one in told.items()}
    yield from _beside("words, as people mark, islands", islands, "islands a passage", about)


def _beside(what: str, found: dict[str, float], unit: str, about: str) -> Iterator[Row]:
    for way, figure in found.items():
        if way != "stet":
            spent = "; git by the clock, with its process" if what == "words, CPU" and way in IN_ANOTHER_PROCESS else ""
            yield Row(what, found["stet"], way, figure, unit, about + spent)


def _cost(way: str, done: Iterable[Timed[list[Piece]]]) -> float:
    return wall_median(done) if way in IN_ANOTHER_PROCESS else cpu_median(done)


def _texts(scale: Scale) -> tuple[list[Texts], str]:
    if missing_from(GOLD):
        return [(pair.old, pair.new) for pair in map(edited, range(scale.of(60, 5)))], "generated pairs of articles"
    found = json_lines(GOLD)[: scale.of(1_000, 12)]
    return [(row["old"], row["new"]) for row in found], "pairs of drafts, ArgRewrite V.2"


def _moves_found(scale: Scale) -> Row:
    """Return the share of moved paragraphs, with an edit inside, that are told as one move."""
    pairs = [moved(seed) for seed in range(scale.of(100, 10))]
    told = sum(_is_one_move(pair) for pair in pairs)
    about = f"paragraphs of three sentences, one edited; none of the others has a notion of a move; {len(pairs)} pairs"
    return Row("words, moves told as one", told / len(pairs), "the others", 0.0, "share", about)


def _is_one_move(pair: KnownPair) -> bool:
    moves = [edit for edit in align(pair.old, pair.new) if edit.op is Op.MOVE]
    return [tuple(pair.old[i] for i in edit.old) for edit in moves] == [tuple(pair.moved)]


def islands_in(pieces: Sequence[Piece]) -> int:
    """Count the short equal runs with a change on both sides; white space that changed is not seen."""
    seen = groupby((piece for piece in pieces if piece[1].strip()), key=lambda piece: piece[0] != "=")
    lengths = [(changed, sum(len(diff.cores(text)) for _, text in run)) for changed, run in seen]
    return sum(
        before[0] and after[0] and not changed and 0 < length <= SHORT
        for before, (changed, length), after in zip(lengths, lengths[1:], lengths[2:], strict=False)
    )


def token_f1(known: Iterable[KnownPair], marked: Iterable[Sequence[Piece]]) -> float:
    """Return the F1 of the words marked as gone or come."""
    hit = said = true = 0
    for pair, pieces in zip(known, marked, strict=True):
        for ours, truth in _sides(pair, pieces):
            hit, said, true = hit + len(ours & truth), said + len(ours), true + len(truth)
    return 2 * hit / (said + true)


def span_f1(known: Iterable[KnownPair], marked: Iterable[Sequence[Piece]]) -> float:
    """Return the F1 of whole passages: those marked from their first word to their last, and no further."""
    hit = said = true = 0
    for pair, pieces in zip(known, marked, strict=True):
        for ours, truth in _sides(pair, pieces):
            one, other = _spans(ours), _spans(truth)
            hit, said, true = hit + len(one & other), said + len(one), true + len(other)
    return 2 * hit / (said + true)


def _sides(pair: KnownPair, pieces: Sequence[Piece]) -> Iterator[tuple[set[int], set[int]]]:
    for tag, side, truth in (("-", pair.old, pair.removed), ("+", pair.new, pair.added)):
        yield _marked_words(pieces, tag, " ".join(side).split()), truth


def _marked_words(pieces: Sequence[Piece], tag: str, words: Sequence[str]) -> set[int]:
    """Return the running numbers of the words most of whose letters are marked with `tag`."""
    flags = [sign == tag for sign, text in pieces if sign in {"=", tag} for letter in text if not letter.isspace()]
    ends = [0]
    for word in words:
        ends.append(ends[-1] + len(word))
    return {at for at, (start, end) in enumerate(pairwise(ends)) if 2 * sum(flags[start:end]) > end - start}


def _spans(marked: set[int]) -> set[tuple[int, int]]:
    starts = sorted(at for at in marked if at - 1 not in marked)
    ends = sorted(at for at in marked if at + 1 not in marked)
    return set(zip(starts, ends, strict=True))
