from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from schemas.change import Change, Label
from worker.text.change import Wordings, revert, revision
from worker.text.normalise import fold
from worker.text.significance import ALERTED

from ..rows import each_row
from .readings import make_reading
from .versions import BODY, NOON, TITLE, edited, read, retitled


def between(old: str, new: str) -> Change:
    return revision(make_reading("A title", [old]), make_reading("A title", [new]))


@each_row(
    ("change", "summary"),
    [
        (
            lambda: edited("Three", "Five"),
            "Casualty figure in paragraph 1 raised from three to five; no correction note",
        ),
        (lambda: edited("12:30", "12:45"), "Time in paragraph 3 moved from 12:30 to 12:45; no correction note"),
        (
            lambda: retitled("Attack kills three in Belgorod"),
            "Headline reworded to \u201cAttack kills three in Belgorod\u201d",
        ),
        (
            lambda: edited("Moscow", "Minsk"),
            "Name in paragraph 2 changed from \u201cMoscow\u201d to \u201cMinsk\u201d; no correction note",
        ),
        (lambda: edited(" He spoke in Moscow.", ""), "1 sentence removed: \u201cHe spoke in Moscow.\u201d"),
        (
            lambda: between("Mr Khan beat Ms Bailey.", "Ms Bailey beat Mr Khan."),
            "“Khan” and “Bailey” changed places in paragraph 1; no correction note",
        ),
        (
            lambda: between("The trial begins on 3 March.", "The trial begins on 10 March."),
            "Date in paragraph 1 moved from 3 March to 10 March; no correction note",
        ),
        (
            lambda: between("It shuts from 6pm on Friday until 3am.", "It shuts from 4pm on Friday until 3am."),
            "Time in paragraph 1 moved from 6pm to 4pm; no correction note",
        ),
        (
            lambda: between("The deal ends this month.", "The deal ends this year."),
            "Date in paragraph 1 changed from “month” to “year”; no correction note",
        ),
        (
            lambda: between("An Israeli strike killed many.", "A strike killed many."),
            "Name removed from paragraph 1: “Israeli”; no correction note",
        ),
        (
            lambda: between("One in five is poor.", "One in four is poor."),
            "Figure in paragraph 1 raised from one in five to one in four; no correction note",
        ),
        (
            lambda: edited("rebuild.", "rebuild. Dozens fled. Snow fell."),
            "2 sentences added at the end: \u201cDozens fled.\u201d",
        ),
        (lambda: edited("factory,", "factory"), "Punctuation changed in 1 sentence"),
        (
            lambda: edited("never ", ""),
            "Statement in paragraph 2 turned round: \u201cnever\u201d taken out; no correction note",
        ),
        (lambda: revision(read(byline=("A",)), read(byline=("B",))), "Byline changed from A to B"),
    ],
)
def test_summaries(change: Callable[[], Change], summary: str) -> None:
    assert change().summary == summary


@pytest.mark.parametrize(
    ("old", "new", "summary"),
    [
        ("PM to resign, sources say", "PM resigns after revolt", "Attribution in the headline removed: “sources”"),
        (
            "Man shot, police say",
            "Man shot, union says",
            "Attribution in the headline changed from “police” to “union”",
        ),
        ("Nurse 'killed seven'", "Nurse killed seven, court hears", "Quotation in the headline lost its marks"),
        (
            "Mayor dismisses critics of bridge",
            "Mayor attacks 'lazy' critics of bridge",
            "Quotation in the headline changed: “lazy” put in",
        ),
        (
            "Mayor attacks “idle” critics of bridge",
            "Mayor dismisses critics of bridge",
            "Quotation in the headline changed: “idle” taken out",
        ),
        ("Trump indicted this week", "Trump indicted in New York this week", "Name added in the headline: “New York”"),
        ("Court backs ban", "Court blocks ban", "Statement in the headline turned round: “backs” became “blocks”"),
        (
            "Minister lied to us, inquiry finds",
            "Minister may have misled us, inquiry suggests",
            "Certainty in the headline changed from “lied to … finds” to “may have misled … suggests”",
        ),
    ],
)
def test_a_headline_is_told_by_the_words_that_matter(old: str, new: str, summary: str) -> None:
    assert revision(read(title=old), read(title=new)).summary.removesuffix("; no correction note") == summary


