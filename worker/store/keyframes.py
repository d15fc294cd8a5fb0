"""Which of what is kept already something new is to be kept as a difference from.

What is kept whole is a keyframe, and a difference is always from a keyframe: two blobs at most make a version, and a
damaged one costs no more than those that were kept against it, of which there are at most `MOST`.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from worker.store import blob

MOST: Final = 32
"""So many of an article's newest are looked at, and so many at most are kept against one keyframe in a row."""
TRIED: Final = 2
"""Keyframes tried, newest first: where walls and articles come by turns, each finds its own kind."""
WORTH: Final = 0.5
"""A difference that takes more than this part of its keyframe is not worth depending on it."""
Key = TypeVar("Key", int, str)


def candidates(newest: Sequence[tuple[Key, Key | None]]) -> list[Key]:
    """Return the keyframes that something new may be kept against.

    Args:
        newest: key and base of what was kept last, newest first, at most `MOST` of them.
    """
    used = Counter(base for _, base in newest if base is not None)
    known = dict.fromkeys(key if base is None else base for key, base in newest)
    return [key for key in known if used[key] < MOST - 1][:TRIED]


def pack(data: bytes, bases: Sequence[Key], load: Callable[[Key], tuple[bytes, int]]) -> tuple[bytes, Key | None]:
    """Return what is to be stored of `data`, and the keyframe that it is to be unpacked with, None where it is whole.

    Args:
        data: what is new.
        bases: from `candidates`.
        load: returns a keyframe, unpacked, and how many bytes it takes as it is stored.
    """
    for base in bases:
        content, size = load(base)
        difference = blob.pack(data, content)
        if len(difference) <= size * WORTH:
            return difference, base
    return blob.pack(data), None
