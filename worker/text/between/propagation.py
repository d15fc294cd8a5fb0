"""Corrections of what several outlets tell: what a revision took back, and whether another article still says it."""

from collections.abc import Collection, Iterator, Sequence

from rapidfuzz.distance import Indel

from schemas.change import Change, Edit, Label, Op
from schemas.correction import Corrected, Correction, Stance
from schemas.divergence import FigurePair
from worker.text import quotes
from worker.text.between.respelled import misspelled, respelled, stands_in
from worker.text.classify.quantities import quantities
from worker.text.diff import cores, wordlike
from worker.text.grouping.terms import STOPWORDS, stems
from worker.text.lexicon import Lexicon, lexicon
from worker.text.normalise import fold, squeeze

_REWRITES = frozenset({Op.EDIT, Op.MOVE, Op.MERGE, Op.SPLIT})
_KINDS = {
    Label.FIGURE: Corrected.FIGURE,
    Label.NAME: Corrected.NAME,
    Label.QUOTE: Corrected.QUOTE,
    Label.DATE: Corrected.DATE,
}
_MEANING = frozenset({Label.NEGATION, Label.HEDGE, Label.ATTRIBUTION})
"""What changes what a sentence says, though no figure, name, quotation or date."""
_NOTES = frozenset({Label.CORRECTION_NOTE, Label.RETRACTION})
_MOST_WORDINGS = 5
"""Rewordings of copy in one version that are followed: an article that is written anew takes nothing back."""
_WORD_FOR_WORD = 0.75
"""From this similarity on, a sentence is the same copy, be it with other words at one place."""
_ALIKE = 0.40
"""From this similarity on, a sentence of another article tells what the corrected one does."""
_SHARE = 0.6
"""Of several words that were changed, how many must stand in a sentence for it to say them."""


def corrections(change: Change, own_copy: Collection[int] = ()) -> Iterator[Correction]:
    """Yield what a revision took back for something else: figures, names, quoted words and dates.

    What was only put in or only left out is none; nor is wording that came back. Of copy that the article is the source
    of, other words count too where they change what is said, and whatever a note owns up to; a few that only say it
    otherwise are rewordings. What was put right in the same way in several sentences is one correction.

    Args:
        change: A revision.
        own_copy: The sentences of the old version that other outlets have from this article or its agency.
    """
    found: list[Correction] = []
    for one in () if Label.REVERT in change.labels else _one_by_one(change, own_copy):
        place = next((at for at, other in enumerate(found) if _are_one(one, other)), None)
        if place is None:
            found.append(one)
        else:
            found[place] = _together(found[place], one)
    yield from found


def _are_one(one: Correction, other: Correction) -> bool:
    """Whether two sentences were put right in the same way: the same words, or the same name, here in full."""
    if one.kind is not other.kind:
        return False
    if all(fold(a).casefold() == fold(b).casefold() for a, b in zip(_said_of(one), _said_of(other), strict=True)):
        return True
    if one.kind is not Corrected.NAME:
        return False
    names = [(set(_names(a)), set(_names(b))) for a, b in zip(_said_of(one), _said_of(other), strict=True)]
    (old, other_old), (new, other_new) = names
    return bool(old and other_old) and (
        (old <= other_old and new <= other_new) or (other_old <= old and other_new <= new)
    )


def _said_of(one: Correction) -> tuple[str, str]:
    return one.said_old, one.said_new


def _together(first: Correction, other: Correction) -> Correction:
    """Return one correction for both, in the words of the one that says more of the name, else of the first."""
    told = max(first, other, key=lambda one: len(_names(one.said_old)))
    return told.model_copy(
        update={"old": tuple(sorted({*first.old, *other.old})), "new": tuple(sorted({*first.new, *other.new}))}
    )


