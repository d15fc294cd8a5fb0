import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import Sentence
from schemas.change import Edit, Label, Op, Side
from worker.text.significance import ALERTED, WEIGHTS, is_stealth, weigh, weight_of

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


@pytest.mark.parametrize("label", ALWAYS)
@pytest.mark.parametrize("at", [0, 3, 9])
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
    assert title >= ALERTED > depth


def test_nothing_weighs_nothing_and_much_of_something_weighs_more() -> None:
    keep = Edit(op=Op.KEEP, old=(0,), new=(0,), similarity=1)
    assert weigh([keep], (), NEW) == 0
    added = [Edit(op=Op.ADD, new=(n,), labels=(Label.ADDED_FACT,), similarity=0) for n in range(10)]
    assert weigh(added[:1], (), NEW) < ALERTED <= weigh(added, (), NEW)


def test_stealth_needs_substance() -> None:
    assert is_stealth({Label.FIGURE}, NEW, NEW, noted=False)
    assert not is_stealth({Label.FIGURE}, NEW, NEW, noted=True)
    assert not is_stealth({Label.REWORDED, Label.TYPO, Label.HEADLINE}, NEW, NEW, noted=False)
