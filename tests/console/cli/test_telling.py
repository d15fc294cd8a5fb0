from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.usefixtures("four_tell")
def test_the_terminal_tells_matters_corrections_quotations_and_omissions(stet: Callable[..., Any]) -> None:
    shown = " ".join(stet("story", "1").out.split())
    assert "killed: seven in Beta and Delta; nine in Gamma and Alpha" in shown
    assert "Beta still says so; Delta still says so; Gamma had it before; they have until" in shown
    assert "first in Alpha: A gas explosion destroyed" in shown
    assert "Quotations that several carry" in shown
    assert "altered" in shown
    assert "Left out by one alone" in shown
