"""Which articles tell one story: two fingerprints compared, a story chosen, a stream grouped in one pass.

Each article is compared with those before it and joins the story it is closest to, or opens one (single-pass
clustering with average linkage over the nearest members; Allan, Papka and Lavrenko 1998).
"""

from collections.abc import Mapping, Sequence

from schemas.story import Fingerprint
from worker.text.grouping.grouper import Grouper
from worker.text.grouping.likeness import likeness, prepare
from worker.text.grouping.linkage import JOINS, best, closest
from worker.text.grouping.seen import NOTHING_SEEN, Seen

__all__ = ["JOINS", "NOTHING_SEEN", "Grouper", "Seen", "choose", "similarity"]


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
    prepared = prepare(new, seen)
    return best(
        {
            story: closest(likeness(prepared, prepare(member, seen)) for member in members)
            for story, members in stories.items()
        }
    )
