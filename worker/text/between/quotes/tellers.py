"""What to call the two sides of a divergence, wherever it is told."""

FIRST, SECOND = "the first", "the second"


def names(a: str | None, b: str | None) -> tuple[str, str]:
    """Return what two outlets are called: by their names, or by their place where one has none or both have one."""
    if a and a == b:
        return f"{a} ({FIRST})", f"{b} ({SECOND})"
    return a or FIRST, b or SECOND
