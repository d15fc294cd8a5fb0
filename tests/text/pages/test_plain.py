from datetime import UTC, datetime
from pathlib import Path

import pytest

from worker.text.normalise import clean
from worker.text.pages import plain, stretch

from ...rows import each_row

SEEDS = Path(__file__).parents[3] / "seeds"

DAILY_MAIL = [
    "Russian soldiers are digging defences inside their own country",
    "In a sign of how badly its own brutal invasion is going",
    "The Ministry of Defence said that Putin's generals",
    "But they also said the move also 'probably illustrates",
    "Belgorod is one of the launch sites",
    "Elsewhere, civilians in the port city of Rostov",
    "An MoD spokesman said: 'Russia has recently started",
    "'On December 6 the governor of Belgorod announced",
    "'Trench digging has been reported in Belgorod",
    "'There is a realistic possibility",
    "'However, it probably illustrates",
    "'Paucity in strategic assessment",
    "'Impartial official analysis",
    "Twin strikes on air bases deep inside Russian territory yesterday have dealt Moscow",
    "Ukrainian officials revelled in the blasts",
    "Neither side has produced concrete evidence",
    "But the Russian statements suggested Ukraine",
    "Kyiv also said on Sunday",
    "Moscow said Monday's attacks killed three",
    "Military analysts saw the attacks",
    "It was not the first time Russia",
    "The Defence Ministry in Moscow said",
    "Kyiv has been talking for weeks",
    "Over the weekend, Ukrainian arms manufacturer",
    "Russia has used its vast superiority",
]

LBC = [
    "Russia has set up defences within its own borders",
    "The army is digging trenches along the north-eastern border",
    "It comes after military facilities deep within",
    "A British government spokesman said: 'Russia has",
    '"On December 6 the governor of Belgorod announced',
    '"Trench digging has been reported',
    '"There is a realistic possibility',
    '"However, it probably illustrates',
    '"Paucity in strategic assessment',
    '"Impartial official analysis',
    "It comes after a pair of Russian nuclear bombers",
    "Ukraine is suspected to be behind an attack",
    "Two people were hurt by a blast in the base",
    "The bases are hundreds of miles from Ukraine.Reports say",
    "The bombers have been used against Ukraine",
    "The governor of the Saratov region",
    'Roman Busargin said: "Information about',
    '"I would like to assure you',
    "There is no cause for concern. No civilian",
    "It has been reported that 14 Tu-95s",
    "In Ryazan, it has been claimed",
    '"Everything in my house flew off the shelves',
    'Another said: "The blast wave broke the latch',
    '"The explosion was a single one',
    "Some military analysts have seen the attacks",
    "The Ukrainian army has been pushing back",
]


def draft(name: str) -> plain.Draft:
    return plain.read(clean((SEEDS / name).read_text(encoding="utf-8")))


def assert_paragraphs(found: tuple[str, ...], beginnings: list[str]) -> None:
    assert len(found) == len(beginnings)
    for paragraph, beginning in zip(found, beginnings, strict=True):
        assert paragraph.startswith(beginning)


def test_the_daily_mail_seed() -> None:
    read = draft("000_d1224f78e145d97b.txt")
    assert read.metadata.title == (
        "Russia builds up defences inside its OWN borders as UK intelligence says Vladimir Putin's clueless generals "
        "mistakenly fear Ukraine's fightback will be so successful they could INVADE"
    )
    assert read.metadata.byline == ("David Wilcock",)
    assert read.metadata.outlet == "Daily Mail"
    assert read.metadata.published == datetime(2022, 12, 7, tzinfo=UTC)
    assert_paragraphs(read.paragraphs, DAILY_MAIL)


def test_the_lbc_seed() -> None:
    read = draft("001_96fc9e27521c10e8.txt")
    assert read.metadata.title == (
        "Russia sets up defences within its own borders amid fears that Ukrainian could launch its own invasion"
    )
    assert read.metadata.byline == ("Kit Heren",)
    assert read.metadata.outlet is None
    assert read.metadata.published == datetime(2022, 12, 7, 13, 28, tzinfo=UTC)
    assert_paragraphs(read.paragraphs, LBC)


def test_a_text_without_any_furniture_is_kept_whole() -> None:
    assert plain.read("The mayor said five people died.").paragraphs == ("The mayor said five people died.",)
    assert plain.read("no full stop anywhere\n\nnor here").paragraphs == ("no full stop anywhere", "nor here")
    assert plain.read("").paragraphs == ()


def test_title_then_prose() -> None:
    read = plain.read("Mayor resigns over bridge\n\nThe mayor of the town has resigned, the council said.\n\nShe left.")
    assert read.metadata.title == "Mayor resigns over bridge"
    assert read.paragraphs == ("The mayor of the town has resigned, the council said.", "She left.")


