"""Public data sets and their scorers, which lie beside the project where they were fetched, never in it."""

import csv
import gzip
import json
from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1] / "../shared"


def missing_from(*names: str) -> str | None:
    """Return why the data cannot be used, or None where all these files (below the data's root) are there."""
    absent = [name for name in names if not (ROOT / name).exists()]
    return f"../shared/{absent[0]} is not there" if absent else None


def json_lines(name: str) -> list[dict[str, Any]]:
    """Return the rows of a JSON-lines file, gzipped or not."""
    packed = (ROOT / name).read_bytes()
    text = gzip.decompress(packed) if name.endswith(".gz") else packed
    return [json.loads(line) for line in text.splitlines()]


def csv_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with (ROOT / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@lru_cache
def scorer(name: str) -> ModuleType:
    """Return one of the scorers as a module."""
    spec = spec_from_file_location(name, ROOT / f"tools/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
