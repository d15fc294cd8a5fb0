"""Headlines that keep what their text has given up."""

import pytest

from worker.text.between.corrections import headline
from worker.text.between.corrections.taken_back import corrections
from worker.text.between.prepared import prepare
from worker.text.change import revision

from ...readings import read_plain

CRASH = "A night train ran into a goods train near Zabor early on Sunday, killing {} passengers, the inspectorate said."
SIGNAL = "Both trains were on the same track because a signal had failed, {} said."
OPENED = "The line between Zabor and Ostrava will stay closed for days."
NOTE = "Correction: an earlier version gave the number of dead as 16. It is 19."
NAMES = ("the driver Magda Zelenka", "the driver Magda Zelinka")


def carried(
    title: str,
    text: tuple[str, ...],
    *,
    was: tuple[str, str] = ("16", NAMES[0]),
    now: tuple[str, str] = ("19", NAMES[0]),
    more: tuple[str, ...] = (),
) -> bool:
    """Whether a headline above a text is found to carry what the one correction took back."""
    before, after = (
        read_plain("Train crash near Zabor", "One", CRASH.format(dead), SIGNAL.format(said), OPENED, *added)
        for (dead, said), added in ((was, ()), (now, more))
    )
    (correction,) = corrections(revision(before, after))
    return headline.carries(correction, prepare(before), prepare(after), prepare(read_plain(title, "Two", *text)))


TEXT = (CRASH.format("19"), "Buses run instead.")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Sixteen dead as trains collide near Zabor", True),
        ("Train crash near Zabor kills 16", True),
        ("Nineteen dead as trains collide near Zabor", False),
        ("At least 16 dead as trains collide near Zabor", False),
        ("More than 16 dead as trains collide near Zabor", False),
        ("Sixteen trains cancelled after crash near Zabor", False),
        ("Sixteen injured as trains collide near Zabor", False),
        ("Trains collide near Zabor", False),
    ],
)
@pytest.mark.parametrize("more", [(), (NOTE,)])
def test_a_headline_keeps_a_figure(title: str, more: tuple[str, ...], *, expected: bool) -> None:
    assert carried(title, TEXT, more=more) is expected


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ((*TEXT, "In June a crash at the same place killed 16 people."), ()),
        (TEXT, ("In June a crash at the same place killed 16 people.",)),
    ],
)
def test_a_figure_that_stands_in_either_text_still_may_be_of_something_else(
    text: tuple[str, ...], more: tuple[str, ...]
) -> None:
    assert not carried("Sixteen dead in train crash", text, more=more)


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Zelenka saw the signal fail at Zabor", SIGNAL.format(NAMES[1]), True),
        ("Zelinka saw the signal fail at Zabor", SIGNAL.format(NAMES[1]), False),
        ("Magda saw the signal fail at Zabor", SIGNAL.format(NAMES[1]), False),
        ("Zelenka saw the signal fail at Zabor", f"{SIGNAL.format(NAMES[1])} Her uncle is Karel Zelenka.", False),
    ],
)
def test_a_headline_keeps_a_name(title: str, text: str, *, expected: bool) -> None:
    assert carried(title, (CRASH.format("16"), text), now=("16", NAMES[1])) is expected


def test_a_headline_keeps_a_name_without_its_accents() -> None:
    spelled = ("the driver Magda Wi\u015bniewsky", "the driver Magda Wi\u015bniewska")
    text = (CRASH.format("16"), SIGNAL.format(spelled[1]))
    was, now = (("16", one) for one in spelled)
    assert carried("Wisniewsky saw the signal fail at Zabor", text, was=was, now=now)
    assert not carried("Wisniewska saw the signal fail at Zabor", text, was=was, now=now)


def test_a_headline_with_the_old_day_keeps_nothing() -> None:
    before, after = (read_plain("Crash", "One", f"The line will be opened on {day}.") for day in ("Monday", "Tuesday"))
    (correction,) = corrections(revision(before, after))
    other = read_plain("Line to open on Monday", "Two", "The line is closed.")
    assert not headline.carries(correction, prepare(before), prepare(after), prepare(other))
