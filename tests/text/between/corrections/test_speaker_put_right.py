"""Who stands how to a correction of whom a quotation is given to."""

import pytest

from schemas.article import Reading
from schemas.correction import Stance
from worker.text.between.corrections.propagation import stance
from worker.text.between.corrections.taken_back import corrections
from worker.text.change import revision
from worker.text.divergence import divergence

from ...readings import read_plain

SAID = "\u201cThe motor overheated in the sun,\u201d said {}."
FALK = "Ruth Falk, the regional governor"
LIND = "Otto Lind, the operator's engineer"
CABLE = "A cable car stopped above Dunmere on Sunday with 40 people on board, the regional council said."
ROPE = "All passengers were brought down by rope within three hours."
BUILT = "The cable car was built in 1988 and carries 900 people a day, regional governor Ruth Falk said."
SHE = "\u201cThe motor overheated in the sun,\u201d she told reporters."
GIVEN = [
    (BUILT, Stance.SILENT, None),
    (f"{BUILT} {SHE}", Stance.CARRIES, SHE),
    (SAID.format("governor Ruth Falk of Dunmere"), Stance.CARRIES, ...),
    (SAID.format("Falk"), Stance.CARRIES, ...),
    (SAID.format("engineer Otto Lind"), Stance.LED, ...),
    (SAID.format("a spokesman for the council"), Stance.SILENT, None),
    (f"{SAID.format('a passenger')} Ruth Falk, the governor, was not there.", Stance.SILENT, None),
    ("The motor overheated in the sun, said the regional governor, Ruth Falk.", Stance.CARRIES, ...),
]


def read(outlet: str, *paragraphs: str) -> Reading:
    return read_plain("Cable car stops above Dunmere", outlet, *paragraphs)


@pytest.mark.parametrize(("other", "expected", "said"), GIVEN)
def test_another_speaker_concerns_those_who_give_the_quotation_to_the_first(
    other: str, expected: Stance, said: object
) -> None:
    before, after = (read("One", CABLE, SAID.format(who), ROPE) for who in (FALK, LIND))
    (found,) = corrections(revision(before, after))
    assert (found.old, found.new) == ((1,), (1,))
    there = read("Two", CABLE.replace("stopped", "came to a halt"), other, ROPE)
    told, place = stance(found, divergence(before, there), divergence(after, there))
    shown = None if place is None else there.sentences[place].text
    assert (told, shown) == (expected, other if said is ... else said)


@pytest.mark.parametrize(("put_right", "expected"), [(True, Stance.CARRIES), (False, Stance.SILENT)])
def test_a_name_that_was_put_right_where_nobody_speaks_concerns_all_who_have_it(
    expected: Stance, *, put_right: bool
) -> None:
    owner = "The cable car belongs to Ruth Falk, who bought it from the town nine years ago."
    before, after = (
        read("One", CABLE, SAID.format(who), owner.replace("Ruth Falk", name), ROPE)
        for who, name in ((FALK, "Ruth Falk"), (LIND, "Otto Lind" if put_right else "Ruth Falk"))
    )
    (found,) = corrections(revision(before, after))
    there = read("Two", CABLE.replace("stopped", "came to a halt"), owner.replace("nine years ago", "in 2017"), ROPE)
    assert stance(found, divergence(before, there), divergence(after, there))[0] is expected
