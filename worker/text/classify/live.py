"""A post of a live blog came, or fell off its far end."""

from schemas.change import Label, Op
from worker.text.classify.context import Context
from worker.text.classify.registry import rule


@rule(Label.LIVE_UPDATE, ops={Op.ADD, Op.DELETE})
def live_update(edit: Context) -> bool:
    """Return whether the sentence belongs to such a post."""
    return edit.is_post
