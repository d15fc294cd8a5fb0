"""A revision in one line, as an editor would put it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from schemas.change import Edit, Label, Op, Side
from worker.text.classify.quantities import Quantity, quantities
from worker.text.classify.values import lost
from worker.text.diff import cores
from worker.text.lexicon import lexicon
from worker.text.normalise import squeeze
from worker.text.significance import ALERTED, WEIGHTS, weight_of

_LONGEST = 60
"""Characters of old and new wording that are quoted in the line."""

_SUBJECTS = {
    Label.NEGATION: "negation",
    Label.QUOTE: "quotation",
    Label.ATTRIBUTION: "attribution",
    Label.FIGURE: "figure",
    Label.DATE: "date",
    Label.NAME: "name",
    Label.HEDGE: "certainty",
}
_TRIFLES = {
    Label.REORDERED: "{} moved",
    Label.TYPO: "spelling corrected in {}",
    Label.PUNCTUATION: "punctuation changed in {}",
    Label.WHITESPACE: "spacing changed in {}",
}


def summarise(edits: Sequence[Edit], labels: Collection[Label], old: Side, new: Side, *, noted: bool) -> str:
    """Return what the change is, weightiest first, in one line without a full stop.

    Args:
        edits: The edits with their labels and words.
        labels: Those of the change as a whole.
        old: The old side.
        new: The new side.
        noted: Whether a note of any kind came with the change.
    """
    changed = [edit for edit in edits if edit.op is not Op.KEEP]
    parts = [*_notes(changed), *_wording(changed, old, new), *_counts(changed)]
    if Label.BYLINE in labels:
        parts.append("byline changed")
    if not parts:
        return "No change"
    line = ", ".join(parts)
    if not noted and any(_owes_a_note(edit, new.language or old.language) for edit in changed):
        line += "; no correction note"
    return squeeze(line[0].upper() + line[1:])


def _owes_a_note(edit: Edit, language: str | None) -> bool:
    """Return whether something that stood there was changed that readers may have relied on."""
    if edit.op in {Op.ADD, Op.DELETE} or _is_note(edit):
        return False
    return any(WEIGHTS.get(label, 0.0) >= ALERTED and _is_taken_back(edit, label, language) for label in edit.labels)


def _is_taken_back(edit: Edit, label: Label, language: str | None) -> bool:
    """Return whether it is more than a figure or date that was put in."""
    values = _values(edit, label, language)
    return values is None or bool(values[0])


def _notes(changed: Iterable[Edit]) -> list[str]:
    found = []
    for label, what in ((Label.RETRACTION, "retraction"), (Label.CORRECTION_NOTE, "correction note")):
        marked = [edit for edit in changed if label in edit.labels]
        if marked:
            verb = {Op.ADD: "added", Op.DELETE: "removed"}.get(marked[0].op, "changed")
            found.append(f"{what} {verb}")
    return found


def _is_note(edit: Edit) -> bool:
    return Label.CORRECTION_NOTE in edit.labels or Label.RETRACTION in edit.labels


def _wording(changed: Sequence[Edit], old: Side, new: Side) -> list[str]:
    """Return the weightiest rewording in words, and the others in number."""
    reworded = [edit for edit in changed if _is_rewording(edit) and not _is_note(edit)]
    if not reworded:
        return []
    # Of equal weight the earlier comes first, and the title before the text.
    first = max(reworded, key=lambda edit: weight_of(edit, new))
    parts = [_described(first, old, new)]
    others = len(reworded) - 1
    if first.field != "title" and any(edit.field == "title" for edit in reworded):
        parts.append("headline reworded")
        others -= 1
    if others:
        parts.append(f"{others} more edit{'s' if others > 1 else ''}")
    return parts


def _is_rewording(edit: Edit) -> bool:
    if edit.op in {Op.ADD, Op.DELETE} and edit.field is None:
        return False
    return edit.field == "title" or not set(edit.labels) <= _TRIFLES.keys()


def _described(edit: Edit, old: Side, new: Side) -> str:
    place = _place(edit, new)
    label = max((label for label in edit.labels if label in _SUBJECTS), key=WEIGHTS.__getitem__, default=None)
    if label is None:
        return _plainly(edit, place)
    before, after = _values(edit, label, new.language or old.language) or _wordings(edit)
    subject = f"{_SUBJECTS[label]} in {place}"
    if before and after:
        return f"{subject} changed from {before} to {after}"
    if before or after:
        return f"{subject} {'removed' if before else 'added'}: {before or after}"
    return f"{subject} changed"


def _plainly(edit: Edit, place: str) -> str:
    if edit.field == "title":
        verb = {Op.ADD: "added", Op.DELETE: "removed"}.get(edit.op, "reworded")
        trifle = next((what for label, what in _TRIFLES.items() if label in edit.labels), None)
        return trifle.format("the headline") if trifle else f"headline {verb}"
    if Label.INVISIBLE in edit.labels:
        return f"invisible or disguised characters in {place}"
    subject = f"a sentence in {place}"
    for label, what in ((Label.ADDED_FACT, "extended"), (Label.REMOVED_FACT, "cut short")):
        if label in edit.labels:
            return f"{subject} {what}"
    return f"{subject} {'split' if edit.op is Op.SPLIT else 'merged' if edit.op is Op.MERGE else 'reworded'}"


def _place(edit: Edit, new: Side) -> str:
    if edit.field == "title":
        return "the headline"
    return f"paragraph {new.sentences[edit.new[0]].paragraph + 1}"


def _values(edit: Edit, label: Label, language: str | None) -> tuple[str, str] | None:
    """Return the first figure or date that went and that came, as written; null for other labels."""
    if label not in {Label.FIGURE, Label.DATE}:
        return None
    words = lexicon(language)
    sides = [cores("".join(text for tag, text in edit.words if tag in kept)) for kept in ("=-", "=+")]
    old, new = ([q for q in quantities(side, words) if q.kind == label.value] for side in sides)
    gone, come = lost(old, new), lost(new, old)
    return (_written(gone, sides[0]), _written(come, sides[1])) if gone or come else None


def _written(found: Sequence[Quantity], side: Sequence[str]) -> str:
    return " ".join(side[place] for place in found[0].places) if found else ""


def _wordings(edit: Edit) -> tuple[str, str]:
    """Return the old and the new words where the edit is one short change; empty where it is not."""
    removed = [text.strip() for tag, text in edit.words if tag == "-"]
    added = [text.strip() for tag, text in edit.words if tag == "+"]
    if len(removed) > 1 or len(added) > 1 or sum(map(len, removed + added)) > _LONGEST:
        return "", ""
    return _in_quotes("".join(removed)), _in_quotes("".join(added))


def _in_quotes(text: str) -> str:
    return f"\u201c{text}\u201d" if text else ""


def _counts(changed: Sequence[Edit]) -> list[str]:
    """Return how many sentences came and went, and what trifles there are besides."""
    body = [edit for edit in changed if edit.field is None and not _is_note(edit)]
    added = sum(edit.op is Op.ADD for edit in body)
    removed = sum(edit.op is Op.DELETE for edit in body)
    parts = [f"{_sentences(added)} added"] if added else []
    if removed:
        parts.append(f"{removed if added else _sentences(removed)} removed")
    trifles: Counter[Label] = Counter()
    for edit in body:
        if edit.labels and set(edit.labels) <= _TRIFLES.keys():
            trifles[next(label for label in _TRIFLES if label in edit.labels)] += max(len(edit.new), 1)
    return parts + [_TRIFLES[label].format(_sentences(count)) for label, count in trifles.items()]


def _sentences(count: int) -> str:
    return f"{count} sentence" if count == 1 else f"{count} sentences"
