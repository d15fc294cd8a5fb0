"""What a day and an amount are of, in the words beside them."""

from worker.text.between.around import told_of, told_then
from worker.text.between.figures import bounds
from worker.text.between.figures.bounds import Bound

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


@each_row(
    ("before", "written", "expected"),
    [
        ("was arrested over a ", "$7.3million", Bound.EXACT),
        ("is on strike over a ", "3%", Bound.EXACT),
        ("has sold over a ", "million", Bound.MORE),
        ("has sold over ", "300", Bound.MORE),
        ("has sold more than a ", "3", Bound.MORE),
    ],
)
def test_over_a_number_in_figures_is_about_it_and_no_bound(before: str, written: str, expected: Bound) -> None:
    assert bounds.bound(bounds.lead_of(before, written), written, "")[0] is expected
