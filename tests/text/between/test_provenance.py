from datetime import UTC, datetime, timedelta

import pytest

from schemas.page import Given, Page
from schemas.trace import TraceStep, Turn
from worker.text.between.provenance import Told, nearest, trace
from worker.text.extract import extract

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
QUOTE = "\u201cWe were told the gallery was safe. Nobody warned us of the water,\u201d the foreman, Jan Kral, said."
SPACE = "Rescue teams worked through the night to reach the lower galleries of the mine near Karvin."
ASKED = "We were told the gallery was safe. Nobody warned us of the water."


def told(article: int, version: int, hours: float, *paragraphs: str) -> Told:
    page = Page(
        url=None, fetched_at=NOON, body="\n\n".join(paragraphs).encode(), content_type="text/plain; charset=utf-8"
    )
    reading = extract(page, Given(title="Miners trapped", outlet=f"Outlet {article}"))
    at = NOON + timedelta(hours=hours)
    return Told(article, f"Outlet {article}", 10 * article + version, version, at, reading)


def turns(steps: tuple[TraceStep, ...]) -> list[tuple[Turn, int, int]]:
    return [(step.turn, step.article, step.version) for step in steps]


def test_who_had_it_first_who_took_it_and_when_it_changed() -> None:
    versions = [
        told(2, 1, 2, SPACE, QUOTE.replace("\u201c", "'").replace("\u201d", "'")),
        told(1, 1, 0, SPACE, QUOTE),
        told(1, 2, 3, QUOTE.replace("safe", "perfectly safe"), SPACE),
        told(2, 2, 4, SPACE, SPACE),
        told(2, 3, 5, SPACE, QUOTE),
        told(3, 1, 1, SPACE, SPACE),
    ]
    steps = trace(ASKED, versions)
    assert turns(steps) == [
        (Turn.FIRST, 1, 1),
        (Turn.TOOK, 2, 1),
        (Turn.CHANGED, 1, 2),
        (Turn.DROPPED, 2, 2),
        (Turn.RESTORED, 2, 3),
    ]
    assert steps[0].share == 1
    assert steps[0].speaker is not None
    assert "Kral" in steps[0].speaker
    assert "perfectly safe" in steps[2].text
    assert (steps[3].share, steps[3].text) == (0, steps[1].text)
    assert turns(trace(ASKED, versions[::-1])) == turns(steps)


def test_what_stands_in_the_place_of_dropped_words_is_told() -> None:
    toll = "The flood in the mine killed {} people and injured 12 others, the fire service of Karvin said."
    versions = [
        told(1, 1, 0, SPACE, toll.format("eleven")),
        told(1, 2, 1, SPACE, toll.format("seven")),
        told(2, 1, 0.5, SPACE, toll.format("eleven")),
        told(2, 2, 2, SPACE),
    ]
    steps = trace("killed eleven people", versions)
    assert [(step.turn, step.article, step.instead) for step in steps][2:] == [
        (Turn.CHANGED, 1, None),
        (Turn.DROPPED, 2, None),
    ]
    (first, *_, dropped) = trace("eleven", [one for one in versions if one.article == 1])
    assert (first.instead, dropped.turn, dropped.instead) == (None, Turn.DROPPED, toll.format("seven"))


def test_whether_the_words_stand_in_marks_is_told_and_losing_them_is_a_change() -> None:
    said = "We were told the gallery was safe. Nobody warned us of the water, the foreman said."
    steps = trace(ASKED, [told(1, 1, 0, SPACE, QUOTE), told(1, 2, 1, SPACE, said), told(2, 1, 2, SPACE, said)])
    assert [(step.turn, step.quoted) for step in steps] == [
        (Turn.FIRST, True),
        (Turn.CHANGED, False),
        (Turn.TOOK, False),
    ]
    (step,) = trace("the foreman, Jan Kral", [told(1, 1, 0, SPACE, QUOTE)])
    assert (step.quoted, step.speaker) == (False, None)  # the words are about who speaks, and nobody's own


def test_typography_and_case_make_no_difference_and_other_words_are_not_found() -> None:
    versions = [told(1, 1, 0, SPACE, QUOTE)]
    assert turns(trace("WE WERE TOLD THE GALLERY WAS 'SAFE'", versions)) == [(Turn.FIRST, 1, 1)]
    assert trace("The minister resigned over the summer", versions) == ()
    assert trace("", versions) == trace("...", versions) == ()


