import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.change import Edit, Op
from worker.text.align import MOVED, align, similarity
from worker.text.alignment import gap
from worker.text.normalise import fold

GOLD = Path(__file__).parents[2] / "../shared/data/alignment/argrewrite.jsonl"

sentences = st.lists(
    st.sampled_from(["He left.", "She left early.", "They left late on Monday.", "", " ", "He said so."])
    | st.text(alphabet=st.characters(codec=None), max_size=20),
    max_size=12,
)

LEDE = "Three people were killed in a strike on the city on Monday."
FACTORY = "The factory, which employs many workers, was badly damaged by fire."
MAYOR = "The mayor called for help from the capital."
WEATHER = "Snow is expected in the north tomorrow."
SCHOOLS = "Officials said schools would stay closed until further notice."


def ops(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    return [(str(edit.op), edit.old, edit.new) for edit in align(old, new)]


def assert_sound(old: Sequence[str], new: Sequence[str], edits: Sequence[Edit]) -> None:
    assert sorted(i for edit in edits for i in edit.old) == list(range(len(old)))
    assert [j for edit in edits for j in edit.new] == list(range(len(new)))
    settled = [i for edit in edits if edit.op is not Op.MOVE for i in edit.old]
    assert settled == sorted(settled)
    for edit in edits:
        assert bool(edit.old) == (edit.op is not Op.ADD)
        assert bool(edit.new) == (edit.op is not Op.DELETE)
        if edit.op is Op.KEEP:
            assert fold(old[edit.old[0]]) == fold(new[edit.new[0]])
        if edit.op in {Op.ADD, Op.DELETE}:
            assert edit.similarity == 0


@settings(max_examples=150)
@given(sentences, sentences)
def test_every_sentence_is_in_one_edit_and_in_order(old: list[str], new: list[str]) -> None:
    assert_sound(old, new, align(old, new))


@given(sentences, sentences)
def test_large_gaps_are_covered_as_well(old: list[str], new: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gap, "MOST_CELLS", 2)
        assert_sound(old, new, align(old, new))


@given(sentences)
def test_the_same_text_is_kept(text: list[str]) -> None:
    assert {edit.op for edit in align(text, text)} <= {Op.KEEP}


def test_typography_is_no_difference() -> None:
    assert ops(["\u201cIt\u2019s over\u201d"], ['"It\'s  over"']) == [("keep", (0,), (0,))]


def test_an_edit_an_addition_and_a_deletion() -> None:
    changed = LEDE.replace("Three", "Five")
    assert ops([LEDE, WEATHER, MAYOR], [changed, MAYOR, FACTORY]) == [
        ("edit", (0,), (0,)),
        ("delete", (1,), ()),
        ("keep", (2,), (1,)),
        ("add", (), (2,)),
    ]


def test_a_move_with_and_without_an_edit() -> None:
    assert ops([WEATHER, LEDE, FACTORY], [LEDE, FACTORY, WEATHER]) == [
        ("keep", (1,), (0,)),
        ("keep", (2,), (1,)),
        ("move", (0,), (2,)),
    ]
    edited = align([WEATHER, LEDE, FACTORY], [LEDE, FACTORY, WEATHER.replace("north", "south")])[-1]
    assert edited.op is Op.MOVE
    assert edited.similarity < 1


def test_sentences_that_moved_together_are_one_move() -> None:
    moved = ops([LEDE, FACTORY, MAYOR, WEATHER, SCHOOLS], [MAYOR, WEATHER, SCHOOLS, LEDE, FACTORY])
    assert moved == [
        ("keep", (2,), (0,)),
        ("keep", (3,), (1,)),
        ("keep", (4,), (2,)),
        ("move", (0, 1), (3, 4)),
    ]


def test_an_edited_sentence_moves_along_with_its_neighbour() -> None:
    hardly = "The plant, where some people work, was hit hard by fire."
    assert similarity(FACTORY, hardly) < MOVED
    moved = align([LEDE, FACTORY, MAYOR, WEATHER, SCHOOLS], [MAYOR, WEATHER, SCHOOLS, LEDE, hardly])[-1]
    assert (moved.op, moved.old, moved.new) == (Op.MOVE, (0, 1), (3, 4))
    assert moved.similarity < 1


def test_a_sentence_found_again_elsewhere_is_not_taken_for_the_one_in_its_place() -> None:
    rain = "Rain is expected in the south today."
    assert 0.8 > similarity(WEATHER, rain) > 0.4
    assert ops([WEATHER, LEDE, FACTORY], [rain, LEDE, FACTORY, WEATHER]) == [
        ("add", (), (0,)),
        ("keep", (1,), (1,)),
        ("keep", (2,), (2,)),
        ("move", (0,), (3,)),
    ]


def test_a_split_in_three_and_a_merge_of_three() -> None:
    one = "The fire broke out at noon, spread to three houses, and was put out by dusk."
    three = ["The fire broke out at noon.", "It spread to three houses.", "It was put out by dusk."]
    assert ops([LEDE, one], [LEDE, *three])[1] == ("split", (1,), (1, 2, 3))
    assert ops([LEDE, *three], [LEDE, one])[1] == ("merge", (1, 2, 3), (1,))


def test_a_split_and_a_merge() -> None:
    one = "The factory was badly damaged by fire, and many of its workers have fled to the capital."
    two = ["The factory was badly damaged by fire.", "Many of its workers have fled to the capital."]
    assert ops([LEDE, one, MAYOR], [LEDE, *two, MAYOR])[1] == ("split", (1,), (1, 2))
    assert ops([LEDE, *two, MAYOR], [LEDE, one, MAYOR])[1] == ("merge", (1, 2), (1,))


def test_an_addition_beside_an_edit_is_no_split() -> None:
    found = ops([LEDE], [LEDE.replace("Three", "Five"), FACTORY])
    assert found == [("edit", (0,), (0,)), ("add", (), (1,))]


def test_repeated_sentences_pair_in_order() -> None:
    assert ops(["Yes.", "No.", "Yes."], ["Yes.", "Yes."]) == [
        ("keep", (0,), (0,)),
        ("delete", (1,), ()),
        ("keep", (2,), (1,)),
    ]


def test_a_sentence_that_all_repeat_is_never_taken_for_parts_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    wholes: list[str] = []
    monkeypatch.setattr(gap, "_whole", lambda whole, *_: wholes.append(whole.text) or 0.0)
    assert_sound([MAYOR] * 200, [MAYOR] * 190, align([MAYOR] * 200, [MAYOR] * 190))
    assert wholes == []


def test_ten_thousand_sentences_go_through_the_rare_word_index() -> None:
    old = [f"Entry {n} tells of item{n} in place{n * 7} at length." for n in range(3000)]
    new = [text.replace("at length", "in short") for text in old]
    del new[1000]
    edits = align(old, new)
    assert_sound(old, new, edits)
    assert sum(edit.op is Op.EDIT and edit.old[0] - edit.new[0] in {0, 1} for edit in edits) > 2900


def test_similarity_is_symmetric_enough_and_bounded() -> None:
    assert similarity(LEDE, LEDE) == 1
    assert similarity("\u201cA b\u201d", '"A b"') == 1
    assert 0.8 < similarity(LEDE, LEDE.replace("Three", "Five")) < 1
    assert similarity(LEDE, WEATHER) < 0.4


@pytest.mark.skipif(not GOLD.exists(), reason="the alignment data is not here")
def test_people_draw_the_same_links() -> None:
    hit = said = true = 0
    for line in GOLD.read_text("utf-8").splitlines():
        document = json.loads(line)
        links = {tuple(link) for link in document["links"]}
        paired = {Op.KEEP, Op.EDIT, Op.MERGE, Op.SPLIT}
        ours = {
            (i, j)
            for edit in align(document["old"], document["new"])
            if edit.op in paired
            for i in edit.old
            for j in edit.new
        }
        hit, said, true = hit + len(links & ours), said + len(ours), true + len(links)
    assert 2 * hit / (said + true) > 0.978
