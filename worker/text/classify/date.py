"""A date or a time of day changed."""

from collections.abc import Sequence

from schemas.change import Label
from worker.text.classify.context import Context, Hunk
from worker.text.classify.dates import Day, mentioned, same
from worker.text.classify.quantities import Quantity
from worker.text.classify.registry import rule
from worker.text.classify.values import differ, lost
from worker.text.lexicon import Lexicon, are_other_choices

_MOST_WORDS = 2
_BEFORE_PERIOD = 3
"""Words in which what it is a part of must stand."""


@rule(Label.DATE)
def date(edit: Context) -> bool:
    """Return whether a date or time has another value, came or went.

    A weekday alone that came or went is none (`said` and `said on Tuesday`), nor is another name for the same day:
    `yesterday`, `on Monday` and `on 3 March` are one in an article of 4 March. Where nothing tells when it was
    written, `today` may have become any weekday or date as time went by. `This month` is not this year, noon not
    midnight, and early next week not late next week.
    """
    old, new = _dates(edit.old_quantities), _dates(edit.new_quantities)
    if not differ(old, new):
        return _relative_moved(edit) or any(
            any(told(edit, hunk) for told in (_other_period, _other_time, _other_part, _other_span))
            for hunk in edit.hunks
        )
    gone, come = lost(old, new), lost(new, old)
    if bool(gone) != bool(come):
        told_anew = _relative_lost(edit, of_old=bool(come))
        return not (told_anew and _may_be_same(edit, told_anew, of_old=bool(come)))
    days_old, days_new = _days(edit, old, ()), _days(edit, new, ())
    if not days_old or not days_new or _times(gone) != _times(come):
        return True
    return not _all_same(edit, days_old, days_new)


def _dates(found: Sequence[Quantity]) -> list[Quantity]:
    return [quantity for quantity in found if quantity.kind == "date"]


def _times(found: Sequence[Quantity]) -> list[str]:
    return [quantity.value for quantity in found if quantity.value.startswith(("time", "hour", "decade"))]


def _days(edit: Context, found: Sequence[Quantity], relative: Sequence[str]) -> tuple[Day, ...]:
    return mentioned([quantity.value for quantity in found], relative, edit.lexicon)


def _relative_lost(edit: Context, *, of_old: bool) -> list[str]:
    """Return the words like `yesterday` that one wording has and the other has not."""
    sides = (edit.old_quantities, edit.new_quantities)
    old, new = ([q for q in side if q.kind == "relative"] for side in (sides if of_old else sides[::-1]))
    return [quantity.value for quantity in lost(old, new)]


def _may_be_same(edit: Context, relative: Sequence[str], *, of_old: bool) -> bool:
    """Return whether the date that stands instead of `relative` is the day it named."""
    written_relative, written_date = (edit.old_day, edit.new_day) if of_old else (edit.new_day, edit.old_day)
    days = _days(edit, _dates(edit.new_quantities if of_old else edit.old_quantities), ())
    named = mentioned((), relative, edit.lexicon)
    if written_relative is None or not named:
        return True
    return any(same(one, day, written_relative, written_date) for one in named for day in days)


def _relative_moved(edit: Context) -> bool:
    """Return whether `today` became `tomorrow`, or `yesterday` in articles that were both written on one day.

    Time goes by one way: what is tomorrow is today and then yesterday, and never the other way round.
    """
    gone, come = (
        [edit.lexicon.relative[word] for word in _relative_lost(edit, of_old=side) if word in edit.lexicon.relative]
        for side in (True, False)
    )
    return bool(gone and come) and (come[0] > gone[0] or (come[0] < gone[0] and _is_of_one_day(edit)))


def _is_of_one_day(edit: Context) -> bool:
    return edit.old_day is not None and edit.old_day == edit.new_day


def _other_period(edit: Context, hunk: Hunk) -> bool:
    """Return whether a week, month or year that is spoken of as such gave way to another: `this week`, `this month`."""
    if len(hunk.old) != 1 or len(hunk.new) != 1:
        return False
    sides = ((edit.old_cores, hunk.old.start), (edit.new_cores, hunk.new.start))
    return all(at and _is_period(edit.lexicon, *cores[at - 1 : at + 1]) for cores, at in sides)


def _other_time(edit: Context, hunk: Hunk) -> bool:
    """Return whether one time of day gave way to another: noon, midnight."""
    removed, added = ([word.lower() for word in words] for words in (edit.removed(hunk), edit.added(hunk)))
    return max(len(removed), len(added)) <= _MOST_WORDS and any(
        are_other_choices(edit.lexicon.times_of_day, one, other) for one in removed for other in added
    )


def _other_part(edit: Context, hunk: Hunk) -> bool:
    """Return whether one part of a date or a period gave way to another: early 2027, late next week."""
    removed, added = ([word.lower() for word in words] for words in (edit.removed(hunk), edit.added(hunk)))
    if len(removed) != 1 or len(added) != 1:
        return False
    if not are_other_choices(edit.lexicon.parts_of_periods, removed[0], added[0]):
        return False
    after = range(hunk.new.stop, hunk.new.stop + _BEFORE_PERIOD)
    if any(quantity.places.start in after for quantity in _dates(edit.new_quantities)):
        return True
    return any(edit.lexicon.has("periods", core.lower()) for core in edit.new_cores[after.start : after.stop])


def _other_span(edit: Context, hunk: Hunk) -> bool:
    """Return whether this week became next week, or last week in articles of one day."""
    if not all(
        edit.lexicon.has("periods", core.lower())
        for cores, at in ((edit.old_cores, hunk.old.stop), (edit.new_cores, hunk.new.stop))
        for core in cores[at : at + 1] or [""]
    ):
        return False
    spans = edit.lexicon.spans
    removed, added = ([word.lower() for word in words][-1:] for words in (edit.removed(hunk), edit.added(hunk)))
    for one, other in zip(removed, added, strict=False):
        if are_other_choices(spans, one, other):
            return _is_of_one_day(edit) or spans[other] > spans[one]
    return False


def _is_period(lexicon: Lexicon, before: str, word: str) -> bool:
    return lexicon.has("periods", word.lower()) and lexicon.has("periods_after", before.lower())


def _all_same(edit: Context, old: Sequence[Day], new: Sequence[Day]) -> bool:
    """Return whether each day of one wording can be one of the other's."""
    matched = [[same(one, other, edit.old_day, edit.new_day) for other in new] for one in old]
    return all(map(any, matched)) and all(map(any, zip(*matched, strict=True)))
