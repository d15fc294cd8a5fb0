"""Only marks changed."""

from schemas.change import Label
from worker.text.classify.context import Context
from worker.text.classify.registry import rule


@rule(Label.PUNCTUATION, noise=True)
def punctuation(edit: Context) -> bool:
    """Return whether letters and figures are the same, in the same cases; `1,000` and `1000` are one figure."""
    if "".join(edit.old.split()) == "".join(edit.new.split()):
        return False
    if [quantity[:2] for quantity in edit.old_quantities] != [quantity[:2] for quantity in edit.new_quantities]:
        return False
    return _letters(edit.old) == _letters(edit.new)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum() or character in "%$£€¥+")
