"""Ten pairs of outlets on one story, as the press writes them: what each pair shares and where it parts."""

from datetime import UTC, datetime

import pytest

from schemas.change import Change, Label
from schemas.page import Given, Page
from worker.text import extract
from worker.text.divergence import divergence

from .readings import assert_covers


def compared(a: str, b: str, outlets: tuple[str | None, str | None] = ("Herald", "Courier")) -> Change:
    """Read two plain texts as the pages of two outlets, quotes and speakers and all, and compare them."""
    sides = [
        extract.extract(
            Page(url=None, fetched_at=datetime(2024, 6, 12, tzinfo=UTC), content_type="text/plain", body=text.encode()),
            Given(outlet=outlet, published=datetime(2024, 6, 12, 9, tzinfo=UTC)),
        )
        for text, outlet in zip((a, b), outlets, strict=True)
    ]
    return divergence(*sides)


def told(change: Change) -> list[tuple[str, str, str]]:
    return [(finding.kind.value, finding.says_a, finding.says_b) for finding in change.findings]


def test_single_british_marks_hold_the_words_that_double_ones_hold() -> None:
    change = compared(
        "Harbour plan dropped\n\nThe council has dropped its plan for the harbour.\n\n"
        "'The people of Whitby don't want a marina,' said Ann Lee, who leads the council. 'We have listened.'",
        "No marina for Whitby\n\nWhitby will not get its marina after all.\n\n"
        'Council leader Ann Lee said: "The people of Whitby don\u2019t want a marina. We have listened."',
    )
    assert {pair.relation for pair in change.quotes} == {"same"}
    assert told(change) == []


def test_a_statement_over_paragraphs_in_mixed_marks_is_one_and_its_two_speakers_are_told() -> None:
    lines = (
        "The vessel left the port of Varna on Sunday night with its transponder off and its papers in disorder",
        "Its cargo has since been sold twice, and neither of the buyers has been willing to name the other to us",
        "We shall publish what we know once the inquiry of the harbour authority has come to its end in the autumn",
    )
    change = compared(
        "Ship sailed dark\n\nA ministry spokesman said: '" + ".\n\n'".join(lines) + ".'",
        'Mystery of the Varna ship\n\nThe coast guard said in a statement: "' + '.\n\n"'.join(lines) + '."',
    )
    [run] = change.shared
    assert (run.kind, run.words > 50) == ("statement", True)
    assert [match.relation for match in change.matches] == ["same"] * 3
    assert [finding.kind.value for finding in change.findings] == ["attribution"]


def test_rounded_and_exact_figures_of_one_thing_agree() -> None:
    change = compared(
        "Storm leaves thousands in the dark\n\nAbout 12,000 homes lost power in Kent when the storm felled lines. "
        "Repairs will cost some \u00a32m, the grid operator said.",
        "Power cuts in Kent\n\nThe grid operator said 11,870 homes in Kent lost power in the storm. "
        "The operator put the cost of repairs at \u00a31.96 million.",
    )
    assert {(pair.what, pair.relation) for pair in change.figures} == {("without power", "agree"), ("pounds", "agree")}
    assert told(change) == []


def test_the_same_number_of_other_things_is_no_pair() -> None:
    change = compared(
        "Strike at the docks\n\nSome 400 dockers walked out in Antwerp on Monday. Forty ships lie in the roads.",
        "Antwerp docks at a standstill\n\nThe port of Antwerp lost 400 containers last year. "
        "Forty lorries stood at the gates on Monday, when the dockers walked out.",
    )
    assert change.figures == ()
    assert told(change) == []


def test_a_toll_that_grew_is_told_with_the_moments_of_both() -> None:
    change = compared(
        "Dam bursts\n\nThe dam burst above Larkana killed 34 people and left 60 missing, the governor said.",
        "Larkana toll grows\n\nThe dam that burst above Larkana killed 41 people, the governor said; 60 are missing.",
    )
    [finding] = change.findings
    assert (finding.says_a, finding.says_b) == ("34", "41")
    assert finding.summary == "killed: 34 in Herald (12 Jun 2024, 09:00), 41 in Courier (12 Jun 2024, 09:00)"
    assert [(pair.what, pair.value_a) for pair in change.figures if pair.relation == "agree"] == [("missing", 60)]


def test_an_altered_word_inside_a_quotation_is_found_and_a_cut_is_none() -> None:
    change = compared(
        "Mayor on the bridge\n\n'The bridge was never safe and we knew it for years,' said mayor Tom Reed. "
        "'Nobody should have driven over it in that winter,' he added.",
        "Bridge row\n\nMayor Tom Reed said: 'The bridge was always safe and we knew it for years.'\n\n"
        "Mr Reed said nobody 'should have driven over it'.",
    )
    assert [(pair.relation, pair.cut) for pair in change.quotes] == [("altered", None), ("same", "b")]
    assert [kind for kind, _, _ in told(change)] == ["quote"]


