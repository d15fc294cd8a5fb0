"""Notes by which a publisher owns up to a change: corrections, clarifications, retractions."""

from schemas.change import Label, Op
from worker.text.classify.context import REWRITES, Context
from worker.text.classify.registry import rule

_ANY = REWRITES | {Op.ADD, Op.DELETE}


@rule(Label.CORRECTION_NOTE, ops=_ANY)
def correction_note(edit: Context) -> bool:
    """Return whether a correction or clarification note came, or was taken away again."""
    return _came_or_went(edit, "correction")


@rule(Label.RETRACTION, ops=_ANY)
def retraction(edit: Context) -> bool:
    """Return whether the article, or a notice in it, says that it is withdrawn."""
    return _came_or_went(edit, "retraction")


def is_note(edit: Context) -> bool:
    """Return whether a note of any kind came, be it only that the article was updated."""
    return any(
        edit.lexicon.says(kind, edit.new) and not edit.lexicon.says(kind, edit.old)
        for kind in ("correction", "retraction", "update")
    )


def _came_or_went(edit: Context, kind: str) -> bool:
    return edit.lexicon.says(kind, edit.old) != edit.lexicon.says(kind, edit.new)
