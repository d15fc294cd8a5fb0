"""A page read in the light of the earlier reading: what stayed the same on the page stays the same in the text.

An extractor weighs a page as a whole, so a list that grew at its foot may cost a paragraph in its middle. What the
page itself shows decides instead: a paragraph that still stands there was not taken out of the article, and a line that
stood there before and was no part of the article is none now.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from itertools import islice, pairwise
from operator import itemgetter

from rapidfuzz import fuzz

from schemas.article import Known
from worker.text.pages import charset, furniture, links
from worker.text.pages.boxes import boxed
from worker.text.pages.places import Places
from worker.text.pages.tree import shown

_TELLING_CHARS = 24
"""A line of so many characters, spaces aside, stands on a page once; a shorter one is looked for with its neighbour."""
_SENTENCE_CHARS = 12
"""A shorter sentence may stand on a page by chance, inside another."""
_FEWEST_CHARS = 60
_EDITED = 80
"""A paragraph that has so many characters, and is so like one that is gone, is that one edited."""
_MOST_FRESH = 200
"""Of more lines that are new it is not asked how they came about: the text is another."""
_WORD = re.compile("[A-Za-z]{5,}")
_MOST_WORDS = 12
_FEWEST_WORDS = 3
"""So many of a line's longest words have to be missing from a page: one or two may be parted by tags in it."""
_MOST_SEARCHED = 1_000_000_000
"""Characters gone through in one text in search of lines: a second or less, and far more than any article takes."""
_ENDS = (".", "!", "?", "\u201d", '"', "\u00bb")


class Text:
    """A text without white space, in which lines are looked for until that has taken too long."""

    def __init__(self, text: str) -> None:
        """Take it."""
        self.text = text
        self._left = _MOST_SEARCHED

    def __contains__(self, line: str) -> bool:
        """Whether `line`, without white space, stands anywhere in it."""
        self._left -= len(self.text)
        return self._left >= 0 and line in self.text

    def find(self, line: str, start: int = 0) -> int:
        """Return where `line`, without white space, stands in it from `start` on; -1 where it does not."""
        at = self.text.find(line, start) if self._left >= 0 else -1
        self._left -= len(line) + (at if at >= 0 else len(self.text)) - start
        return at


class Lines(Text):
    """Clean lines in which others are looked up, white space aside; one may lie across several of them."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take lines in which each run of white space is one space."""
        self.each = [_joined(line) for line in lines]
        super().__init__("".join(self.each))
        self._set = frozenset(self.each)

    def __contains__(self, line: str) -> bool:
        """Whether `line`, without white space, is one of them or stands anywhere in them."""
        return line in self._set or super().__contains__(line)


class Earlier(Lines):
    """The earlier reading of an article, and its page."""

    def __init__(self, known: Known) -> None:
        """Take what is known; what the page showed is made out only where it is asked for."""
        super().__init__(known.paragraphs)
        self.paragraphs = known.paragraphs
        self.furniture = known.furniture
        self._page = known.page

    @cached_property
    def seen(self) -> Text:
        """All that its page showed; nothing where that is not at hand."""
        return Text(shown(self._source))

    def lost(self, lines: Sequence[str]) -> float:
        """Return how much of the earlier text is not in `lines`, 0 to 1, by characters."""
        here, whole = Lines(lines), len(self.text)
        return sum(len(line) for line in self.each if line not in here) / whole if whole else 0.0

    @cached_property
    def _source(self) -> str:
        return "" if self._page is None else charset.text(self._page)

    def has_not_shown(self, line: str) -> bool:
        """Whether some of the words of a line are nowhere in the page's source, which is told sooner than `seen`."""
        words = sorted(set(_WORD.findall(line)), key=len, reverse=True)[:_MOST_WORDS]
        missing = (word for word in words if word not in self._source)
        return len([*islice(missing, _FEWEST_WORDS)]) == _FEWEST_WORDS

    def was_outside(self, line: str, *, is_new: bool = False) -> bool:
        """Whether a line is new to the article and not new to the page, or shown by the outlet on other articles.

        Args:
            line: Without white space.
            is_new: Whether it is known that the page has not shown it.
        """
        if line in self:
            return False
        if furniture.key(line) in self.furniture:
            return True
        return not is_new and _is_telling(line) and line in self.seen

    def is_news(self, line: str) -> bool:
        """Whether a line is new to the article and to its page."""
        joined = _joined(line)
        return joined not in self and not self.was_outside(joined)

    def without_repeats(self, lines: Sequence[str]) -> list[str]:
        """Return `lines` without what the article says oftener than it did and its page said oftener before, too.

        Dateline, topic and label stand on a page beside the text that has the same words in it.
        """
        joined = [_joined(line) for line in lines]
        text = "".join(joined)
        had = Counter(self.each)
        dropped: set[int] = set()
        for line, count in Counter(joined).items():
            if count > had[line] and _is_telling(line) and line in self:
                before = self.text.count(line)
                more = min(count - had[line], text.count(line) - before, self.seen.text.count(line) - before)
                places = [at for at, other in enumerate(joined) if other == line]
                places.sort(key=lambda at: self._follows(joined[at - 1] if at else "", joined[at]))
                dropped.update(places[: max(0, more)])
        return [line for at, line in enumerate(lines) if at not in dropped]

    def _follows(self, previous: str, line: str) -> bool:
        """Whether one line stood behind the other in the article."""
        return (previous, line) in pairwise(["", *self.each])


