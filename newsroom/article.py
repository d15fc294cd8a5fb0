"""An article through time: its versions, and the record of every edit between them."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise

from newsroom.draft import Draft
from newsroom.events import Event


@dataclass(frozen=True)
class Version:
    """One wording, in force from `at` until the next. A `gone` version is a withdrawn article."""

    number: int
    at: datetime
    draft: Draft
    gone: bool = False


@dataclass(frozen=True)
class Edit:
    """One edit as it truly was; `neighbours` are paragraphs that stand together only since a rearrangement."""

    kind: str
    at: datetime
    version: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    headline_before: str | None
    headline_after: str | None
    neighbours: tuple[str, ...]
    matters: bool
    announced: bool
    """Whether the outlet's "last updated" moved with it."""

    def shows_in(self, headline: str, paragraphs: tuple[str, ...], texts: tuple[str, ...]) -> bool:
        """Whether a page with this headline and text bears the edit."""
        if self.headline_after is not None and headline != self.headline_after:
            return False
        if self.neighbours:
            width = len(self.neighbours)
            starts = range(len(paragraphs) - width + 1)
            return any(paragraphs[at : at + width] == self.neighbours for at in starts)
        known = set(texts)
        if self.after:
            return known.issuperset(self.after)
        return known.isdisjoint(self.before)


@dataclass(frozen=True)
class Article:
    """One outlet's article on an event. `wire_of` names the agency's article whose text it runs word for word."""

    key: str
    number: int
    event: Event
    versions: tuple[Version, ...]
    edits: tuple[Edit, ...]
    is_live: bool = False
    wire_of: str | None = None

    @cached_property
    def _moments(self) -> list[datetime]:
        return [version.at for version in self.versions]

    @property
    def published(self) -> datetime:
        """When it first appeared."""
        return self.versions[0].at

    def at(self, moment: datetime) -> Version | None:
        """The version in force; None before publication."""
        place = bisect_right(self._moments, moment)
        return self.versions[place - 1] if place else None

    def before(self, version: Version) -> Version | None:
        """The version that this one replaced."""
        return self.versions[version.number - 1] if version.number else None


def _lost(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    """What of `old` is no more in `new`, in order, counting repeats."""
    left = Counter(new)
    gone = []
    for text in old:
        if left[text]:
            left[text] -= 1
        else:
            gone.append(text)
    return tuple(gone)


def _rearranged(old: Draft, new: Draft) -> tuple[str, ...]:
    """The first paragraphs that stand together in `new` and did not in `old`; empty where all is in its place."""
    before = [paragraph.text for paragraph in old.paragraphs]
    after = [paragraph.text for paragraph in new.paragraphs]
    single = next((text for text in after if text not in before), None)
    if single is not None:
        at = after.index(single)
        return tuple(after[at : at + 2]) if len(after) > len(before) else (single,)
    pairs = set(pairwise(before))
    return next((pair for pair in pairwise(after) if pair not in pairs), ())


def record(kind: str, old: Draft, new: Version, *, matters: bool, announced: bool) -> Edit | None:
    """Write down what an edit did; None where a reader would see no difference."""
    draft = new.draft
    before, after = _lost(old.texts, draft.texts), _lost(draft.texts, old.texts)
    retitled = old.title.text != draft.title.text
    neighbours = () if before or after or retitled else _rearranged(old, draft)
    if not (before or after or retitled or neighbours):
        return None
    moved = () if not neighbours else tuple(text for text in draft.texts if text in " ".join(neighbours))
    return Edit(
        kind=kind,
        at=new.at,
        version=new.number,
        before=before or moved,
        after=after or moved,
        headline_before=old.title.text if retitled else None,
        headline_after=draft.title.text if retitled else None,
        neighbours=neighbours,
        matters=matters,
        announced=announced,
    )
