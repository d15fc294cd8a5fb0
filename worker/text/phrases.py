"""What one edit is, in words: the phrases that summaries are made of."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from schemas.change import Edit, Label, Op, Side
from worker.text.classify.context import Context
from worker.text.classify.name import GAP, NOUNS_ARE_CAPITALISED, changed_names, exchanged_names
from worker.text.classify.quantities import Quantity, quantities
from worker.text.classify.speakers import speakers
from worker.text.classify.values import lost
from worker.text.diff import cores
from worker.text.framing import reframed
from worker.text.lexicon import Lexicon, lexicon
from worker.text.normalise import fold
from worker.text.significance import WEIGHTS

_LONGEST = 60
"""Characters of old and new wording that are quoted."""
_COUNTS = frozenset({"casualty", "case", "arrest", "job", "vote"})
"""Subjects that are counted, and so are in no unit: the pounds that a council kills are no casualties."""
_LONGEST_TITLE = 90
_MOST_PARTS = 2
_MARK = re.compile(r"[\"'\u2018-\u201f\u00ab\u00bb\u2039\u203a]")
_BRACKETS = " ,;.()-\u201c\u201d"
_OLDEST = 115
_AROUND = 6
"""Words around a figure in which what it counts is looked for."""

SUBJECTS = {
    Label.NEGATION: "negation",
    Label.QUOTE: "quotation",
    Label.ATTRIBUTION: "attribution",
    Label.FIGURE: "figure",
    Label.DATE: "date",
    Label.NAME: "name",
    Label.HEDGE: "certainty",
}
_TRIFLES = {
    Label.REORDERED: "sentence in {place} moved",
    Label.TYPO: "spelling corrected in {place}",
    Label.PUNCTUATION: "punctuation changed in {place}",
    Label.WHITESPACE: "spacing changed in {place}",
}


class Phrase(NamedTuple):
    """What an edit is, with `{place}` where its place belongs; `tells`: it names the very words or values."""

    text: str
    tells: bool = False


def weightiest(edit: Edit) -> Label | None:
    """Return the label by which an edit is spoken of; null where it bears none that has a name of its own."""
    return max((label for label in edit.labels if label in SUBJECTS), key=WEIGHTS.__getitem__, default=None)


def place(edit: Edit, new: Side) -> str:
    """Return where an edit stands that has a new wording or is of the title."""
    if edit.field == "title" or Label.HEADLINE in edit.labels:
        return "the headline"
    return f"paragraph {new.sentences[edit.new[0]].paragraph + 1}"


def described(edit: Edit, language: str | None) -> Phrase:
    """Return what became of a headline, or of a sentence that has both wordings."""
    label = weightiest(edit)
    if label is None:
        words = reframed(edit, language)
        return _told(Label.REWORDED, *map(_in_quotes, words)) if words else _plainly(edit)
    if label in {Label.FIGURE, Label.DATE}:
        return _quantity(edit, label, language)
    if label is Label.QUOTE and (marks := _marks_alone(edit)):
        return Phrase(marks, tells=True)
    if label is Label.ATTRIBUTION and (named := _speakers(edit, language)):
        return _told(label, *named)
    if label is Label.NAME and (both := exchanged_names(_in_context(edit, language))):
        one, other = map(_in_quotes, both)
        return Phrase(f"{one} and {other} changed places in {{place}}", tells=True)
    before, after = _names(edit, language) if label is Label.NAME else _wordings(edit)
    return _told(label, before, after)


def _quantity(edit: Edit, label: Label, language: str | None) -> Phrase:
    """Return the first figure or date that went and the first that came, as written, and which way it went."""
    old, new = quantities_of(edit, label, language)
    gone, come = lost(old, new), lost(new, old)
    before, after = _written(gone, old, _cores(edit, "=-")), _written(come, new, _cores(edit, "=+"))
    words = lexicon(language)
    subject = SUBJECTS[label]
    if label is Label.FIGURE:
        about = _counts(gone, _cores(edit, "=-"), words) or _counts(come, _cores(edit, "=+"), words)
        subject = f"{about} figure" if about else subject
    if before and after:
        return Phrase(
            f"{subject} in {{place}} {_verb(label, gone[0], come[0])} from {_safe(before)} to {_safe(after)}",
            tells=True,
        )
    if before or after:
        return Phrase(
            f"{subject} {'removed from' if before else 'added in'} {{place}}: {_safe(before or after)}", tells=True
        )
    if label is Label.DATE:
        return _told(label, *_wordings(edit))
    return Phrase(f"{subject}s in {{place}} changed places")


def _verb(label: Label, gone: Quantity, come: Quantity) -> str:
    if label is Label.DATE:
        return "moved"
    try:
        old, new = float(gone.value), float(come.value)
    except ValueError:
        return "changed"
    if gone.unit != come.unit or old == new:
        return "changed"
    return "raised" if new > old else "lowered"


def _counts(found: Sequence[Quantity], words_around: list[str], words: Lexicon) -> str:
    """Return what a figure is of (casualties, arrests), by the words near it; empty where they do not tell."""
    if not found:
        return ""
    places = found[0].places
    beside = words_around[max(0, places.start - 1) : places.start] + words_around[places.stop : places.stop + 1]
    if beside[:1] == [","] and beside[1:] in ([], [","], ["."]) and found[0].value.isdigit():
        return "age" if "age" in words.subjects and int(found[0].value) < _OLDEST else ""
    near = (
        words_around[places.stop : places.stop + _AROUND]
        + words_around[max(0, places.start - _AROUND) : places.start][::-1]
    )
    subjects = [subject for subject in words.subjects if not (found[0].unit and subject in _COUNTS)]
    told = (subject for word in near for subject in subjects if word.lower() in words.subjects[subject])
    return next(told, "")


def quantities_of(edit: Edit, label: Label, language: str | None) -> tuple[list[Quantity], list[Quantity]]:
    """Return the figures, or the dates, of both wordings."""
    words = lexicon(language)
    old, new = ([q for q in quantities(_cores(edit, kept), words) if q.kind == label.value] for kept in ("=-", "=+"))
    return old, new


def _cores(edit: Edit, kept: str) -> list[str]:
    return cores(fold("".join(text for tag, text in edit.words if tag in kept)))


def _written(found: Sequence[Quantity], all_found: Sequence[Quantity], side: Sequence[str]) -> str:
    """Return the first of `found` as written; a date with those of `all_found` that stand beside it: `3 March`."""
    if not found:
        return ""
    first, last = found[0].places.start, found[0].places.stop
    dated = [quantity.places for quantity in all_found if quantity.kind == found[0].kind == "date"]
    for places in dated:
        if last <= places.start <= last + 1:
            last = places.stop
    for places in reversed(dated):
        if places.stop <= first <= places.stop + 1:
            first = places.start
    return " ".join(side[place] for place in range(first, last)).replace(" .", ".")


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
        return Phrase(telling.both % (before, after), tells=True)
    if before or after:
        return Phrase((telling.gone if before else telling.come) % (before or after), tells=True)
    return Phrase(telling.bare)


def _wordings(edit: Edit) -> tuple[str, str]:
    """Return the old and the new words where they are few, in one or two places; empty where they are not."""
    removed = [text.strip() for tag, text in edit.words if tag == "-"]
    added = [text.strip() for tag, text in edit.words if tag == "+"]
    if max(len(removed), len(added)) > _MOST_PARTS or sum(map(len, removed + added)) > _LONGEST:
        return "", ""
    return _in_quotes(GAP.join(removed)), _in_quotes(GAP.join(added))


def _marks_alone(edit: Edit) -> str:
    """Return what became of quotation marks that came or went while the words between them stayed; empty otherwise."""
    gone, come = ([text for tag, text in edit.words if tag == kept and _MARK.search(text)] for kept in "-+")
    if gone and not come and not any(map(str.isalnum, "".join(gone))):
        return "quotation in {place} lost its marks"
    if come and not gone and not any(map(str.isalnum, "".join(come))):
        return "words in {place} put in quotation marks"
    return ""


def _speakers(edit: Edit, language: str | None) -> tuple[str, str] | None:
    """Return the speaker that went and the one that came, as written; null where there is not one of them at most."""
    words = lexicon(language)
    old, new = (_cores(edit, kept) for kept in ("=-", "=+"))
    one, other = (speakers(side, words) for side in (old, new))
    gone, come = [who for who in one if who not in other], [who for who in other if who not in one]
    if len(gone) > 1 or len(come) > 1 or not any(gone + come):
        return None
    return _spelled(gone, old), _spelled(come, new)


def _spelled(found: Sequence[frozenset[str]], side: Sequence[str]) -> str:
    return _in_quotes(" ".join(core for who in found for core in side if core.lower().removesuffix("'s") in who))


def _names(edit: Edit, language: str | None) -> tuple[str, str]:
    """Return the names that went and came, where they are few; the words where it is no name by itself."""
    wordings = _wordings(edit)
    if language in NOUNS_ARE_CAPITALISED or not any(wordings):
        return wordings
    before, after = changed_names(_in_context(edit, language))
    return (_in_quotes(before), _in_quotes(after)) if before or after else wordings


def _in_context(edit: Edit, language: str | None) -> Context:
    old, new = ("".join(text for tag, text in edit.words if tag in kept) for kept in ("=-", "=+"))
    return Context(edit.op, old, new, language=language, is_title=edit.field == "title")


def _in_quotes(text: str) -> str:
    return f"\u201c{_safe(text)}\u201d" if text else ""


def _safe(text: str) -> str:
    """Return article text fit to stand in a format string."""
    return text.replace("{", "{{").replace("}", "}}")


def _plainly(edit: Edit) -> Phrase:
    if edit.field == "title" or Label.HEADLINE in edit.labels:
        verb = {Op.ADD: "added", Op.DELETE: "removed"}.get(edit.op, "reworded")
        trifle = next((what for label, what in _TRIFLES.items() if label in edit.labels), None)
        wording = "".join(text for tag, text in edit.words if tag != "-").strip()
        is_quoted = verb == "reworded" and edit.field == "title" and len(wording) <= _LONGEST_TITLE
        return Phrase(trifle or f"headline {verb}" + (f" to {_in_quotes(wording)}" if is_quoted else ""))
    if Label.INVISIBLE in edit.labels:
        return Phrase("invisible or disguised characters in {place}")
    for label, what in ((Label.ADDED_FACT, "extended"), (Label.REMOVED_FACT, "cut short")):
        if label in edit.labels:
            wording = next((text for text in _wordings(edit) if text), "").strip(_BRACKETS)
            return Phrase(f"a sentence in {{place}} {what}" + (f": {_in_quotes(wording)}" if wording else ""))
    what = "split" if edit.op is Op.SPLIT else "merged" if edit.op is Op.MERGE else "reworded"
    return Phrase(f"a sentence in {{place}} {what}")
