from worker.text.between.otherwise import says_otherwise
from worker.text.lexicon import lexicon

from ...rows import each_row


@each_row(
    ("asked", "passage", "expected"),
    [
        ("34 tonnes of barley", "340 tonnes of barley were lost", True),
        ("34 tonnes of barley", "some 34 tonnes of barley", False),
        ("the mine of Pavel Novak", "the mine of Pavel Nowak", True),
        ("the grain was safe", "the grain was not safe", True),
        ("the grain was safe", "nobody came", False),
    ],
)
def test_other_figures_names_and_denials_say_it_otherwise(asked: str, passage: str, *, expected: bool) -> None:
    assert says_otherwise(asked, passage, lexicon("en")) is expected
