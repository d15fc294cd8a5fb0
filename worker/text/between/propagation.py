"""Corrections of what several outlets tell: what a revision took back, and whether another article still says it."""

from collections.abc import Iterator, Sequence

from schemas.change import Change, Edit, Label, Op
from schemas.correction import Corrected, Correction, Stance
from schemas.divergence import FigurePair
from worker.text.classify.quantities import quantities
from worker.text.diff import cores, wordlike
from worker.text.lexicon import Lexicon, lexicon
from worker.text.normalise import fold, squeeze

_REWRITES = frozenset({Op.EDIT, Op.MOVE, Op.MERGE, Op.SPLIT})
_KINDS = {
    Label.FIGURE: Corrected.FIGURE,
    Label.NAME: Corrected.NAME,
    Label.QUOTE: Corrected.QUOTE,
    Label.DATE: Corrected.DATE,
}
_ALIKE = 0.40
"""From this similarity on, a sentence of another article tells what the corrected one does."""
_SHARE = 0.6
"""Of several words that were changed, how many must stand in a sentence for it to say them."""


def corrections(change: Change) -> Iterator[Correction]:
    """Yield what a revision took back for something else: figures, names, quoted words and dates.

    What was only put in or only left out is none; nor is wording that came back.
    """
    if Label.REVERT in change.labels:
        return
    for edit in change.edits:
        kind = next((kind for label, kind in _KINDS.items() if label in edit.labels), None)
        if kind is None or edit.field or edit.op not in _REWRITES:
            continue
        said_old, said_new = (_pieces(edit, sign) for sign in "-+")
        if wordlike(said_old) and wordlike(said_new):
            yield Correction(
                kind=kind,
                old=edit.old,
                new=edit.new,
                said_old=said_old,
                said_new=said_new,
                sentence_old=" ".join(change.old.sentences[i].text for i in edit.old),
                sentence_new=" ".join(change.new.sentences[j].text for j in edit.new),
            )


def stance(correction: Correction, before: Change, after: Change) -> tuple[Stance, int | None]:
    """Return whether another article says what was taken back or what was put in its place, and in which sentence.

    Args:
        correction: What the revision put right.
        before: The divergence of the version before it (`a`) from the other article (`b`).
        after: The divergence of the version that made it from the same article.

    Returns:
        `carries`, `led` or `silent`; that it followed is for the caller to tell, who knows how it stood before. An
        article that has both wordings, as one that explains the correction has, carries the old one no longer.
    """
    if correction.kind is Corrected.FIGURE:
        told = _by_figures(correction, before.figures, after.figures)
        if told is not None:
            return told
    return _by_words(correction, before, after)


def _by_figures(
    correction: Correction, before: Sequence[FigurePair], after: Sequence[FigurePair]
) -> tuple[Stance, int | None] | None:
    """Return the stance by figures about the same thing; None where the other article gives none."""
    was = {pair.b: pair.relation for pair in before if pair.a in correction.old}
    now = {pair.b: pair.relation for pair in after if pair.a in correction.new}
    for relations, others, found in ((now, was, Stance.LED), (was, now, Stance.CARRIES)):
        for place, relation in relations.items():
            if relation == "agree" and others.get(place) == "conflict":
                return found, place
    return None


def _by_words(correction: Correction, before: Change, after: Change) -> tuple[Stance, int | None]:
    """Return the stance by what the sentences that tell the same say, of the kind that was put right."""
    known = lexicon(after.new.language)
    says_old, says_new = (
        _said(text, correction.kind, known) for text in (correction.sentence_old, correction.sentence_new)
    )
    places = dict.fromkeys(
        place
        for told, indexes in ((before, correction.old), (after, correction.new))
        for match in told.matches
        if match.similarity >= _ALIKE and not set(match.a).isdisjoint(indexes)
        for place in match.b
    )
    says = {place: _said(before.new.sentences[place].text, correction.kind, known) for place in places}
    for keys, found in ((says_new - says_old, Stance.LED), (says_old - says_new, Stance.CARRIES)):
        for place, there in says.items():
            if keys and len(keys & there) >= _SHARE * len(keys):
                return found, place
    return Stance.SILENT, None


def _said(text: str, kind: Corrected, known: Lexicon) -> set[str]:
    """Return the values of the figures and dates of a sentence, or its words where names or quotations count."""
    found = cores(fold(text))
    if kind in {Corrected.FIGURE, Corrected.DATE}:
        return {f"{quantity.kind} {quantity.value}" for quantity in quantities(found, known)}
    return {word.casefold() for word in found if word[0].isalnum()}


def _pieces(edit: Edit, sign: str) -> str:
    return squeeze(" … ".join(text.strip() for tag, text in edit.words if tag == sign))
