import pytest

from schemas.article import Reading
from schemas.correction import Corrected, Correction, Stance
from worker.text.between.corrections.propagation import stance
from worker.text.between.corrections.respelled import misspelled
from worker.text.between.corrections.taken_back import corrections
from worker.text.change import revision
from worker.text.divergence import divergence

from ...readings import read_plain

COURT = "A court in the capital had ordered the mine to be closed in March, but the order was never carried out."
RESCUE = "Rescue teams worked through the night to reach the lower galleries of the mine near Karvin."
TOLL = "Twelve miners were killed when a gallery collapsed near Karvin on Monday, the ministry said."
OWNER = "The mine belongs to Pavel Novak, who has owned it since the state sold its shares."
QUOTE = "\u201cWe were told that the gallery was perfectly safe to enter,\u201d the foreman, Jan Kral, said."


def read(outlet: str, *paragraphs: str) -> Reading:
    return read_plain("Miners killed near Karvin", outlet, *paragraphs)


BEFORE = read("One", TOLL, RESCUE, OWNER, QUOTE, COURT)


def corrected(old: str, new: str) -> tuple[Reading, list[Correction]]:
    text = BEFORE.text.replace(old, new)
    assert text != BEFORE.text
    after = read("One", *text.split("\n\n"))
    return after, list(corrections(revision(BEFORE, after)))


def stance_of(other: Reading, after: Reading, correction: Correction) -> tuple[Stance, str]:
    found, place = stance(correction, divergence(BEFORE, other), divergence(after, other))
    return found, "" if place is None else other.sentences[place].text


OTHER_TOLL = "The collapse killed 12 miners, officials said."
OTHER_CASES = [
    ("Twelve miners", "Fifteen miners", Corrected.FIGURE, OTHER_TOLL, Stance.CARRIES),
    ("Twelve miners", "Fifteen miners", Corrected.FIGURE, OTHER_TOLL.replace("12", "15"), Stance.LED),
    ("Twelve miners", "Fifteen miners", Corrected.FIGURE, TOLL.replace("Monday", "Monday night"), Stance.CARRIES),
    (
        "Twelve miners",
        "Fifteen miners",
        Corrected.FIGURE,
        "At least 13 miners were killed when a gallery collapsed, officials said.",
        Stance.SILENT,
    ),
    (
        "Twelve miners",
        "Fifteen miners",
        Corrected.FIGURE,
        "Twelve ambulances stood at the gate of the mine.",
        Stance.SILENT,
    ),
    (
        "Pavel Novak",
        "Petr Novotny",
        Corrected.NAME,
        "The mine is owned by Pavel Novak, who bought it when the state sold its shares.",
        Stance.CARRIES,
    ),
    ("Pavel Novak", "Petr Novotny", Corrected.NAME, OWNER.replace("Pavel Novak", "Petr Novotny"), Stance.LED),
    (
        "Pavel Novak",
        "Petr Novotny",
        Corrected.NAME,
        "Pavel Novak played for the national side until 2011.",
        Stance.SILENT,
    ),
    (
        "perfectly safe",
        "not safe",
        Corrected.QUOTE,
        QUOTE.replace("the foreman, Jan Kral,", "a foreman"),
        Stance.CARRIES,
    ),
    (
        "perfectly safe to enter",
        "closed in two places",
        Corrected.QUOTE,
        QUOTE.replace("the foreman, Jan Kral,", "a foreman"),
        Stance.CARRIES,
    ),
    (
        "on Monday",
        "on Sunday",
        Corrected.DATE,
        "Twelve miners were killed on Monday when a gallery collapsed near Karvin.",
        Stance.CARRIES,
    ),
]


@pytest.mark.parametrize(("old", "new", "kind", "other", "expected"), OTHER_CASES)
def test_how_another_outlet_stands_to_a_correction(
    old: str, new: str, kind: Corrected, other: str, expected: Stance
) -> None:
    after, found = corrected(old, new)
    assert [correction.kind for correction in found] == [kind]
    told = stance_of(read("Two", other, RESCUE, COURT), after, found[0])
    assert told == (expected, other if expected is not Stance.SILENT else "")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("El capataz, Jan Kral, dijo que nadie los hab\u00eda avisado.", Stance.CARRIES),
        ("\u201eWir waren sicher\u201c, sagte Jan Krall.", Stance.LED),
        ("Jan Krall, whom we called Jan Kral before, was there.", Stance.LED),
        ("A foreman called Kral played for the national side.", Stance.SILENT),
    ],
)
def test_a_misspelled_name_is_carried_wherever_it_stands(other: str, expected: Stance) -> None:
    note = "This article was corrected: the foreman is Jan Krall, not Jan Kral."
    after = read("One", *BEFORE.text.replace("Jan Kral", "Jan Krall").split("\n\n"), note)
    (found,) = corrections(revision(BEFORE, after))
    assert (found.kind, found.said_old, found.said_new) == (Corrected.NAME, "Jan Kral", "Jan Krall")
    assert stance_of(read("Two", other, RESCUE), after, found)[0] is expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Kim Lund", "Ada Lund"),
        ("New York", "New Jersey"),
        ("East Bank", "West Bank"),
        ("Jan Kral", "Petr Novotny"),
        ("the dam", "the Dam"),
    ],
)
def test_another_name_is_no_other_spelling(old: str, new: str) -> None:
    assert misspelled(old, new) is None


