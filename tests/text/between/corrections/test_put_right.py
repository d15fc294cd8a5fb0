"""A sentence in which several things were put right, and whether others have each of them."""

from schemas.article import Reading
from schemas.correction import Corrected, Correction, Stance
from worker.text.between.corrections.propagation import has_new, stance
from worker.text.between.corrections.put_right import pieces
from worker.text.between.corrections.taken_back import corrections
from worker.text.change import revision
from worker.text.divergence import divergence
from worker.text.lexicon import lexicon

from ....rows import each_row
from ...readings import read_plain

LEDE = "The founder of a lottery syndicate was arrested Tuesday and accused of hiding $6.4 million from its members."
TOLL = "The ferry sank off Morvik, killing 12 people and injuring 40, the coast guard said."
TAIL = "The syndicate, which had four thousand members in three counties, was dissolved in the spring of last year."
NOTE = "This article was corrected: $4.6 million was hidden, not $6.4 million, and the arrest was on Wednesday."


@each_row(
    ("old", "new", "found"),
    [
        (
            LEDE,
            LEDE.replace("Tuesday", "Wednesday").replace("6.4", "4.6"),
            [(Corrected.DATE, "Tuesday", "Wednesday"), (Corrected.FIGURE, "$6.4", "$4.6")],
        ),
        (
            TOLL,
            TOLL.replace("12", "11").replace("40", "41").replace("sank off", "went down near"),
            [(Corrected.FIGURE, "12", "11"), (Corrected.FIGURE, "40", "41")],
        ),
        (
            "Twelve died in Morvik and twelve in Aldra.",
            "Eleven died in Morvik and twelve in Aldra.",
            [(Corrected.FIGURE, "Twelve", "Eleven")],
        ),
        (
            "The law of March 12, 2021, names nobody.",
            "The law of May 12, 2022, names nobody.",
            [(Corrected.DATE, "March 12, 2021", "May 12, 2022")],
        ),
        (
            "Two of the crew, Ada Holm said, were saved on Monday.",
            "Three of the crew, Eva Holm said, were saved on Monday.",
            [(Corrected.FIGURE, "Two", "Three"), (Corrected.NAME, "Ada", "Eva")],
        ),
        ("The coast guard said so.", "The coast guard told reporters so.", []),
        ("Three died in 2011", "Three died in 2012", [(Corrected.DATE, "2011", "2012")]),
        (
            " or ".join(f"{year} so" for year in range(1950, 1963)),
            " or ".join(f"{year} so" for year in range(1970, 1983)),
            [],
        ),
    ],
)
def test_each_figure_date_and_name_is_put_right_by_itself(
    old: str, new: str, found: list[tuple[Corrected, str, str]]
) -> None:
    assert [(one.kind, one.said_old, one.said_new) for one in pieces(old, new, lexicon("en"))] == found


def read(outlet: str, *paragraphs: str) -> Reading:
    return read_plain("Lottery syndicate", outlet, *paragraphs)


def put_right(old: str, *pairs: tuple[str, str]) -> tuple[Reading, Reading, list[Correction]]:
    new = old
    for gone, come in pairs:
        new = new.replace(gone, come)
    before, after = read("One", old, TAIL), read("One", new, TAIL, NOTE)
    return before, after, list(corrections(revision(before, after)))


@each_row(
    ("told", "stands"),
    [
        (LEDE, [Stance.CARRIES, Stance.CARRIES]),
        (LEDE.replace("6.4", "4.6"), [Stance.CARRIES, Stance.LED]),
        (LEDE.replace("Tuesday", "Wednesday"), [Stance.LED, Stance.CARRIES]),
        (LEDE.replace("Tuesday", "Wednesday").replace("6.4", "4.6"), [Stance.LED, Stance.LED]),
    ],
)
def test_who_takes_up_one_of_two_things_carries_the_other(told: str, stands: list[Stance]) -> None:
    before, after, found = put_right(LEDE, ("Tuesday", "Wednesday"), ("6.4", "4.6"))
    assert [one.kind for one in found] == [Corrected.DATE, Corrected.FIGURE]
    other = read("Two", told, TAIL)
    assert [stance(one, divergence(before, other), divergence(after, other))[0] for one in found] == stands


