"""Something more is said, or something less."""

from collections.abc import Sequence

from schemas.change import Label, Op
from worker.text.classify.context import REWRITES, Context, words_among
from worker.text.classify.registry import rule

CLAUSE = 8
"""Words put in or left out in one piece that make up a statement of their own."""
CLAUSE_OF_TITLE = 4
_ALONGSIDE = 2
_OPENED = 4
"""Words of a clause that a word such as `after` or `because` opens, this one with them."""
_ASIDE, _RELATIVE = 5, 3
"""Words that a mark cuts off: an apposition, a relative clause or `citing rising costs`."""
_CUTS = frozenset(",;(-")
_OPENS_SOURCE, _SOURCE = 3, 6
_STANDS = 0.6
"""The share of a clause's words that stand in the other wording, where it only changed its place."""
_STAMP = 12
"""Words of a line that says when the page was updated, at most."""
_KEPT, _KEPT_OF_TITLE = 0.5, 0.7


@rule(Label.ADDED_FACT, ops=REWRITES | {Op.ADD})
def added_fact(edit: Context) -> bool:
    """Return whether a sentence was added, or a clause to a sentence that otherwise stayed."""
    if edit.op is Op.ADD:
        return not (edit.is_title or edit.is_post or edit.is_replaced or _is_note(edit, edit.new))
    return _clauses(edit)[1]


@rule(Label.REMOVED_FACT, ops=REWRITES | {Op.DELETE})
def removed_fact(edit: Context) -> bool:
    """Return whether a sentence was deleted, or a clause from a sentence that otherwise stayed."""
    if edit.op is Op.DELETE:
        return not (edit.is_title or edit.is_post or edit.is_replaced or _is_note(edit, edit.old))
    return _clauses(edit)[0]


def has_clause(edit: Context) -> bool:
    """Return whether a whole clause came or went."""
    return any(_clauses(edit))


def _clauses(edit: Context) -> tuple[bool, bool]:
    """Return whether a clause went, and whether one came."""
    if edit.is_rewritten or edit.kept_in_order < (_KEPT_OF_TITLE if edit.is_title else _KEPT):
        return False, False
    least = CLAUSE_OF_TITLE if edit.is_title else CLAUSE
    went = came = False
    for hunk in edit.hunks:
        removed, added = edit.removed(hunk), edit.added(hunk)
        if _is_source(edit, removed) or _is_source(edit, added):
            continue
        if _stands(removed, edit.new_cores) or _stands(added, edit.old_cores):
            continue
        went |= not added and _is_aside(edit, [edit.old_cores[at] for at in hunk.old])
        came |= not removed and _is_aside(edit, [edit.new_cores[at] for at in hunk.new])
        went |= len(removed) >= _least(edit, removed, least) and len(added) <= _ALONGSIDE
        came |= len(added) >= _least(edit, added, least) and len(removed) <= _ALONGSIDE
    return went, came


def _stands(words: Sequence[str], cores: Sequence[str]) -> bool:
    """Return whether a clause stands in the other wording at another place."""
    others = {core.lower() for core in cores}
    return len(words) > _ALONGSIDE and sum(word.lower() in others for word in words) >= _STANDS * len(words)


def _is_source(edit: Context, words: Sequence[str]) -> bool:
    """Return whether words only tell who says what the rest of the sentence does: `according to two officials`.

    Or `the Treasury said on Thursday`: a verb of speech ends them, but for the day.
    """
    opening = [word.lower() for word in words[:_OPENS_SOURCE]]
    telling = [word for word in words if not edit.lexicon.has("speech_helpers", word.lower())]
    if telling and len(telling) <= _SOURCE and edit.lexicon.has("speech", telling[-1].lower()):
        return True
    return any(edit.lexicon.has("according_to", " ".join(opening[:n])) for n in range(1, len(opening) + 1))


def _least(edit: Context, words: Sequence[str], least: int) -> int:
    """Return of how many words a piece must be to be a clause: fewer where its first word opens one."""
    opens = bool(words) and edit.lexicon.has("clause_openers", words[0].lower())
    return min(least, _OPENED) if opens else least


def _is_aside(edit: Context, cores: Sequence[str]) -> bool:
    """Return whether words that came or went alone were cut off by a mark: an apposition, a relative clause."""
    if edit.is_title or not {*cores[:1], *cores[-1:]} & _CUTS:
        return False
    words = words_among(cores)
    first = words[0].lower() if words else ""
    tells_more = edit.lexicon.has("relative_pronouns", first) or (
        cores[0] == "," and first.endswith(tuple(edit.lexicon.words.get("aside_endings", ())))
    )
    return len(words) >= (_RELATIVE if tells_more else _ASIDE)


def _is_note(edit: Context, text: str) -> bool:
    """Return whether it is of a note by the publisher, or says no more than that the page was updated."""
    if edit.in_note or edit.lexicon.says("correction", text) or edit.lexicon.says("retraction", text):
        return True
    return edit.lexicon.says("stamp", text) and len(text.split()) <= _STAMP
