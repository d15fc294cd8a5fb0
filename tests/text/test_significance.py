from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import Sentence
from schemas.change import Edit, Label, Op, Side
from worker.text.significance import (
    ALERTED,
    IN_DEPTH,
    IN_HEADLINE,
    IN_LEDE,
    IN_SENTENCE,
    JUST_BELOW,
    MOST_MORE,
    ONE_MORE,
    OUTCOME,
    REFRAMED,
    REVERT_AT_MOST,
    WEIGHTS,
    is_stealth,
    weigh,
    weight_of,
)

from ..rows import each_row

NEW = Side(
    digest="0" * 64,
    sentences=tuple(Sentence(text="x", paragraph=n // 2, start=2 * n, end=2 * n + 1) for n in range(10)),
)
ALWAYS = [
    Label.RETRACTION,
    Label.CORRECTION_NOTE,
    Label.NEGATION,
    Label.FIGURE,
    Label.DATE,
    Label.QUOTE,
    Label.ATTRIBUTION,
    Label.NAME,
    Label.HEDGE,
]
NEVER = [Label.WHITESPACE, Label.PUNCTUATION, Label.TYPO, Label.REORDERED]


def edit(*labels: Label, at: int = 3, title: bool = False) -> Edit:
    return Edit(
        op=Op.EDIT,
        old=() if title else (at,),
        new=() if title else (at,),
        labels=labels,
        similarity=0.8,
        field="title" if title else None,
    )


edits = st.lists(
    st.builds(
        lambda labels, at, title: edit(*labels, at=at, title=title),
        st.lists(st.sampled_from(list(WEIGHTS)), unique=True, max_size=4),
        st.integers(0, 9),
        st.booleans(),
    ),
    max_size=12,
)


@given(edits)
def test_a_weight_is_a_share_and_one_edit_more_never_lessens_it(found: list[Edit]) -> None:
    weight = weigh(found, (), NEW)
    assert 0 <= weight <= 1
    assert weigh(found[:-1], (), NEW) <= weight
    assert weigh(found[::-1], (), NEW) == weight


@each_row(("label", "at"), product(ALWAYS, [0, 3, 9]))
def test_always_alerted_wherever_it_stands(label: Label, at: int) -> None:
    assert weight_of(edit(label, at=at), NEW) >= ALERTED


@pytest.mark.parametrize("label", NEVER)
def test_never_alerted_alone_however_often(label: Label) -> None:
    assert weigh([edit(label, at=n) for n in range(10)] + [edit(Label.HEADLINE, label, title=True)], (), NEW) < ALERTED
    assert weigh([], (Label.BYLINE,), NEW) < ALERTED


def test_place_counts() -> None:
    title, lede, middle, depth = (
        weigh([one], (), NEW)
        for one in (edit(Label.NAME, title=True), edit(Label.NAME, at=0), edit(Label.NAME), edit(Label.NAME, at=9))
    )
    assert title > lede > middle > depth
    assert depth >= ALERTED


def test_nothing_weighs_nothing_and_much_of_something_weighs_more() -> None:
    keep = Edit(op=Op.KEEP, old=(0,), new=(0,), similarity=1)
    assert weigh([keep], (), NEW) == 0
    added = [Edit(op=Op.ADD, new=(n,), labels=(Label.ADDED_FACT,), similarity=0) for n in range(10)]
    assert ALERTED <= weigh(added[:1], (), NEW) < weigh(added, (), NEW)


def test_what_never_matters_alone_does_not_by_number_either() -> None:
    assert weigh([edit(Label.REWORDED, at=n) for n in range(10)], (), NEW) < ALERTED
    clauses = [edit(Label.ADDED_FACT, at=n) for n in range(10)]
    assert weigh(clauses, (), NEW) < ALERTED <= weigh([edit(Label.HEADLINE, Label.ADDED_FACT, title=True)], (), NEW)


@pytest.mark.parametrize("label", [Label.REVERT, Label.LIVE_UPDATE])
def test_a_return_and_a_live_post_alert_nobody(label: Label) -> None:
    found = [edit(Label.FIGURE, label, at=n) for n in range(10)]
    assert weigh(found, (), NEW) < ALERTED
    assert not is_stealth(found, NEW, NEW, noted=False)


def test_the_table_in_the_manual_is_the_one_in_force() -> None:
    page = (Path(__file__).parents[2] / "docs" / "significance.md").read_text("utf-8")
    cells = [
        [cell.strip().strip("`") for cell in row.split("|")[1:-1]] for row in page.splitlines() if row.startswith("| `")
    ]
    table = {row[0]: row[1:] for row in cells}
    assert {label: float(table[label][0]) for label in WEIGHTS} == WEIGHTS
    assert {label: float(table[label][1]) for label in WEIGHTS if table[label][1]} == IN_SENTENCE
    places = {"IN_HEADLINE": IN_HEADLINE, "IN_LEDE": IN_LEDE, "IN_DEPTH": IN_DEPTH, "ONE_MORE": ONE_MORE}
    others = {"MOST_MORE": MOST_MORE, "ALERTED": ALERTED, "REVERT_AT_MOST": REVERT_AT_MOST, "JUST_BELOW": JUST_BELOW}
    others |= {"REFRAMED": REFRAMED, "OUTCOME": OUTCOME}
    assert {name: float(table[name][0]) for name in places | others} == places | others
    assert table.keys() == {str(label) for label in WEIGHTS} | places.keys() | others.keys()


def test_stealth_needs_substance() -> None:
    assert is_stealth([edit(Label.FIGURE)], NEW, NEW, noted=False)
    assert not is_stealth([edit(Label.FIGURE)], NEW, NEW, noted=True)
    assert not is_stealth([edit(Label.REWORDED), edit(Label.TYPO, Label.HEADLINE)], NEW, NEW, noted=False)
