"""Only the white space changed."""

import re

from schemas.change import Label, Op
from worker.text.classify.context import Context
from worker.text.classify.registry import rule

_SPACE = re.compile(r"\s+")


@rule(Label.WHITESPACE, noise=True)
def whitespace(edit: Context) -> bool:
    """Return whether the wording is the same once all white space is gone, as in `on going` and `ongoing`.

    The same words cut into sentences another way are such a change too.
    """
    resplit = edit.op in {Op.MERGE, Op.SPLIT}
    return (resplit or edit.old != edit.new) and _SPACE.sub("", edit.old) == _SPACE.sub("", edit.new)