def _one_by_one(change: Change, own_copy: Collection[int]) -> Iterator[Correction]:
    """Yield what was put right in each edit."""
    is_noted = not _NOTES.isdisjoint(change.labels)
    known = lexicon(change.new.language)
    wordings = 0
    for edit in change.edits:
        if edit.field:
            continue
        said_old, said_new = (_pieces(edit, sign) for sign in "-+")
        sentence_old = " ".join(change.old.sentences[i].text for i in edit.old)
        sentence_new = " ".join(change.new.sentences[j].text for j in edit.new)
        kind = _of_labels(edit, sentence_old, sentence_new, known)
        if kind is None or edit.op not in _REWRITES or not (wordlike(said_old) and wordlike(said_new)):
            is_of_copy = bool(edit.old) and set(edit.old) <= set(own_copy)
            kind = _of_copy(edit, is_noted=is_noted) if is_of_copy else None
        wordings += kind is Corrected.WORDING
        if kind is Corrected.WORDING and wordings > _MOST_WORDINGS:
            continue
        if kind is Corrected.NAME and (name := respelled(said_old, said_new, sentence_old, sentence_new)):
            said_old, said_new = " ".join(name.old), " ".join(name.new)
        if kind is not None:
            yield Correction(
                kind=kind,
                old=edit.old,
                new=edit.new,
                said_old=said_old,
                said_new=said_new,
                sentence_old=sentence_old,
                sentence_new=sentence_new,
            )


def _of_labels(edit: Edit, sentence_old: str, sentence_new: str, known: Lexicon) -> Corrected | None:
    """Return what was put right, by the labels of an edit.

    A figure or date that only one of the sentences has gave way to none; where other things changed too, it is these:
    "without a remark" in a quotation that reads "with two remarks" by now.
    """
    kinds = [kind for label, kind in _KINDS.items() if label in edit.labels]
    if Corrected.QUOTE in kinds and _says_the_quoted(sentence_old, sentence_new):
        kinds.remove(Corrected.QUOTE)
    if Corrected.NAME in kinds and set(cores(fold(_pieces(edit, "+")).casefold())) <= STOPWORDS:
        kinds.remove(Corrected.NAME)  # it was only taken out
    for kind in kinds:
        old, new = (_said(text, kind, known) for text in (sentence_old, sentence_new))
        if old - new and new - old:
            return kind
    return kinds[0] if kinds else None


def _says_the_quoted(old: str, new: str) -> bool:
    """Whether what either sentence quotes stands in the other too: words that lost their marks are the same words.

    A sentence within a longer quotation has no marks of its own: what changed in it was quoted.
    """
    words = [f" {' '.join(cores(fold(text).casefold()))} " for text in (old, new)]
    quoted = [[" ".join(cores(fold(one.text).casefold())) for one in quotes.find([text], ())] for text in (old, new)]
    if not any(quoted):
        return words[0] == words[1]
    return all(f" {said} " in there for there, others in zip(words, quoted[::-1], strict=True) for said in others)


def _of_copy(edit: Edit, *, is_noted: bool) -> Corrected | None:
    """Return what the edit of a sentence of copy is: a correction, a rewording, or neither."""
    if _says_otherwise(edit, is_noted=is_noted):
        return Corrected.COPY
    gone, come = ({stem for tag, text in edit.words if tag == sign for stem in stems(text)} for sign in "-+")
    is_reworded = edit.op in _REWRITES and Label.TYPO not in edit.labels and gone - come and come - gone
    return Corrected.WORDING if is_reworded else None


def _says_otherwise(edit: Edit, *, is_noted: bool) -> bool:
    """Whether an edit changes what a sentence of copy says; with a note, whether it changes or takes out any word."""
    if edit.op is Op.DELETE:
        return is_noted
    has_words = any(tag != "=" and wordlike(text) for tag, text in edit.words)
    return edit.op in _REWRITES and has_words and (is_noted or not _MEANING.isdisjoint(edit.labels))


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
    if correction.kind in {Corrected.COPY, Corrected.WORDING}:
        return _by_closeness(correction, before, after)
    if correction.kind is Corrected.FIGURE:
        told = _by_figures(correction, before.figures, after.figures)
        if told is not None:
            return told
    if correction.kind is Corrected.NAME:
        told = _by_name(correction, before, after)
        if told is not None:
            return told
    return _by_words(correction, before, after)


def _by_name(correction: Correction, before: Change, after: Change) -> tuple[Stance, int | None] | None:
    """Return the stance by a name of which one word was put right, wherever the other article has it.

    None where it has neither, or where both names are of people in the corrected article.
    """
    name = misspelled(correction.said_old, correction.said_new)
    if name is None:
        return None
    was, now = ([sentence.text for sentence in side.sentences] for side in (before.old, after.old))
    apart = [text for text in now if stands_in(name.new, [text]) is None]  # a note of it has both
    if stands_in(name.new, was) is not None or stands_in(name.old, apart) is not None:
        return None
    other = [sentence.text for sentence in before.new.sentences]
    for words, found in ((name.new, Stance.LED), (name.old, Stance.CARRIES)):
        place = stands_in(words, other)
        if place is not None:
            return found, place
    return None


