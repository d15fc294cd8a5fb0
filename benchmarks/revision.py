"""Revision and divergence: the whole of what comparing two readings costs, to a change with its labels."""

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from benchmarks import prose
from benchmarks.table import Row, Scale
from benchmarks.timing import cpu_median, in_turn
from schemas.article import Reading
from worker.text.change import revision
from worker.text.diff import cores
from worker.text.divergence import divergence


class Pair(NamedTuple):
    """Two readings of one article."""

    old: Reading
    new: Reading


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the CPU time of a revision and of a divergence beside difflib's over the words of the same two texts."""
    pairs = []
    for seed in range(scale.of(100, 5)):
        article = prose.article(seed)
        pairs.append(Pair(prose.reading(article), prose.reading(prose.redraft(article, seed))))
    works: dict[str, Callable[[Pair], object]] = {
        "revision": lambda pair: revision(pair.old, pair.new),
        "divergence": lambda pair: divergence(pair.old, pair.new),
        "difflib": lambda pair: _by_difflib(pair.old.text, pair.new.text),
    }
    cost = {way: cpu_median(done) for way, done in in_turn(works, pairs).items()}
    about = f"median of {len(pairs)} generated pairs of {prose.SENTENCES} sentences with {prose.EDITS} edits"
    for what, does in (
        ("revision", "aligns, diffs, labels and weighs"),
        ("divergence", "matches sentences, quotes, figures"),
    ):
        rests_on = f"{about}; ours {does}, difflib gives words alone"
        yield Row(f"{what}, CPU", cost[what], "difflib whole text", cost["difflib"], "ms CPU a pair", rests_on)


def _by_difflib(old: str, new: str) -> object:
    return SequenceMatcher(None, cores(old), cores(new), autojunk=False).get_opcodes()
