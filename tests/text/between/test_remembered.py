from worker.text.between.remembered import by_sentence


def test_a_sentence_is_looked_at_once_and_a_very_long_one_is_not_kept() -> None:
    asked: list[str] = []

    @by_sentence
    def words(text: str, mark: str) -> list[str]:
        asked.append(text[:1])
        return text.split(mark)

    long = "b c" * 1000
    assert words("a b", " ") is words("a b", " ")
    assert words("a-b", "-") == ["a", "b"]
    assert words(long, " ") == words(long, " ") == long.split(" ")
    assert asked == ["a", "a", "b", "b"]
