"""Who wrote it. A byline is no sentence, so this is asked of two readings and not of an edit."""

from collections.abc import Iterable

from worker.text.normalise import fold


def byline_changed(old: Iterable[str], new: Iterable[str]) -> bool:
    """Return whether other people are named as authors; their order and the case of letters do not matter."""
    return {fold(name).casefold() for name in old} != {fold(name).casefold() for name in new}
