from worker.text.change import revision

from ..rows import each_row
from .versions import read

BUILDER = "Vlad Sorin, 44, built the bridge with his brother."
LAWYER = "His lawyer, Ioan Marin, was there on Monday."
OTHER = "Mira Sorin, who has left the town, was not there."
SAID = "“The bridge is safe,” {} said on Monday."


@each_row(
    ("article", "old", "new", "told"),
    [
        ([BUILDER, LAWYER], "Sorin", "his lawyer", "from “Vlad Sorin” to “lawyer, Ioan Marin”"),
        ([BUILDER], "Mr Sorin", "his lawyer", "from “Vlad Sorin” to “lawyer”"),
        ([BUILDER, OTHER], "Sorin", "his lawyer", "from “Sorin” to “lawyer”"),
        (
            [],
            "the shop's owner, Ana Petri,",
            "a neighbour, Luca Dorin,",
            "from “shop's owner, Ana Petri” to “neighbour, Luca Dorin”",
        ),
        ([BUILDER], "the company", "the ministry", "from “company” to “ministry”"),
    ],
)
def test_speakers_are_told_by_the_fullest_name_that_the_article_has(
    article: list[str], old: str, new: str, told: str
) -> None:
    change = revision(*(read([SAID.format(who), *article]) for who in (old, new)))
    assert change.summary == f"Attribution in paragraph 1 changed {told}; no correction note"


def test_what_somebody_is_who_is_named_behind_the_verb_comes_with_the_name() -> None:
    line = "“It was terrible and nobody helped,” said {}."
    change = revision(*(read([line.format(who)]) for who in ("the shop's owner, Ana Petri", "a neighbour, Luca Dorin")))
    assert "from “shop's owner, Ana Petri” to “neighbour, Luca Dorin”" in change.summary
