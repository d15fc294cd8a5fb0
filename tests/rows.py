"""A table as one test, which goes through all its rows and names every one that fails.

A row as a test of its own costs more to be collected, handed to a worker and reported than to be looked at.
"""

import inspect
from collections.abc import Callable, Iterable, Sequence
from functools import wraps

import pytest

Test = Callable[..., None]
FAILURES = (Exception, pytest.fail.Exception, pytest.skip.Exception)
"""What a row may raise; one that is skipped would be one that nobody misses."""


def each_row(
    columns: str | Sequence[str], rows: Iterable[object], ids: Iterable[str] | None = None
) -> Callable[[Test], Test]:
    """Call the decorated test with each row: `pytest.mark.parametrize` as one test, whose rows share its fixtures.

    All rows are gone through; the names of those that fail are told, and what each raised. With the option `--row=TEXT`
    only those are gone through whose name has the text in it.
    """
    table = _named(columns, list(rows), ids)
    if not table:
        raise ValueError("a table without rows tests nothing")

    def decorate(test: Test) -> Test:
        @wraps(test)
        def all_rows(pytestconfig: pytest.Config, **fixtures: object) -> None:
            text = pytestconfig.getoption("row")
            wanted = [(name, row) for name, row in table if text in name]
            if not wanted:
                pytest.skip(f"no row of this table has {text!r} in its name")
            failures = [error for name, row in wanted if (error := _failure(test, name, {**fixtures, **row}))]
            if failures:
                names = "\n".join(f"  {error.__notes__[-1]}" for error in failures)
                raise BaseExceptionGroup(f"{len(failures)} of {len(wanted)} rows fail:\n{names}\n", failures)

        signature = inspect.signature(test)
        rest = [parameter for name, parameter in signature.parameters.items() if name not in table[0][1]]
        first = inspect.Parameter("pytestconfig", inspect.Parameter.POSITIONAL_OR_KEYWORD)
        all_rows.__signature__ = signature.replace(parameters=[first, *rest])  # type: ignore[attr-defined]
        return all_rows

    return decorate


def _named(
    columns: str | Sequence[str], rows: Sequence[object], ids: Iterable[str] | None
) -> list[tuple[str, dict[str, object]]]:
    """Return the name of each row, and its values by column."""
    table = []
    for row, given in zip(rows, ids or [None] * len(rows), strict=True):
        if isinstance(row, pytest.ParameterSet):
            values, name = row.values, row.id or given
        else:
            values, name = (row,) if isinstance(columns, str) else tuple(row), given
        by_column = dict(zip([columns] if isinstance(columns, str) else columns, values, strict=True))
        table.append((str(name or ", ".join(repr(value)[:80] for value in values)), by_column))
    return table


def _failure(test: Test, name: str, arguments: dict[str, object]) -> BaseException | None:
    try:
        test(**arguments)
    except FAILURES as error:
        error.add_note(f"row: {name}")
        return error
    return None
