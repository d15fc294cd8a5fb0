from collections.abc import Callable
from typing import Any

import pytest

from tests.console import explosion


@pytest.mark.usefixtures("four_tell")
def test_the_terminal_tells_matters_corrections_quotations_and_omissions(stet: Callable[..., Any]) -> None:
    shown = " ".join(stet("story", "1").out.split())
    assert "killed: seven in Beta and Delta; nine in Gamma and Alpha" in shown
    assert "Beta still says so; Delta still says so; Gamma had it before; they have until" in shown
    assert "first in Alpha: A gas explosion destroyed" in shown
    assert "Quotations that several carry" in shown
    assert "altered" in shown
    assert "Left out by one alone" in shown


@pytest.mark.usefixtures("four_tell")
def test_of_a_correction_that_is_taken_back_nobody_still_says_so(stet: Callable[..., Any]) -> None:
    explosion.take_in("Alpha", "seven", explosion.QUOTE)
    shown = " ".join(stet("story", "1").out.split())
    assert "seven nine taken back 2" in shown
    assert "still says so" not in shown
