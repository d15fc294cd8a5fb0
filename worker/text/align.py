"""Which sentence of an earlier text became which of a later one.

Sentences that read the same (see `normalise.fold`) and keep their order are anchors. In the gaps between them a
monotone dynamic programme pairs what is left one to one, one to several (split) and several to one (merge). What then
stands alone on both sides, or beside something hardly like it, and is found again elsewhere has moved; sentences that
moved side by side are one move. No model is needed: on people's own links between drafts of essays
(ArgRewrite V.2) this does as well as sentence encoders.
"""

from collections.abc import Iterator, Sequence

from schemas.change import Edit, Op
from worker.text.alignment.chain import common_chain
from worker.text.alignment.gap import Link, pair_gap
from worker.text.alignment.moves import MOVED, part_moves
from worker.text.alignment.similarity import Codes, Line, prepare, similarity

__all__ = ["MOVED", "align", "similarity"]


def align(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """Return what became of each sentence: every index of `old` and of `new` is in exactly one edit.

    Edits come in the order of `new`; a deletion stands where the sentence stood. Words and labels are left empty.
    `similarity` is 1 for keep, 0 for add and delete.
    """
    codes = Codes()
    olds, news = prepare(old, codes), prepare(new, codes)
    links, moves = part_moves(olds, news, list(_links(olds, news)))
    return list(_in_order(olds, news, links, moves))


def _links(olds: Sequence[Line], news: Sequence[Line]) -> Iterator[Link]:
    """Yield the links that keep the order."""
    anchors = common_chain([line.text for line in olds], [line.text for line in news])
    done_old = done_new = 0
    for i, j in [*anchors, (len(olds), len(news))]:
        yield from pair_gap(olds[done_old:i], news[done_new:j], done_old, done_new)
        if i < len(olds):
            yield Link((i,), (j,), 1.0)
        done_old, done_new = i + 1, j + 1


def _in_order(
    olds: Sequence[Line], news: Sequence[Line], links: Sequence[Link], moves: Sequence[Link]
) -> Iterator[Edit]:
    """Yield the edits in the order of the new text, deletions before what was added in their place."""
    gone = {i for link in moves for i in link.old}
    come = {j: link for link in moves for j in link.new}
    done_old = done_new = 0
    for link in [*links, Link((len(olds),), (len(news),), 0.0)]:
        for i in range(done_old, link.old[0]):
            if i not in gone:
                yield Edit(op=Op.DELETE, old=(i,), similarity=0.0)
        for j in range(done_new, link.new[0]):
            if (move := come.get(j)) is None:
                yield Edit(op=Op.ADD, new=(j,), similarity=0.0)
            elif j == move.new[0]:
                yield Edit(op=Op.MOVE, old=move.old, new=move.new, similarity=_rounded(move.similarity))
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
