"""The words that two sentences have in common, in as few pieces as a reader would leave standing.

Every longest common subsequence is as short an edit script, but some strew lone words and commas between the changes
where a person would have marked one passage. So each run of common words after the first costs something, if less than
a word or a mark is worth. It is the affine gap of sequence alignment (Gotoh, "An improved algorithm for matching
biological sequences", J. Mol. Biol. 162, 1982), counted by runs of what stays. Of places worth the same the first are
taken, so that `he left.` to `he left...` puts two dots behind the one, as people mark it (docs/benchmarks.md, Words).
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from worker.text.alignment.chain import raise_from

WORD, PART, RUN = 10, 6, 5
"""What a common word is worth, a common mark or sign of a script without spaces, and what a run of them costs."""
MOST_CELLS = 250_000
"""The largest table that is filled here: sentences of some 500 words."""

Place = tuple[int, int]


def few_runs(old: Sequence[str], new: Sequence[str], is_part: Callable[[str], bool]) -> list[Place]:
    """Return the places (i, j) of equal words, rising on both sides, that are worth most.

    Args:
        old: The words of the one sentence.
        new: Those of the other. Neither shares its first or its last word with the other.
        is_part: Whether a word is less than one: a mark, or a sign of a script without spaces.
    """
    old, new = old[::-1], new[::-1]  # filled from the back, to be traced from the front
    places = defaultdict(list)
    for j, word in enumerate(new, 1):
        places[word].append(j)
    best = [[0] * (len(new) + 1)]
    ending: dict[Place, int] = {(0, 0): 0}  # what stands before both begins is common
    goes_on: set[Place] = set()
    for i, word in enumerate(old, 1):
        above = row = best[-1]
        if word in places:
            row = above.copy()
            worth = PART if is_part(word) else WORD
            for j in places[word]:
                total = above[j - 1] - RUN
                if (before := ending.get((i - 1, j - 1))) is not None and before >= total:
                    total = before
                    goes_on.add((i, j))
                ending[i, j] = total = total + worth
                raise_from(row, j, total)
        best.append(row)
    return _traced(best, ending, goes_on)


def _traced(best: Sequence[Sequence[int]], ending: dict[Place, int], goes_on: set[Place]) -> list[Place]:
    """Return the places that the last cell came from, counted from the other end, in order."""
    found: list[Place] = []
    rows, columns = i, j = len(best) - 1, len(best[0]) - 1
    in_run = False
    while i and j:
        if in_run or ending.get((i, j)) == best[i][j]:
            found.append((rows - i, columns - j))
            in_run = (i, j) in goes_on
            i, j = i - 1, j - 1
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return found
