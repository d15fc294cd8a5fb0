import re
from datetime import UTC, datetime
from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from worker.text import fingerprint
from worker.text.grouping.terms import apart, counted, plain, title_terms

from ...rows import each_row

WORD = re.compile("\\w+(?:'\\w+)?")
texts = st.text(st.one_of(st.sampled_from("aesingd'Sß é\n\u0141\u2019.-_9"), st.characters(codec="utf-8")), max_size=80)


@each_row(
    ("written", "term"),
    [
        ("Attacks", "attack"),
        ("attacked", "attack"),
        ("ATTACKING", "attack"),
        ("votes", "vote"),
        ("voted", "voted"),
        ("used", "used"),
        ("processing", "process"),
        ("meetings", "meeting"),
        ("boss's", "boss"),
        ("Texas's", "texa"),
        ("don't", "don't"),
        ("Straße", "strasse"),
    ],
)
def test_words_lose_one_ending_where_four_letters_are_left(written: str, term: str) -> None:
    assert counted(written) == term


@given(texts)
def test_a_whole_text_is_cut_and_counted_as_word_by_word(text: str) -> None:
    words = apart(plain(text))
    for line, cut in zip(plain(text).split("\n"), words.split("\n"), strict=True):
        assert cut.split() == WORD.findall(line)
    assert counted(words).split() == [counted(word) for word in words.split()]
    assert len(counted(words).split("\n")) == len(words.split("\n"))


def test_a_title_of_several_lines_is_one_title() -> None:
    assert title_terms("Players\u2019 strike\nends") == ("player", "strike", "ends")


def test_runs_are_hashed_as_those_of_fingerprints_kept_so_far() -> None:
    said = "we shall rebuild every single house in this valley before winter comes"
    hashes = [crc32(word.encode()) for word in said.split()]
    runs = {
        sum(3**place * each for place, each in enumerate(hashes[at : at + 5]))
        for at in range(len(hashes) - 4)
        if not hashes[at] & 1
    }
    text = f'The mayor said: "{said}." She left. "And then, of course, we rest."'
    made = fingerprint.of_text("", text, datetime(2026, 3, 2, tzinfo=UTC))
    assert runs
    assert runs < set(made.runs)
