"""Who says what of one matter, in a line."""

from datetime import UTC, datetime, timedelta

from schemas.divergence import FindingKind
from schemas.story import Claim
from worker.store import findings
from worker.text.between import same_claims

from ..rows import each_row

AT = datetime(2026, 3, 2, tzinfo=UTC)


def claim(outlet: str, says: str) -> Claim:
    return Claim(article=1, outlet=outlet, snapshot=1, says=says, at=AT, sentence=f"{says} people died.")


def test_what_begins_a_sentence_is_said_by_the_same_as_what_does_not() -> None:
    told = [claim("A", "At least 14"), claim("B", "12"), claim("C", "at least 14")]
    assert findings.says(FindingKind.FIGURE, told) == {"at least 14": ("A", "C"), "12": ("B",)}
    assert findings.summary(FindingKind.FIGURE, "killed", told) == "killed: at least 14 in A and C; 12 in B"


def test_quoted_words_keep_their_capitals() -> None:
    told = [claim("A", "At least he tried"), claim("B", "At last he tried")]
    assert list(findings.says(FindingKind.QUOTE, told)) == ["At least he tried", "At last he tried"]


def test_one_quotation_is_one_however_it_ends_and_stands_in_marks() -> None:
    told = [claim("A", "We don\u2019t know,"), claim("B", "We don't know."), claim("C", "We do know")]
    line = "the mayor: 'We don\u2019t know' in A and B; 'We do know' in C"
    assert findings.summary(FindingKind.QUOTE, "the mayor", told) == line


def test_long_quotations_are_shown_where_they_part() -> None:
    same = "We have looked at every one of the ways in which the harbour could be made safe for the ferries, and this"
    told = [claim("A", f"{same} is the cheapest."), claim("B", f"{same} is the best.")]
    line = findings.summary(FindingKind.QUOTE, "the mayor", told)
    assert line == "the mayor: '\u2026this is the cheapest' in A; '\u2026this is the best' in B"


def test_where_long_quotations_part_is_no_comma() -> None:
    one, other = "they will get straight", "it will get straightened out"
    told = [
        claim("A", f"We don\u2019t like what is happening, either way we don\u2019t like it, and {one}"),
        claim("B", f"We don't like what is happening, either way, we don't like it, and {other}"),
    ]
    line = findings.summary(FindingKind.QUOTE, "the mayor", told)
    assert line == f"the mayor: '\u2026like it, and {one}' in A; '\u2026like it, and {other}' in B"


def test_a_part_of_a_quotation_is_shown_whole_beside_what_was_altered() -> None:
    whole = "This library taught my children to read and tonight you have voted to lock its doors for good"
    told = [
        claim("A", whole),
        claim("B", "This library taught my children to read"),
        claim("C", whole.replace("lock its doors for good", "shut its doors for ever")),
    ]
    assert findings.summary(FindingKind.QUOTE, "a teacher", told) == (
        "a teacher: '\u2026have voted to lock its doors for good' in A; "
        "'This library taught my children to read' in B; "
        "'\u2026have voted to shut its doors for ever' in C"
    )


@each_row("kind", [*FindingKind])
def test_what_nobody_says_any_more_is_told_so(kind: FindingKind) -> None:
    told = [claim(name, name).model_copy(update={"until": AT + timedelta(hours=1)}) for name in "AB"]
    line = findings.summary(kind, "the mayor", told)
    assert line.startswith("the mayor: no longer told differently; before: ")
    assert ("in A" in line, "in B" in line) == (True, True)


def test_what_is_settled_is_told_as_it_was_told_differently_last() -> None:
    first, then, last = (AT + timedelta(hours=hours) for hours in (1, 2, 3))
    told = [
        claim("A", "14").model_copy(update={"until": first}),
        claim("A", "13").model_copy(update={"at": first, "until": last}),
        claim("B", "12"),
        claim("C", "14").model_copy(update={"until": then}),
    ]
    line = findings.summary(FindingKind.FIGURE, "killed", told, is_settled=True)
    assert line == "killed: no longer told differently; before: 13 in A; 12 in B"
    assert findings.summary(FindingKind.FIGURE, "killed", told) == "killed: 12 in B"


def test_of_many_outlets_a_line_names_some() -> None:
    told = [claim(name, "12") for name in "ABCDEFGHI"] + [claim("Z", "14")]
    line = findings.summary(FindingKind.FIGURE, "killed", told)
    assert line == "killed: 12 in A, B, C, D and 5 others; 14 in Z"
    assert findings.says(FindingKind.FIGURE, told)["12"] == tuple("ABCDEFGHI")


@each_row(
    ("kind", "claims", "firsts"),
    [
        (
            FindingKind.FIGURE,
            [
                ("48", "48 million pounds"),
                ("84", "£84 million"),
                ("48", "£48 million"),
                ("48", "48 millones de libras"),
            ],
            ["48 million pounds", "£84 million", "48 million pounds", "48 million pounds"],
        ),
        (
            FindingKind.FIGURE,
            [("14", "at least 14"), ("20", "20"), ("14", "14"), ("14", "fourteen"), ("14", "At least fourteen")],
            ["at least 14", "20", "14", "14", "at least 14"],
        ),
        (
            FindingKind.ATTRIBUTION,
            [("a", "Mr Reyes"), ("b", "Anna Kovac"), ("c", "Reyes"), ("d", "the minister, Daniel Reyes")],
            ["Mr Reyes", "Anna Kovac", "Mr Reyes", "Mr Reyes"],
        ),
        (
            FindingKind.QUOTE,
            [("a", "We will not wait."), ("b", "We will wait"), ("a", "We will not wait,")],
            ["We will not wait.", "We will wait", "We will not wait."],
        ),
        (
            FindingKind.QUOTE,
            [
                ("a", "We could see the flames \u2026 and knew that we had ten minutes"),
                ("b", "[The staff] could see the flames from the dome and knew that we had ten minutes"),
                ("c", "We could see the flames from the dome and knew that we had ten minutes to leave"),
                ("d", "We could see the flames from the dome and knew that we had five minutes to leave"),
                ("e", "We could see the flames from the dome"),
            ],
            [
                *["We could see the flames from the dome and knew that we had ten minutes to leave"] * 3,
                "We could see the flames from the dome and knew that we had five minutes to leave",
                "We could see the flames from the dome",
            ],
        ),
    ],
)
def test_who_claims_the_same_in_other_words(
    kind: FindingKind, claims: list[tuple[str, str]], firsts: list[str]
) -> None:
    assert same_claims.firsts(kind, claims) == firsts


def test_who_claims_the_same_in_other_words_stands_together_in_a_line() -> None:
    told = [
        claim(outlet, says).model_copy(update={"alike": first})
        for outlet, says, first in (
            ("A", "48 million pounds", "48 million pounds"),
            ("B", "£84 million", "£84 million"),
            ("C", "£48 million", "48 million pounds"),
        )
    ]
    line = findings.summary(FindingKind.FIGURE, "purchase", told)
    assert line == "purchase: 48 million pounds in A and C; £84 million in B"
