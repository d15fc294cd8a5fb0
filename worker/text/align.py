"""Which sentence of an earlier text became which of a later one.

Sentences that read the same (see `normalise.fold`) and keep their order are anchors. In the gaps between them a
monotone dynamic programme pairs what is left one to one, one to two (split) and two to one (merge). What then stands
alone on both sides and is alike has moved. No model is needed: on people's own links between drafts of essays
(ArgRewrite V.2) this does as well as sentence encoders.
"""

from collections.abc import Iterator, Sequence

from schemas.change import Edit, Op
from worker.text.alignment.chain import common_chain
from worker.text.alignment.gap import MOST_CELLS, Link, candidates, pair_gap
from worker.text.alignment.similarity import Line, prepare, similarity, words_alike

__all__ = ["MOVED", "align", "similarity"]

MOVED = 0.62
"""From this similarity on, sentences left over on both sides are one that moved."""


def align(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """Return what became of each sentence: every index of `old` and of `new` is in exactly one edit.

    Edits come in the order of `new`; a deletion stands where the sentence stood. Words and labels are left empty.
    `similarity` is 1 for keep, 0 for add and delete.
    """
    codes: dict[str, str] = {}
    olds, news = prepare(old, codes), prepare(new, codes)
    links = list(_links(olds, news))
    left_old = sorted(set(range(len(olds))).difference(*(link.old for link in links)))
    left_new = sorted(set(range(len(news))).difference(*(link.new for link in links)))
    return list(_in_order(olds, news, links, _moves(olds, news, left_old, left_new)))


def _links(olds: Sequence[Line], news: Sequence[Line]) -> Iterator[Link]:
    """Yield the links that keep the order."""
    anchors = common_chain([line.text for line in olds], [line.text for line in news])
    done_old = done_new = 0
    for i, j in [*anchors, (len(olds), len(news))]:
        yield from pair_gap(olds[done_old:i], news[done_new:j], done_old, done_new)
        if i < len(olds):
            yield Link((i,), (j,), 1.0)
        done_old, done_new = i + 1, j + 1


def _moves(
    olds: Sequence[Line], news: Sequence[Line], left_old: Sequence[int], left_new: Sequence[int]
) -> dict[int, Link]:
    """Return by new index the links between sentences left over on both sides, the most alike taken first."""
    lone_old, lone_new = [olds[i] for i in left_old], [news[j] for j in left_new]
    if len(lone_old) * len(lone_new) > MOST_CELLS:
        pairs = candidates(lone_old, lone_new, MOVED)
    else:
        words = [line.words for line in lone_new]
        pairs = [
            (i, j, line.similarity(lone_new[j], r))
            for i, line in enumerate(lone_old)
            for j, r in words_alike(line, words)
        ]
    taken: set[int] = set()
    moves: dict[int, Link] = {}
    for i, j, alike in sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1])):
        if alike >= MOVED and i not in taken and left_new[j] not in moves:
            taken.add(i)
            moves[left_new[j]] = Link((left_old[i],), (left_new[j],), alike)
    return moves


def _in_order(
    olds: Sequence[Line], news: Sequence[Line], links: Sequence[Link], moves: dict[int, Link]
) -> Iterator[Edit]:
    """Yield the edits in the order of the new text, deletions before what was added in their place."""
    moved = {i for link in moves.values() for i in link.old}
    done_old = done_new = 0
    for link in [*links, Link((len(olds),), (len(news),), 0.0)]:
        for i in range(done_old, link.old[0]):
            if i not in moved:
                yield Edit(op=Op.DELETE, old=(i,), similarity=0.0)
        for j in range(done_new, link.new[0]):
            if j in moves:
                yield Edit(op=Op.MOVE, old=moves[j].old, new=(j,), similarity=_rounded(moves[j].similarity))
            else:
                yield Edit(op=Op.ADD, new=(j,), similarity=0.0)
        if link.old[0] < len(olds):
            yield Edit(op=_op(olds, news, link), old=link.old, new=link.new, similarity=_rounded(link.similarity))
        done_old, done_new = link.old[-1] + 1, link.new[-1] + 1


def _op(olds: Sequence[Line], news: Sequence[Line], link: Link) -> Op:
    if len(link.old) > 1:
        return Op.MERGE
    if len(link.new) > 1:
        return Op.SPLIT
    return Op.KEEP if olds[link.old[0]].text == news[link.new[0]].text else Op.EDIT


def _rounded(similarity: float) -> float:
    """Return four decimals, and 1 for nothing but what is the same."""
    return similarity if similarity == 1 else min(round(similarity, 4), 0.9999)
