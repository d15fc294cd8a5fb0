"""One word for another of its kind: told, weighed as worth telling, and no more than that."""

import pytest

from schemas.change import Change, Label
from worker.text.change import revision
from worker.text.lexicon import lexicon
from worker.text.significance import ALERTED, IN_DEPTH, IN_HEADLINE, IN_LEDE, OUTCOME, REFRAMED, WEIGHTS

from ..rows import each_row
from .readings import make_reading

FILLER = {
    "en": "The river has flooded three times since the spring and the town is tired of it.",
    "de": "Der Fluss ist seit dem Frühjahr dreimal über die Ufer getreten und die Stadt ist es leid.",
    "fr": "La rivière a débordé trois fois depuis le printemps et la ville en a assez.",
}


def changed(old: str, new: str, language: str = "en") -> Change:
    one, other = (make_reading("A title", [FILLER[language], text], language=language) for text in (old, new))
    return revision(one, other)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Militants took the town.", "Terrorists took the town.", "from “Militants” to “Terrorists”"),
        ("The migrants were in a lorry.", "The asylum seekers were in a lorry.", "from “migrants” to “asylum seekers”"),
        ("He is accused of murder.", "He is accused of manslaughter.", "from “murder” to “manslaughter”"),
        ("A man was held in Derby.", "A woman was held in Derby.", "from “man” to “woman”"),
    ],
)
def test_one_word_for_another_of_its_kind_is_told(old: str, new: str, said: str) -> None:
    change = changed(old, new)
    assert change.labels == (Label.REWORDED,)
    assert change.significance == REFRAMED >= ALERTED
    assert change.summary == f"Wording in paragraph 2 changed {said}"
    assert change.stealth


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        ("Der Mann wurde in Kiel gefasst.", "Die Frau wurde in Kiel gefasst.", "de"),
        ("Des rebelles ont pris la ville.", "Des terroristes ont pris la ville.", "fr"),
    ],
)
def test_in_other_languages(old: str, new: str, language: str) -> None:
    assert changed(old, new, language).significance == REFRAMED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Three people died in the crash.", "Three people were killed in the crash."),
        ("The demonstrators left the square.", "The protesters left the square."),
        ("A man walked home.", "The man strolled home."),
        ("The rebels and the terrorists met.", "The terrorists and the rebels met."),
        ("A man was hurt.", "A young driver who is a woman was hurt."),
    ],
)
def test_other_rewordings_are_not(old: str, new: str) -> None:
    change = changed(old, new)
    assert change.significance < ALERTED
    assert "ording in" not in change.summary


@each_row(
    ("language", "old", "new", "said"),
    [
        (
            "en",
            "He was charged with fraud.",
            "He was convicted of fraud.",
            "changed from “charged with” to “convicted of”",
        ),
        (
            "en",
            "A guest aged 52 was slightly injured and taken to hospital.",
            "A guest aged 52 died in hospital on Tuesday.",
            "changed from “slightly injured” to “died”",
        ),
        (
            "en",
            "A guest aged 52 died in hospital on Tuesday.",
            "A guest aged 52 was slightly injured and taken to hospital.",
            "changed from “died” to “slightly injured”",
        ),
        (
            "en",
            "A guest was taken to hospital.",
            "A guest was taken to hospital and died on Tuesday.",
            "changed: “died” put in",
        ),
        (
            "en",
            "Two were hurt, one critically, in the crash.",
            "Two were hurt, one fatally, in the crash.",
            "changed from “critically” to “fatally”",
        ),
        ("en", "Two hikers are missing.", "Two hikers are dead.", "changed from “missing” to “dead”"),
        ("fr", "Un skieur est porté disparu.", "Un skieur est mort.", "changed from “porté disparu” to “mort”"),
        (
            "fr",
            "Un client a été légèrement blessé et hospitalisé.",
            "Un client est mort à l'hôpital mardi.",
            "changed from “légèrement blessé” to “mort”",
        ),
    ],
)
def test_what_became_of_people_outweighs_a_figure(language: str, old: str, new: str, said: str) -> None:
    change = changed(old, new, language)
    assert change.significance == round(OUTCOME + IN_DEPTH, 3) > WEIGHTS[Label.FIGURE] + IN_LEDE
    assert change.summary == f"Wording in paragraph 2 {said}"
    assert change.stealth


@each_row(
    ("old", "new"),
    [
        ("Five were killed and three injured there.", "Five died there."),
        ("Five died in the crash.", "Five were killed in the crash."),
        ("Man arrested after the Leeds crash.", "Crowds remember the Leeds dead."),
    ],
)
def test_the_same_outcome_and_another_matter_are_not(old: str, new: str) -> None:
    assert changed(old, new).significance < OUTCOME + IN_DEPTH


def test_the_gravest_edit_comes_first_and_its_words_are_named() -> None:
    old = ["The motion passed with 118 votes.", "Ada Brook was charged in March with fraud."]
    new = ["The motion passed with 119 votes.", "Ada Brook was convicted in March of fraud."]
    change = revision(make_reading("A title", old), make_reading("A title", new))
    assert change.summary.startswith("Wording in paragraph 2 changed from “charged” to “convicted”, vote figure in")


@each_row(("old", "new"), [("slightly injured", "seriously injured"), ("minor injuries", "life-threatening injuries")])
def test_how_badly_is_told(old: str, new: str) -> None:
    assert changed(f"A guest had {old} on Monday.", f"A guest had {new} on Monday.").significance >= ALERTED


def test_in_the_headline_it_weighs_more() -> None:
    one, other = (make_reading(title, [FILLER["en"]]) for title in ("Protesters storm hall", "Rioters storm hall"))
    change = revision(one, other)
    assert change.significance == REFRAMED + IN_HEADLINE
    assert change.summary == "Wording in the headline changed from “Protesters” to “Rioters”"


def test_beside_what_weighs_more_loaded_words_are_counted() -> None:
    old = ["Three died.", "The militants fled.", "A man was held.", "He walked home."]
    new = ["Five died.", "The terrorists fled.", "A woman was held.", "He strolled home."]
    change = revision(make_reading("A title", old), make_reading("A title", new))
    assert change.summary == (
        "Casualty figure in paragraph 1 raised from three to five, 2 loaded words changed elsewhere, "
        "1 sentence reworded; no correction note"
    )


def test_every_kind_has_choices_and_no_word_twice_in_one() -> None:
    for language in ("en", "de", "fr", "es", "it", "nl", "pt"):
        kinds = lexicon(language).framing
        assert kinds
        for word, places in kinds.items():
            assert len({kind for kind, _ in places}) == len(places), (language, word)
            assert word == word.lower()
