"""The letters that what a pattern finds begins with."""

from worker.text.between.openings import holds_any, openings

from ...rows import each_row


@each_row(
    ("written", "letters"),
    [
        ("sank|sunk", ("sank", "sunk")),
        ("kill(?:ed|ing)?|slain", ("kill", "slain")),
        ("visits?|visited|revisit", ("revis", "visit")),
        ("cars?|carriages?|oscar", ("car",)),
        (r"\bshot dead\b", ("shot ",)),
        ("(?:knock|cut)(?:ed)? off", ("cut", "knock")),
        ("(?:slightly )?hurt", ("hurt", "sligh")),
        ("(?:very )*hurt", ("",)),
        ("(?<!high )(?<!supreme )court", ("court",)),
        ("(?P<n0>fires?|blaze)|quake", ("blaze", "fire", "quake")),
        ("[Ff]ire|quake", ("",)),
        (r"\w+ fire", ("",)),
        ("(?!)", ()),
        ("(?!)|quake", ("quake",)),
        ("fu?el", ("f",)),
    ],
)
def test_one_of_them_begins_whatever_is_found(written: str, letters: tuple[str, ...]) -> None:
    assert openings(written) == letters


def test_they_are_looked_for_in_any_case() -> None:
    assert holds_any("The BLAST was heard", ("blast", "fire"))
    assert not holds_any("The bang was heard", ("blast", "fire"))
    assert not holds_any("The bang was heard", ())
    assert holds_any("The bang was heard", ("",))
