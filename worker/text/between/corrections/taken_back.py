"""What a revision took back for something else: figures, names, quotations, dates, and words of copy."""

from collections.abc import Collection, Iterator

from schemas.change import Change, Edit, Label, Op
from schemas.correction import Corrected, Correction
from worker.text import quotes
from worker.text.between.corrections.put_right import pieces
from worker.text.between.corrections.respelled import respelled
from worker.text.classify.context import REWRITES
from worker.text.classify.quantities import quantities
from worker.text.diff import cores, wordlike
from worker.text.grouping.terms import STOPWORDS, stems
from worker.text.lexicon import Lexicon, lexicon
from worker.text.listed import words_of
from worker.text.normalise import fold, squeeze

_KINDS = {
    Label.FIGURE: Corrected.FIGURE,
    Label.NAME: Corrected.NAME,
    Label.QUOTE: Corrected.QUOTE,
    Label.DATE: Corrected.DATE,
}
WORD_FOR_WORD = 0.75
"""From this similarity on a sentence is the same copy, be it with other words at one place.

Less alike, it was written anew: which of its words gave way to which is a guess.
"""
CURRENCIES = words_of(
    "$ £ € ¥ ₹ ₩ ₽ ₺ ₴ ₪ c$ a$ au$ nz$ hk$ real chf rm rs 元 baht crown dinar dirham forint leu lev naira peso rand"
    " riyal rupiah shilling yuan zloty"
)
_BY_THEMSELVES = frozenset({Corrected.FIGURE, Corrected.NAME, Corrected.DATE})
"""Of what one sentence had put right, each is a correction."""
_MEANING = frozenset({Label.NEGATION, Label.HEDGE, Label.ATTRIBUTION})
"""What changes what a sentence says, though no figure, name, quotation or date."""
_NOTES = frozenset({Label.CORRECTION_NOTE, Label.RETRACTION})
_MOST_WORDINGS = 5
"""Rewordings of copy in one version that are followed: an article that is written anew takes nothing back."""


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
    pairs = zip(_said_of(one), _said_of(other), strict=True)
    (old, other_old), (new, other_new) = ((set(name_words(a)), set(name_words(b))) for a, b in pairs)
    return bool(old and other_old) and (
        (old <= other_old and new <= other_new) or (other_old <= old and other_new <= new)
    )


def _said_of(one: Correction) -> tuple[str, str]:
    return one.said_old, one.said_new


def _together(first: Correction, other: Correction) -> Correction:
    """Return one correction for both, in the words of the one that says more of the name, else of the first."""
    told = max(first, other, key=lambda one: len(name_words(one.said_old)))
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
        if kind is None or edit.op not in REWRITES or not (wordlike(said_old) and wordlike(said_new)):
            is_of_copy = bool(edit.old) and set(edit.old) <= set(own_copy)
            kind = _of_copy(edit, is_noted=is_noted) if is_of_copy else None
        wordings += kind is Corrected.WORDING
        if kind is Corrected.WORDING and wordings > _MOST_WORDINGS:
            continue
        if kind is not None:
            whole = Correction(
                kind=kind,
                old=edit.old,
                new=edit.new,
                said_old=said_old,
                said_new=said_new,
                sentence_old=sentence_old,
                sentence_new=sentence_new,
            )
            yield from (_in_full(one, known) for one in _each(whole, edit, known))


def _each(whole: Correction, edit: Edit, known: Lexicon) -> Iterator[Correction]:
    """Yield what an edit put right one by one; a sentence that was written anew, and what was quoted, as a whole."""
    parts = [
        part
        for part in (pieces(whole.sentence_old, whole.sentence_new, known) if whole.kind in _BY_THEMSELVES else ())
        if part.kind is not Corrected.NAME or Label.NAME in edit.labels
    ]
    is_rewritten = edit.similarity < WORD_FOR_WORD or Label.QUOTE in edit.labels
    if is_rewritten or len(parts) <= 1:
        yield whole
        return
    for part in parts:
        said = {"kind": part.kind, "said_old": part.said_old, "said_new": part.said_new}
        yield whole.model_copy(update=said)


def _in_full(one: Correction, known: Lexicon) -> Correction:
    """Return the correction of one word of a name with the word beside it that stays, of a currency with its sum."""
    if one.kind is Corrected.FIGURE:
        said = _sum_in(one.sentence_old, one.said_old, known), _sum_in(one.sentence_new, one.said_new, known)
        return one.model_copy(update={"said_old": said[0], "said_new": said[1]}) if all(said) else one
    if one.kind is not Corrected.NAME:
        return one
    name = respelled(one.said_old, one.said_new, one.sentence_old, one.sentence_new)
    return (
        one if name is None else one.model_copy(update={"said_old": " ".join(name.old), "said_new": " ".join(name.new)})
    )


def _sum_in(sentence: str, unit: str, known: Lexicon) -> str:
    """Return the figure of a sentence with the word for its currency, if that is `unit`; else nothing."""
    found = cores(fold(sentence))
    of_money = (one.places for one in quantities(found, known) if one.unit in CURRENCIES)
    said = (" ".join(found[places.start : places.stop]) for places in of_money)
    return next((one for one in said if unit[:1].isalpha() and one.endswith(f" {fold(unit)}")), "")


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
        old, new = (told_in(text, kind, known) for text in (sentence_old, sentence_new))
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
    is_reworded = edit.op in REWRITES and Label.TYPO not in edit.labels and gone - come and come - gone
    return Corrected.WORDING if is_reworded else None


def _says_otherwise(edit: Edit, *, is_noted: bool) -> bool:
    """Whether an edit changes what a sentence of copy says; with a note, whether it changes or takes out any word."""
    if edit.op is Op.DELETE:
        return is_noted
    has_words = any(tag != "=" and wordlike(text) for tag, text in edit.words)
    return edit.op in REWRITES and has_words and (is_noted or not _MEANING.isdisjoint(edit.labels))


def name_words(said: str) -> list[str]:
    """Return the words of a name that was put right, folded, in their order."""
    return [word.casefold() for word in cores(fold(said)) if word[0].isupper()]


def told_in(text: str, kind: Corrected, known: Lexicon) -> set[str]:
    """Return the values of the figures and dates of a sentence, or its words where names or quotations count."""
    found = cores(fold(text))
    if kind in {Corrected.FIGURE, Corrected.DATE}:
        return {
            f"{one.kind} {one.unit if one.unit in CURRENCIES else ''}{one.value}" for one in quantities(found, known)
        }
    return {word.casefold() for word in found if word[0].isalnum()}


def _pieces(edit: Edit, sign: str) -> str:
    return squeeze(" … ".join(text.strip() for tag, text in edit.words if tag == sign and wordlike(text)))
