"""Every rule against its own table of cases, `cases/<label>.toml`."""

import tomllib
from pathlib import Path

import pytest

from schemas.article import Sentence
from schemas.change import Label, Op
from worker.text import quotes
from worker.text.classify import REGISTRY, Context, Quoted, classify

from ...rows import each_row

TABLES = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in (Path(__file__).parent / "cases").glob("*.toml")
}
DECIDED_BY_WHERE_IT_IS = {Label.HEADLINE, Label.REORDERED, Label.LIVE_UPDATE, Label.REVERT}
CASES = [
    pytest.param(Label(name), old, new, expected == "yes", id=f"{name}: {old} -> {new}")
    for name, table in TABLES.items()
    for expected in ("yes", "no")
    for old, new in table[expected]
]
PAIRS = [
    pytest.param(language, set(" ".join([labels, *more]).split()), old, new, id=f"{labels}: {old} -> {new}")
    for language, pairs in tomllib.loads((Path(__file__).parent / "pairs.toml").read_text("utf-8")).items()
    for labels, old, new, *more in pairs
]


def quoted(text: str) -> tuple[Quoted, ...]:
    if not text:
        return ()
    sentence = Sentence(text=text, paragraph=0, start=0, end=len(text))
    return tuple(Quoted(quote.text, quote.speaker) for quote in quotes.find((text,), (sentence,)))


def edit(old: str, new: str, language: str | None = None) -> Context:
    op = Op.EDIT if old and new else Op.ADD if new else Op.DELETE
    is_title = not (old or new).endswith((".", "\u3002", '"'))
    return Context(op, old, new, quoted(old), quoted(new), language=language, is_title=is_title)


@each_row(("label", "old", "new", "expected"), CASES)
def test_case(label: Label, old: str, new: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert (label in classify(edit(old, new))) is expected


@each_row(("language", "labels", "old", "new"), PAIRS)
def test_pair_bears_these_labels_and_no_other(language: str, labels: set[str], old: str, new: str) -> None:
    assert {str(label) for label in classify(edit(old, new, language))} - {"headline"} == labels


def test_every_label_that_words_decide_is_borne_by_some_pair() -> None:
    borne = {label for parameters in PAIRS for label in parameters.values[1]}  # type: ignore[union-attr]
    elsewhere = DECIDED_BY_WHERE_IT_IS | {Label.BYLINE}
    assert borne == {str(label) for label in Label if label not in elsewhere}


def test_every_rule_has_cases_for_and_against() -> None:
    assert {str(label) for label in REGISTRY if label not in DECIDED_BY_WHERE_IT_IS} == set(TABLES)
    assert all(table["yes"] and table["no"] for table in TABLES.values())
