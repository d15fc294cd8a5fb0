"""Days and hours that two articles give for one thing that happened, in sentences of other words.

Claimed where each article names a single day, or hour, for what happened (the talks, the verdict), and the sentences
have more in common than that.
"""

from collections.abc import Iterator

from worker.text.between.dates.dated import BEFALLEN, Dated
from worker.text.between.dates.placed import Dates
from worker.text.between.meaning import meaning

_SHARED, _SHARE = 3, 0.4
"""Words of meaning that the two sentences have in common at least, and their share of the shorter."""
_LEAD = 2
"""Sentences in which an article says what happened: what both tell there of one kind is one thing."""
_SHARED_TO_COME, _SHARE_TO_COME = 2, 0.25
"""The same of what is still to come: few other things are."""


_ALARM = "alarm"
"""When help was called for is told once, often in a sentence that says no more."""


def _around(dates: Dates, index: int) -> frozenset[str]:
    """Return what a sentence and those beside it are about."""
    return frozenset().union(*(meaning(text) for text in dates.texts[max(0, index - 1) : index + 2]))


def once(a: Dates, b: Dates) -> Iterator[tuple[int, Dated, int, Dated, frozenset[str]]]:
    """Yield the dates that each article alone gives for a thing, with their sentences and the words these share."""
    for key in sorted(a.once.keys() & b.once.keys()):
        (i, one), (j, other) = a.once[key], b.once[key]
        if key[1] == _ALARM and one.grain == "time":
            near_a, near_b = _around(a, i), _around(b, j)
            if len(near_a & near_b) >= _SHARED:
                yield i, one, j, other, near_a & near_b
            continue
        shared = a.meanings[i] & b.meanings[j]
        is_to_come = one.future and other.future
        least, share = (_SHARED_TO_COME, _SHARE_TO_COME) if is_to_come else (_SHARED, _SHARE)
        enough = max(least, share * min(len(a.meanings[i]), len(b.meanings[j])))
        is_lead = max(i, j) < _LEAD and key[1] in BEFALLEN
        is_one_thing = one.things == other.things and (one.grain == "time" or one.beside & other.beside)
        if len(shared) + is_lead >= (int(enough) if is_lead else enough) and (is_lead or is_one_thing):
            yield i, one, j, other, shared
