"""Fit what each piece of evidence weighs for two figures, or dates, being of one thing.

`python -m benchmarks.fit_conflicts figures` prints `worker/text/between/figures/weights.toml`, `dates` those of
`worker/text/between/dates`, in a minute or two. Fitted (logistic regression with a ridge, by Newton's steps) are pairs
of the hand-made cases in `tests/text/between/cases`, whose conflicts are known, and those of the articles in
`../shared/data/grouping` that stet puts into one story, judged by reading.

`--folds 10` prints how well weights do on articles that they were not fitted to.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

from benchmarks.grouped_pairs import grouped
from benchmarks.grouping import SETS
from benchmarks.told_pairs import OUTLETS, Told, hand_made
from worker.text.between import matching
from worker.text.between.dates import pairs as date_pairs
from worker.text.between.figures import pairs
from worker.text.between.figures.two_sides import Sides
from worker.text.between.figures.weighed import candidates
from worker.text.between.likelihood import BIAS, Evidence, logistic, total
from worker.text.between.prepared import Prepared, prepare

RIDGE = 6.0
STEPS = 12
REAL_CONFLICT = 4.0
"""What a conflict of real articles weighs: there are few of them, and they are what the weights are for."""
THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9)


class Row(NamedTuple):
    """A pair of figures: where it is from, what speaks for and against it, and whether it is a conflict."""

    told: str
    evidence: Evidence
    is_conflict: bool
    weight: float = 1.0


def rows(told: Iterable[Told], *, are_real: bool = False) -> Iterator[Row]:
    """Yield the pairs of figures of pairs of articles; real articles are weighed from some length on alone."""
    for one, a, b in _prepared(told, are_real=are_real):
        for found in candidates(sides(a, b), unlikely=True):
            if not (pairs.is_told_too(found.found, a.figures, b.figures) or pairs.is_ruled_out(found)):
                is_conflict = one.is_conflict(found.found.a, found.found.b)
                if is_conflict is not None:
                    yield _row(one, found.evidence, is_conflict=is_conflict, are_real=are_real)


def date_rows(told: Iterable[Told], *, are_real: bool = False) -> Iterator[Row]:
    """Yield the pairs of days and hours of pairs of articles."""
    for one, a, b in _prepared(told, are_real=are_real):
        for found in date_pairs.weighed_of(a.dates, b.dates, sides(a, b)):
            is_conflict = one.is_conflict_of_dates(found.one, found.other)
            if is_conflict is not None:
                yield _row(one, found.evidence, is_conflict=is_conflict, are_real=are_real)


def _prepared(told: Iterable[Told], *, are_real: bool) -> Iterator[tuple[Told, Prepared, Prepared]]:
    for one in told:
        a, b = prepare(one.a), prepare(one.b)
        if not are_real or sides(a, b).about.sentences >= pairs.LEAST_SENTENCES:
            yield one, a, b


def _row(told: Told, evidence: Evidence, *, is_conflict: bool, are_real: bool) -> Row:
    return Row(told.name, evidence, is_conflict, REAL_CONFLICT if are_real and is_conflict else 1.0)


def sides(a: Prepared, b: Prepared) -> Sides:
    """Return two articles with the sentences that match."""
    return Sides.of((a.figures, b.figures), (a.sentences, b.sentences), matching.match(a.sentences, b.sentences))


def fit(rows: Sequence[Row]) -> Evidence:
    """Return the weights under which these conflicts are likeliest, each held to nothing by a ridge."""
    names = sorted({BIAS, *(name for row in rows for name in row.evidence)})
    place = {name: at for at, name in enumerate(names)}
    sparse = [[(place[name], value) for name, value in row.evidence.items()] + [(place[BIAS], 1.0)] for row in rows]
    spread = [0.0] * len(names)
    for row in sparse:
        for at, value in row:
            spread[at] += value * value / len(rows)
    weights = [0.0] * len(names)
    for _ in range(STEPS):
        slope = [0.0] * len(names)
        curve = [[0.0] * len(names) for _ in names]
        for row, known in zip(sparse, rows, strict=True):
            likely = logistic(sum(weights[at] * value for at, value in row))
            error, weight = known.weight * (known.is_conflict - likely), known.weight * likely * (1 - likely)
            for at, value in row:
                slope[at] += error * value
                line = curve[at]
                for other, beside in row:
                    line[other] += weight * value * beside
        for at, name in enumerate(names):
            ridge = 0.01 if name == BIAS else RIDGE * spread[at]
            slope[at] -= ridge * weights[at]
            curve[at][at] += ridge + 1e-9
        weights = [weight + step for weight, step in zip(weights, _solved(curve, slope), strict=True)]
    return dict(zip(names, weights, strict=True))


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a symmetric positive system by elimination."""
    size = len(right)
    for pivot in range(size):
        for row in range(pivot + 1, size):
            factor = matrix[row][pivot] / matrix[pivot][pivot]
            if factor:
                for column in range(pivot, size):
                    matrix[row][column] -= factor * matrix[pivot][column]
                right[row] -= factor * right[pivot]
    found = [0.0] * size
    for row in reversed(range(size)):
        rest = sum(matrix[row][column] * found[column] for column in range(row + 1, size))
        found[row] = (right[row] - rest) / matrix[row][row]
    return found


def judged(known: Sequence[Row], folds: int) -> Iterator[tuple[float, Row]]:
    """Yield each row with its likelihood by weights that were fitted without its articles."""
    for fold in range(folds):
        kept, held = [], []
        for row in known:
            (held if crc32(row.told.encode()) % folds == fold else kept).append(row)
        weights = fit(kept)
        yield from ((logistic(total(weights, row.evidence)), row) for row in held)


def main() -> None:
    """Print the weights, or with `--folds` what they are worth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("of", choices=("figures", "dates"))
    parser.add_argument("--folds", type=int, default=0, help="judge by so many parts, each by weights of the others")
    given = parser.parse_args()
    folds, rows_of = given.folds, rows if given.of == "figures" else date_rows
    known = [*rows_of(hand_made()), *rows_of(grouped(), are_real=True)]
    if folds:
        judged_rows = list(judged(known, folds))
        for name, begins in (("articles written for it", OUTLETS), ("real articles", tuple(SETS)), ("all", "")):
            told = [(likely, row) for likely, row in judged_rows if row.told.startswith(begins)]
            sys.stdout.write(f"{name}: {sum(row.is_conflict for _, row in told)} conflicts\n")
            for least in THRESHOLDS:
                claimed = [row.is_conflict for likely, row in told if likely >= least]
                sys.stdout.write(f"  from {least}: {sum(claimed)} of {len(claimed)} real\n")
        return
    weights = fit(known)
    sys.stdout.write(
        f"# Made by `python -m benchmarks.fit_conflicts {given.of}`; what each name means stands in `evidence.py`.\n"
    )
    sys.stdout.write("[weights]\n")
    for name, weight in sorted(weights.items()):
        sys.stdout.write(f'"{name}" = {weight:.3f}\n')


if __name__ == "__main__":
    main()
