import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.cli.terminal import clean, line, visible

ANYTHING = st.text(st.characters(codec=None, categories=None), max_size=60)
OBEYED = {"\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


@settings(max_examples=100)
@given(ANYTHING)
def test_nothing_a_terminal_obeys_is_left(text: str) -> None:
    shown = clean(text)
    assert all(unicodedata.category(character) != "Cc" for character in shown.replace("\n", ""))
    assert OBEYED.isdisjoint(shown)
    shown.encode()
    assert clean(shown) == shown


@settings(max_examples=100)
@given(ANYTHING)
def test_a_line_is_one_line(text: str) -> None:
    assert len(line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202egnp.exe", "<U+202E>gnp.exe"),
        ("\x1b[2J", "<U+001B>[2J"),
        ("\x9b31m", "<U+009B>31m"),
        ("\ud800", "<U+D800>"),
        (
            "caf\u00e9 \u0627\u0644\u0639 \U0001f469\u200d\U0001f52c",
            "caf\u00e9 \u0627\u0644\u0639 \U0001f469\u200d\U0001f52c",
        ),
    ],
)
def test_what_gives_orders_is_named_and_nothing_else(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("piece", "shown"), [("a\u200bb", "a<U+200B>b"), (" ", "\u2423"), ("\n", "\u23ce"), ("a b", "a b"), ("", "")]
)
def test_a_change_that_shows_nothing_is_shown(piece: str, shown: str) -> None:
    assert visible(piece) == shown
