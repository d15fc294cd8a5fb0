"""What a later visit to an article costs in CPU, and whether readings by the thousand let a process grow."""

import resource
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import trafilatura

from benchmarks import edits, perturb
from benchmarks.public_data import missing_from
from benchmarks.stability import PAGES, Visit, first_visits
from benchmarks.table import Row, Scale, missing
from benchmarks.timing import cpu_median, in_turn
from schemas.page import Page
from worker.text.extract import context, extract, remember
from worker.text.pages.tree import shown

_READINGS = 10_000
_LOOKS = 20
"""So often the memory is looked at."""


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the cost of a visit beside trafilatura's defaults on the same page, and the memory of many readings."""
    why = missing_from(PAGES)
    if why:
        yield missing("visits", why)
        return
    visits = first_visits(scale)
    yield from _cost(visits)
    yield from _memory(visits, scale.of(_READINGS, 60))


class _Again(NamedTuple):
    """A page as it was, and as it is on the next visit."""

    before: Visit
    page: Page


def _cost(visits: list[Visit]) -> Iterator[Row]:
    edited = [again for number, visit in enumerate(visits) if (again := _edited(visit, number)) is not None]
    plain = [_Again(visit, visit.page) for visit in visits]
    for name, ours, items in (
        ("the same surroundings", _look, plain),
        ("other surroundings, the same text", _read, plain),
        ("an edit", _read, edited),
    ):
        taken = in_turn({"ours": ours, "theirs": _theirs}, items)
        about = f"median of {len(items)} pages in turn; the earlier page is at hand, nothing of it is parsed yet"
        cost = {way: cpu_median(done) for way, done in taken.items()}
        yield Row(f"visits, CPU of {name}", cost["ours"], "trafilatura", cost["theirs"], "ms CPU a page", about)


def _edited(visit: Visit, number: int) -> _Again | None:
    """Return the visit with a paragraph added, a figure changed or a quote altered, by turns."""
    changes = (edits.paragraph_added, edits.figure_changed, edits.quote_altered)
    markup = perturb.perturbed(visit.markup, visit.truth, changes[number % len(changes)])
    if markup is None:
        return None
    return _Again(visit, visit.page.model_copy(update={"body": markup.encode("utf-8", "replace")}))


def _look(again: _Again) -> object:
    shown.cache_clear()
    return context(again.page, again.before.reading)


def _read(again: _Again) -> object:
    shown.cache_clear()
    return extract(again.page, None, remember(again.before.page, again.before.reading))


def _theirs(again: _Again) -> object:
    return trafilatura.extract(again.page.body.decode(), include_comments=False)


def _memory(visits: list[Visit], count: int) -> Iterator[Row]:
    """Read page after page, and each a second time; yield what the process holds late beside early, and its peak."""
    held: list[float] = []
    peaks: list[float] = []
    for number, visit in enumerate(islice(cycle(visits), count), 1):
        found = extract(visit.page)
        if number % 2:
            context(visit.page, found)
        else:
            extract(visit.page, None, remember(visit.page, found))
        if number % max(1, count // _LOOKS) == 0:
            held.append(_resident())
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    early, late = held[len(held) // 5 : 2 * len(held) // 5], held[-len(held) // 5 :]
    about = f"{count} pages read, each looked at or read again; mean of the last fifth of {len(held)} looks"
    yield Row("visits, memory held", fmean(late), "the second fifth", fmean(early), "MB", about)
    about = f"peak after {count} pages beside the peak after two fifths of them"
    yield Row("visits, memory at its peak", peaks[-1], "two fifths of the way", peaks[2 * len(peaks) // 5], "MB", about)


def _resident() -> float:
    """Return the memory that this process has in use, in MB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1024**2
