"""Days and years that two articles give for one thing, however they are written."""

from collections.abc import Callable
from datetime import UTC, datetime

from schemas.article import Reading
from worker.text.divergence import divergence

from ....rows import each_row

NOON = datetime(2026, 6, 12, 12, tzinfo=UTC)


@each_row(
    ("language", "published", "one", "other", "found"),
    [
        (
            "en",
            None,
            "The bridge at Kolm was opened on 3 May 2019 by the mayor.",
            "The bridge at Kolm was opened on 4 May 2019 by the mayor.",
            [("2019-05-03", "2019-05-04", "conflict")],
        ),
        (
            "en",
            NOON,
            "The bridge at Kolm was built around 1920 by the mayor.",
            "The bridge at Kolm was built around 1931 by the mayor.",
            [("1920", "1931", "conflict")],
        ),
        (
            "pl",
            NOON,
            "W pożarze w Łodzi 3 maja zginęły trzy osoby.",
            "W pożarze w Łodzi 4 maja zginęły trzy osoby.",
            [("2026-05-03", "2026-05-04", "conflict")],
        ),
    ],
)
def test_what_each_gives_is_compared(
    reading: Callable[..., Reading],
    language: str,
    published: datetime | None,
    one: str,
    other: str,
    found: list[tuple[str, str, str]],
) -> None:
    a, b = (reading("", [text], outlet, (), published, language) for text, outlet in ((one, "a"), (other, "b")))
    assert [(pair.value_a, pair.value_b, pair.relation) for pair in divergence(a, b).dates] == found
