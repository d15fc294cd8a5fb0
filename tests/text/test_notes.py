"""The words by which a sentence is known that may be a note hold for every note that a language has."""

import re
import tomllib
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from worker.text.lexicon import lexicon
from worker.text.normalise import fold

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")
NOTES = [
    pytest.param(language, kind, pattern, id=f"{language} {kind} {at}")
    for language in LANGUAGES
    for kind, patterns in tomllib.loads((files("worker.text") / f"words/{language}.toml").read_text("utf-8"))[
        "notes"
    ].items()
    for at, pattern in enumerate(patterns)
]


@pytest.mark.parametrize(("language", "kind", "pattern"), NOTES)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_note_is_passed_over(language: str, kind: str, pattern: str, data: st.DataObject) -> None:
    note = fold(data.draw(st.from_regex(pattern, alphabet=st.characters(codec="latin-1"))))
    if re.search(pattern, note, re.IGNORECASE):  # folding may have made it something else
        assert lexicon(language).says(kind, note)


def test_what_tells_nothing_of_the_article_is_no_note() -> None:
    assert not lexicon("en").says("correction", "The minister said that nobody was hurt.")
    assert not lexicon("pl").says("correction", "Correction: it was Monday.")
