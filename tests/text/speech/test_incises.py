# ruff: noqa: RUF001 - typographic marks are what is tested
"""A clause inside the marks that tells who speaks is none of their words."""

from worker.text.quotes import find
from worker.text.segment import sentences

from ...rows import each_row


@each_row(
    ("language", "text", "said", "speaker"),
    [
        (
            "fr",
            "« C’est un scandale, a dénoncé Thomas Petit, maire de Valmont, et nous partons. Rien n’a été fait. »",
            "C’est un scandale et nous partons. Rien n’a été fait.",
            "Thomas Petit",
        ),
        (
            "fr",
            "« J’ai attendu, raconte la directrice. Rien n’est venu. »",
            "J’ai attendu. Rien n’est venu.",
            "la directrice",
        ),
        (
            "fr",
            "Jean Petit peste. « Trop tard, déplore-t-il. Il fallait agir. »",
            "Trop tard. Il fallait agir.",
            "Jean Petit",
        ),
        (
            "fr",
            "« Il y a urgence – insiste le préfet – et nous agissons ».",
            "Il y a urgence et nous agissons",
            "le préfet",
        ),
        ("it", "«È uno scandalo, ha detto Marco Neri, e basta».", "È uno scandalo e basta", "Marco Neri"),
        ("it", "«È uno scandalo - ha detto il sindaco Neri - e basta».", "È uno scandalo e basta", "il sindaco Neri"),
        (
            "es",
            "“Es grave —dijo el alcalde Marcos Gil—, y queremos irnos”.",
            "Es grave y queremos irnos",
            "el alcalde Marcos Gil",
        ),
        ("es", "«Es grave, dijo la portavoz. No vamos a callar».", "Es grave. No vamos a callar", "la portavoz"),
        ("es", "“No sé —añadió—. Lo veremos”, dijo Marcos Gil.", "No sé. Lo veremos", "Marcos Gil"),
        ("pt", "“É grave, disse o prefeito João Lima, e vamos”.", "É grave e vamos", "o prefeito João Lima"),
    ],
)
def test_who_speaks_may_be_told_inside_the_marks(language: str, text: str, said: str, speaker: str) -> None:
    [quote] = find([text], sentences([text], language), language)
    assert (quote.text, quote.speaker) == (said, speaker)


@each_row(
    ("language", "said"),
    [
        ("fr", "Notre maire, qui était là, a annoncé la fermeture du pont, et nous avons compris"),
        ("fr", "Mon frère, le médecin, a dit la vérité, et on l’a puni"),
        ("fr", "Le ministre, Paul Roux, a rappelé Anne Petit, et elle est venue"),
        ("it", "Il ministro, dice la legge, deve dimettersi"),
        ("es", "Mi padre, dijo que no vendría, y no vino"),
        ("pt", "Ele, meu pai, disse a verdade, e foi preso"),
        ("en", "The plan is bad, said the mayor John Smith, and we want answers"),
    ],
)
def test_what_a_speaker_tells_of_others_is_said(language: str, said: str) -> None:
    text = f"« {said} », Jean Petit."
    [quote] = find([text], sentences([text], language), language)
    assert quote.text == said
