"""Whether two articles tell of one state of things: a toll of Tuesday and one of Friday are two, and no conflict."""

from datetime import timedelta

from schemas.article import Reading

_APART = timedelta(days=2)


def are_apart(a: Reading, b: Reading) -> bool:
    """Whether one had its last word so long before the other's first that what it counts may have moved on.

    False where an article does not say when it was published.
    """
    if a.published is None or b.published is None:
        return False
    ended_a, ended_b = max(a.published, a.modified or a.published), max(b.published, b.modified or b.published)
    return max(a.published - ended_b, b.published - ended_a) >= _APART
