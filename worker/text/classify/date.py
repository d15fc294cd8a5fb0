"""A date or a time of day changed."""

from schemas.change import Label
from worker.text.classify.context import Context
from worker.text.classify.registry import rule
from worker.text.classify.values import differ, lost


@rule(Label.DATE)
def date(edit: Context) -> bool:
    """Return whether a date or time has another value, came or went.

    A weekday alone that came or went is none (`said` and `said on Tuesday`), nor is `today` that became a weekday or
    the other way round: both happen as time goes by.
    """
    old = [q for q in edit.old_quantities if q.kind == "date"]
    new = [q for q in edit.new_quantities if q.kind == "date"]
    if not differ(old, new):
        return False
    gone, come = lost(old, new), lost(new, old)
    relative_old = [q for q in edit.old_quantities if q.kind == "relative"]
    relative_new = [q for q in edit.new_quantities if q.kind == "relative"]
    told_anew = lost(relative_old, relative_new) if come and not gone else lost(relative_new, relative_old)
    return bool(gone and come) or not told_anew
