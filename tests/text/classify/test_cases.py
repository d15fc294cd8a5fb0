"""Every rule against its own table of cases, `cases/<label>.toml`."""

import tomllib
from pathlib import Path

import pytest

from schemas.article import Sentence
from schemas.change import Label, Op
from worker.text import quotes
from worker.text.classify import REGISTRY, Context, Quoted, classify

TABLES = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in (Path(__file__).parent / "cases").glob("*.toml")
}
DECIDED_BY_WHERE_IT_IS = {Label.HEADLINE, Label.REORDERED}
CASES = [
    pytest.param(Label(name), old, new, expected == "yes", id=f"{name}: {old} -> {new}")
    for name, table in TABLES.items()
    for expected in ("yes", "no")
    for old, new in table[expected]
]


def quoted(text: str) -> tuple[Quoted, ...]:
    if not text:
        return ()
    sentence = Sentence(text=text, paragraph=0, start=0, end=len(text))
    return tuple(Quoted(quote.text, quote.speaker) for quote in quotes.find((text,), (sentence,)))


def edit(old: str, new: str) -> Context:
    op = Op.EDIT if old and new else Op.ADD if new else Op.DELETE
    return Context(op, old, new, quoted(old), quoted(new))


@pytest.mark.parametrize(("label", "old", "new", "expected"), CASES)
def test_case(label: Label, old: str, new: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert (label in classify(edit(old, new))) is expected


def test_every_rule_has_cases_for_and_against() -> None:
    assert {str(label) for label in REGISTRY if label not in DECIDED_BY_WHERE_IT_IS} == set(TABLES)
    assert all(table["yes"] and table["no"] for table in TABLES.values())