def steady(
    lines: Sequence[str], found: Sequence[str], earlier: Earlier, page: Places, now: Callable[[], str]
) -> list[str]:
    """Return the lines of a page, as an extractor found them, put right by what is known.

    Args:
        lines: The article's, after the line filters.
        found: The same before the line filters.
        earlier: The article as it was, and all that its page showed.
        page: For where on it a line stands.
        now: Gives all that the page shows now, as `tree.shown` does; asked where a known paragraph is missing.
    """
    known = earlier.paragraphs
    fresh = set(lines).difference(known)
    edited = _edited(fresh, set(known).difference(lines))
    new = edited if len(fresh) > _MOST_FRESH else edited.union(filter(earlier.has_not_shown, fresh - edited))
    stay = [line for line in lines if not earlier.was_outside(_joined(line), is_new=line in new)]
    kept = earlier.without_repeats(stay)
    added = [line for line in kept if _joined(line) not in earlier]
    gone = set(known).difference(kept)
    was = links.relinked(found, known, page) if gone and len(found) > len(kept) - len(added) else {}
    if added:
        strange = boxed(added, kept, known, page) | _outside_but_for_links(added, edited, earlier, page)
        kept = [line for line in kept if line not in was and line not in strange]
    here = Lines(kept)
    if all(line in here for line in earlier.each):
        return kept
    own = now()
    return _with_those_still_there(kept, earlier, Text(own + "".join(map(_joined, was.values()))), len(own))


def _is_telling(line: str) -> bool:
    """Whether a line, without white space, is not found inside others by chance."""
    return len(line) >= _SENTENCE_CHARS or not line.endswith(_ENDS)


def _joined(line: str) -> str:
    """Return a clean line, in which each run of white space is one space, without any."""
    return line.replace(" ", "")


def _edited(fresh: Collection[str], gone: Collection[str]) -> frozenset[str]:
    """Return those of the `fresh` lines that paragraphs which are `gone` were edited into; none where they are many."""
    if max(len(fresh), len(gone)) > _MOST_FRESH:
        return frozenset()
    paragraphs = [line for line in gone if len(line) >= _FEWEST_CHARS]
    return frozenset(
        line for line in fresh if any(fuzz.ratio(line, other, score_cutoff=_EDITED) for other in paragraphs)
    )


def _outside_but_for_links(
    added: Sequence[str], edited: Collection[str], earlier: Earlier, page: Places
) -> frozenset[str]:
    """Return those lines whose own words stood on the earlier page outside the article, around other links."""
    parts = links.fixed_parts([line for line in added if line not in edited], page)
    return frozenset(line for line, own in parts.items() if earlier.was_outside(max(own, key=len)))


def _with_those_still_there(lines: list[str], earlier: Earlier, page: Text, own_length: int) -> list[str]:
    """Return `lines` and, each in its place, the known paragraphs that the page still has.

    A paragraph's place is between the lines that it stands between on the page now: posts of a live blog come to stand
    between others, and may be turned round as a whole. As far as the page does not tell it follows what it did before.

    Args:
        lines: Those that were found, in the page's order.
        earlier: The article as it was.
        page: All that the page shows, and behind it lines that it shows in other words.
        own_length: How much of that is the page's own.
    """
    here = Lines(lines)
    places = {line: at for at, line in reversed(list(enumerate(here.each)))}
    put_in: dict[int, list[tuple[int, str]]] = {}
    anchors: list[tuple[int, int]] | None = None
    at, stands = 0, 0
    previous = ""
    for paragraph, line in zip(earlier.paragraphs, earlier.each, strict=True):
        if line in places:
            at, stands = max(at, places[line] + 1), 0
        elif line not in here and (found := _place(line, previous, page)) >= 0:
            anchors = _anchors(here.each, page) if anchors is None else anchors
            slot = at
            if anchors and found < own_length and page.find(line, found + 1) < 0:
                before = bisect_left(anchors, (found, 0))
                first = anchors[before - 1][1] + 1 if before else 0
                last = anchors[before][1] if before < len(anchors) else len(lines)
                slot, stands = min(max(at, first), last), found
            put_in.setdefault(slot, []).append((stands, paragraph))
        previous = line
    more = {slot: [paragraph for _, paragraph in sorted(own, key=itemgetter(0))] for slot, own in put_in.items()}
    return [line for at, own in enumerate([[], *([line] for line in lines)]) for line in (*own, *more.get(at, ()))]


def _place(line: str, previous: str, page: Text) -> int:
    """Return where a line stands on a page, -1 where it does not; a short one stands there behind the one before it."""
    if len(line) >= _TELLING_CHARS:
        return page.find(line)
    found = page.find(previous + line)
    return found + len(previous) if found >= 0 else -1


def _anchors(lines: Sequence[str], page: Text) -> list[tuple[int, int]]:
    """Return where on a page its lines stand, with their numbers: those that are long enough and stand in order."""
    found: list[tuple[int, int]] = []
    end = 0
    for number, line in enumerate(lines):
        start = page.find(line, end) if len(line) >= _TELLING_CHARS else -1
        if start >= 0:
            end = start + len(line)
            found.append((start, number))
    return found


def completed(lines: list[str], hidden: Sequence[str], earlier: Earlier) -> list[str]:
    """Return `lines` with what `hidden`, a list of paragraphs out of a page's data, has beside them.

    A redesign may leave part of the text to a script. Where the list begins with what the page shows, it stands for the
    whole; else it goes where the known text has its paragraphs.
    """
    have = Lines(lines)
    missing = [line for line in hidden if _joined(line) not in have]
    if not missing:
        return lines
    order = {line: at for at, line in enumerate(earlier.each)}
    first = next((order[_joined(line)] for line in missing if _joined(line) in order), len(order))
    before = sum(1 for line in lines if order.get(_joined(line), -1) < first)
    return [*lines[:before], *missing, *lines[before:]]