def test_the_same_article_read_again_takes_no_step() -> None:
    assert turns(trace(ASKED, [told(1, version, version, SPACE, QUOTE) for version in (1, 2, 3)])) == [
        (Turn.FIRST, 1, 1)
    ]


def test_a_part_cut_out_of_what_is_asked_for_is_found_and_a_common_phrase_is_not() -> None:
    whole = (
        "We were told the gallery was safe and dry, and nobody warned us of the water that stood behind the old wall"
    )
    cut = "\u201cWe were told the gallery was safe and dry,\u201d the foreman said."
    phrase = "We were told the gallery would be opened to visitors in the spring of next year."
    steps = trace(
        whole, [told(1, 1, 0, SPACE, f"\u201c{whole},\u201d he said."), told(2, 1, 1, cut), told(3, 1, 2, phrase)]
    )
    assert turns(steps) == [(Turn.FIRST, 1, 1), (Turn.TOOK, 2, 1)]
    assert steps[1].share == pytest.approx(9 / 22, abs=0.001)


def test_the_headline_is_searched_and_the_text_comes_first() -> None:
    versions = [told(1, 1, 0, SPACE, "Nobody had thought that the miners would be trapped, the owner said.")]
    (step,) = trace("miners trapped", versions)
    assert not step.in_title
    (step,) = trace("miners trapped", [told(2, 1, 0, SPACE, SPACE)])
    assert (step.in_title, step.text, step.share) == (True, "Miners trapped", 1)


def test_for_words_that_nobody_has_what_comes_closest_is_told() -> None:
    versions = [told(1, 1, 0, SPACE, QUOTE), told(2, 1, 0, "The mine near Karvin has been closed for a year.")]
    asked = "Until morning rescue workers tried to get to the mine's lowest gallery"
    assert trace(asked, versions) == ()
    closest, *_ = nearest(asked, versions)
    assert (closest.article, closest.text) == (1, SPACE)
    assert nearest("A penguin walked into the bar", versions) == ()


TOOK = "{} {}, 41, of Clifton, took more than 300 vials and replaced the drug with salt water, the court heard."
DROWNED = "At least {} people drowned when an overloaded ferry capsized off Cebu."


def test_what_changed_around_the_words_asked_for_is_no_change_of_them() -> None:
    versions = [
        told(1, 1, 0, TOOK.format("Katherine", "Holloway"), SPACE),
        told(1, 2, 1, TOOK.format("Catherine", "Hollaway"), SPACE),
        told(1, 3, 2, TOOK.format("Catherine", "Hollaway").replace("salt water", "sea water"), SPACE),
    ]
    steps = trace("replaced the drug with salt water", versions)
    assert turns(steps) == [(Turn.FIRST, 1, 1), (Turn.CHANGED, 1, 3)]
    assert turns(trace("Holloway, 41, of Clifton, took more than 300 vials", versions)) == [
        (Turn.FIRST, 1, 1),
        (Turn.CHANGED, 1, 2),
    ]


def test_words_that_stand_in_any_sentence_are_not_those_asked_for() -> None:
    versions = [
        told(1, 1, 0, DROWNED.format(18), SPACE),
        told(2, 1, 1, "\u201cOur divers are still searching for at least 20 people,\u201d he said.", SPACE),
        told(1, 2, 2, DROWNED.format(23), SPACE),
    ]
    assert turns(trace("At least 18 people drowned", versions)) == [(Turn.FIRST, 1, 1), (Turn.CHANGED, 1, 2)]


BARLEY = "The fire broke out in a silo that held {} tonnes of barley, the harbour office said."
MASTER = "The harbour master {} Marsh said that no ship would move, and the ships did not."
ANSWER = "\u201cWe will {}wait for the inquiry to act on the railways,\u201d the minister, Ana Ruiz, said."


