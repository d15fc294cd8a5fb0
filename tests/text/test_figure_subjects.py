from worker.text.change import revision

from ..rows import each_row
from .versions import read


def told(old: str, new: str, language: str) -> str:
    sides = (read([line], language=language) for line in (old, new))
    return revision(*sides).summary.removesuffix("; no correction note")


@each_row(
    ("language", "text", "old", "new", "summary"),
    [
        ("en", "A man aged {} was killed by a falling crane.", "54", "45", "Age in paragraph 1 changed from 54 to 45"),
        ("en", "The man, aged {}, hit two employees.", "34", "43", "Age in paragraph 1 changed from 34 to 43"),
        ("en", "A {}-year-old man was killed there.", "54", "45", "Age in paragraph 1 changed from 54 to 45"),
        ("en", "Ada Brook, {}, died at the scene.", "54", "45", "Age in paragraph 1 changed from 54 to 45"),
        ("en", "Ada Brook ({}) died at the scene.", "54", "45", "Age in paragraph 1 changed from 54 to 45"),
        ("en", "Three children aged 4, {} and 9 died.", "7", "8", "Age in paragraph 1 changed from 7 to 8"),
        ("en", "He was {} years old and died there.", "54", "45", "Age in paragraph 1 changed from 54 to 45"),
        ("fr", "Un homme de {} ans a été tué.", "54", "45", "Age in paragraph 1 changed from 54 to 45"),
        ("fr", "Une femme, âgée de {} ans, est morte.", "54", "45", "Age in paragraph 1 changed from 54 to 45"),
        ("es", "Ana Mora, de {} años, murió ayer.", "54", "45", "Age in paragraph 1 changed from 54 to 45"),
        ("en", "All were aged between {} and 61 and died.", "54", "45", "Age in paragraph 1 changed from 54 to 45"),
        ("de", "Ein {}-jähriger Mann wurde getötet.", "54", "45", "Age in paragraph 1 changed from 54 to 45"),
        (
            "en",
            "Relatives of the dead may ring 0161 496 {}.",
            "0123",
            "0199",
            "Number in paragraph 1 changed from 0123 to 0199",
        ),
        (
            "en",
            "The hotline for relatives of the dead is on {}.",
            "411",
            "412",
            "Number in paragraph 1 changed from 411 to 412",
        ),
        ("en", "Flight {} came down with no deaths.", "782", "728", "Number in paragraph 1 changed from 782 to 728"),
        ("en", "The dead man was born in {}.", "1954", "1945", "Date in paragraph 1 changed from 1954 to 1945"),
        ("en", "The blast killed {} people.", "54", "45", "Casualty figure in paragraph 1 lowered from 54 to 45"),
        (
            "en",
            "He was jailed for {} years.",
            "54",
            "45",
            "Jail term figure in paragraph 1 lowered from 54 years to 45 years",
        ),
        ("en", "The town called on 300 firms and {} shops.", "54", "45", "Figure in paragraph 1 lowered from 54 to 45"),
        (
            "ru",
            "{} человек погибли при взрыве на заводе.",
            "Двенадцать",
            "Пятнадцать",
            "Casualty figure in paragraph 1 raised from двенадцать to пятнадцать",
        ),
    ],
)
def test_a_figure_is_told_by_what_it_is_of(language: str, text: str, old: str, new: str, summary: str) -> None:
    assert told(text.format(old), text.format(new), language) == summary


@each_row(
    ("old", "new", "language", "summary"),
    [
        ("Council kills stadium plan", "Council kills £90m stadium plan", "en", "Figure added in the headline: £90m"),
        (
            "Blast kills 12 at mill",
            "Blast kills 17 at mill",
            "en",
            "Casualty figure in the headline raised from 12 to 17",
        ),
        (
            "Roof to cost 45,000 crowns",
            "Roof to cost 45,000 euros",
            "en",
            "Price figure in the headline changed from 45,000 crowns to 45,000 euros",
        ),
        (
            "Dach kostet 45.000 Kronen",
            "Dach kostet 45.000 Euro",
            "de",
            "Price figure in the headline changed from 45.000 Kronen to 45.000 Euro",
        ),
        ("Brand: drie doden", "Brand: vijf doden", "nl", "Casualty figure in the headline raised from drie to vijf"),
        ("Incendio, tre morti", "Incendio, sei morti", "it", "Casualty figure in the headline raised from tre to sei"),
        (
            "Fogo faz três mortos",
            "Fogo faz seis mortos",
            "pt",
            "Casualty figure in the headline raised from três to seis",
        ),
    ],
)
def test_a_figure_is_told_by_what_it_counts(old: str, new: str, language: str, summary: str) -> None:
    said = revision(read(title=old, language=language), read(title=new, language=language)).summary
    assert said.removesuffix("; no correction note") == summary
