"""Lines about what changed and what differs tell each matter once, and nothing that is none."""

import pytest

from schemas.article import Reading
from worker.text.change import revision
from worker.text.divergence import divergence

from .readings import make_reading, read_plain

NURSE = ("Hospice nurse jailed", "A nurse was jailed for nine years on Thursday.")


def line(language: str, old: tuple[str, ...], new: tuple[str, ...]) -> str:
    sides = (make_reading(title, list(text)).model_copy(update={"language": language}) for title, *text in (old, new))
    return revision(*sides).summary


def test_a_name_in_full_and_in_short_is_one_change() -> None:
    texts = ("{} {}, 41, of Clifton, took the drug.", "{1} was caught when a colleague noticed a broken seal.")
    old, new = (
        (*NURSE, *(text.format(*name) for text in texts))
        for name in (("Katherine", "Holloway"), ("Catherine", "Hollaway"))
    )
    told = "Name in paragraphs 2 and 3 changed from \u201cKatherine Holloway\u201d to \u201cCatherine Hollaway\u201d"
    assert line("en", old, new).replace("paragraph 2 and paragraph 3", "paragraphs 2 and 3").startswith(told)
    assert "elsewhere" not in line("en", old, new)


@pytest.mark.parametrize(
    ("language", "title", "text", "pairs", "told"),
    [
        (
            "es",
            "{} mineros mueren en un derrumbe en Asturias",
            "Al menos {} mineros murieron el lunes tras el derrumbe de una galer\u00eda en la mina.",
            (("Cuatro", "cuatro"), ("Cinco", "cinco")),
            "raised from cuatro to cinco",
        ),
        (
            "de",
            "Zugungl\u00fcck bei Garmisch: {} Tote",
            "Bei einem Zugungl\u00fcck bei Garmisch sind am Freitag {} Menschen ums Leben gekommen.",
            (("Zw\u00f6lf", "zw\u00f6lf"), ("Dreizehn", "dreizehn")),
            "raised from zw\u00f6lf to dreizehn",
        ),
    ],
)
def test_a_figure_of_the_headline_and_the_lede_is_one_change(
    language: str, title: str, text: str, pairs: tuple[tuple[str, str], ...], told: str
) -> None:
    old, new = ((title.format(upper), text.format(lower)) for upper, lower in pairs)
    found = line(language, old, new)
    assert told in found
    assert "the headline and paragraph 1" in found
    assert "elsewhere" not in found


def outlet(name: str, *text: str) -> Reading:
    return read_plain(f"{name} has it", name, *text)


SAID = (
    "\u201cThis was a {} betrayal of people in the last days of their lives and of all who trusted you,\u201d {} said."
)
JAILED = "A former nurse was jailed for nine years for stealing morphine from patients at a hospice."


def test_words_that_two_are_said_to_have_spoken_otherwise_are_told_with_both_speakers() -> None:
    one = outlet("One", JAILED, SAID.format("cruel", "Judge Alan Prentice"))
    other = outlet("Other", JAILED, SAID.format("callous", "prosecutor Nina Whitcombe"))
    told = divergence(one, other)
    (finding,) = told.findings
    said = "'This was a {} betrayal of people in the last days of \u2026'"
    assert finding.summary == (
        f"Judge Alan Prentice is quoted as {said.format('cruel')} in One, "
        f"prosecutor Nina Whitcombe as {said.format('callous')} in Other"
    )
    assert finding.what == "Judge Alan Prentice or prosecutor Nina Whitcombe"
    assert f"prosecutor Nina Whitcombe as {said.format('callous')}" in told.summary


def test_none_only_in_an_outlet_is_not_said() -> None:
    one = outlet("One", JAILED, "The court heard that she took more than 300 vials over two years.")
    other = outlet("Other", JAILED)
    assert divergence(one, other).summary.endswith("; 1 sentence only in One")
    assert divergence(other, one).summary.endswith("; 1 sentence only in One")


TOLL = "The explosion in Varna killed {} people and injured 12 others on Tuesday, the fire service said."
RESCUE = "Rescue workers with dogs were searching the rubble of the harbour block for two residents."
WARNED = "The gas company was {} of the leak three days before, the prosecutor Anna Dimova found."


def test_a_sentence_that_is_printed_twice_is_one_fact() -> None:
    once, twice = ((TOLL, RESCUE, WARNED), (TOLL, RESCUE, WARNED, TOLL, WARNED))

    def said(texts: tuple[str, ...], killed: str, warned: str) -> Reading:
        words = {TOLL: killed, WARNED: warned}
        return make_reading("A title", [text.format(words.get(text)) for text in texts])

    told = [revision(said(texts, "seven", "warned"), said(texts, "nine", "never warned")) for texts in (once, twice)]
    assert told[0].significance == told[1].significance
    assert told[1].summary == told[0].summary.replace("paragraph 1 ", "paragraphs 1 and 4 ").replace(
        "paragraph 3 ", "paragraphs 3 and 5 "
    )
    one, other = (
        outlet(name, *(text.format("seven") for text in texts)) for name, texts in (("One", once), ("Two", twice))
    )
    assert divergence(one, other).only_b == ()
