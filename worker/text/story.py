"""Which articles tell one story: two fingerprints compared, a story chosen or put right, a stream grouped.

Each article is compared with those before it and joins the story it is closest to, or opens one (single-pass
clustering with average linkage over the nearest members; Allan, Papka and Lavrenko 1998). A story is an event of days;
events of weeks that are about one running subject are a storyline.
"""

from collections.abc import Mapping, Sequence

from schemas.base import Frozen
from schemas.story import Fingerprint
from worker.text.grouping import linkage
from worker.text.grouping.grouper import Grouper
from worker.text.grouping.likeness import Prepared, likeness, prepare
from worker.text.grouping.linkage import JOINS
from worker.text.grouping.seen import NOTHING_SEEN, Seen

__all__ = ["JOINS", "NOTHING_SEEN", "Grouper", "Placement", "Seen", "apart", "choose", "drawn", "place", "similarity"]

Stories = Mapping[int, Mapping[int, Fingerprint]]
"""Stories by their number, and their members by theirs."""


class Placement(Frozen):
    """Where an article belongs."""

    story: int | None
    """The story; None for a new one."""
    bridges: tuple[int, ...]
    """The other stories that it would belong to as well."""
    sequel_of: int | None
    """The event that its own is a sequel of, where it opens one."""


def similarity(a: Fingerprint, b: Fingerprint, seen: Seen = NOTHING_SEEN) -> float:
    """Return the probability, 0..1, that two articles tell one story. Symmetric."""
    return likeness(prepare(a, seen), prepare(b, seen))


def choose(new: Fingerprint, stories: Mapping[int, Sequence[Fingerprint]], seen: Seen = NOTHING_SEEN) -> int | None:
    """Return the story that `new` joins, or None where it opens one.

    Args:
        new: The article to place.
        stories: The members of each story that may be near, as the index found them.
        seen: What is known of how common words are among the articles.
    """
    members = {story: dict(enumerate(found)) for story, found in stories.items()}
    return place(new, members, seen).story


def place(
    new: Fingerprint, stories: Stories, seen: Seen, own: int | None = None, before: Fingerprint | None = None
) -> Placement:
    """Return where an article belongs.

    Args:
        new: The article as it reads now.
        stories: The members of each story that may be near, without the article; its own story's too.
        seen: What is known of how common words are among the articles.
        own: The story it belongs to so far. It is left only for what has changed beyond doubt.
        before: The article as it read when it was placed there. Where it would not join that now, it was written anew,
            and is placed as one that has just come.
    """
    prepared = prepare(new, seen)
    members = {story: _prepared(found, seen) for story, found in stories.items()}
    scores = {story: linkage.closeness(prepared, found.values()) for story, found in members.items()}
    elsewhere = {story: score for story, score in scores.items() if story != own}
    chosen = linkage.best(scores)
    if own is not None:
        has_company = bool(members.get(own))
        is_anew = before is not None and likeness(prepared, prepare(before, seen)) < JOINS
        stays = JOINS if is_anew else linkage.STAYS
        moved = linkage.belongs(scores.get(own, 0.0), elsewhere, has_company=has_company, stays=stays)
        leaves = has_company and scores[own] < stays
        chosen = moved if moved is not None or leaves else own
    bridges = tuple(sorted(story for story, score in scores.items() if story != chosen and score >= JOINS))
    events = {story: list(found.values()) for story, found in members.items() if story != chosen}
    return Placement(
        story=chosen,
        bridges=bridges if chosen is not None else (),
        sequel_of=linkage.storyline(prepared, events) if chosen is None else None,
    )


def drawn(here: Mapping[int, Fingerprint], there: Mapping[int, Fingerprint], seen: Seen) -> frozenset[int]:
    """Return which articles of the story `there` belong to the story `here`, now that an article bridges both.

    All of them where both tell of one event.
    """
    return linkage.drawn(_prepared(here, seen), _prepared(there, seen))


def apart(new: int, members: Mapping[int, Fingerprint], seen: Seen) -> frozenset[int]:
    """Return which articles of a story tell another event with its new one; empty where all tell one."""
    return linkage.apart(new, _prepared(members, seen))


def _prepared(members: Mapping[int, Fingerprint], seen: Seen) -> dict[int, Prepared]:
    return {number: prepare(member, seen) for number, member in members.items()}
