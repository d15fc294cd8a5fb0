"""What one edit is, in words: the phrases that summaries are made of."""

from typing import NamedTuple

from schemas.change import Edit, Label, Op, Side
from worker.text.classify.context import Context
from worker.text.classify.hedge import hedges_in
from worker.text.classify.name import NOUNS_ARE_CAPITALISED, changed_names, exchanged_names
from worker.text.diff import cores
from worker.text.framing import outcome, reframed
from worker.text.lexicon import lexicon
from worker.text.normalise import fold
from worker.text.quantity_phrases import of_quantity, quantities_lost
from worker.text.quote_phrases import became_of_marks, quoted
from worker.text.significance import WEIGHTS
from worker.text.speaker_phrases import spoken_by
from worker.text.wording import AROUND_WORDS, LONGEST_OF_TWO, SUBJECTS, Phrase, cut, few, in_quotes, worded

_LONGEST_TITLE = 90
_HARDLY = 0.25
"""Of the words of a headline, how many may stay in one that tells of something else."""
_BRACKETS = " ,;.()-\u201c\u201d"
_TRIFLES = {
    Label.REORDERED: "sentence in {place} moved",
    Label.TYPO: "spelling corrected in {place}",
    Label.PUNCTUATION: "punctuation changed in {place}",
    Label.WHITESPACE: "spacing changed in {place}",
}


def weightiest(edit: Edit) -> Label | None:
    """Return the label by which an edit is spoken of; null where it bears none that has a name of its own."""
    return max((label for label in edit.labels if label in SUBJECTS), key=WEIGHTS.__getitem__, default=None)


def place(edit: Edit, new: Side) -> str:
    """Return where an edit stands that has a new wording or is of the title."""
    if edit.field == "title" or Label.HEADLINE in edit.labels:
        return "the headline"
    return f"paragraph {new.sentences[edit.new[0]].paragraph + 1}"


def described(edit: Edit, old: Side, new: Side) -> Phrase:
    """Return what became of a headline, or of a sentence that has both wordings; the sides tell names in full."""
    language = new.language or old.language
    label = weightiest(edit)
    if label is Label.FIGURE and Label.NAME in edit.labels and not all(map(any, quantities_lost(edit, language))):
        label = Label.NAME  # who is named is the news, and not the age that comes with the name
    if label is Label.NAME and edit.field == "title" and _is_another(edit):
        label = None  # names of two headlines on different matters are not one for the other
    became = None if label is Label.NEGATION else outcome(edit, language)
    if label is None or became:
        words = reframed(edit, language) or became
        return _told(Label.REWORDED, *_given_way(edit, words)) if words else _plainly(edit)
    if label in {Label.FIGURE, Label.DATE}:
        return of_quantity(edit, label, language) or _told(label, *_wordings(edit))
    if label is Label.QUOTE and (marks := became_of_marks(edit)):
        return Phrase(marks, tells=True)
    if label is Label.ATTRIBUTION and (named := spoken_by(edit, old, new)):
        return _told(label, *named)
    if label is Label.NAME and (both := exchanged_names(_in_context(edit, language))):
        one, other = map(in_quotes, both)
        return Phrase(f"{one} and {other} changed places in {{place}}", tells=True)
    return _told(label, *_said_of(label, edit, language))


def _given_way(edit: Edit, words: tuple[str, str]) -> tuple[str, str]:
    """Return what went and what came; of what came alone, also the few words in whose place it did."""
    wordings = _wordings(edit) if not words[0] else ("", "")
    return wordings if all(wordings) else (in_quotes(words[0]), in_quotes(words[1]))


def _is_another(edit: Edit) -> bool:
    """Whether hardly a word of the old wording stands in the new."""
    kept, *sides = (sum(len(cores(text)) for tag, text in edit.words if tag == sign) for sign in "=-+")
    return kept <= _HARDLY * (kept + min(sides))


def _said_of(label: Label, edit: Edit, language: str | None) -> tuple[str, str]:
    """Return what went and what came by which a change of this kind is told; empty where it is not told in words."""
    if label is Label.NAME:
        return _names(edit, language)
    if label is Label.NEGATION:
        return _turned(edit, language)
    if label is Label.QUOTE and any(told := quoted(edit)):
        return told
    before, after = _wordings(edit)
    if label is Label.HEDGE and not (before or after):
        one, other = (hedges_in(worded(edit, kept), language) for kept in ("=-", "=+"))
        return few(list(one - other), list(other - one))
    return before, after


class _Telling(NamedTuple):
    """How a change of one kind is told: of what is not quoted, of both wordings, of the one that went or that came."""

    bare: str
    both: str
    gone: str
    come: str


def _changed(subject: str) -> _Telling:
    bare = f"{subject} in {{place}} changed"
    return _Telling(bare, f"{bare} from %s to %s", f"{bare}: %s taken out", f"{bare}: %s put in")


