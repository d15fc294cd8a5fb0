"""Who says what of one matter, in a line."""

from datetime import UTC, datetime

from schemas.divergence import FindingKind
from schemas.story import Claim
from worker.store import findings

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