def test_of_two_figures_in_a_sentence_each_is_held_against_its_own() -> None:
    before, after, found = put_right(TOLL, ("12", "11"), ("40", "41"))
    other = read("Two", TOLL.replace("12", "11"), TAIL)
    stands = [stance(one, divergence(before, other), divergence(after, other))[0] for one in found]
    assert stands == [Stance.LED, Stance.CARRIES]


@each_row(
    ("told", "expected"),
    [
        ("A lottery boss has been held over a $6.4million swindle.", Stance.CARRIES),
        ("Members of the lottery lost $6.4m, police say.", Stance.CARRIES),
        ("A lottery boss has been held over a $4.6million swindle.", Stance.LED),
        ("The swindle was of $4.6 million, not $6.4 million.", Stance.LED),
        ("Her house was sold for £6.4 million.", Stance.SILENT),
        ("Members of the lottery lost millions.", Stance.SILENT),
    ],
)
def test_a_sum_told_to_two_digits_is_known_in_whatever_sentence(told: str, expected: Stance) -> None:
    before, after, (found,) = put_right(LEDE, ("6.4", "4.6"))
    other = read("Two", told, "The house stands empty now.")
    assert stance(found, divergence(before, other), divergence(after, other))[0] is expected


def test_a_sum_that_the_corrected_article_has_of_something_else_too_is_not() -> None:
    more = "Her house on the coast was bought for $6.4 million in 2019 by a company that nobody knows."
    before, after = (read("One", text, TAIL, more) for text in (LEDE, LEDE.replace("6.4", "4.6")))
    (found,) = corrections(revision(before, after))
    other = read("Two", "The house has been sold again for $6.4 million.", "It stands empty now.")
    assert stance(found, divergence(before, other), divergence(after, other))[0] is Stance.SILENT


@each_row(
    ("old", "new", "told", "expected"),
    [
        ("6.4", "4.6", "What is missing is $4.6 million.", True),
        ("6.4", "4.6", "What is missing is not known.", False),
        ("Tuesday", "Wednesday", "They came for the founder on Wednesday.", True),
        ("Ada Holm", "Eva Holm", "Eva Holm was arrested.", True),
        ("hiding", "stealing", "Nobody was stealing.", False),
        ("hiding", "", "Nobody was stealing.", True),
    ],
)
def test_who_gave_up_the_old_words_has_the_new_ones_or_none(old: str, new: str, told: str, *, expected: bool) -> None:
    kind = {"6.4": Corrected.FIGURE, "Tuesday": Corrected.DATE, "hiding": Corrected.COPY}.get(old, Corrected.NAME)
    one = Correction(
        kind=kind,
        old=(0,),
        new=(0,),
        said_old=old,
        said_new=new,
        sentence_old=LEDE,
        sentence_new=LEDE.replace(old, new),
    )
    assert has_new(one, divergence(read("One", LEDE), read("Two", told)).new) is expected


def test_a_first_name_put_right_is_told_with_the_name_that_stays() -> None:
    owner = "The mine belongs to {} Marsh of Kolm, who bought it when the state sold its shares."
    before, after = (read("One", owner.format(name), TAIL) for name in ("Helen", "Ellen"))
    assert [(one.said_old, one.said_new) for one in corrections(revision(before, after))] == [
        ("Helen Marsh", "Ellen Marsh")
    ]


def test_another_currency_for_the_same_sum_is_a_correction_that_others_are_held_against() -> None:
    lede = "Repairing the roof of the lottery hall will cost 45,000 {}, the founder said on Tuesday."
    before, after, (found,) = put_right(lede.format("crowns"), ("crowns", "euros"))
    assert (found.kind, found.said_old, found.said_new) == (Corrected.FIGURE, "45,000 crowns", "45,000 euros")
    for currency, expected in (("crowns", Stance.CARRIES), ("euros", Stance.LED)):
        other = read("Two", f"The founder will pay 45,000 {currency} to have the hall's roof repaired.", TAIL)
        assert stance(found, divergence(before, other), divergence(after, other))[0] is expected
