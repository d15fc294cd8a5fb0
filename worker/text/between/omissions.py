"""What all articles of a story say but one."""

from collections.abc import Iterator, Mapping

_FEWEST = 3
"""Articles of a story, from which `all but one` says anything."""


def omitted(matched: Mapping[int, frozenset[int]], *, counting: int) -> Iterator[tuple[int, int]]:
    """Yield each sentence that one article has and all others have but one, with the one that has not.

    Args:
        matched: for each other article, by its id, the sentences of this one that it has too.
        counting: how many articles there are, this one included.
    """
    if counting < _FEWEST or len(matched) != counting - 1:
        return
    for sentence in sorted(frozenset().union(*matched.values())):
        without = [article for article, sentences in matched.items() if sentence not in sentences]
        if len(without) == 1:
            yield sentence, without[0]
