"""Words by which two outlets may name one thing."""

from worker.text.between import synonyms
from worker.text.grouping.terms import words


def rows_of(text: str) -> set[str]:
    return {row for row, _ in synonyms.rows(words(text))}


def test_two_words_for_one_thing_share_a_row() -> None:
    assert "arrive" in rows_of("The plane touched down in Perth") & rows_of("It landed there")
    assert "force" in rows_of("The rules take effect in May") & rows_of("They come into force then")
    assert not rows_of("The choir sang a hymn") & rows_of("Prices fell")


def test_any_ending_and_rows_of_words_are_known() -> None:
    assert rows_of("explosions") == rows_of("explosion") != set()
    assert "force" not in rows_of("take the effect")


def test_the_rows_nearest_to_a_place_are_told_apart() -> None:
    every, nearest = synonyms.around(
        words("The strike, called after talks broke down, begins on"), words("and ends soon")
    )
    assert {"strike", "meet", "begin", "end"} <= every
    assert {"begin", "end"} <= nearest
    assert nearest.isdisjoint({"strike", "meet"})
