"""What one outlet leaves open and the other states, in each language that has words for it."""

from collections.abc import Callable

from schemas.article import Reading
from worker.text.divergence import divergence

from ...rows import each_row

FIRE = "the fire at the bakery in Wick was started deliberately by a former employee"


@each_row(
    ("language", "a", "b", "words"),
    [
        ("en", f"Police believe {FIRE}.", f"{FIRE.capitalize()}, police said.", ["believe"]),
        ("en", f"Detectives suspect that {FIRE}.", f"{FIRE.capitalize()}.", ["suspect"]),
        ("en", "We believe in a free press for Wick, the editor said.", "A free press for Wick, the editor said.", []),
        (
            "de",
            "Der Fahrer soll vor dem Unfall in Kassel drei Gläser Wein getrunken haben.",
            "Der Fahrer hat vor dem Unfall in Kassel drei Gläser Wein getrunken.",
            ["soll"],
        ),
        (
            "de",
            "Der Bürgermeister hat mutmaßlich Schmiergeld von der Baufirma Kern angenommen.",
            "Der Bürgermeister hat Schmiergeld von der Baufirma Kern angenommen.",
            ["mutmaßlich"],
        ),
        (
            "de",
            "Die Brücke in Kassel soll im Herbst nach zwei Jahren Bauzeit wieder öffnen.",
            "Die Brücke in Kassel wird im Herbst nach zwei Jahren Bauzeit wieder öffnen.",
            [],
        ),
        (
            "de",
            "Wenn der Fahrer in Kassel womöglich drei Gläser Wein getrunken hat, droht ihm Haft.",
            "Der Fahrer hat in Kassel drei Gläser Wein getrunken, ihm droht Haft.",
            [],
        ),
        (
            "fr",
            "Le conducteur aurait bu trois verres de vin avant l'accident survenu près de Dijon.",
            "Le conducteur a bu trois verres de vin avant l'accident survenu près de Dijon.",
            ["aurait"],
        ),
        (
            "es",
            "El incendio fue provocado presuntamente por un antiguo empleado de la fábrica de Vigo.",
            "El incendio fue provocado por un antiguo empleado de la fábrica de Vigo.",
            ["presuntamente"],
        ),
        (
            "it",
            "Il sindaco avrebbe accettato tangenti dalla ditta Verdi per la nuova scuola.",
            "Il sindaco ha accettato tangenti dalla ditta Verdi per la nuova scuola.",
            ["avrebbe"],
        ),
        (
            "nl",
            "De minister zou niet op de hoogte zijn geweest van de brand in Zwolle.",
            "De minister was op de hoogte van de brand in Zwolle.",
            [],
        ),
        (
            "pt",
            "O incêndio teria sido provocado por um antigo funcionário da fábrica de Braga.",
            "O incêndio foi provocado por um antigo funcionário da fábrica de Braga.",
            ["teria"],
        ),
    ],
)
def test_what_is_left_open_here_and_stated_there(
    language: str, a: str, b: str, words: list[str], reading: Callable[..., Reading]
) -> None:
    one, other = (reading(title=None, paragraphs=[text], outlet=text[:3], language=language) for text in (a, b))
    assert [(pair.hedged, pair.words) for pair in divergence(one, other).hedges] == [("a", word) for word in words]
    assert [(pair.hedged, pair.words) for pair in divergence(other, one).hedges] == [("b", word) for word in words]
