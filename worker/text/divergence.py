"""How the articles of two outlets about one story differ: what they share, how each tells it, and where they disagree.

Other people wrote each text, so sentences are matched by content and not by position (`matching`); what is shared is
quotations (`quotes`), agency copy (`runs`), figures (`figures`) and dates (`dates`). `contrast` compares articles that
were prepared once, for a story that many tell.
"""

from collections.abc import Iterable, Iterator, Sequence

from schemas.article import Reading
from schemas.change import Change, ChangeKind, Edit, Label, Op, Words
from schemas.divergence import DenialPair, Finding, FindingKind, Match
from worker.text import diff
from worker.text.alignment.chain import heaviest_chain
from worker.text.between import divergence_summary, hedges, matching, runs, wordings
from worker.text.between.dates import moments
from worker.text.between.dates import pairs as dates
from worker.text.between.figures import ages, moved, scores, unnamed_ages
from worker.text.between.figures import pairs as figure_pairs
from worker.text.between.figures.two_sides import Sides
from worker.text.between.findings import findings
from worker.text.between.matching import Sentences
from worker.text.between.opposed import denials
from worker.text.between.opposed import pairs as opposed
from worker.text.between.passages import Passage, passages
from worker.text.between.prepared import Prepared, prepare
from worker.text.between.quotes import attributions, reported
from worker.text.between.quotes import pairs as quote_pairs
from worker.text.grouping.terms import words
from worker.text.normalise import fold
from worker.text.remembered import by_sentence
from worker.text.sides import joined, side

_MARKS = "'\" "
_SHARED = 0.2
"""Two tellings of one story differ; that alone wakes nobody."""
_NOTHING_SHARED = 0.1
_LABELS = {
    FindingKind.FIGURE: Label.FIGURE,
    FindingKind.STATE: Label.FIGURE,
    FindingKind.DENIAL: Label.NEGATION,
    FindingKind.DATE: Label.DATE,
    FindingKind.QUOTE: Label.QUOTE,
    FindingKind.UNMARKED: Label.QUOTE,
    FindingKind.ATTRIBUTION: Label.ATTRIBUTION,
    FindingKind.HEDGE: Label.HEDGE,
}
"""What each finding makes of the sentences it stands in; as many of the same things hit in another way is a figure.

Words of one kind chosen differently leave them what they are anyway: reworded."""
_LABEL_ORDER = (Label.FIGURE, Label.QUOTE, Label.ATTRIBUTION, Label.NEGATION, Label.DATE, Label.HEDGE)


def divergence(a: Reading, b: Reading) -> Change:
    """Compare two outlets' articles.

    Returns:
        A change of kind divergence with `a` as its old side and `b` as its new one. Each sentence of either side is in
        exactly one edit: matched ones as keep, edit or move, the others as delete (`only_a`) and add (`only_b`).
    """
    return contrast(prepare(a), prepare(b))


def contrast(one: Prepared, other: Prepared) -> Change:
    """Compare two outlets' articles that were prepared; see `divergence`."""
    a, b = one.reading, other.reading
    pairs = matching.match(one.sentences, other.sentences)
    matched = passages(one.sentences, other.sentences, pairs)
    quotes = quote_pairs.pair(one.quotes, other.quotes)
    sides = Sides.of((one.figures, other.figures), (one.sentences, other.sentences), pairs)
    figures, states = figure_pairs.pair(sides)
    figures = tuple(moved.told(figures, one.span, other.span))
    if moments.are_apart(one.span, other.span):
        figures, states = tuple(figure for figure in figures if figure.relation != "conflict"), ()
    else:
        told_of = {(state.a, state.b) for state in states}
        became = opposed.became(one.opposed, one.sentences, other.opposed, other.sentences)
        states = (*states, *(state for state in became if (state.a, state.b) not in told_of))
    edits = (*_title(a.title, b.title), *_edits(a, b, matched))
    told = Change(
        kind=ChangeKind.DIVERGENCE,
        old=side(a),
        new=side(b),
        edits=edits,
        significance=0,
        summary="",
        matches=tuple(
            Match(a=passage.a, b=passage.b, relation=passage.relation, similarity=round(passage.similarity, 4))
            for passage in matched
        ),
        quotes=quotes,
        figures=(
            *figures,
            *ages.pair(one.ages, other.ages),
            *unnamed_ages.pair(one.unnamed, other.unnamed),
            *scores.pair(one.result, other.result),
        ),
        only_a=_alone(one.sentences, (index for passage in matched for index in passage.a)),
        only_b=_alone(other.sentences, (index for passage in matched for index in passage.b)),
        dates=tuple(dates.pair(one.dates, other.dates, pairs, sides)),
        states=states,
        denials=tuple(_denials(one, other)),
        hedges=tuple(hedges.pair(one.hedged, other.hedged, pairs)),
        wordings=tuple(wordings.pair(a, b, edits, quotes)),
        attributions=(*attributions.find(a, b, quotes), *reported.find(a, b, pairs)),
        shared=runs.shared(one.worded, other.worded),
    )
    found = findings(a, b, told, (one.as_of, other.as_of))
    labelled = tuple(_labelled(edits, found))
    whole = {
        "edits": labelled,
        "labels": tuple(label for label in Label if any(label in edit.labels for edit in labelled)),
        "significance": _significance(told, found),
        "findings": found,
    }
    told = told.model_copy(update=whole)
    return told.model_copy(update={"summary": divergence_summary.summary(a, b, told)})


