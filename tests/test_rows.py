"""What stands for many tests at once must fail as they would."""

import inspect
from types import SimpleNamespace

import pytest

from .rows import each_row


def config(row: str = "") -> SimpleNamespace:
    """Return the options of a run."""
    return SimpleNamespace(getoption={"row": row}.__getitem__)


def odd(number: int, seen: list[int]) -> None:
    seen.append(number)
    assert number % 2, f"{number} is even"


def test_every_row_that_fails_is_named_with_what_it_raised() -> None:
    seen: list[int] = []
    with pytest.raises(ExceptionGroup) as caught:
        each_row("number", [1, 2, pytest.param(3, id="three"), pytest.param(4, id="four")])(odd)(
            pytestconfig=config(), seen=seen
        )
    assert seen == [1, 2, 3, 4]
    assert caught.value.message == "2 of 4 rows fail:\n  row: 2\n  row: four\n"
    assert [str(error).partition("\n")[0] for error in caught.value.exceptions] == ["2 is even", "4 is even"]


def test_a_row_fails_too_that_is_skipped_or_failed_by_name() -> None:
    def test(outcome: str) -> None:
        getattr(pytest, outcome)("for a reason")

    with pytest.raises(BaseExceptionGroup) as caught:
        each_row("outcome", ["skip", "fail"])(test)(pytestconfig=config())
    assert len(caught.value.exceptions) == 2


def test_columns_ids_and_fixtures_are_those_of_a_parametrised_test() -> None:
    told = []

    def test(a: int, fixture: str, b: int) -> None:
        told.append((a, b, fixture))

    rows = each_row(("a", "b"), {"x": (1, 2), "y": (3, 4)}.values(), ids=["x", "y"])(test)
    assert list(inspect.signature(rows).parameters) == ["pytestconfig", "fixture"]
    rows(pytestconfig=config(), fixture="f")
    rows(pytestconfig=config(row="y"), fixture="one row")
    assert told == [(1, 2, "f"), (3, 4, "f"), (3, 4, "one row")]


def test_a_row_that_is_not_there_is_no_row_that_passed() -> None:
    with pytest.raises(pytest.skip.Exception, match="'z' in its name"):
        each_row("number", [1])(odd)(pytestconfig=config(row="z"), seen=[])


def test_a_table_needs_rows_and_each_row_all_columns() -> None:
    with pytest.raises(ValueError, match="without rows"):
        each_row("number", [])
    with pytest.raises(ValueError, match="shorter"):
        each_row(("a", "b"), [(1,)])
