"""What a day and an amount are of, in the words beside them."""

from worker.text.between.around import told_of, told_then

from ...rows import each_row


@each_row(
    ("text", "said", "expected"),
    [
        (
            "VARNA (XYZ) - The head of the ferry line was arrested Tuesday.",
            "Tuesday",
            "ferry line was arrested",
        ),
        ("On Monday, the mayor of Varna stepped down.", "Monday", ""),
        ("On Monday the mayor of Varna stepped down.", "Monday", "mayor of Varna stepped down"),
        ("The ferry line, which had been sold on Monday in Varna, is closed.", "Monday", ""),
        ("The ferry line is closed.", "Monday", ""),
    ],
)
def test_what_happened_on_a_day_is_told_by_the_words_beside_it(text: str, said: str, expected: str) -> None:
    assert told_then(text, said) == expected


@each_row(
    ("text", "said", "expected"),
    [
        (
            "He is accused of billing the port for $7.3 million in repairs that never were.",
            "$7.3 million",
            "billing the port for \u2026 in repairs",
        ),
        ("The bridge cost $7.3 million.", "$7.3 million", "bridge cost \u2026"),
        ("It was $7.3 million.", "$7.3 million", ""),
        ("It cost nothing.", "$7.3 million", ""),
    ],
)
def test_what_an_amount_is_of_is_told_by_the_words_around_it(text: str, said: str, expected: str) -> None:
    assert told_of(text, said) == expected
