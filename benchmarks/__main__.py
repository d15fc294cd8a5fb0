"""Measure stet beside its peers and limits, and print one table.

Everything runs on this machine against data and servers of its own; ours and the peer take turns within one run, so
that the ratio says more than either number.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from time import monotonic
from traceback import print_exc

from benchmarks.table import Row, Scale, as_json, as_markdown, as_text, missing
from worker import log

FAMILIES = (
    "extraction",
    "reading",
    "stability",
    "visits",
    "alignment",
    "words",
    "hostile_texts",
    "hostile_pages",
    "revision",
    "grouping",
    "grouping_speed",
    "cadence",
    "newsroom",
    "feeds",
    "recheck",
    "queue",
    "stories",
    "versions",
    "growth",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the families asked for; return 1 where one of them broke."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--only", nargs="+", choices=FAMILIES, default=FAMILIES, metavar="NAME", help=", ".join(FAMILIES)
    )
    parser.add_argument(
        "--quick", action="store_true", help="samples alone: shows that everything runs, proves nothing"
    )
    parser.add_argument("--large", action="store_true", help="growth at 1,000,000 snapshots too (minutes, gigabytes)")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--markdown", action="store_true", help="print the table in Markdown")
    shape.add_argument("--json", action="store_true", help="print the rows as JSON, unrounded")
    asked = parser.parse_args(arguments)
    scale = Scale(quick=asked.quick, large=asked.large)
    broken: list[str] = []
    rows: list[Row] = []
    try:
        for name in asked.only:
            rows += _measured(name, scale, broken)
    except KeyboardInterrupt:
        print("stopped; what was measured so far:", file=sys.stderr)
        broken.append("stopped")
    print((as_markdown if asked.markdown else as_json if asked.json else as_text)(rows))
    return 1 if broken else 0


def _measured(name: str, scale: Scale, broken: list[str]) -> Iterator[Row]:
    """Yield a family's rows; one that breaks is told of, and leaves the others alone."""
    print(f"{name} ... ", end="", file=sys.stderr, flush=True)
    begun = monotonic()
    try:
        yield from import_module(f"benchmarks.{name}").rows(scale)
    except Exception as error:  # noqa: BLE001 - whatever broke one family, the others are still worth measuring
        print_exc()
        broken.append(name)
        yield missing(name, f"{type(error).__name__}: {error}")
    print(f"{monotonic() - begun:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    log.set_up("benchmarks")
    sys.exit(main())
