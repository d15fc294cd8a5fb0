"""A stream of articles grouped in one pass, in memory: what an article joins depends on those before it alone."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from heapq import nlargest

from schemas.story import Fingerprint
from worker.text import fingerprint as fingerprints
from worker.text.grouping.likeness import Prepared, likeness, prepare, worth
from worker.text.grouping.linkage import best, closest
from worker.text.grouping.seen import DAYS_AROUND, Seen

_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Of articles of which no time is known, which are then all of one."""


class Grouper:
    """Groups a stream of articles in memory."""

    _CANDIDATES = 20
    _POSTINGS = 1_000
    """Entries of the index looked at for one article, those of the rarest terms first and the newest of each: a common
    term tells little, and would cost more every day."""
    _FURNITURE = 3
    """A sentence that an outlet has printed this often is part of its pages, and no evidence."""

    def __init__(self) -> None:
        """Begin with no article and no story."""
        self._known: list[Prepared] = []
        self._story_of: list[int] = []
        self._stories = 0
        self._ids: dict[str, int] = {}
        self._with_word: Counter[str] = Counter()
        self._on_day: Counter[int] = Counter()
        self._index: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        self._printed: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._furniture: defaultdict[str, set[str]] = defaultdict(set)

    def add(
        self,
        id: str,  # noqa: A002 - its name in the stream
        outlet: str,
        title: str,
        text: str,
        published: datetime | None,
    ) -> int:
        """Return the number of the story that an article belongs to, counted from 0 as they are opened.

        Args:
            id: The article's own; the same one again returns the same story.
            outlet: Its name, which tells the outlet's own furniture from common copy.
            title: Its title.
            text: Its paragraphs, joined by a blank line.
            published: When it was published; None where nothing is known of that.
        """
        if id in self._ids:
            return self._ids[id]
        made = fingerprints.of_text(title, text, published or _NO_TIME, self._furniture[outlet])
        made = made if published else made.model_copy(update={"dated": False})
        printed = self._printed[outlet]
        printed.update(made.sentences)
        self._furniture[outlet].update([one for one in made.sentences if printed[one] >= self._FURNITURE])
        story = self.place(made)
        self._ids[id] = story
        return story

    def place(self, new: Fingerprint) -> int:
        """Return the number of the story that the article with this fingerprint belongs to."""
        day = new.published.toordinal()
        crowd = sum([self._on_day[one] for one in range(day - DAYS_AROUND + 1, day + 1)])
        prepared = prepare(new, Seen(len(self._known), self._with_word, crowd))
        near: defaultdict[int, list[float]] = defaultdict(list)
        for other in self._candidates(new.terms, prepared):
            near[self._story_of[other]].append(likeness(prepared, self._known[other]))
        story = best({story: closest(likenesses) for story, likenesses in near.items()})
        if story is None:
            story, self._stories = self._stories, self._stories + 1
        number = len(self._known)
        for term in new.terms:
            self._index[term].append(number)
        self._known.append(prepared)
        self._with_word.update(prepared.mentioned)
        self._on_day[day] += 1
        self._story_of.append(story)
        return story

    def _candidates(self, terms: Sequence[str], prepared: Prepared) -> list[int]:
        """Return the articles that share the worthiest index terms."""
        shared: dict[int, float] = {}
        so_far, left = shared.get, self._POSTINGS
        bearing = sorted([(self._index[term], term) for term in terms if term in self._index], key=_length)
        for found, term in bearing:
            each = worth(prepared, term)
            newest = found[-left:]
            for other in newest:
                shared[other] = so_far(other, 0.0) + each
            left -= len(newest)
            if not left:
                break
        if len(shared) <= self._CANDIDATES:
            return list(shared)
        least = nlargest(self._CANDIDATES, shared.values())[-1]
        most = [(worths, other) for other, worths in shared.items() if worths >= least]
        return [other for _, other in nlargest(self._CANDIDATES, most)]


def _length(bearing: tuple[Sequence[int], str]) -> int:
    return len(bearing[0])
