"""A revision in one line, as an editor would put it.

`Casualty figure in paragraph 3 raised from 12 to 17; no correction note`
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from schemas.change import Edit, Label, Op, Side
from worker.text.classify.values import lost
from worker.text.framing import outcome, reframed
from worker.text.lexicon import lexicon
from worker.text.normalise import squeeze
from worker.text.phrases import described, place, weightiest
from worker.text.quantity_phrases import quantities_of
from worker.text.significance import weight_of
from worker.text.wording import SUBJECTS, cut, worded

_TRIFLES = {
    Label.REORDERED: "{} moved",
    Label.TYPO: "spelling corrected in {}",
    Label.PUNCTUATION: "punctuation changed in {}",
    Label.WHITESPACE: "spacing changed in {}",
}
_OWED = frozenset({Label.FIGURE, Label.DATE, Label.NAME, Label.QUOTE, Label.ATTRIBUTION, Label.NEGATION})
"""What readers are owed a note about when it is taken back."""
_MOST_PLACES = 3
_PARAGRAPH = "paragraph "
_LONGEST_BEGINNING = 100
"""Characters of an added or removed sentence that are quoted."""
_NOUNS = {Label.HEDGE: "hedge", Label.ATTRIBUTION: "speaker", Label.REWORDED: "loaded word"}


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
    returned = [edit for edit in changed if Label.REVERT in edit.labels]
    fresh = [edit for edit in changed if Label.REVERT not in edit.labels]
    notes = _notes(fresh, new.language or old.language)
    told = [*_exchanged(fresh, old, new), *notes, *_wording(fresh, old, new)]
    parts = [*told, *_counts(fresh, old, new, quoting=not told), *_returns(returned, old, new)]
    if len(notes) == len(parts) == 1:
        parts[0] += _note_alone(fresh, old, new)
    if Label.BYLINE in labels:
        parts.append(_byline(old, new))
    if not parts:
        return "No change"
    line = ", ".join(parts)
    if not noted and any(_owes_a_note(edit, old, new) for edit in fresh):
        line += "; no correction note"
    return squeeze(line[0].upper() + line[1:])


def _owes_a_note(edit: Edit, old: Side, new: Side) -> bool:
    """Return whether something that stood there was changed that readers may have relied on."""
    if edit.op in {Op.ADD, Op.DELETE} or _is_note(edit):
        return False
    return any(label in _OWED and _is_taken_back(edit, label, old, new) for label in edit.labels)


def _is_taken_back(edit: Edit, label: Label, old: Side, new: Side) -> bool:
    """Return whether it is more than a figure, date or name that was put in."""
    if label is Label.NAME:
        came = {word.lower() for tag, text in edit.words if tag == "+" for word in text.split()}
        went = [word for tag, text in edit.words if tag == "-" for word in text.split()]
        is_exchange = bool(went) and {word.lower() for word in went} == came
        return is_exchange or any(word[0].isupper() and word.lower() not in came for word in went)
    if label not in {Label.FIGURE, Label.DATE}:
        return True
    before, after = quantities_of(edit, label, new.language or old.language)
    is_period = label is Label.DATE and not lost(after, before)
    return bool(lost(before, after)) or is_period


def _notes(changed: Iterable[Edit], language: str | None) -> list[str]:
    words, found = lexicon(language), []
    for label, kind in ((Label.RETRACTION, "retraction"), (Label.CORRECTION_NOTE, "correction")):
        marked = [edit for edit in changed if label in edit.labels]
        if marked:
            before, after = (any(words.says(kind, worded(edit, kept)) for edit in marked) for kept in ("=-", "=+"))
            verb = "changed" if before and after else "added" if after else "removed"
            found.append(f"{label.value.replace('-', ' ')} {verb}")
    return found


def _note_alone(changed: Iterable[Edit], old: Side, new: Side) -> str:
    """Return how a note reads that came or went by itself in the text."""
    note = next((edit for edit in changed if _is_note(edit) and edit.op in {Op.ADD, Op.DELETE}), None)
    if note is None or note.field:
        return ""
    return _begins(new, note.new) if note.new else _begins(old, note.old)


def _exchanged(changed: Iterable[Edit], old: Side, new: Side) -> Iterator[str]:
    """Yield which sentence became the headline, and what the headline became."""
    for title in changed:
        if title.promoted is not None:
            yield f"{_named(old, title.promoted)} promoted to headline"
        if title.demoted is not None:
            yield f"headline demoted to {_named(new, title.demoted)}"


def _named(side: Side, index: int) -> str:
    return "lede" if index == 0 else f"paragraph {side.sentences[index].paragraph + 1}"


def _is_note(edit: Edit) -> bool:
    return Label.CORRECTION_NOTE in edit.labels or Label.RETRACTION in edit.labels


def _wording(changed: Sequence[Edit], old: Side, new: Side) -> list[str]:
    """Return the weightiest rewording in words with the places where it was made, and the others by kind and number."""
    reworded = [edit for edit in changed if _is_rewording(edit) and not _is_note(edit)]
    if not reworded:
        return []
    # Of equal weight the earlier comes first, and the title before the text.
    first = max(reworded, key=lambda edit: weight_of(edit, new))
    language = new.language or old.language
    said = {id(edit): described(edit, old, new) for edit in reworded}
    alike = [edit for edit in reworded if edit is first or said[id(edit)].is_of(said[id(first)])]
    fullest = max((said[id(edit)].text for edit in alike), key=len)
    parts = [fullest.format(place=_places(alike, new))]
    parts += dict.fromkeys(said[id(edit)].more for edit in alike if said[id(edit)].more)
    told = {id(edit) for edit in alike}
    others = [edit for edit in reworded if id(edit) not in told]
    parts += [said[id(edit)].text.format(place="the headline") for edit in others if edit.field == "title"]
    elsewhere = [edit for edit in others if edit.field is None]
    phrases = [said[id(edit)] for edit in elsewhere if weightiest(edit)]
    if phrases and len(phrases) == len(elsewhere) and all(phrase.is_of(phrases[0]) for phrase in phrases):
        return [*parts, phrases[0].text.format(place=_places(elsewhere, new))]
    return parts + _others(elsewhere, language)


def _others(edits: Sequence[Edit], language: str | None) -> list[str]:
    """Return the further rewordings by kind and number."""
    told = [(edit, weightiest(edit) or _framing(edit, language)) for edit in edits]
    kinds = Counter(kind for edit, kind in {one[0].words: one for one in told}.values() if kind)
    plain = sum(kind is None for _, kind in told)
    named = [f"{'a' if count == 1 else count} {_noun(kind, count)}" for kind, count in kinds.items()]
    parts = [f"{' and '.join(filter(None, (', '.join(named[:-1]), named[-1])))} changed elsewhere"] if named else []
    return parts + ([f"{_sentences(plain)} reworded"] if plain else [])


def _framing(edit: Edit, language: str | None) -> Label | None:
    return Label.REWORDED if reframed(edit, language) or outcome(edit, language) else None


def _noun(kind: Label, count: int) -> str:
    noun = _NOUNS.get(kind) or SUBJECTS[kind]
    return noun if count == 1 else f"{noun}s"


def _places(edits: Sequence[Edit], new: Side) -> str:
    """Return where edits stand: `the headline and paragraphs 3 and 7`."""
    found = list(dict.fromkeys(place(edit, new) for edit in edits))
    shown = found[:_MOST_PLACES]
    numbered = [where.removeprefix(_PARAGRAPH) for where in shown if where.startswith(_PARAGRAPH)]
    if len(numbered) > 1:
        first = next(at for at, where in enumerate(shown) if where.startswith(_PARAGRAPH))
        shown = [where for where in shown if not where.startswith(_PARAGRAPH)]
        shown[first:first] = [f"{_PARAGRAPH.strip()}s {numbered[0]}", *numbered[1:]]
    if len(found) > len(shown):
        return f"{', '.join(shown)} and {len(found) - len(shown)} more places"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _is_rewording(edit: Edit) -> bool:
    if edit.op in {Op.ADD, Op.DELETE} and edit.field is None:
        return False
    if edit.promoted is not None or edit.demoted is not None:
        return weightiest(edit) is not None  # else what the headline was made of, or became, tells all
    return edit.field == "title" or not set(edit.labels) <= _TRIFLES.keys()


def _counts(changed: Sequence[Edit], old: Side, new: Side, *, quoting: bool) -> list[str]:
    """Return how many sentences came and went, how the first of them begin, and what trifles there are besides."""
    body = [edit for edit in changed if edit.field is None and not _is_note(edit)]
    posts = [edit for edit in body if Label.LIVE_UPDATE in edit.labels]
    rewritten = [edit for edit in body if edit.op in {Op.ADD, Op.DELETE} and Label.REWORDED in edit.labels]
    apart = {id(edit) for edit in (*posts, *rewritten)}
    rest = [edit for edit in body if id(edit) not in apart]
    parts = [_posts(posts, new)] if posts else []
    ledes = [edit for edit in rest if (edit.op, edit.new or edit.old) in {(Op.ADD, (0,)), (Op.DELETE, (0,))}]
    if len(ledes) == len((old, new)):
        parts.append(f"lede replaced{_begins(new, (0,))}")
        rest = [edit for edit in rest if edit not in ledes]
    came, went = ([edit for edit in rest if edit.op is op] for op in (Op.ADD, Op.DELETE))
    if rewritten:
        parts.append(f"{_sentences(max(1, sum(edit.op is Op.ADD for edit in rewritten)))} rewritten")
    if came:
        first = _begins(new, came[0].new) if quoting else ""
        parts.append(f"{_sentences(_many(came))} added{_where(came, new)}{first}")
    if went:
        first = _begins(old, went[0].old) if quoting else ""
        parts.append(f"{_many(went) if came else _sentences(_many(went))} removed{first}")
    trifles: Counter[Label] = Counter()
    for edit in body:
        if edit.labels and set(edit.labels) <= _TRIFLES.keys():
            trifles[next(label for label in _TRIFLES if label in edit.labels)] += max(len(edit.old), len(edit.new))
    return parts + [_TRIFLES[label].format(_sentences(count)) for label, count in trifles.items()]


def _begins(side: Side, sentences: Sequence[int]) -> str:
    """Return how the first of these sentences reads, cut between words where it is long."""
    return f": \u201c{cut(squeeze(side.sentences[sentences[0]].text), _LONGEST_BEGINNING)}\u201d"


def _many(edits: Iterable[Edit]) -> int:
    return sum(max(len(edit.old), len(edit.new)) for edit in edits)


def _where(came: Sequence[Edit], new: Side) -> str:
    """Return where sentences were put in, if in one place: ` in paragraph 4`, ` at the end`."""
    paragraphs = sorted({new.sentences[index].paragraph for edit in came for index in edit.new})
    if paragraphs[-1] - paragraphs[0] >= len(paragraphs):
        return ""
    if paragraphs[-1] == new.sentences[-1].paragraph and paragraphs[0] > 0:
        return " at the end"
    return f" in paragraph {paragraphs[0] + 1}" if len(paragraphs) == 1 else f" from paragraph {paragraphs[0] + 1}"


def _posts(posts: Sequence[Edit], new: Side) -> str:
    came = {new.sentences[index].paragraph for edit in posts for index in edit.new}
    if not came:
        return "older posts of the live blog gone"
    return f"{len(came)} paragraph{'' if len(came) == 1 else 's'} added to the live blog"


def _returns(returned: Sequence[Edit], old: Side, new: Side) -> list[str]:
    if not returned:
        return []
    if any(edit.field == "title" for edit in returned):
        rest = len(returned) - 1
        also = f" and {_sentences(rest)}" if rest else ""
        return [f"headline{also} back to an earlier wording"]
    if len(returned) == 1:
        told = described(returned[0], old, new)
        if told.tells and weightiest(returned[0]):
            return [f"{told.text.format(place=place(returned[0], new))}, back to an earlier wording"]
        return [f"a sentence in {place(returned[0], new)} back to an earlier wording"]
    return [f"{_sentences(len(returned))} back to an earlier wording"]


def _byline(old: Side, new: Side) -> str:
    gone = [name for name in old.byline if name not in new.byline]
    come = [name for name in new.byline if name not in old.byline]
    if len(gone) == len(come) == 1:
        return f"byline changed from {gone[0]} to {come[0]}"
    if len(come) == 1 and not gone:
        return f"{come[0]} added to the byline"
    if len(gone) == 1 and not come:
        return f"{gone[0]} taken off the byline"
    return "byline changed"


def _sentences(count: int) -> str:
    return f"{count} sentence" if count == 1 else f"{count} sentences"
