"""A sentence stands elsewhere."""

from schemas.change import Label, Op
from worker.text.classify.context import Context
from worker.text.classify.registry import rule


@rule(Label.REORDERED, ops={Op.MOVE})
def reordered(edit: Context) -> bool:
    """Return whether the sentence moved."""
    return edit.op is Op.MOVE
