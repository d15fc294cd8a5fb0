"""Names that some print without their accents."""

import pytest

from schemas.article import Reading
from schemas.correction import Stance
from worker.text.between.corrections.propagation import has_new, stance
from worker.text.between.corrections.taken_back import corrections
from worker.text.change import revision
from worker.text.divergence import divergence

from ...readings import read_plain

COURT = "A court in the capital had ordered the mine to be closed in March, but the order was never carried out."
TOLL = "Twelve miners were killed when a gallery collapsed near Karvin on Monday, the ministry said."
OWNER = "The mine belongs to {}, who has owned it since the state sold its shares."


def read(outlet: str, *paragraphs: str) -> Reading:
    return read_plain("Miners killed near Karvin", outlet, *paragraphs)


@pytest.mark.parametrize(
    ("old", "new", "other", "expected"),
    [
        ("Jos\u00e9 Mu\u00f1iz", "Jos\u00e9 Mu\u00f1oz", "Jose Muniz", Stance.CARRIES),
        ("Jos\u00e9 Mu\u00f1iz", "Jos\u00e9 Mu\u00f1oz", "Jose Munoz", Stance.LED),
        ("Jos\u00e9 Mu\u00f1iz", "Jos\u00e9 Mu\u00f1oz", "Jose Mendez", Stance.SILENT),
        ("Jose Muniz", "Jose Munoz", "Jos\u00e9 Mu\u00f1iz", Stance.CARRIES),
        ("Magda Wi\u015bniewsky", "Magda Wi\u015bniewska", "Magda Wisniewsky", Stance.CARRIES),
        ("S\u00f8ren \u0141ukasz", "S\u00f8ren \u0141ukosz", "Soren Lukasz", Stance.CARRIES),
        ("Miloslav \u010capek", "Zden\u011bk Ryb\u00e1\u0159", "Miloslav Capek", Stance.CARRIES),
        ("Jose Muniz", "Jos\u00e9 Mu\u00f1iz", "Jose Muniz", Stance.CARRIES),
        ("Jose Muniz", "Jos\u00e9 Mu\u00f1iz", "Jos\u00e9 Mu\u00f1iz", Stance.LED),
    ],
)
def test_who_leaves_the_accents_of_a_name_out_has_it_too(old: str, new: str, other: str, expected: Stance) -> None:
    before, after = (read("One", TOLL, OWNER.format(name)) for name in (old, new))
    (found,) = corrections(revision(before, after))
    theirs = read("Two", OWNER.format(other), COURT)
    assert stance(found, divergence(before, theirs), divergence(after, theirs))[0] is expected
    assert has_new(found, divergence(after, theirs).new) is (expected is Stance.LED)