def test_a_question_may_be_a_title() -> None:
    read = plain.read("Will the mayor of the town resign over the bridge?\n\nShe has not said so.\n\nShe may yet.")
    assert read.metadata.title == "Will the mayor of the town resign over the bridge?"
    assert read.paragraphs == ("She has not said so.", "She may yet.")


def test_a_text_wrapped_to_a_width_is_put_together() -> None:
    text = (
        "The mayor of the town has resigned over the bridge that was to\n"
        "be opened last spring, and that nobody has crossed yet, as the\n"
        "Council said on Monday in a statement.\n\nShe left."
    )
    assert (
        plain.read(text).paragraphs[0].endswith("nobody has crossed yet, as the Council said on Monday in a statement.")
    )


def test_one_comment_is_no_tail_of_comments() -> None:
    article = "A town\n\nThe mayor of the town has resigned, the council said on Monday.\n\n"
    one = "Ann Lee\n2h ago\n\nGood riddance to her and to all of them.\n"
    assert "Good riddance to her and to all of them." in plain.read(article + one).paragraphs
    two = one + "Bo Day\n3 days ago\n\nShe will be missed by many in this town.\n"
    assert plain.read(article + two).paragraphs == ("The mayor of the town has resigned, the council said on Monday.",)


def test_an_updated_date_is_the_modified_one() -> None:
    text = (
        "Mayor resigns over bridge\nBy Ann Lee and Bo Day\nPublished 7 December 2022, 1:28pm | Updated 8 December 2022"
        "\n\n"
        "The mayor of the town has resigned, the council said."
    )
    found = plain.read(text).metadata
    assert found.byline == ("Ann Lee", "Bo Day")
    assert found.published == datetime(2022, 12, 7, 13, 28, tzinfo=UTC)
    assert found.modified == datetime(2022, 12, 8, tzinfo=UTC)


def test_prose_that_begins_like_a_byline_stays() -> None:
    text = "Mayor resigns\n\nBy Monday the mayor of the town had resigned.\n\nBy then it was too late."
    assert plain.read(text).paragraphs == ("By Monday the mayor of the town had resigned.", "By then it was too late.")


def test_a_whole_page_selected_and_copied() -> None:
    menu = "\n".join(["Home", "News", "Sport", "Weather", "Sign in", "Subscribe to our newsletter", "Harbour Post"] * 3)
    story = [
        "The mayor of the harbour town has resigned over the bridge that nobody has crossed, the council said.",
        "Her deputy, who opposed the bridge from its first day on, will stand in for her until the spring.",
        "“I have done nothing wrong,” she told reporters, and left through the back door of the town hall.",
        "The bridge has cost three times what had been planned, a report of four hundred pages found on Friday.",
    ]
    head = "Mayor resigns over bridge nobody crossed\nBy Ann Lee\n4 March 2024, 10:15"
    below = "Most read\n" + "\n".join(f"Ferry number {number} runs aground off the pier" for number in range(9))
    comments = "\n".join(["Comments (2)", "bo1", "She should have gone long ago, if you ask me about it."] * 2)
    small = "© 2024 Harbour Post\nAll rights reserved. Use of this site means that you accept our cookies policy."
    read = plain.read("\n\n".join([menu, head, *story[:2], "Advertisement", *story[2:], below, comments, small]))
    assert read.paragraphs == tuple(story)
    assert read.metadata.title == "Mayor resigns over bridge nobody crossed"
    assert read.metadata.byline == ("Ann Lee",)
    assert read.metadata.published == datetime(2024, 3, 4, 10, 15, tzinfo=UTC)
    assert read.metadata.language == "en"


def test_a_paragraph_may_end_in_the_closing_marks_of_any_language() -> None:
    endings = [
        "Sie sagte: „Wir werden hier kein Risiko eingehen.“",
        "Er sagte: »Wir werden hier kein Risiko eingehen.«",
        "Elle a dit : « Nous ne prendrons ici aucun risque. »",
        "Она сказала: «Мы не пойдём здесь на риск.»",
        "彼女はこう言った。「ここで危険は冒さない。」",
    ]
    first = "The bridge over the river has been closed to all traffic since Thursday morning."
    for ending in endings:
        draft = plain.read(f"Bridge closed after cracks found\n\n{first}\n\n{ending}\n\n{first}")
        assert draft.paragraphs == (first, ending, first)


def test_a_short_statement_before_the_prose_stays() -> None:
    first = "The bridge over the river has been closed to all traffic since Thursday morning."
    for note in ("This article has been withdrawn.", "Dieser Artikel wurde zurückgezogen."):
        draft = plain.read(f"Bridge closed after cracks found\n\n{note}\n\n{first}\n\n{first}")
        assert draft.metadata.title == "Bridge closed after cracks found"
        assert draft.paragraphs == (note, first, first)


