"""What was found in a sentence, remembered: outlets print the same copy, and a next version most of the last."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_MOST = 4096
"""Sentences: those of a story that two hundred tell."""
_LONGEST = 1000
"""Code points of a sentence that is remembered; a hostile one may hold hundreds of figures."""


def by_sentence(find: Callable[Concatenate[str, P], T]) -> Callable[Concatenate[str, P], T]:
    """Remember what `find`, a pure function of hashable values, returns for a sentence of common length."""
    kept = lru_cache(maxsize=_MOST)(find)

    @wraps(find)
    def found(text: str, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if len(text) > _LONGEST:
            return find(text, *args, **kwargs)
        return kept(text, *args, **kwargs)  # type: ignore[arg-type] # the cache asks for hashable values by their type

    return found
