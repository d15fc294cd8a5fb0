"""How the articles of two outlets about one story differ: what they share, how each tells it, and where they disagree.

Other people wrote each text, so sentences are matched by content and not by position (`matching`); what is shared is
quotations (`quote_pairs`), agency copy and figures (`figure_pairs`).
"""

from collections.abc import Iterable, Iterator, Sequence

from schemas.article import Reading
from schemas.change import Change, ChangeKind, Edit, Label, Op
from schemas.divergence import FigurePair, Match, QuotePair
from worker.text import diff
from worker.text.alignment.chain import heaviest_chain
from worker.text.between import divergence_summary, figure_pairs, matching, placed, quote_pairs, speaker_names
from worker.text.between.matching import Pair
from worker.text.grouping.terms import words
from worker.text.normalise import fold
from worker.text.sides import side

_MARKS = "'\" "
_CONFLICT = 0.6
_ALTERED = 0.6
_ATTRIBUTION = 0.55
_UNMARKED = 0.35
_SHARED = 0.2
"""Two tellings of one story differ; that alone wakes nobody."""
_NOTHING_SHARED = 0.1


def divergence(a: Reading, b: Reading) -> Change:
    """Compare two outlets' articles.

    Returns:
        A change of kind divergence with `a` as its old side and `b` as its new one. Each sentence of either side is in
        exactly one edit: matched ones as keep, edit or move, the others as delete (`only_a`) and add (`only_b`).
    """
    pairs = matching.match(*(matching.prepare([s.text for s in side.sentences]) for side in (a, b)))
    quotes = quote_pairs.pair(quote_pairs.prepare(a), quote_pairs.prepare(b))
    figures = figure_pairs.pair(placed.prepare(a), placed.prepare(b), pairs)
    matches = tuple(
        Match(a=(pair.a,), b=(pair.b,), relation=pair.relation, similarity=round(pair.similarity, 4)) for pair in pairs
    )
    edits = tuple(_labelled([*_title(a.title, b.title), *_edits(a, b, pairs)], quotes, figures))
    return Change(
        kind=ChangeKind.DIVERGENCE,
        old=side(a),
        new=side(b),
        edits=edits,
        labels=tuple(label for label in Label if any(label in edit.labels for edit in edits)),
        significance=_significance(edits, pairs, quotes, figures),
        summary=divergence_summary.summary(a, b, pairs, quotes, figures),
        matches=matches,
        quotes=quotes,
        figures=figures,
        only_a=tuple(index for edit in edits if edit.op is Op.DELETE for index in edit.old),
        only_b=tuple(index for edit in edits if edit.op is Op.ADD for index in edit.new),
    )


def _title(a: str | None, b: str | None) -> Iterator[Edit]:
    """Yield the title's own edit, where there is a title."""
    if a and b and fold(a) == fold(b):
        yield Edit(op=Op.KEEP, similarity=1, field="title")
    elif a or b:
        op = Op.EDIT if a and b else Op.DELETE if a else Op.ADD
        similarity = matching.similarity(a or "", b or "")
        pieces = diff.words(a or "", b or "")
        yield Edit(op=op, words=pieces, labels=(Label.HEADLINE,), similarity=similarity, field="title")


def _edits(a: Reading, b: Reading, pairs: Sequence[Pair]) -> Iterator[Edit]:
    """Yield an edit for each sentence: what `a` alone has, what `b` alone has, then the next pair in common order."""
    chain = set(heaviest_chain([(pair.a, pair.b, max(pair.similarity, 0.01)) for pair in pairs]))
    by_a = {pair.a: pair for pair in pairs}
    matched_b = {pair.b for pair in pairs}
    next_b = 0
    for i, sentence in enumerate(a.sentences):
        pair = by_a.get(i)
        if pair is None:
            yield Edit(op=Op.DELETE, old=(i,), words=(("-", sentence.text),), similarity=0)
            continue
        if (pair.a, pair.b) in chain:
            yield from _added(b, range(next_b, pair.b), matched_b)
            next_b = pair.b + 1
        yield _paired(a, b, pair, is_moved=(pair.a, pair.b) not in chain)
    yield from _added(b, range(next_b, len(b.sentences)), matched_b)


def _added(b: Reading, indexes: Iterable[int], matched: set[int]) -> Iterator[Edit]:
    for j in indexes:
        if j not in matched:
            yield Edit(op=Op.ADD, new=(j,), words=(("+", b.sentences[j].text),), similarity=0)


def _paired(a: Reading, b: Reading, pair: Pair, *, is_moved: bool) -> Edit:
    """Return the edit of a matched pair; typography and the marks around a sentence make it no other sentence."""
    old, new = a.sentences[pair.a].text, b.sentences[pair.b].text
    is_kept = fold(old).strip(_MARKS) == fold(new).strip(_MARKS)
    changed = Label.PUNCTUATION if words(old) == words(new) else Label.REWORDED
    return Edit(
        op=Op.MOVE if is_moved else Op.KEEP if is_kept else Op.EDIT,
        old=(pair.a,),
        new=(pair.b,),
        words=() if is_kept else diff.words(old, new),
        labels=() if is_kept else (changed,),
        similarity=round(pair.similarity, 4),
    )


def _labelled(edits: Iterable[Edit], quotes: Sequence[QuotePair], figures: Sequence[FigurePair]) -> Iterator[Edit]:
    """Yield the edits with what their sentences have part in: figures in conflict, quotations changed or given away."""
    figure_a, figure_b = _conflicting(figures)
    changed = [pair for pair in quotes if pair.relation != "same"]
    attributed = [pair for pair in quotes if speaker_names.differ(pair.speaker_a, pair.speaker_b)]
    reasons = (
        (Label.FIGURE, figure_a, figure_b),
        (Label.QUOTE, {i for pair in changed for i in pair.a}, {j for pair in changed for j in pair.b}),
        # Who speaks is told where the quotation begins.
        (Label.ATTRIBUTION, {pair.a[0] for pair in attributed}, {pair.b[0] for pair in attributed}),
    )
    for edit in edits:
        further = tuple(
            label for label, old, new in reasons if not old.isdisjoint(edit.old) or not new.isdisjoint(edit.new)
        )
        yield edit.model_copy(update={"labels": further + edit.labels}) if further else edit


def _conflicting(figures: Sequence[FigurePair]) -> tuple[set[int], set[int]]:
    conflicts = [figure for figure in figures if figure.relation == "conflict"]
    return {figure.a for figure in conflicts}, {figure.b for figure in conflicts}


def _significance(
    edits: Sequence[Edit], pairs: Sequence[Pair], quotes: Sequence[QuotePair], figures: Sequence[FigurePair]
) -> float:
    """Return 0..1: each reason for a reader to look takes its share of what is left to 1."""
    if all(edit.op is Op.KEEP for edit in edits):
        return 0.0
    weights = [_SHARED if pairs or quotes else _NOTHING_SHARED]
    weights += [_CONFLICT for figure in figures if figure.relation == "conflict"]
    weights += [{"altered": _ALTERED, "unmarked": _UNMARKED}.get(pair.relation, 0.0) for pair in quotes]
    weights += [_ATTRIBUTION for pair in quotes if speaker_names.differ(pair.speaker_a, pair.speaker_b)]
    left = 1.0
    for weight in weights:
        left *= 1 - weight
    return round(1 - left, 2)
