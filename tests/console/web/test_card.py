"""Pictures of changes: always 1200 by 630, whatever is in the text and whatever fonts there are."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from console.web import typefaces
from console.web.card import card, when
from console.web.lettering import Run, block, drawable, fitted
from schemas.article import Reading
from schemas.change import Change
from worker.text.change import revision
from worker.text.divergence import divergence

Make = Callable[..., Reading]


@pytest.fixture
def change(reading: Make) -> Callable[[str, str], Change]:
    def between(old: str, new: str) -> Change:
        sides = [
            reading(url="https://a.test/", outlet="Outlet", title="A title", byline="Ann Ode", paragraphs=[[text]])
            for text in (old, new)
        ]
        return revision(*sides)

    return between


def opened(png: bytes) -> Image.Image:
    picture = Image.open(BytesIO(png))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    return picture.convert("RGB")


def has(picture: Image.Image, colour: str) -> bool:
    wanted = tuple(bytes.fromhex(colour))
    return any(found == wanted for _, found in picture.getcolors(1_000_000) or [])


def test_what_went_stands_on_red_and_what_came_on_green(change: Callable[[str, str], Change]) -> None:
    picture = opened(card(change("Four people were hurt.", "Six people were hurt.")))
    assert has(picture, "f9dcd8")
    assert has(picture, "d9efdb")
    assert opened(card(change("Four people were hurt.", "Six people were hurt."))).tobytes() == picture.tobytes()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "\u0642\u062a\u0644 12 \u0634\u062e\u0635\u0627 Reuters News.",
            "\u0642\u062a\u0644 17 \u0634\u062e\u0635\u0627 Reuters News.",
        ),
        (
            "\u4e8b\u6545\u9020\u621012\u4eba\u6b7b\u4ea1\u3002" * 30,
            "\u4e8b\u6545\u9020\u621017\u4eba\u6b7b\u4ea1\u3002" * 30,
        ),
        ("\u041f\u043e\u0433\u0438\u0431\u043b\u0438 12.", "\u041f\u043e\u0433\u0438\u0431\u043b\u0438 17."),
        (
            "\u0e21\u0e35\u0e1c\u0e39\u0e49\u0e40\u0e2a\u0e35\u0e22\u0e0a\u0e35\u0e27\u0e34\u0e15 12",
            "\u0e21\u0e35\u0e1c\u0e39\u0e49\u0e40\u0e2a\u0e35\u0e22\u0e0a\u0e35\u0e27\u0e34\u0e15 17",
        ),
        ("word " * 4000, "word " * 3999 + "other"),
        ("x" * 30_000, "y" * 30_000),
        ("The pl\u200ban.\u202e\x00", "The plan."),
        ("", "Something."),
        ("The same.", "The same."),
    ],
)
@pytest.mark.parametrize("has_fonts", [True, False])
def test_any_text_with_any_fonts(
    change: Callable[[str, str], Change],
    old: str,
    new: str,
    has_fonts: bool,  # noqa: FBT001 - a column of the table
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not has_fonts:
        monkeypatch.setattr(typefaces, "_of_system", lambda _: None)
    opened(card(change(old, new)))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.text(max_size=80))
def test_never_an_error(change: Callable[[str, str], Change], old: str, new: str) -> None:
    opened(card(change(old, new)))


def test_two_outlets_stand_beside_each_other(reading: Make) -> None:
    sides = [
        reading(
            url=f"https://{name}.test/",
            outlet=name,
            title=f"{count} killed",
            byline="A",
            paragraphs=[[f"The blast killed {count} people in Leeds on Monday."]],
        )
        for name, count in (("one", "Four"), ("two", "Six"))
    ]
    picture = opened(card(divergence(*sides)))
    assert has(picture, "8a3b12")
    assert has(picture, "1d5a6e")


def test_lines_keep_to_the_width_and_to_the_height() -> None:
    made = fitted([Run("=", "many words " * 200)], width=300, height=100, sizes=(30, 20))
    assert made.size == 20
    assert made.height <= 100 + 20
    assert made.lines[-1][-1].text == "\u2026"
    for line in made.lines:
        assert sum(unit.width + unit.space for unit in line) - line[0].space <= 300


def test_right_to_left_is_told_by_the_first_letter() -> None:
    assert block([Run("=", "12 \u05e9\u05dc\u05d5\u05dd")], width=300, size=20).right_to_left
    assert not block([Run("=", "12 people")], width=300, size=20).right_to_left


def test_what_cannot_be_drawn_is_left_out() -> None:
    assert drawable("a\x00b\u202ec\ud800\n\td\u200de") == "abc d\u200de"


def test_a_picture_is_dated_by_when_the_change_was_found_and_not_by_the_article(change: Callable[..., Change]) -> None:
    at = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    made = change("Four people were hurt.", "Six people were hurt.")
    dated = made.model_copy(update={"new": made.new.model_copy(update={"published": at})})
    assert when(dated, at.replace(hour=14)) == ["found 1 Mar 2026, 14:30 UTC"]
    assert when(dated, None) == ["published 1 Mar 2026, 09:30 UTC"]
    dateless = made.model_copy(update={"new": made.new.model_copy(update={"published": None, "modified": None})})
    assert when(dateless, None) == []