@pytest.mark.parametrize(("old", "new"), [("Jan Kral", "Jon Kral"), ("Ellen Marsh", "Helen Marsh")])
def test_a_name_with_a_letter_otherwise_is_another_spelling(old: str, new: str) -> None:
    assert misspelled(old, new) is not None


def test_what_was_said_and_is_said_is_kept_in_its_words() -> None:
    _, (found,) = corrected("Twelve miners", "Fifteen miners")
    assert (found.said_old, found.said_new) == ("Twelve", "Fifteen")
    assert found.sentence_old == TOLL


def test_a_quote_that_loses_its_marks_is_corrected_where_its_words_are_too_and_its_speaker_where_another_spoke() -> (
    None
):
    (found,) = corrected(QUOTE, "We were told that the gallery was hardly safe to enter, the foreman, Jan Kral, said.")[
        1
    ]
    assert (found.kind, found.said_old, found.said_new) == (Corrected.QUOTE, "perfectly", "hardly")
    (found,) = corrected(QUOTE, QUOTE.replace("the foreman, Jan Kral,", "a spokesman for the owner"))[1]
    assert (found.kind, "Kral" in found.said_old, "spokesman" in found.said_new) == (Corrected.NAME, True, True)


def test_a_sentence_within_a_longer_quotation_is_corrected_though_it_has_no_marks_of_its_own() -> None:
    longer = "\u201cWe were told it was safe. Nobody had looked at the beams for years. We went,\u201d Jan Kral said."
    before, after, bare = (
        read("One", TOLL, text)
        for text in (
            longer,
            longer.replace("years", "weeks"),
            longer.translate(dict.fromkeys(map(ord, "\u201c\u201d"))),
        )
    )
    (found,) = corrections(revision(before, after))
    assert (found.kind, found.said_old, found.said_new) == (Corrected.QUOTE, "years", "weeks")
    assert list(corrections(revision(before, bare))) == []


def test_an_article_that_explains_the_correction_does_not_carry_the_old_words() -> None:
    after, (found,) = corrected("Twelve miners", "Fifteen miners")
    other = "The collapse killed 15 miners, officials said, after an earlier count of 12."
    assert stance_of(read("Two", other, RESCUE), after, found)[0] is Stance.LED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" the ministry said.", " the ministry said. Four of them were brothers."),
        ("worked through the night", "laboured through the night"),
        (COURT, ""),
        (QUOTE, QUOTE.replace("\u201c", "").replace("\u201d", "")),
        (QUOTE, "We were told that the gallery was perfectly safe to enter, it was said."),
    ],
)
def test_additions_rewordings_and_removals_are_no_corrections(old: str, new: str) -> None:
    assert corrected(old, new)[1] == []


NOTE = "Correction: an earlier version of this article said too much of the court."


def copy_corrected(old: str, new: str, *more: str, own: tuple[int, ...] = (0, 1, 2, 3, 4)) -> list[Correction]:
    text = BEFORE.text.replace(old, new)
    assert text != BEFORE.text
    after = read("One", *text.split("\n\n"), *more)
    return list(corrections(revision(BEFORE, after), own))


@pytest.mark.parametrize(
    ("old", "new", "more", "own", "kinds"),
    [
        ("was never carried out", "was carried out at once", (), (4,), [Corrected.COPY]),  # a denial
        ("had ordered", "may have ordered", (), (4,), [Corrected.COPY]),
        ("had ordered", "may have ordered", (), (), []),  # no copy
        ("had ordered", "may have ordered", (), (0, 1), []),
        ("worked through the night", "toiled the whole night long", (), (1,), [Corrected.WORDING]),
        ("worked through the night", "worked through the nights", (), (1,), []),
        ("worked through the night", "toiled the whole night long", (NOTE,), (1,), [Corrected.COPY]),
        (COURT, "", (), (4,), []),
        (COURT, "", (NOTE,), (4,), [Corrected.COPY]),
        ("Twelve miners", "Fifteen miners", (), (0,), [Corrected.FIGURE]),
    ],
)
def test_of_its_own_copy_more_is_a_correction(
    old: str, new: str, more: tuple[str, ...], own: tuple[int, ...], kinds: list[Corrected]
) -> None:
    assert [found.kind for found in copy_corrected(old, new, *more, own=own)] == kinds