def _by_figures(
    correction: Correction, before: Sequence[FigurePair], after: Sequence[FigurePair]
) -> tuple[Stance, int | None] | None:
    """Return the stance by figures about the same thing; None where the other article gives none.

    It led only where it had the very value: `at least four` is true of five as well, and never said so. Of a sentence
    with several figures each is held against its own.
    """
    was = {(pair.b, pair.what): pair for pair in before if pair.a in correction.old}
    now = {(pair.b, pair.what): pair for pair in after if pair.a in correction.new}
    for pairs, others, found in ((now, was, Stance.LED), (was, now, Stance.CARRIES)):
        for key, pair in pairs.items():
            is_said = pair.value_a == pair.value_b or found is Stance.CARRIES
            if is_said and pair.relation == "agree" and key in others and others[key].relation == "conflict":
                return found, pair.b
    return None


def _by_closeness(correction: Correction, before: Change, after: Change) -> tuple[Stance, int | None]:
    """Return the stance by which wording of the sentence is closer, of an article that has it word for word."""
    old, new = (cores(fold(text).casefold()) for text in (correction.sentence_old, correction.sentence_new))
    for place in _places(correction, before, after, alike=_WORD_FOR_WORD):
        there = cores(fold(before.new.sentences[place].text).casefold())
        to_old, to_new = (Indel.normalized_similarity(words, there) for words in (old, new))
        if to_old != to_new and max(to_old, to_new) >= _WORD_FOR_WORD:
            return Stance.CARRIES if to_old > to_new else Stance.LED, place
    return Stance.SILENT, None


def _places(correction: Correction, before: Change, after: Change, *, alike: float) -> list[int]:
    """Return the sentences of the other article that tell what the corrected one does, or carry what it quotes."""
    found: dict[int, None] = {}
    for told, indexes in ((before, correction.old), (after, correction.new)):
        matched = [match.b for match in told.matches if match.similarity >= alike and _touch(match.a, indexes)]
        if correction.kind is Corrected.QUOTE:
            matched += [quote.b for quote in told.quotes if _touch(quote.a, indexes)]
        found |= dict.fromkeys(place for places in matched for place in places)
    return list(found)


def _touch(one: Sequence[int], other: Sequence[int]) -> bool:
    return not set(one).isdisjoint(other)


def _by_words(correction: Correction, before: Change, after: Change) -> tuple[Stance, int | None]:
    """Return the stance by what the sentences that tell the same say, of the kind that was put right."""
    known = lexicon(after.new.language)
    says_old, says_new = (
        _said(text, correction.kind, known) for text in (correction.sentence_old, correction.sentence_new)
    )
    places = _places(correction, before, after, alike=_ALIKE)
    says = {place: _said(before.new.sentences[place].text, correction.kind, known) for place in places}
    names_old, names_new = (_names(said) if correction.kind is Corrected.NAME else [] for said in _said_of(correction))
    sides = (
        (says_new - says_old, [name for name in names_new if name not in names_old], Stance.LED),
        (says_old - says_new, [name for name in names_old if name not in names_new], Stance.CARRIES),
    )
    for keys, names, found in sides:
        for place, there in says.items():
            if names[-1:] and names[-1] in there:  # who was named in full goes by the family name
                return found, place
            if keys and len(keys & there) >= _SHARE * len(keys):
                return found, place
    return Stance.SILENT, None


def _names(said: str) -> list[str]:
    """Return the words of a name that was put right, folded, in their order."""
    return [word.casefold() for word in cores(fold(said)) if word[0].isupper()]


def _said(text: str, kind: Corrected, known: Lexicon) -> set[str]:
    """Return the values of the figures and dates of a sentence, or its words where names or quotations count."""
    found = cores(fold(text))
    if kind in {Corrected.FIGURE, Corrected.DATE}:
        return {f"{quantity.kind} {quantity.value}" for quantity in quantities(found, known)}
    return {word.casefold() for word in found if word[0].isalnum()}


def _pieces(edit: Edit, sign: str) -> str:
    return squeeze(" … ".join(text.strip() for tag, text in edit.words if tag == sign and wordlike(text)))