def test_words_that_lost_their_marks_are_named_with_who_prints_them_as_its_own() -> None:
    change = compared(
        "Reservoir row\n\n'This reservoir will drown four farms and one of the oldest woods in the county,' said "
        "farmer Joan Hill.",
        "Reservoir approved\n\nMinisters have approved the scheme. This reservoir will drown four farms and one of the "
        "oldest woods in the county.",
    )
    [pair] = change.quotes
    assert (pair.relation, pair.unmarked) == ("unmarked", "b")
    [finding] = change.findings
    assert finding.summary.startswith("Courier prints as its own words what Herald quotes from")
    assert change.significance < 0.5


def test_agency_copy_is_recognised_with_its_source() -> None:
    copy = (
        "The central bank raised its main rate for the third time this year, surprising traders who had expected it to "
        "wait for new figures on wages and rents before it moved again. The krone rose against the euro within minutes "
        "of the news, and shares of the large lenders gained."
    )
    change = compared(
        f"Rates up again\n\nOSLO (Reuters) - {copy}", f"Third rise of the year\n\n{copy} Analysts were divided."
    )
    [run] = change.shared
    assert (run.kind, run.source) == ("wire", "Reuters")
    assert run.share_a > 0.8
    assert told(change) == []


def test_what_is_hedged_here_and_flat_there_is_found() -> None:
    change = compared(
        "Cable cut\n\nThe freighter may have cut the data cable between the two islands with its anchor.",
        "Cable cut by anchor\n\nThe freighter cut the data cable between the two islands with its anchor.",
    )
    [hedge] = change.hedges
    assert (hedge.hedged, hedge.words) == ("a", "may")
    assert [finding.kind.value for finding in change.findings] == ["hedge"]
    assert change.summary.startswith("Herald and Courier: Herald leaves open (may) what Courier states; they share")


def test_words_of_one_kind_chosen_differently_are_told() -> None:
    change = compared(
        "Town falls\n\nThe militants seized the town of Bakhra and its airfield before dawn on Monday.",
        "Bakhra taken\n\nThe terrorists seized the town of Bakhra and its airfield before dawn on Monday.",
    )
    [wording] = change.wordings
    assert (wording.words_a, wording.words_b) == ("militants", "terrorists")
    [finding] = change.findings
    assert (finding.kind.value, finding.says_a, finding.says_b) == ("wording", "militants", "terrorists")
    assert change.summary.startswith("Herald and Courier: 'militants' against 'terrorists'; they ")
    assert finding.summary.startswith("Herald says 'militants' where Courier says 'terrorists': 'The militants seized")


def test_a_quotation_among_shared_sentences_is_not_taken_for_all_of_them() -> None:
    shared = (
        "Workers closed the bridge over the Teme at noon on Friday. Engineers had found cracks in two of its piers. "
        '"We could not take the risk any longer," said Amina Diallo, who runs the county\'s roads.'
    )
    change = compared(f"Bridge closed\n\n{shared}", f"Teme bridge shut\n\n{shared} It was built in 1931.")
    assert "share 3 sentences almost word for word, a quotation by Amina Diallo among them" in change.summary


def test_words_of_one_kind_inside_an_altered_quotation_are_told_as_that() -> None:
    change = compared(
        'Mayor speaks\n\n"The rebels burned the school and every house on our street," Mayor Adan Yusuf said.',
        'Mayor speaks\n\n"The terrorists burned the school and every house on our street," Mayor Adan Yusuf said.',
    )
    assert [finding.kind.value for finding in change.findings] == ["quote"]
    assert change.wordings == ()


def test_two_days_for_one_event_are_a_conflict_and_two_days_of_telling_are_none() -> None:
    change = compared(
        "Chapel roof falls in\n\nThe roof of the old chapel in Brecon fell in on Saturday during a wedding rehearsal. "
        "The bishop said on Monday that nobody had been inside.",
        "Brecon chapel collapse\n\nThe roof of the old chapel in Brecon fell in on Sunday during a wedding rehearsal. "
        "The bishop said on Tuesday that nobody had been inside.",
    )
    assert [(date.said_a, date.said_b, date.relation) for date in change.dates] == [("Saturday", "Sunday", "conflict")]
    assert [kind for kind, _, _ in told(change)] == ["date"]