@pytest.mark.parametrize(
    ("asked", "text", "wrong", "right"),
    [
        ("340 tonnes of barley", BARLEY, "34", "340"),
        ("seven tonnes of barley", BARLEY, "eight", "7"),
        ("We will not wait for the inquiry to act", ANSWER, "", "not "),
        ("We will wait for the inquiry to act", ANSWER, "not ", ""),
        ("We won't wait for the inquiry to act", ANSWER, "", "not "),
        ("harbour master ellen marsh said", MASTER, "Helen", "Ellen"),
    ],
)
def test_another_figure_or_denial_is_not_what_was_asked_for(asked: str, text: str, wrong: str, right: str) -> None:
    versions = [
        told(1, 1, 0, SPACE, text.format(wrong)),
        told(2, 1, 1, SPACE, text.format(right)),
        told(3, 1, 2, SPACE, text.format(right)),
        told(2, 2, 3, SPACE, text.format(wrong)),
        told(1, 2, 4, SPACE, text.format(right)),
        told(2, 3, 5, SPACE, text.format(right)),
    ]
    assert [(step.turn, step.article, step.otherwise) for step in trace(asked, versions)] == [
        (Turn.ALTERED, 1, True),
        (Turn.FIRST, 2, False),
        (Turn.TOOK, 3, False),
        (Turn.CHANGED, 2, True),
        (Turn.TOOK, 1, False),
        (Turn.RESTORED, 2, False),
    ]


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("wait for the inquiry to act", ANSWER.format("not ")),
        ("a silo that held 340 tonnes of barley and of wheat", BARLEY.format("340")),
        ("the harbour masters Ellen Marsh and others", MASTER.format("Ellen")),
        ("The fire broke out on Monday in a silo that held 340 tonnes", BARLEY.format("340")),
    ],
)
def test_what_is_cut_off_or_put_in_alters_nothing(asked: str, text: str) -> None:
    (step,) = trace(asked, [told(1, 1, 0, SPACE, text)])
    assert (step.turn, step.otherwise) == (Turn.FIRST, False)


FINE = "The owner of the mine has to pay {} for each of the miners, the court ruled in Karvin."
SPEED = "The hoist was running at {} the permitted speed when the rope broke, the ministry said."
NOTE = (
    "Correction: an earlier version of this article said that the owner has to pay $7.3 million for each of the miners."
)


@pytest.mark.parametrize("asked", ["three times the permitted speed", SPEED.format("three times")])
def test_words_that_an_article_gave_up_for_others_do_not_stand_in_it(asked: str) -> None:
    versions = [
        told(1, 1, 0, SPACE, SPEED.format("three times")),
        told(2, 1, 1, SPACE, SPEED.format("three times")),
        told(1, 2, 2, SPACE, SPEED.format("nearly double")),
        told(1, 3, 3, SPACE, SPEED.format("nearly double"), FINE.format("$7.3 million")),
        told(1, 4, 4, SPACE, SPEED.format("three times")),
    ]
    assert [(step.turn, step.article, step.version, step.otherwise) for step in trace(asked, versions)] == [
        (Turn.FIRST, 1, 1, False),
        (Turn.TOOK, 2, 1, False),
        (Turn.CHANGED, 1, 2, True),
        (Turn.RESTORED, 1, 4, False),
    ]


def test_a_note_that_quotes_what_it_takes_back_does_not_say_it() -> None:
    versions = [
        told(1, 1, 0, SPACE, FINE.format("$7.3 million")),
        told(1, 2, 1, SPACE, FINE.format("$3.7 million"), NOTE),
        told(2, 1, 2, SPACE, FINE.format("$3.7 million"), NOTE),
    ]
    first, dropped = trace("$7.3 million", versions)
    assert (first.turn, dropped.turn, dropped.instead) == (Turn.FIRST, Turn.DROPPED, FINE.format("$3.7 million"))
    assert turns(trace(NOTE, versions)) == [(Turn.FIRST, 1, 1), (Turn.CHANGED, 1, 2), (Turn.TOOK, 2, 1)]


@pytest.mark.parametrize("asked", ["$7.3 million", "$7.3million", "$7.3m", "pay $7.3M for each of the miners"])
def test_a_sum_is_the_same_however_its_scale_is_written(asked: str) -> None:
    amounts = ("$7.3 million", "$7.3million", "$7.3m", "$7.3mn")
    versions = [told(at, 1, at, SPACE, FINE.format(amount)) for at, amount in enumerate(amounts, start=1)]
    steps = trace(asked, versions)
    assert [(step.article, step.share) for step in steps] == [(at, 1) for at in (1, 2, 3, 4)]


def test_small_numbers_are_the_same_in_words_and_in_figures() -> None:
    toll = "The flood killed {} miners near Karvin on Monday, the ministry said."
    versions = [told(at, 1, at, SPACE, toll.format(said)) for at, said in enumerate(("eleven", "11"), start=1)]
    assert [step.share for step in trace("killed 11 miners", versions)] == [1, 1]
