from worker.text.remembered import by_sentence, by_word


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


def test_a_word_is_looked_at_once() -> None:
    asked: list[str] = []

    @by_word
    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    assert list(map(length, ["one", "three", "one"])) == [3, 5, 3]
    assert asked == ["one", "three"]