def _denials(one: Prepared, other: Prepared) -> Iterator[DenialPair]:
    """Yield what one side denies and the other says, each two sentences once."""
    found: set[tuple[int, int]] = set()
    opposite = (
        ()
        if moments.are_apart(one.span, other.span)
        else opposed.denials(one.opposed, one.sentences, other.opposed, other.sentences)
    )
    for told in (*opposite, *denials.pair(one.denials, one.sentences, other.denials, other.sentences)):
        if (told.a, told.b) not in found:
            found.add((told.a, told.b))
            yield told


def _alone(sentences: Sentences, matched: Iterable[int]) -> tuple[int, ...]:
    """Return the sentences of one side that the other has not, be it once for one that is printed twice."""
    shared = {sentences.cores[index] for index in matched}
    return tuple(index for index, core in enumerate(sentences.cores) if core not in shared)


def _title(a: str | None, b: str | None) -> Iterator[Edit]:
    """Yield the title's own edit, where there is a title."""
    if a and b and fold(a) == fold(b):
        yield Edit(op=Op.KEEP, similarity=1, field="title")
    elif a or b:
        op = Op.EDIT if a and b else Op.DELETE if a else Op.ADD
        similarity = matching.similarity(a or "", b or "")
        pieces = diff.words(a or "", b or "")
        yield Edit(op=op, words=pieces, labels=(Label.HEADLINE,), similarity=similarity, field="title")


def _edits(a: Reading, b: Reading, matched: Sequence[Passage]) -> Iterator[Edit]:
    """Yield an edit for each passage: what `a` alone has, what `b` alone has, then the next match in common order."""
    chain = set(heaviest_chain([(one.a[0], one.b[0], max(one.similarity, 0.01)) for one in matched]))
    by_a = {index: one for one in matched for index in one.a}
    matched_b = {index for one in matched for index in one.b}
    next_b = 0
    for i, sentence in enumerate(a.sentences):
        passage = by_a.get(i)
        if passage is None:
            yield Edit(op=Op.DELETE, old=(i,), words=(("-", sentence.text),), similarity=0)
            continue
        if i != passage.a[0]:
            continue  # told with the first of its passage
        is_in_order = (passage.a[0], passage.b[0]) in chain
        if is_in_order:
            yield from _added(b, range(next_b, passage.b[0]), matched_b)
            next_b = passage.b[-1] + 1
        yield _paired(a, b, passage, is_moved=not is_in_order)
    yield from _added(b, range(next_b, len(b.sentences)), matched_b)


def _added(b: Reading, indexes: Iterable[int], matched: set[int]) -> Iterator[Edit]:
    for j in indexes:
        if j not in matched:
            yield Edit(op=Op.ADD, new=(j,), words=(("+", b.sentences[j].text),), similarity=0)


def _paired(a: Reading, b: Reading, passage: Passage, *, is_moved: bool) -> Edit:
    """Return the edit of a match; typography and the marks around a sentence make it no other sentence."""
    old, new = joined([a.sentences[i] for i in passage.a]), joined([b.sentences[j] for j in passage.b])
    is_kept = old == new or (passage.similarity == 1 and fold(old).strip(_MARKS) == fold(new).strip(_MARKS))
    same_words = not is_kept and passage.similarity >= matching.SAME and words(old) == words(new)
    changed = Label.PUNCTUATION if same_words else Label.REWORDED
    return Edit(
        op=Op.MOVE if is_moved else Op.KEEP if is_kept else Op.EDIT,
        old=passage.a,
        new=passage.b,
        words=() if is_kept else _reworded(old, new),
        labels=() if is_kept else (changed,),
        similarity=round(passage.similarity, 4),
    )


@by_sentence
def _reworded(old: str, new: str) -> Words:
    """Return the words of two sentences that say the same: many outlets of a story differ in the same two."""
    return diff.words(old, new)


def _labelled(edits: Iterable[Edit], found: Sequence[Finding]) -> Iterator[Edit]:
    """Yield the edits with what their sentences have part in: figures in conflict, quotations changed or given away."""
    if not found:
        yield from edits
        return
    old: dict[Label, set[int]] = {label: set() for label in _LABEL_ORDER}
    new: dict[Label, set[int]] = {label: set() for label in _LABEL_ORDER}
    for finding in found:
        if (label := _LABELS.get(finding.kind)) is None:
            continue
        # Who speaks is told where the quotation begins.
        first_only = 1 if finding.kind is FindingKind.ATTRIBUTION else None
        old[label].update(finding.a[:first_only])
        new[label].update(finding.b[:first_only])
    for edit in edits:
        further = tuple(
            label
            for label in _LABEL_ORDER
            if not old[label].isdisjoint(edit.old) or not new[label].isdisjoint(edit.new)
        )
        yield edit.model_copy(update={"labels": further + edit.labels}) if further else edit


def _significance(told: Change, found: Sequence[Finding]) -> float:
    """Return 0..1: each reason for a reader to look takes its share of what is left to 1."""
    if told.is_empty:
        return 0.0
    left = 1 - (_SHARED if told.matches or told.quotes else _NOTHING_SHARED)
    for finding in found:
        left *= 1 - finding.significance
    return round(1 - left, 2)
