"""The line about two outlets that share no sentence."""

from worker.text.divergence import divergence

from ...rows import each_row
from ..readings import read_plain

AT_SEA = "The man at the wheel, Luis Vega, 41, swam ashore in cold water before the ferry sank off Morvik at dawn."
IN_BED = "Doctors would not let anybody ask Luis Vega, {age}, why both engines stopped within sight of the pier."


@each_row(
    ("told", "shared"),
    [
        (IN_BED.format(age=41), " share no sentence, but a figure (age of Luis Vega 41)"),
        (IN_BED.format(age=43), ": age of Luis Vega 41 against 43; they tell it each in its own words"),
        ("The bank held its rate at four per cent.", " have no sentence in common"),
    ],
)
def test_who_shares_no_sentence_may_share_a_figure_or_the_matter(told: str, shared: str) -> None:
    change = divergence(read_plain("Ferry sinks", "A", AT_SEA), read_plain("Both engines failed", "B", told))
    assert change.matches == ()
    assert change.summary == f"A and B{shared}"


RESCUE = "Rescue teams worked through the night to reach the lower galleries of the mine near Karvin."


@each_row(
    ("one", "other", "begins"),
    [
        (
            "The government declared two days of mourning after the mine collapse near Karvin.",
            "Three days of mourning were declared by the government after the mine near Karvin collapsed.",
            "days (government declared \u2026 of mourning) two days against three days; they share ",
        ),
        (
            "The owner of the mine near Karvin will pay 21 million crowns to the families.",
            "The families will get 31 million crowns from the owner of the mine near Karvin.",
            "amount (Karvin will pay \u2026 to the families) 21 million crowns against 31 million crowns; they share ",
        ),
        (
            "\u201cWe were told that the gallery was perfectly safe to enter,\u201d the foreman, Tilda Roos, said.",
            "\u201cWe were told that the gallery was perfectly safe to enter,\u201d the engineer, Emil Brandt, said.",
            "the same words given to 'Tilda Roos' and 'Emil Brandt'; they share ",
        ),
    ],
)
def test_where_two_part_comes_before_what_they_share(one: str, other: str, begins: str) -> None:
    change = divergence(read_plain("Mine", "A", one, RESCUE), read_plain("Collapse", "B", other, RESCUE))
    assert change.summary.startswith(f"A and B: {begins}")