def test_a_correction_note_owns_up() -> None:
    note = "Correction: An earlier version of this article misstated the number of dead."
    body = [BODY[0].replace("Three", "Five"), *BODY[1:]]
    change = revision(read(), read([*body, note]))
    assert set(change.labels) == {Label.FIGURE, Label.CORRECTION_NOTE}
    assert not change.stealth
    assert change.summary == "Correction note added, casualty figure in paragraph 1 raised from three to five"
    silent = revision(read(), read(body))
    assert silent.stealth
    assert change.significance > silent.significance >= ALERTED


def test_a_newer_modified_date_is_no_stealth() -> None:
    body = [BODY[0].replace("Three", "Five"), *BODY[1:]]
    assert revision(read(modified=NOON), read(body, modified=NOON)).stealth
    assert not revision(read(modified=NOON), read(body, modified=NOON + timedelta(hours=1))).stealth
    assert not revision(read(), read(body, modified=NOON)).stealth


def test_an_update_note_is_no_correction_and_no_stealth() -> None:
    change = revision(read(), read([BODY[0].replace("Three", "Five"), *BODY[1:], "This story has been updated."]))
    assert Label.CORRECTION_NOTE not in change.labels
    assert not change.stealth


def test_a_revert_is_marked_and_alerts_nobody() -> None:
    change = edited("Three", "Five")
    back = revert(change)
    assert back.labels == (Label.FIGURE, Label.REVERT)
    assert back.significance < ALERTED
    assert back.summary.endswith("back to an earlier wording")
    assert back.edits == change.edits


def test_a_single_wording_that_comes_back_is_marked_and_alerts_nobody() -> None:
    first, second = read(), read([BODY[0].replace("Three", "Five"), *BODY[1:]], title="Strike kills five in Belgorod")
    earlier = Wordings(titles={fold(TITLE)}, sentences={fold(BODY[0])})
    change = revision(second, first, earlier=earlier)
    assert {Label.REVERT, Label.FIGURE, Label.HEADLINE} <= set(change.labels)
    assert change.significance < ALERTED
    assert change.summary == "Headline and 1 sentence back to an earlier wording"
    assert not change.stealth
    new_too = read([*BODY[:2], BODY[2].replace("1,200", "1,500"), BODY[3]])
    mixed = revision(second, new_too, earlier=earlier)
    assert mixed.significance >= ALERTED
    assert mixed.summary.startswith("Job figure in paragraph 3 raised from 1,200 to 1,500")


@each_row(
    ("now", "returned"),
    [
        (
            [BODY[0], BODY[1], BODY[2].replace("1,200", "1,500"), BODY[3]],
            "a sentence in paragraph 1 back to an earlier wording",
        ),
        (
            [BODY[0], BODY[1].replace(" He spoke", " He had spoken"), BODY[2].replace("1,200", "1,500"), BODY[3]],
            "2 sentences back to an earlier wording",
        ),
    ],
)
def test_what_comes_back_beside_what_is_new_is_told_by_the_sentence(now: list[str], returned: str) -> None:
    before = [BODY[0].replace("a strike on", "shelling of"), *BODY[1:]]
    earlier = Wordings(titles=set(), sentences={fold(BODY[0]), fold("He had spoken in Moscow.")})
    told = "Job figure in paragraph 3 raised from 1,200 to 1,500, {}; no correction note"
    assert revision(read(before), read(now), earlier=earlier).summary == told.format(returned)


def test_of_many_places_the_first_are_named() -> None:
    told = [f"In ward {ward} a wall fell on a cart, Ann Hale said of it." for ward in "ABCDE"]
    change = revision(read(told), read([sentence.replace("Ann", "Eva") for sentence in told]))
    assert change.summary.startswith("Attribution in paragraphs 1, 2, 3 and 2 more places changed")


