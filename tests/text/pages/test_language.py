import pytest

from worker.text.pages import language


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The mayor of the town has resigned, and it is not known who will be asked to stand in for her.", "en"),
        ("Die Bürgermeisterin ist am Montag von ihrem Amt zurückgetreten, und das war nicht zu erwarten.", "de"),
        (
            "La maire de la ville a démissionné, et les raisons ne sont pas connues dans la ville pour une.",
            "fr",
        ),
        (
            "La alcaldesa de la ciudad dimitió el lunes y no se sabe por qué, pero los vecinos del puerto se alegran.",
            "es",
        ),
        (
            "La sindaca della città si è dimessa e non è chiaro per quale motivo, ma gli abitanti sono contenti.",
            "it",
        ),
        (
            "A prefeita da cidade renunciou na segunda e não se sabe o motivo, mas os moradores estão felizes.",
            "pt",
        ),
        ("De burgemeester van de stad is maandag opgestapt en het is niet bekend waarom zij dat heeft gedaan.", "nl"),
        (
            (
                "Solo 125 mil euros de la empresa han aparecido. La licencia de la empresa se renovó un año antes "
                "de la quiebra. En palabras de un portavoz de la Fiscalía, la sentencia de Matarreal envía un mensaje."
            ),
            "es",
        ),
        (
            "Selon un porte-parole de la ville, un incendie dans un dépôt de gaz a fait dix blessés en fin de matinée.",
            "fr",
        ),
        ("Bridge", None),
        ("", None),
        ("12345 67890", None),
    ],
)
def test_guess(text: str, name: str | None) -> None:
    assert language.guess(text) == name


GERMAN = (
    "Die Bürgermeisterin ist am Montag von ihrem Amt zurückgetreten, und das war nicht zu erwarten. Der Rat ist " * 3
)


@pytest.mark.parametrize(
    ("told", "text", "name"),
    [
        (None, GERMAN, "de"),
        ("en", GERMAN, "de"),
        ("de", GERMAN, "de"),
        ("fi", GERMAN, "fi"),
        ("en", "Bridge", "en"),
        ("no", "Ordføreren har gått av, og det er ikke kjent hvem som blir den nye i byen til høsten.", "no"),
        (None, "Bridge", None),
    ],
)
def test_checked(told: str | None, text: str, name: str | None) -> None:
    assert language.checked(told, text) == name
