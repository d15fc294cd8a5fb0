"""Repeatable chance: every draw is named by what it is for, so that no draw depends on the order of others."""

from hashlib import blake2b
from random import Random

_WIDE = 2**64


def number(*names: object) -> int:
    """A whole number below 2**64 that belongs to these names, the same in every process."""
    text = "\x1f".join(map(str, names))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def dice(*names: object) -> Random:
    """A generator of its own for these names."""
    return Random(number(*names))


def share(*names: object) -> float:
    """A draw from [0, 1) that belongs to these names."""
    return number(*names) / _WIDE
