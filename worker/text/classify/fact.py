"""Something more is said, or something less."""

from schemas.change import Label, Op
from worker.text.classify.context import REWRITES, Context
from worker.text.classify.registry import rule

CLAUSE = 8
"""Words put in or left out in one piece that make up a statement of their own."""
_ALONGSIDE = 2


@rule(Label.ADDED_FACT, ops=REWRITES | {Op.ADD})
def added_fact(edit: Context) -> bool:
    """Return whether a sentence was added, or a clause to a sentence."""
    if edit.op is Op.ADD:
        return not edit.is_title and not _is_note(edit, edit.new)
    return any(len(edit.added(h)) >= CLAUSE and len(edit.removed(h)) <= _ALONGSIDE for h in edit.hunks)


@rule(Label.REMOVED_FACT, ops=REWRITES | {Op.DELETE})
def removed_fact(edit: Context) -> bool:
    """Return whether a sentence was deleted, or a clause from a sentence."""
    if edit.op is Op.DELETE:
        return not edit.is_title and not _is_note(edit, edit.old)
    return any(len(edit.removed(h)) >= CLAUSE and len(edit.added(h)) <= _ALONGSIDE for h in edit.hunks)


def _is_note(edit: Context, text: str) -> bool:
    return edit.lexicon.says("correction", text) or edit.lexicon.says("retraction", text)
