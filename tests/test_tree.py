"""What holds for the tree as a whole: the size of files, names, the published schemas, the lock."""

import ast
import re
import tomllib
from pathlib import Path

from schemas import publish

ROOT = Path(__file__).parents[1]
SOURCE = [
    path
    for folder in ("schemas", "worker", "tasks", "console", "newsroom", "benchmarks", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
LONGEST_LINES = 310
RECORDS = "migrations/versions"
"""A migration is a record of what was done, written once."""


def test_no_source_file_has_grown_into_two() -> None:
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in SOURCE if RECORDS not in path.as_posix()}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_LINES} == {}, "each holds a second idea"


def test_no_module_is_named_for_what_it_is_not() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    assert [path for path in SOURCE if path.stem in vague] == []


def test_the_published_schemas_are_current() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs/schemas").glob("*.json")}
    assert written == publish.documents(), "run `make schemas`"


def test_the_lock_has_a_hash_for_everything_and_names_no_index() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([A-Za-z0-9._-]+)==", lock, flags=re.MULTILINE)
    blocks = re.split(r"\n(?=[A-Za-z0-9._-]+==)", lock.strip())
    assert len(pins) == len(blocks)
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"--(extra-)?index-url|--find-links|://", lock)


def test_every_direct_dependency_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    for requirement in wanted:
        name = re.match(r"[A-Za-z0-9._-]+", requirement)
        assert name is not None
        assert re.search(rf"^{re.escape(name[0].lower().replace('.', '-'))}==", lock, flags=re.MULTILINE), name[0]


def test_the_newsroom_stands_apart() -> None:
    """It measures the product from outside, so it imports nothing of it."""
    product = {"schemas", "worker", "tasks", "console"}
    for path in (ROOT / "newsroom").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            assert product.isdisjoint(name.split(".")[0] for name in names), path
