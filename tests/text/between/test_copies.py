"""Copy that several outlets print, told of a whole story at once."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from schemas.page import Given, Page
from worker.text.between import runs
from worker.text.between.copies import Carrier, Piece, Printed, find, still_has
from worker.text.between.tokenised import tokenise
from worker.text.extract import extract

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
COPY = (
    "A fire swept through a converted cotton warehouse in Harlow Bridge early on Thursday, killing nine people.",
    "More than 120 firefighters were called to the five-storey Calder Mill shortly after two in the morning.",
    "The building, which once stored cotton and was turned into flats in 2009, housed about 140 people in all.",
    "Two of the three fire exits on the ground floor had been chained shut, a fire officer at the scene said.",
    "Police seized maintenance records from the offices of Calder Homes, the company that manages the building.",
)
OWN = {
    "Alpha": "Our reporter spoke to neighbours who had seen the smoke rise over the canal long before dawn.",
    "Beta": "Trains through the town were running late because the line beside the mill had been closed.",
    "Gamma": "The mayor cancelled a visit to the coast and said that she would stay until all were found.",
    "Delta": "Schools near the canal stayed shut while engineers looked at the wall that faces the street.",
}


class Told(NamedTuple):
    outlet: str
    paragraphs: tuple[str, ...]
    byline: str = ""


def printed(*told: Told) -> list[Printed]:
    made = []
    for at, (outlet, paragraphs, byline) in enumerate(told):
        body = "\n\n".join([*paragraphs, OWN.get(outlet, "")]).encode()
        page = Page(url=None, fetched_at=NOON, body=body, content_type="text/plain; charset=utf-8")
        reading = extract(page, Given(title="Mill fire", outlet=outlet))
        if byline:
            reading = reading.model_copy(update={"byline": (byline,)})
        worded = runs.prepare(reading, [tokenise(sentence.text) for sentence in reading.sentences])
        made.append(Printed(at + 1, outlet, NOON + timedelta(hours=at), worded))
    return made


def one(*told: Told) -> Piece:
    (piece,) = find(printed(*told))
    return piece


def carrier(piece: Piece, article: int) -> Carrier:
    (found,) = (each for each in piece.carriers if each.article == article)
    return found


def test_what_outlets_cut_in_different_places_is_one_piece_with_the_agency_that_one_of_them_names() -> None:
    piece = one(
        Told("Alpha", COPY[:3]), Told("Beta", COPY, "By Reuters staff"), Told("Gamma", COPY[2:]), Told("Delta", ())
    )
    assert piece.agency == "Reuters"
    assert [each.article for each in piece.carriers] == [1, 2, 3]
    assert [each.credits for each in piece.carriers] == [None, "Reuters", None]
    assert carrier(piece, 2).sentences == (0, 1, 2, 3, 4)
    assert carrier(piece, 3).sentences == (0, 1, 2)
    assert carrier(piece, 1).words < carrier(piece, 2).words
    assert 0.7 < carrier(piece, 3).share < 0.8
    assert piece.text.startswith(COPY[0])
    assert piece.text.endswith(COPY[-1])


def test_an_agency_that_most_credit_is_the_source_and_without_one_it_is_mere_copy() -> None:
    most = one(Told("Alpha", COPY, "By AFP"), Told("Beta", COPY, "By Reuters"), Told("Gamma", COPY, "By Reuters"))
    assert most.agency == "Reuters"
    bare = one(Told("Alpha", COPY), Told("Beta", COPY))
    assert bare.agency is None


def test_the_agency_may_be_an_outlet_or_be_named_in_the_copy_itself() -> None:
    assert one(Told("Reuters", COPY), Told("Beta", COPY)).agency == "Reuters"
    told = (
        *COPY[:4],
        "\u201cI counted nine bodies in the yard before it was light,\u201d the fire officer told AFP.",
        COPY[4],
    )
    assert one(Told("Alpha", told), Told("Beta", told)).agency == "AFP"


@pytest.mark.parametrize(
    ("credit", "agency"),
    [
        ("\u00a9 Reuters", "Reuters"),
        ("\u2014 The Associated Press", "Associated Press"),
        ("AP", "Associated Press"),
        ("dpa/AFP", "dpa"),
        ("(PTI)", "PTI"),
        ("More from Alpha", None),
    ],
)
def test_the_last_line_of_a_plain_text_may_name_the_agency(credit: str, agency: str | None) -> None:
    piece = one(Told("Own", (*COPY, credit)), Told("Beta", COPY))
    assert (piece.agency, carrier(piece, 1).credits) == (agency, agency)


def test_an_outlet_that_another_names_as_its_source_is_the_source() -> None:
    place = f"HARLOW BRIDGE (Gamma) - {COPY[0]}"
    dated = one(Told("Alpha", (OWN["Alpha"], place, *COPY[1:])), Told("Beta", COPY), Told("Gamma", (place, *COPY[1:])))
    assert (dated.agency, [each.credits for each in dated.carriers]) == ("Gamma", ["Gamma", None, None])
    signed = one(Told("Alpha", COPY), Told("Beta", COPY, "Alpha"))
    assert (signed.agency, [each.credits for each in signed.carriers]) == ("Alpha", [None, "Alpha"])
    spoken = (f"{COPY[0]} Alpha was there.", *COPY[1:])
    assert one(Told("Alpha", spoken), Told("Beta", spoken, "Alphaville")).agency is None


def test_a_figure_that_was_corrected_in_one_of_them_leaves_it_one_piece() -> None:
    piece = one(Told("Alpha", COPY), Told("Beta", (COPY[0].replace("nine", "eight"), *COPY[1:])))
    assert carrier(piece, 2).sentences == (0, 1, 2, 3, 4)
    assert carrier(piece, 2).words > 80


def test_what_is_put_in_between_does_not_cut_it_in_two() -> None:
    piece = one(Told("Alpha", COPY), Told("Beta", (*COPY[:2], OWN["Delta"], *COPY[2:])))
    assert carrier(piece, 2).sentences == (0, 1, 3, 4, 5)


def test_two_texts_of_other_sources_are_two_pieces() -> None:
    other = (
        "The council said that it had written to the owner of the mill three times since the spring about its doors.",
        "It would publish all its letters to the company, and the answers that it had been given, by Friday noon.",
    )
    pieces = find(
        printed(
            Told("Alpha", COPY, "By Reuters"),
            Told("Beta", COPY),
            Told("Gamma", other),
            Told("Delta", (*other, OWN["Beta"])),
        )
    )
    assert [sorted(each.article for each in piece.carriers) for piece in pieces] == [[1, 2], [3, 4]]
    assert [piece.agency for piece in pieces] == ["Reuters", None]


def test_what_anybody_may_quote_joins_no_copy_and_is_part_of_copy_that_it_stands_in() -> None:
    said = (
        "\u201cWe knew in March that the sprinklers were broken, and I signed the paper that let the building stay "
        "open for another year because I was told that the money was not there,\u201d Peter Hallam said."
    )
    assert find(printed(Told("Alpha", (said,)), Told("Beta", (said,)))) == ()
    wire = (*COPY[:2], said, *COPY[2:])
    piece = one(Told("Alpha", wire, "By Reuters"), Told("Beta", wire), Told("Gamma", (said, OWN["Delta"])))
    assert [each.article for each in piece.carriers] == [1, 2]
    assert carrier(piece, 1).sentences == (0, 1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    "told",
    [
        (Told("Alpha", COPY), Told("Alpha", COPY)),  # one outlet twice
        (Told("Alpha", COPY[:1]), Told("Beta", COPY[:1])),  # a sentence alone
        (Told("Alpha", (OWN["Beta"],)), Told("Gamma", COPY)),
        (Told("Alpha", COPY),),
        (),
    ],
)
def test_what_is_no_copy(told: tuple[Told, ...]) -> None:
    assert find(printed(*told)) == ()


def test_the_order_of_the_articles_makes_no_difference() -> None:
    articles = printed(Told("Alpha", COPY[:3]), Told("Beta", COPY, "By Reuters"), Told("Gamma", COPY[2:]))
    assert find(articles) == find(articles[::-1])


def test_an_earlier_version_has_the_copy_where_it_has_most_of_it() -> None:
    assert still_has("\n\n".join(COPY[:3]), COPY)
    assert not still_has("\n\n".join(COPY[:2]), COPY)


def test_an_earlier_version_has_the_copy_with_other_words_at_a_few_places() -> None:
    corrected = [f"Now {sentence.replace(' the ', ' that ', 1)}" for sentence in COPY]
    assert still_has("\n\n".join(COPY), corrected)
    assert not still_has("Nobody had said a word of this before the evening.", corrected)
