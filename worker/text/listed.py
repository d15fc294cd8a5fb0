"""Lists of words as they are written in the code: one after the other."""


def words_of(written: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(written.split())
