import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.text.between import matching
from worker.text.between.matching import Pair, prepare
from worker.text.between.tokenised import tokenise


def match(a: list[str], b: list[str]) -> list[Pair]:
    one, other = (prepare([tokenise(text) for text in side]) for side in (a, b))
    return matching.match(one, other)


BRIDGE = "The bridge over the Thames at Marlow will close for repairs until March."
COUNCIL = "Councillors had voted nine to four for the work, which costs two million pounds."
WEATHER = "Heavy snow is expected to fall across Scotland on Saturday night."

sentence = st.sampled_from(
    [BRIDGE, COUNCIL, WEATHER, "", "Yes.", "'Yes.'", "The bridge at Marlow closes until March.", "It snowed."]
)


def test_sentences_are_matched_by_content_wherever_they_stand() -> None:
    pairs = match([BRIDGE, COUNCIL, WEATHER], [WEATHER, "Nobody was hurt.", BRIDGE])
    assert [(pair.a, pair.b, pair.relation, pair.similarity) for pair in pairs] == [
        (0, 2, "same", 1),
        (2, 0, "same", 1),
    ]


def test_the_marks_around_a_sentence_make_no_difference() -> None:
    [pair] = match([f"\u2018{BRIDGE}\u2019"], [f'"{BRIDGE}'])
    assert (pair.relation, pair.similarity) == ("same", 1)


def test_another_wording_is_reworded_and_less_similar() -> None:
    told = "Until March the Thames bridge at Marlow is closed for repairs."
    [pair] = match([BRIDGE, WEATHER], [told, COUNCIL])
    assert (pair.a, pair.b, pair.relation) == (0, 0, "reworded")
    assert pair.similarity < matching.SAME


def test_sentences_about_other_things_are_no_pair() -> None:
    assert match([BRIDGE], [WEATHER]) == []
    assert match([], [WEATHER]) == []


def test_of_repeated_sentences_each_is_used_once_and_in_place() -> None:
    pairs = match(["Yes, it is so.", BRIDGE, "Yes, it is so."], ["Yes, it is so.", WEATHER, "Yes, it is so."])
    assert [(pair.a, pair.b) for pair in pairs] == [(0, 0), (2, 2)]


def test_what_hundreds_of_sentences_bear_brings_no_two_of_them_together_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []
    real = matching._settled
    monkeypatch.setattr(matching, "_settled", lambda *cells: looked_at.append(cells[2]) or real(*cells))
    grants = [f"The council gave {place} pounds to the school fund." for place in range(300)]
    refunds = [f"The council gave {place} dollars to the school fund." for place in reversed(range(250))]
    pairs = match(grants, [*refunds, "The school fund was full, the council said."])
    assert [(pair.a, pair.b) for pair in pairs] == [(place, 249 - place) for place in range(250)]
    assert len(looked_at) == 250


@settings(max_examples=50)
@given(st.lists(sentence, max_size=6), st.lists(sentence, max_size=6))
def test_no_sentence_is_used_twice_and_a_text_matches_itself(a: list[str], b: list[str]) -> None:
    pairs = match(a, b)
    assert len({pair.a for pair in pairs}) == len(pairs) == len({pair.b for pair in pairs})
    itself = match(a, a)
    assert all(matching.core(a[pair.a]) == matching.core(a[pair.b]) for pair in itself)
    assert len(itself) == sum(1 for text in a if matching.core(text))