def test_a_sentence_written_anew_is_no_fact_removed_and_added() -> None:
    old = "Three people were killed in a strike on Belgorod on Monday, the governor said."
    anew = (
        "A missile that hit Belgorod on Monday, by the governor's account, left three people dead after it was killed."
    )
    change = revision(read(), read([anew, *BODY[1:]]))
    assert old == BODY[0]
    assert change.significance < ALERTED
    worse = revision(read(), read([f"In Kursk, {anew[2:]} Nine fled.", *BODY[1:]]))
    assert worse.significance >= ALERTED


@each_row(
    ("published", "before", "after", "differs"),
    [
        (NOON, "on Tuesday", "yesterday", False),  # NOON is on a Wednesday
        (NOON, "yesterday", "on 6 December", False),
        (NOON, "on Tuesday", "on 6 December", False),
        (NOON, "yesterday", "on 5 December", True),
        (NOON, "today", "tomorrow", True),
        (NOON, "on Monday", "on 6 December", True),
        (NOON, "on 12/06/2022", "on 6 December", True),
        (None, "yesterday", "on 5 December", False),
        (None, "today", "tomorrow", True),  # as time goes by tomorrow becomes today, and never the other way round
        (None, "tomorrow", "today", False),
        (NOON, "tomorrow", "today", True),
        (None, "late last week", "early this week", True),
        (None, "next week", "this week", False),
        (NOON, "next week", "this week", True),
    ],
)
def test_dates_are_held_against_the_articles_own(
    published: datetime | None,
    before: str,
    after: str,
    differs: bool,  # noqa: FBT001 - a column of the table
) -> None:
    old, new = (
        read([f"The bridge fell {when} and nobody was there."]).model_copy(update={"published": published})
        for when in (before, after)
    )
    assert (Label.DATE in revision(old, new).labels) is differs


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The alarm was raised 3 hours ago by a guard.", "The alarm was raised 4 hours ago by a guard."),
        ("Updated 12 minutes ago", "Updated an hour ago"),
        ("1,204 comments", "1,377 comments"),
        ("Last updated at 14:05 on 3 March", "Last updated at 15:10 on 3 March"),
        ("Updated: 3 March, 14:05", "Updated: 4 March, 09:12"),
    ],
)
def test_what_ticks_by_itself_is_no_change(before: str, after: str) -> None:
    change = revision(read([*BODY, before]), read([*BODY, after]))
    assert change.is_empty
    assert (change.labels, change.summary) == ((), "No change")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The last quake was 3 days ago.", "The last quake was 4 days ago."),
        (
            "The inquiry drew 1,204 comments from people in the valley.",
            "The inquiry drew 1,377 comments from people in the valley.",
        ),
        ("Some 300 people shared it.", "Some 400 people shared it."),
    ],
)
def test_what_only_looks_so_is_a_change(before: str, after: str) -> None:
    assert Label.FIGURE in revision(read([*BODY, before]), read([*BODY, after])).labels


@pytest.mark.parametrize(
    ("old", "new", "labels", "summary"),
    [
        (
            "Mother of missing girl pleads",
            "Mother of missing girl, 7, pleads",
            {Label.FIGURE},
            "Age added in the headline: 7",
        ),
        (
            "The Queen is under medical supervision",
            "Elizabeth II has died, Buckingham Palace announces",
            {Label.NAME, Label.ATTRIBUTION},
            "Attribution in the headline added: “Buckingham Palace”; no correction note",
        ),
    ],
)
def test_a_text_of_one_line_is_a_headline(old: str, new: str, labels: set[Label], summary: str) -> None:
    change = revision(read([old], None), read([new], None))
    assert set(change.labels) == {*labels, Label.HEADLINE}
    assert change.summary == summary


def test_the_language_is_guessed_where_nothing_tells_it() -> None:
    old = read(["Die Busse in der Stadt fahren am Montag und am Dienstag."], None).model_copy(update={"language": None})
    new = read(["Die Busse in der Stadt fahren am Montag und am Dienstag nicht."], None).model_copy(
        update={"language": None}
    )
    change = revision(old, new)
    assert change.labels == (Label.NEGATION,)
    assert change.new.language == "de"
