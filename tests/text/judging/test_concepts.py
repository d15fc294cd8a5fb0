import pytest

from worker.text.judging import concepts
from worker.text.judging.lexicon import tables

from ...rows import each_row


@each_row(
    ("kind", "sentence"),
    [
        ("blocked", "Let's confirm you are human"),
        ("blocked", "Wir prüfen kurz, ob Sie ein Mensch sind."),
        ("blocked", "Votre adresse IP a été bloquée"),
        ("blocked", "Zet je adblocker uit om verder te gaan"),
        ("blocked", "Este conteúdo não está disponível na sua região"),
        ("consent", "Wij en onze partners verwerken persoonsgegevens"),
        ("consent", "Puoi accettare i cookie oppure abbonarti"),
        ("paywall", "Regístrate gratis y sigue leyendo"),
        ("paywall", "Il vous reste 82,4 % de cet article à lire, abonnez-vous"),
        ("paywall", "$1 a month for the whole story"),
        ("missing", "Il link potrebbe essere errato"),
        ("missing", "Die Seite gibt es nicht"),
        ("blocked", "Aguarde um pouco e tente novamente"),
        ("blocked", "We cannot show this to readers in your country"),
        ("blocked", "Wann bist du geboren? Gib dein Geburtsdatum ein"),
        ("blocked", "Confirma que has cumplido los 18"),
        ("consent", "Nosotros y nuestros socios tratamos datos para mostrarte anuncios"),
        ("paywall", "Profitez de tous nos contenus en illimité dès 1 €"),
        ("paywall", "Matéria só para quem apoia o jornal"),
        ("paywall", "Your e-mail address unlocks it"),
        ("paywall", "No thanks, take me to the story"),
        ("missing", "Riparti dalla prima pagina o prova con la ricerca"),
        ("missing", "L'adresse a changé"),
    ],
)
def test_said_in_other_words(kind: str, sentence: str) -> None:
    assert kind in concepts.said(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister said that visitors must confirm that they are human.",
        "Reporters were denied access to the trial of a former minister on Thursday.",
        "Une personne sur cinq doit prouver qu'elle est humaine, selon une étude.",
        "The council approved a new budget after a debate of nine hours.",
        "Onbeperkt met de bus voor 39 euro",
        "El alcalde anunció que nuestros datos y las empresas",
        "The old address of the museum, which closed eleven winters ago, changed hands in the spring and is a shop.",
    ],
)
def test_reports_and_others_say_nothing(sentence: str) -> None:
    assert not concepts.said(sentence)


def test_the_united_states_are_nobody_spoken_to() -> None:
    assert not concepts.addresses("Attempted crossings at the southern U.S. border hit a record")
    assert not concepts.addresses("A US House district is redrawn")
    assert concepts.addresses("Help us to keep the robots out")
    assert concepts.addresses("HELP US TO KEEP THE ROBOTS OUT")


def test_accents_and_case_may_be_left_out() -> None:
    assert (
        concepts.said("VERIFIEZ QUE VOUS ETES HUMAIN") == concepts.said("Vérifiez que vous êtes humain") == {"blocked"}
    )


def test_one_stem_is_no_pair() -> None:
    # "reject" is both a refusal and an answer to a request for consent.
    assert not concepts.said("You reject")


def test_short_lines_may_stand_together() -> None:
    apart = "Leggi l'articolo e tutti i contenuti del sito Attiva l'offerta: ora solo 1 € per i primi tre mesi"
    assert "paywall" in concepts.said(apart, is_label=True)
    assert "paywall" not in concepts.said(apart)


def test_the_subject_is_what_most_is_said_of() -> None:
    assert concepts.subject(["Your client looks like a crawler.", "Humans are let in."]) == "blocked"
    assert concepts.subject(["Our partners keep cookies to show you adverts."]) == "consent"
    assert concepts.subject(["You can leave your gym at any time."]) is None
    assert concepts.subject([]) is None


def test_every_language_has_every_concept() -> None:
    names = set(tables()["en"]["concepts"])
    for table in tables().values():
        assert set(table["concepts"]) == names
