"""The line about two outlets that share no sentence."""

from worker.text.divergence import divergence

from ...rows import each_row
from ..readings import read_plain

AT_SEA = "The man at the wheel, Luis Vega, 41, swam ashore in cold water before the ferry sank off Morvik at dawn."
IN_BED = "Doctors would not let anybody ask Luis Vega, {age}, why both engines stopped within sight of the pier."


@each_row(
    ("told", "shared"),
    [
        (IN_BED.format(age=41), "share no sentence, but a figure (age of Luis Vega 41)"),
        (IN_BED.format(age=43), "tell it each in its own words; age of Luis Vega 41 against 43"),
        ("The bank held its rate at four per cent.", "have no sentence in common"),
    ],
)
def test_who_shares_no_sentence_may_share_a_figure_or_the_matter(told: str, shared: str) -> None:
    change = divergence(read_plain("Ferry sinks", "A", AT_SEA), read_plain("Both engines failed", "B", told))
    assert change.matches == ()
    assert change.summary == f"A and B {shared}"