_TURNED = "statement in {place} turned round"
_TELLINGS = {
    Label.NEGATION: _Telling(_TURNED, f"{_TURNED}: %s became %s", f"{_TURNED}: %s taken out", f"{_TURNED}: %s put in"),
    Label.QUOTE: _changed("quotation"),
    Label.ATTRIBUTION: _changed("attribution")._replace(
        gone="attribution in {place} removed: %s", come="attribution in {place} added: %s"
    ),
    Label.NAME: _changed("name")._replace(gone="name removed from {place}: %s", come="name added in {place}: %s"),
    Label.DATE: _changed("date"),
    Label.HEDGE: _changed("certainty"),
    Label.REWORDED: _changed("wording"),
}


def _told(label: Label, before: str, after: str) -> Phrase:
    """Return the phrase for what went and what came, each in quotation marks or empty."""
    telling = _TELLINGS[label]
    if before and after:
        name = (before.strip(AROUND_WORDS), after.strip(AROUND_WORDS)) if label is Label.NAME else ("", "")
        return Phrase(telling.both % (before, after), tells=True, name=name)
    if before or after:
        return Phrase((telling.gone if before else telling.come) % (before or after), tells=True)
    return Phrase(telling.bare)


def _wordings(edit: Edit) -> tuple[str, str]:
    """Return the old and the new words where they are few, in one or two places; empty where they are not."""
    return few(*_telling(edit))


def _telling(edit: Edit) -> tuple[list[str], list[str]]:
    """Return the pieces that went and those that came without the marks around them; marks alone where no word did."""
    pieces = [[text.strip() for tag, text in edit.words if tag == kept] for kept in "-+"]
    removed, added = ([text.strip(AROUND_WORDS) for text in side if any(map(str.isalnum, text))] for side in pieces)
    return (removed, added) if removed or added else (pieces[0], pieces[1])


def _turned(edit: Edit, language: str | None) -> tuple[str, str]:
    """Return what took the place of what where a statement was turned round."""
    if became := outcome(edit, language):
        return _given_way(edit, became)
    before, after = _wordings(edit)
    tags = "".join(tag for tag, _ in edit.words)
    if bool(before) != bool(after) or (before and ("-+" in tags or "+-" in tags)):
        return before, after
    return _denial(edit, language)


def _denial(edit: Edit, language: str | None) -> tuple[str, str]:
    """Return the first piece with a denial that went or came, and what took its place or it denies; or nothing."""
    words = lexicon(language)
    for at, (tag, text) in enumerate(edit.words):
        if tag == "=" or not any(words.has("negations", core.lower()) for core in cores(fold(text))):
            continue
        beside = next((said for sign, said in edit.words[max(0, at - 1) : at + 2] if sign not in {"=", tag}), "")
        denied = "".join(said for _, said in edit.words[at + 1 : at + 2]).split()[:1]
        pieces = (text, beside) if beside or not denied else (f"{text.strip()} {denied[0]}", denied[0])
        here, there = (in_quotes(cut(piece.strip(), LONGEST_OF_TWO)) for piece in pieces)
        return (here, there) if tag == "-" else (there, here)
    return "", ""


def _names(edit: Edit, language: str | None) -> tuple[str, str]:
    """Return the names that went and came, where they are few; the words where it is no name by itself."""
    wordings = _wordings(edit)
    if language in NOUNS_ARE_CAPITALISED or not any(wordings):
        return wordings
    before, after = changed_names(_in_context(edit, language))
    return (in_quotes(before), in_quotes(after)) if before or after else wordings


def _in_context(edit: Edit, language: str | None) -> Context:
    return Context(edit.op, worded(edit, "=-"), worded(edit, "=+"), language=language, is_title=edit.field == "title")


def _plainly(edit: Edit) -> Phrase:
    if edit.field == "title" or Label.HEADLINE in edit.labels:
        verb = {Op.ADD: "added", Op.DELETE: "removed"}.get(edit.op, "reworded")
        trifle = next((what for label, what in _TRIFLES.items() if label in edit.labels), None)
        wording = "".join(text for tag, text in edit.words if tag != "-").strip()
        is_quoted = verb == "reworded" and edit.field == "title" and len(wording) <= _LONGEST_TITLE
        return Phrase(trifle or f"headline {verb}" + (f" to {in_quotes(wording)}" if is_quoted else ""))
    if Label.INVISIBLE in edit.labels:
        return Phrase("invisible or disguised characters in {place}")
    for label, what in ((Label.ADDED_FACT, "extended"), (Label.REMOVED_FACT, "cut short")):
        if label in edit.labels:
            wording = next((text for text in _wordings(edit) if text), "").strip(_BRACKETS)
            return Phrase(f"a sentence in {{place}} {what}" + (f": {in_quotes(wording)}" if wording else ""))
    what = "split" if edit.op is Op.SPLIT else "merged" if edit.op is Op.MERGE else "reworded"
    return Phrase(f"a sentence in {{place}} {what}")
