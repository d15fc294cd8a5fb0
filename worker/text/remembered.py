"""What was found in a sentence or a word, remembered: outlets print the same copy, a next version most of the last."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_MOST = 4096
"""Sentences: those of a story that two hundred tell."""
_LONGEST = 1000
"""Code points of a sentence that is remembered; a hostile one may hold hundreds of figures."""
_MOST_WORDS = 1 << 16


def by_sentence(find: Callable[Concatenate[str, P], T]) -> Callable[Concatenate[str, P], T]:
    """Remember what `find`, a pure function of hashable values, returns for a sentence of common length."""
    kept = lru_cache(maxsize=_MOST)(find)

    @wraps(find)
    def found(text: str, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if len(text) > _LONGEST:
            return find(text, *args, **kwargs)
        return kept(text, *args, **kwargs)  # type: ignore[arg-type] # the cache asks for hashable values by their type

    return found


def by_word(find: Callable[[str], T]) -> Callable[[str], T]:
    """Remember what `find`, a pure function, returns for a word.

    Nothing is quicker than a dictionary's own look-up, and each word of a text is looked up.
    """
    return _ByWord(find).__getitem__


class _ByWord(dict[str, T]):
    def __init__(self, find: Callable[[str], T]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> T:
        """Keep what is found for a word that was not met yet."""
        if len(self) >= _MOST_WORDS:
            self.clear()
        found = self[word] = self._find(word)
        return found
