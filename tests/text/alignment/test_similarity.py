import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.text.alignment import similarity
from worker.text.alignment.similarity import Codes, Line, prepare, words_alike
from worker.text.normalise import fold

any_text = st.text(alphabet=st.characters(codec=None), max_size=60)


@given(any_text, any_text)
def test_it_is_a_share_symmetric_and_one_only_for_what_reads_the_same(a: str, b: str) -> None:
    alike = similarity.similarity(a, b)
    assert 0 <= alike <= 1
    assert alike == pytest.approx(similarity.similarity(b, a))
    assert (alike == 1) is (fold(a) == fold(b))


def test_words_do_not_mind_case_or_marks() -> None:
    one, other, marks, same_marks = prepare(["He left, Ann.", "he LEFT ann", "...", "..."], Codes())
    assert one.words == other.words
    assert len(one.words) == 3
    assert marks.words == same_marks.words != ""


def test_more_words_than_there_are_surrogates() -> None:
    codes = Codes()
    filler = Line(" ".join(f"w{n}" for n in range(0xD800)), codes)
    assert len(filler.words) == 0xD800
    line, other = prepare(["here are further words", "here are other words"], codes)
    assert words_alike(line, [other.words]) == [(0, 0.75)]


def test_both_sentences_of_a_pair_count() -> None:
    whole, first, second = prepare(["He left and she stayed.", "He left.", "She stayed."], Codes())
    both = first.followed_by(second)
    assert both.text == "He left. She stayed."
    assert whole.common_words(both) == 4
    assert whole.similarity(both) > max(whole.similarity(first), whole.similarity(second))


def test_very_long_sentences_are_compared_by_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similarity, "MOST_CHARACTERS", 10)
    assert similarity.similarity("one two three four", "one two three five") == 0.75
