"""Wording that an earlier version had came back."""

from schemas.change import Label, Op
from worker.text.classify.context import REWRITES, Context
from worker.text.classify.registry import rule


@rule(Label.REVERT, ops=REWRITES | {Op.ADD})
def revert(edit: Context) -> bool:
    """Return whether the new wording stood in an earlier version of the article, other than the one just before."""
    return edit.is_return
