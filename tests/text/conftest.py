from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemas.article import Reading


@pytest.fixture(autouse=True)
def data_dir() -> None:
    """Stand in for the data folder of other tests: the text engine reads and writes no file."""


@pytest.fixture
def reading() -> "Callable[..., Reading]":
    """Return the builder: `reading(title=..., paragraphs=[...], outlet=..., quotes=[(text, speaker)])`."""
    from .readings import make_reading  # not above: the process that hands out the tests reads this file too

    return make_reading