@pytest.mark.parametrize(
    ("old", "new", "note", "told", "stands"),
    [
        ("had ordered", "may have ordered", (), COURT, Stance.CARRIES),
        ("had ordered", "may have ordered", (), COURT.replace("In the", "in a"), Stance.CARRIES),
        ("had ordered", "may have ordered", (), COURT.replace("had ordered", "may have ordered"), Stance.LED),
        ("had ordered", "may have ordered", (), "A judge once wanted the mine to be shut.", Stance.SILENT),
        (COURT, "", (NOTE,), COURT, Stance.CARRIES),
        (COURT, "", (NOTE,), RESCUE, Stance.SILENT),
    ],
)
def test_who_has_the_old_copy_is_told_by_which_wording_is_closer(
    old: str, new: str, note: tuple[str, ...], told: str, stands: Stance
) -> None:
    after = read("One", *BEFORE.text.replace(old, new).split("\n\n"), *note)
    (correction,) = corrections(revision(BEFORE, after), (0, 1, 2, 3, 4))
    other = read("Two", TOLL, told)
    assert stance_of(other, after, correction)[0] is stands


def test_who_quotes_a_part_of_the_old_words_carries_them() -> None:
    after, found = corrected("perfectly safe to enter", "not safe to enter at all")
    other = read("Two", RESCUE, "\u201cWe were told that the gallery was perfectly safe,\u201d a man said.")
    (correction,) = found
    assert stance_of(other, after, correction)[0] is Stance.CARRIES


NURSE = (
    "Katherine Holloway, 41, took more than 300 vials over two years and replaced the drug with salt water.",
    "A former nurse was jailed for nine years on Thursday for stealing morphine from dying patients at a hospice.",
    "Holloway was caught when a colleague noticed that a seal had been glued back in March last year.",
)


def put_right(text: tuple[str, ...], *pairs: tuple[str, str]) -> list[Correction]:
    after = "\n\n".join(text)
    for old, new in pairs:
        after = after.replace(old, new)
    return list(corrections(revision(read("One", *text), read("One", *after.split("\n\n")))))


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_a_name_put_right_in_full_and_in_short_is_one_correction(order: tuple[int, ...]) -> None:
    text = tuple(NURSE[place] for place in order)
    (found,) = put_right(text, ("Katherine", "Catherine"), ("Holloway", "Hollaway"))
    assert (found.kind, found.said_old, found.said_new) == (Corrected.NAME, "Katherine Holloway", "Catherine Hollaway")
    assert (found.old, found.new) == ((0, 2), (0, 2))
    others = (
        (
            "The court heard that Holloway was caught when a colleague noticed that a seal had been glued.",
            Stance.CARRIES,
        ),
        ("The court heard that Hollaway was caught when a colleague noticed that a seal had been glued.", Stance.LED),
        ("The nurse was caught when a colleague noticed that a seal had been glued.", Stance.SILENT),
    )
    before, after = (read("One", *texts) for texts in (text, [_put_right(one) for one in text]))
    for said, expected in others:
        other = read("Two", NURSE[1], said)
        assert stance(found, divergence(before, other), divergence(after, other))[0] is expected


def _put_right(text: str) -> str:
    return text.replace("Katherine", "Catherine").replace("Holloway", "Hollaway")


def test_a_figure_put_right_in_two_sentences_is_one_correction_and_two_figures_are_two() -> None:
    text = (TOLL, RESCUE, "The names of the twelve miners who were killed will be read in the church on Sunday.")
    (found,) = put_right(text, ("Twelve", "Fifteen"), ("twelve", "fifteen"))
    assert (found.kind, found.said_old.lower(), found.old) == (Corrected.FIGURE, "twelve", (0, 2))
    text = (TOLL, RESCUE, "The owner has to pay a fine of 400 crowns for each of them, the court ruled.")
    assert [one.said_old for one in put_right(text, ("Twelve", "Fifteen"), ("400", "900"))] == ["Twelve", "400"]


def test_two_names_put_right_are_two_corrections() -> None:
    text = (OWNER, RESCUE, "The foreman is Jan Kral, who has worked at the mine near Karvin for twenty years.")
    assert len(put_right(text, ("Pavel Novak", "Petr Novotny"), ("Jan Kral", "Josef Kraus"))) == 2