@pytest.mark.parametrize(
    "note",
    [
        "(Corrects toll in first paragraph to 23, not 18)",
        "(This Nov. 26 story has been corrected to fix the toll in paragraph 1)",
        "(Refiles to correct the spelling of a name in paragraph four)",
        "CORRECTION: the toll in an earlier version of this article was wrong",
    ],
)
def test_a_note_of_correction_that_ends_as_no_sentence_does_belongs_to_the_text(note: str) -> None:
    prose = [
        "At least 23 people drowned when an overloaded ferry capsized off the island of Cebu on Tuesday.",
        "The ferry, carrying 142 passengers and 11 crew, was struck by large waves shortly after six, officials said.",
    ]
    for lines in ([note, *prose], ["Ferry capsizes off Cebu", note, *prose], [*prose, note]):
        draft = plain.read("\n\n".join(lines))
        assert [*draft.paragraphs] == [line for line in lines if line != "Ferry capsizes off Cebu"]


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("(Reporting by Reuters)", True),
        ("(Reporting by Jane Smith in Sorel; Editing by John Lowe)", True),
        ("With files from The Associated Press", True),
        ("Source: AFP", True),
        ("\u00a9 Reuters", True),
        ("Reuters", True),
        ("\u2014 The Associated Press", True),
        ("dpa/AFP", True),
        ("(AFP)", True),
        ("\u00a9 2026 Sorel Post", False),
        ("AP Photo", False),
        ("Fire crews at the hall", False),
    ],
)
@pytest.mark.parametrize("below", ["", "\n\nMore from us\n\nTen things to do in Sorel"])
def test_whose_copy_it_is_stays_below_the_text(line: str, is_kept: bool, below: str) -> None:  # noqa: FBT001
    prose = [
        "A fire broke out in a dance hall in Sorel on Monday and burnt for three hours before crews put it out.",
        "The mayor said that nobody had been hurt, and that the hall would be built again by the end of the summer.",
        "Police are looking for a man who was seen near the hall shortly before, a spokesman said on Monday night.",
    ]
    found = plain.read("\n\n".join([*prose, line]) + below).paragraphs
    assert found == (*prose, *([line] if is_kept else []))


@pytest.mark.parametrize(
    ("behind", "is_kept"),
    [(" (Reuters)", True), (" \u00a9 Reuters", True), (" dpa", True), (" PTI", True), (" (Picture: AP)", False)],
)
def test_a_last_paragraph_with_an_agency_behind_its_sentence_is_no_caption(behind: str, is_kept: bool) -> None:  # noqa: FBT001
    prose = [
        "A fire broke out in a dance hall in Sorel on Monday and burnt for three hours before crews put it out.",
        "Police are looking for a man who was seen near the hall shortly before, a spokesman said on Monday night.",
    ]
    found = plain.read("\n\n".join(prose) + behind).paragraphs
    assert found == (prose[0], *([prose[1] + behind] if is_kept else []))


@each_row(
    ("line", "is_kept"),
    [
        ('Marta Sosa wrote on X: "We could see the flames from the dome and had to leave #PicoAlto"', True),
        ('Marta Sosa wrote on X: "We had to leave #PicoAlto"', True),
        ("We could see the flames from the dome. We had to leave #PicoAlto \U0001f525", True),
        ("We had to leave. pic.twitter.com/7dQ2 #PicoAlto", True),
        ('Marta Sosa wrote on X: "We could see the flames from the dome and we knew that we had to leave"', True),
        (
            "Marta Sosa schrieb: \u201eWir sahen die Flammen von der Kuppel aus und wussten, dass wir mussten\u201c",
            True,
        ),
        # Headlines of other stories quote less, in single marks or with few words before a hashtag.
        ("Thousands march for #PicoAlto", False),
        ('Sosa: "We had to leave"', False),
        ("Sosa: \u2018We could see the flames from the dome and we knew that we had to leave\u2019", False),
        ("Island is ranked #1", False),
    ],
)
def test_a_paragraph_may_end_as_posts_do(line: str, *, is_kept: bool) -> None:
    first = "The observatory at Pico Alto was evacuated on Thursday after a wildfire reached the ridge below it."
    last = "Fire crews from three islands were flown in, and planes dropped water along the road to the summit."
    found = plain.read(f"{first}\n\n{line}\n\n{last}").paragraphs
    assert found == (first, *([line] if is_kept else []), last)


def test_a_line_of_hashtags_without_end_costs_no_more_than_its_length() -> None:
    assert stretch.is_ended("word " * 12 + "#tag " * 200_000)
    assert not stretch.is_ended(': "a' * 200_000)
