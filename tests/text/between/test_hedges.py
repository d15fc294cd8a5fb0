"""What one outlet leaves open and the other states, in each language that has words for it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

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


BANANAS = "two tonnes of cocaine from Ecuador in a load of bananas"


@each_row(
    ("open_", "flat", "words"),
    [
        (f"The skipper is suspected of smuggling {BANANAS}.", f"The skipper smuggled {BANANAS}.", ["suspected of"]),
        (
            "The man is suspected of killing the older boy with a kitchen knife in the yard.",
            "The man killed the older boy with a kitchen knife in the yard.",
            ["suspected of"],
        ),
        (
            "The senator is accused of taking bribes from the builder of the stadium in Tampa.",
            "The senator took bribes from the builder of the stadium in Tampa.",
            ["accused of"],
        ),
        (
            "The gang claims to have sunk the trawler off the coast of Spain in June.",
            "The gang sank the trawler off the coast of Spain in June.",
            ["claims to"],
        ),
        (
            "The suspect may have known of the cocaine in the load of bananas.",
            "The suspect knew of the cocaine in the load of bananas, police told reporters.",
            ["may"],
        ),
        (
            "The strike may cost the port two million euros.",
            "The strike will cost the port two million euros.",
            ["may"],
        ),
        (
            "The strike could cost the port two million euros.",
            "The strike will cost the port two million euros.",
            ["could"],
        ),
        (
            "Officers found evidence of a possible murder on board the trawler.",
            "Officers found evidence of a murder on board the trawler.",
            ["possible"],
        ),
        (
            "Three miners are feared dead in the flooded pit near Kolm.",
            "Three miners are dead in the flooded pit near Kolm.",
            ["feared"],
        ),
        (
            "The minister has ordered the closure of the port until Friday, sources say.",
            "The minister has ordered the closure of the port until Friday.",
            ["sources say"],
        ),
        (
            "Three hostages were freed in Doha after talks, according to unconfirmed reports.",
            "Three hostages were freed in Doha after talks.",
            ["according to unconfirmed reports"],
        ),
        (
            "The plant in Kolm will close with the loss of 400 jobs, according to a leaked memo.",
            "The plant in Kolm will close with the loss of 400 jobs.",
            ["according to a leaked memo"],
        ),
        (
            "The minister has ordered the closure of the port until Friday, sources say.",
            "The minister has ordered the closure of the port until Friday, police said.",
            [],
        ),
        (
            "The minister has ordered the closure of the port until Friday, sources say.",
            "The minister has ordered the closure of the port until Friday. One source had seen the order.",
            [],
        ),
        (
            "The skipper was accused of smuggling cocaine in a load of bananas.",
            "The skipper was charged with smuggling cocaine in a load of bananas.",
            [],
        ),
        (
            "The skipper was accused of the murder of a customs officer in Antwerp.",
            "The skipper was arrested on suspicion of the murder of a customs officer in Antwerp.",
            [],
        ),
        (
            "The man attacked the guard for no apparent reason outside the bank in Kolm.",
            "The man attacked the guard for no reason outside the bank in Kolm.",
            [],
        ),
        (
            "People could hear shots from the square until the bank closed.",
            "People heard shots from the square until the bank closed.",
            [],
        ),
        (
            "Smoke could be seen from the bridge in Kolm until the evening.",
            "Smoke was seen from the bridge in Kolm until the evening.",
            [],
        ),
        (
            "The firm is considering a possible sale of the airline to Kolm Air.",
            "The firm is considering a sale of the airline to Kolm Air.",
            [],
        ),
        (
            "Divers searched the flooded pit for the miners as soon as possible.",
            "Divers searched the flooded pit for the miners soon.",
            [],
        ),
        (
            "The driver, who may have been drunk, hit three children outside a school in Kolm.",
            "The driver hit three children outside a school in Kolm.",
            [],
        ),
        (
            "The bridge may open in May after the storm damage is repaired.",
            "The bridge will close in May after the storm damage is repaired.",
            [],
        ),
    ],
)
def test_whoever_is_suspected_has_not_been_said_to_have_done_it(
    open_: str, flat: str, words: list[str], reading: Callable[..., Reading]
) -> None:
    one, other = (reading(title=None, paragraphs=[text], outlet=text[:9]) for text in (open_, flat))
    assert [(pair.hedged, pair.words) for pair in divergence(one, other).hedges] == [("a", word) for word in words]
    assert [(pair.hedged, pair.words) for pair in divergence(other, one).hedges] == [("b", word) for word in words]


def test_a_short_text_is_read_in_the_language_of_its_words(reading: Callable[..., Reading]) -> None:
    told = {
        "soll": (
            "Der Kapitän soll zwei Tonnen Kokain in einer Ladung Bananen geschmuggelt haben.",
            "Der Kapitän hat zwei Tonnen Kokain in einer Ladung Bananen geschmuggelt.",
        ),
        "aurait": (
            "Un homme de 34 ans aurait poignardé deux adolescents mardi devant un lycée de Lyon.",
            "Un homme de 34 ans a poignardé deux adolescents mardi devant un lycée de Lyon.",
        ),
        "presuntamente": (
            "El capitán presuntamente introdujo dos toneladas de cocaína desde Ecuador en un cargamento.",
            "El capitán introdujo dos toneladas de cocaína desde Ecuador en un cargamento.",
        ),
    }
    for word, texts in told.items():
        one, other = (reading(title=None, paragraphs=[text], outlet=text[:9], language=None) for text in texts)
        assert [(pair.hedged, pair.words) for pair in divergence(one, other).hedges] == [("a", word)]


def test_what_had_not_been_done_may_be_done_the_next_day(reading: Callable[..., Reading]) -> None:
    denied, done = (
        f"Le maire {verb} l'accord avec la société de transport de Dijon." for verb in ("n'a pas signé", "a signé")
    )
    day = datetime(2026, 3, 3, 9, tzinfo=UTC)
    for hours, count in ((1, 1), (24, 0)):
        times = day, day + timedelta(hours=hours)
        one, other = (
            reading(title=None, paragraphs=[text], outlet=text[:20], language="fr", published=at)
            for text, at in zip((denied, done), times, strict=True)
        )
        assert len(divergence(one, other).denials) == count
