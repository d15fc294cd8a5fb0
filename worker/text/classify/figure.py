"""A figure changed."""

from collections.abc import Iterable, Sequence

from schemas.change import Label
from worker.text.classify.context import Context, Hunk
from worker.text.classify.quantities import Quantity
from worker.text.classify.registry import rule
from worker.text.classify.values import differ


@rule(Label.FIGURE)
def figure(edit: Context) -> bool:
    """Return whether a figure has another value, came or went. Spelled-out numbers count, `3 hours ago` does not."""
    old = [q for q in edit.old_quantities if q.kind == "figure"]
    new = [q for q in edit.new_quantities if q.kind == "figure"]
    return differ(old, new) or _swapped(old, new, edit.hunks)


def _swapped(old: Sequence[Quantity], new: Sequence[Quantity], hunks: Iterable[Hunk]) -> bool:
    """Return whether figures changed places: all are still there, but where one stood now stands another."""
    old_at, new_at = (
        {quantity.places.start: quantity.value for quantity in side if not quantity.vague} for side in (old, new)
    )
    for hunk in hunks:
        before = {old_at[place] for place in hunk.old if place in old_at}
        after = {new_at[place] for place in hunk.new if place in new_at}
        is_there = before <= set(new_at.values()) and after <= set(old_at.values())
        if before and after and is_there and before.isdisjoint(after):
            return True
    return False
