"""One table for everything that is measured: a row, how it is shown, and what stands in for what could not be run."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

COLUMNS = ("what", "ours", "peer or limit", "ratio", "unit", "rests on")


@dataclass(frozen=True)
class Scale:
    """How much to measure: samples only with `quick`, the costly sizes too with `large`."""

    quick: bool = False
    large: bool = False

    def of(self, full: int, quick: int) -> int:
        """Return how many to measure."""
        return quick if self.quick else full


@dataclass(frozen=True)
class Row:
    """One measurement beside its peer or limit, both from the same run. A row without `ours` was not measured."""

    what: str
    ours: float | None
    peer: str
    theirs: float | None
    unit: str
    rests_on: str

    @property
    def ratio(self) -> float | None:
        """Ours by theirs, where there are both."""
        return self.ours / self.theirs if self.ours is not None and self.theirs else None


def missing(what: str, why: str) -> Row:
    """Return the row that says what was not measured, and why."""
    return Row(what, None, "", None, "", f"not measured: {why}")


def number(value: float | None) -> str:
    """Return `value` with three significant digits, whole from 100 on."""
    if value is None:
        return "-"
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    digits = 3 if abs(value) < 1 else 2 if abs(value) < 10 else 1
    return f"{value:.{digits}f}" if abs(value) >= 0.01 else f"{value:.2g}"


def cells(row: Row) -> tuple[str, ...]:
    """Return a row as it is shown."""
    peer = f"{row.peer} {number(row.theirs)}" if row.theirs is not None else row.peer or "-"
    ratio = "-" if row.ratio is None else f"{number(row.ratio)}x"
    return row.what, number(row.ours), peer, ratio, row.unit, row.rests_on


def as_text(rows: Sequence[Row]) -> str:
    """Return the table in columns."""
    lines = [COLUMNS, *(cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    shown = []
    for line in lines:
        padded = (
            cell.rjust(width) if column in {1, 3} else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        shown.append("  ".join(padded).rstrip())
    shown.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([*shown, "", counted(rows)])


def as_markdown(rows: Sequence[Row]) -> str:
    """Return the table in Markdown."""
    head = [f"| {' | '.join(COLUMNS)} |", "|---|---:|---|---:|---|---|"]
    body = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells(row))} |" for row in rows]
    return "\n".join([*head, *body, "", counted(rows)])


def as_json(rows: Sequence[Row]) -> str:
    """Return the rows as one JSON document, unrounded."""
    return json.dumps({"rows": [{**asdict(row), "ratio": row.ratio} for row in rows]}, indent=2, ensure_ascii=False)


def counted(rows: Sequence[Row]) -> str:
    """Return how much was measured and what was not."""
    left_out = [row.what for row in rows if row.ours is None]
    told = f"{len(rows) - len(left_out)} rows measured"
    return f"{told}, {len(left_out)} not: {', '.join(left_out)}" if left_out else f"{told}, none left out"