@pytest.mark.parametrize(("wounded", "expected"), [("five", []), ("nine", [("figure", "five", "nine")])])
def test_two_places_of_one_story_are_kept_apart(wounded: str, expected: list[tuple[str, str, str]]) -> None:
    change = compared(
        "Shelling\n\nShells killed two people and wounded five in Orikhiv. In Huliaipole, one person was hurt.",
        f"Orikhiv and Huliaipole under fire\n\nIn Huliaipole, one person was hurt by the shells. "
        f"Two people were killed in Orikhiv, where {wounded} were wounded.",
    )
    assert told(change) == expected


def test_two_quotations_given_to_two_speakers_are_one_finding() -> None:
    first, second = "The vessel left Varna with its papers in disorder", "Its cargo has since been sold twice to others"
    change = compared(
        f"Ship\n\n'{first},' a ministry spokesman said.\n\nThe ship is old.\n\n'{second},' a ministry spokesman said.",
        f'Mystery\n\n"{first}," the coast guard said.\n\nNobody knows more.\n\n"{second}," the coast guard said.',
    )
    assert len(change.attributions) == 2
    [finding] = change.findings
    assert (len(finding.a), len(finding.b)) == (2, 2)
    assert finding.summary.startswith("the same 2 sentences are given to a ministry spokesman in Herald")


def test_amounts_are_told_by_what_they_are_of_and_as_each_has_them() -> None:
    change = compared(
        "Dam\n\nThe dam burst above Larkana. Repairs to the dam will cost about $40 million.",
        "Flood\n\nThe dam above Larkana burst. The bill for the repairs to the dam is put at $55 million.",
    )
    [figure] = [pair for pair in change.figures if pair.relation == "conflict"]
    assert (figure.what, figure.of) == ("dollars", "cost")
    [finding] = change.findings
    assert finding.summary.startswith("cost: about $40 million in Herald")
    assert "cost about $40 million against $55 million" in change.summary


@pytest.mark.parametrize(
    ("outlets", "opening"),
    [
        ((None, None), "The first and the second: "),
        (("Herald", "Herald"), "Herald (the first) and Herald (the second)"),
    ],
)
def test_outlets_without_a_name_of_their_own_are_told_by_their_place(
    outlets: tuple[str | None, str | None], opening: str
) -> None:
    text = "Snow\n\nHeavy snow fell in Scotland on Monday night, and {} people were hurt on the roads."
    change = compared(text.format("three"), text.format("five"), outlets)
    assert change.summary.startswith(opening)


def test_what_is_denied_is_held_against_no_article_in_another_language() -> None:
    english = "Northgrain did not buy the terminal in Calder Bay in 2019, the company said.\n\nNobody was in the port."
    spanish = (
        "La terminal de Calder Bay pertenece a Northgrain, que la compr\u00f3 en 2019 por 48 millones de libras.\n\n"
        "El fuego se declar\u00f3 poco antes de las cuatro de la madrugada en un silo del puerto."
    )
    assert compared(english, spanish).denials == compared(spanish, english).denials == ()


def test_one_sentence_that_another_outlet_tells_in_three_is_in_neither_alone() -> None:
    change = compared(
        "Harbour blocked\n\nA ferry with 300 passengers had to wait outside the harbour for six hours until police "
        "towed two of the boats away.",
        "Ferry held up\n\nA ferry had to wait outside the harbour for six hours. It had 300 passengers.\n\n"
        "Police towed two of the boats away.",
    )
    assert [(match.a, match.b) for match in change.matches] == [((0,), (0, 1, 2))]
    assert (change.only_a, change.only_b) == ((), ())
    assert [(edit.old, edit.new) for edit in change.edits if edit.field is None] == [((0,), (0, 1, 2))]
    assert_covers(change)
    assert "only in" not in change.summary


def test_a_word_chosen_differently_is_told_of_that_part_in_which_it_stands() -> None:
    change = compared(
        "Ships held\n\nFour ships were held at the port of Varna on Sunday, and the rebels let two sail on to Odessa.",
        "Varna shut\n\nFour ships were held at the port of Varna on Sunday. The terrorists let two sail on to Odessa.",
    )
    assert [(pair.a, pair.b, pair.words_a, pair.words_b) for pair in change.wordings] == [
        (0, 1, "and the rebels", "The terrorists")
    ]
    assert_covers(change)


def test_the_same_text_cut_at_other_places_is_the_same_text() -> None:
    told_whole = "We will hopefully make a deal, and nobody will be played. The talks go on in Lima on Monday."
    change = compared(f"Talks go on\n\n{told_whole}", "Deal or none\n\n" + told_whole.replace("deal, and", "deal. And"))
    assert [(match.a, match.b, match.relation) for match in change.matches] == [
        ((0,), (0, 1), "same"),
        ((1,), (2,), "same"),
    ]
    assert change.labels == (Label.HEADLINE, Label.PUNCTUATION)
