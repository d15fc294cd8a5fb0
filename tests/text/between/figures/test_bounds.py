from worker.text.between.figures import bounds
from worker.text.between.figures.bounds import Bound

from ....rows import each_row


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
