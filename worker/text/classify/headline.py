"""The title changed."""

from schemas.change import Label, Op
from worker.text.classify.context import REWRITES, Context
from worker.text.classify.registry import rule


@rule(Label.HEADLINE, ops=REWRITES | {Op.ADD, Op.DELETE})
def headline(edit: Context) -> bool:
    """Return whether it is the title that changed."""
    return edit.is_title
