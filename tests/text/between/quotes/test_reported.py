"""What two outlets report in the same words, unquoted, as two people's or bodies'."""

from collections.abc import Callable

from schemas.article import Reading
from worker.text.divergence import divergence

from ....rows import each_row

PLANT = "The plant will close in June with the loss of 400 jobs"
TOLD = PLANT[0].lower() + PLANT[1:]


@each_row(
    ("a", "b", "speakers"),
    [
        (f"{PLANT}, the company said.", f"{PLANT}, the union said.", ("the company", "the union")),
        (f"{PLANT}, the company said on Friday.", f"{PLANT}, said the union on Friday.", ("the company", "the union")),
        (f"{PLANT}, the firm said.", f"The union said that {TOLD}.", ("the firm", "The union")),
        (
            f"{PLANT}, according to chief executive Dana Fox.",
            f"According to union leader Rob Hale, {TOLD}.",
            ("chief executive Dana Fox", "union leader Rob Hale"),
        ),
        (f"{PLANT}, Hillary Clinton said.", f"{PLANT}, Bill Clinton said.", ("Hillary Clinton", "Bill Clinton")),
        (f"{PLANT}, the company said.", f"{PLANT}, the firm said.", None),
        (f"{PLANT}, the company said.", f"{PLANT}, Acme said.", None),
        (f"{PLANT}, the company said.", f"{PLANT}, a spokesman said.", None),
        (f"{PLANT}, the company said.", f"{PLANT}.", None),
        (f"{PLANT}, the company said.", f"{PLANT}, the union said. The company would not comment.", None),
        (
            "The plant in Kolm will close in June, the company said.",
            "The plant in Kolm will close in June, the union said.",
            None,
        ),
        (
            f"{PLANT}, the company said.",
            "The works will shut in summer and 400 people lose their jobs, the union said.",
            None,
        ),
        (f"{PLANT}, chief executive Dana Fox said.", f"{PLANT}, Ms Fox said.", None),
        (f"{PLANT}, from the White House said.", f"{PLANT}, union leader Rob Hale said.", None),
    ],
)
def test_the_same_statement_is_told_as_two_only_where_it_is_long_and_they_cannot_be_one(
    a: str, b: str, speakers: tuple[str, str] | None, reading: Callable[..., Reading]
) -> None:
    one, other = (reading(title=None, paragraphs=[text], outlet=text[:9]) for text in (a, b))
    found = [(given.speaker_a, given.speaker_b) for given in divergence(one, other).attributions]
    assert found == ([speakers] if speakers else [])
    told = [finding.significance for finding in divergence(other, one).findings if finding.kind == "attribution"]
    assert told == ([0.4] if speakers else [])
