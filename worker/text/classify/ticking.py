"""What changes by itself as time goes by: `3 hours ago`, counts of comments and views, the time of the last update."""

from schemas.change import Op
from worker.text.classify.context import Context, words_among

_LONGEST_LINE = 9
"""Words of a line beside the text, such as `Updated at 14:05 on 3 March`; a sentence of the text is mostly longer."""


def ticks(edit: Context) -> bool:
    """Return whether nothing changed but what does so by itself: then it is no change."""
    if edit.op is not Op.EDIT or edit.is_title or not edit.hunks:
        return False
    old, new = (
        {at for quantity in found if quantity.kind == "relative" and quantity.value == "ago" for at in quantity.places}
        for found in (edit.old_quantities, edit.new_quantities)
    )
    if all(set(hunk.old) <= old and set(hunk.new) <= new for hunk in edit.hunks):
        return True
    return _is_line_beside(edit) and all(
        _counts(edit.old_cores, hunk.old) and _counts(edit.new_cores, hunk.new) for hunk in edit.hunks
    )


def _counts(cores: list[str], places: range) -> bool:
    """Return whether only figures and their marks stand there, or nothing."""
    return all(cores[at][0].isdigit() or not cores[at][0].isalnum() for at in places)


def _is_line_beside(edit: Context) -> bool:
    """Return whether it is a short line that counts something or gives the time of an update."""
    words = [word.lower() for word in words_among(edit.new_cores)]
    if not 0 < len(words) <= _LONGEST_LINE:
        return False
    stamped = edit.lexicon.has("stamps", words[0]) or edit.lexicon.has("stamps", " ".join(words[:2]))
    return stamped or any(edit.lexicon.has("counters", word) for word in words)
