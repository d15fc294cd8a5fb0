from collections.abc import Callable, Sequence

import pytest

from schemas.article import Reading
from worker.text.between import matching
from worker.text.between.figures import candidates, placed
from worker.text.between.figures import figure as figures
from worker.text.between.figures import pairs as figure_pairs
from worker.text.between.figures.two_sides import Sides
from worker.text.between.tokenised import tokenise

Found = list[tuple[str, float, float, str]]


@pytest.fixture
def pairs(reading: Callable[..., Reading]) -> Callable[..., Found]:
    def compare(a: Sequence[str], b: Sequence[str], title: str = "Blast at the port of Odesa") -> Found:
        one, other = reading(title=title, paragraphs=a), reading(title=title, paragraphs=b)
        rows = [[tokenise(sentence.text) for sentence in side.sentences] for side in (one, other)]
        prepared = matching.prepare(rows[0]), matching.prepare(rows[1])
        figures = placed.prepare(one, rows[0]), placed.prepare(other, rows[1])
        found, _ = figure_pairs.pair(Sides.of(figures, prepared, matching.match(*prepared)))
        return [(p.what, p.value_a, p.value_b, p.relation) for p in found]

    return compare


def test_casualties_are_compared_wherever_they_stand(pairs: Callable[..., Found]) -> None:
    a = ["The blast killed three people and wounded four."]
    b = ["Ships were burning.", "Officials said three were dead and five had been injured."]
    assert pairs(a, b) == [("injured", 4, 5, "conflict"), ("killed", 3, 3, "agree")]


def test_about_twenty_agrees_with_nineteen(pairs: Callable[..., Found]) -> None:
    assert pairs(["About 20 people were killed."], ["The blast killed 19 people."]) == [("killed", 20, 19, "agree")]
    assert pairs(["The blast killed 20 people."], ["The blast killed 19 people."]) == [("killed", 20, 19, "conflict")]
    assert pairs(["At least 12 people died."], ["Fifteen people were killed."]) == [("killed", 12, 15, "agree")]


def test_another_date_or_place_is_another_event(pairs: Callable[..., Found]) -> None:
    assert pairs(["The blast killed three people."], ["A blast in 2016 killed 32 people."]) == []
    assert pairs(["The strike killed three people in Kursk."], ["The strike killed seven people in Kharkiv."]) == []


def test_where_one_side_tells_of_two_attacks_the_clause_that_fits_is_taken(pairs: Callable[..., Found]) -> None:
    a = ["Moscow said the attacks killed three of its servicemen and wounded four more."]
    b = [
        "Two people were hurt in the base, while three have died and five have been injured in an attack, Moscow said."
    ]
    assert pairs(a, b) == [("injured", 4, 5, "conflict"), ("killed", 3, 3, "agree")]


def test_a_value_given_on_both_sides_is_no_conflict_with_a_further_one(pairs: Callable[..., Found]) -> None:
    a = ["The blast injured five people."]
    b = ["The blast injured four people.", "A hospital said five people had been injured in the blast."]
    assert pairs(a, b) == [("injured", 5, 5, "agree")]


def test_the_same_number_about_other_things_is_no_pair(pairs: Callable[..., Found]) -> None:
    assert pairs(["Wages rose by 3% in May."], ["Shares of the brewer fell by 3% on news of a strike."]) == []
    assert pairs(["Three ships left the port."], ["Three lorries reached the city."]) == []


def test_other_figures_are_compared_inside_matched_sentences(pairs: Callable[..., Found]) -> None:
    a = ["Unemployment in the Netherlands rose to 3.9% last month, the statistics office said."]
    b = ["Unemployment in the Netherlands rose to 3.6% last month, the statistics office said."]
    assert pairs(a, b) == [("per cent", 3.9, 3.6, "conflict")]
    assert pairs(a, a) == [("per cent", 3.9, 3.9, "agree")]


def test_what_one_side_counts_by_its_sort_is_called_so(pairs: Callable[..., Found]) -> None:
    bombers, planes = ["The raid destroyed five bombers at Kolm."], ["The raid at Kolm destroyed three planes."]
    jets = ["The raid destroyed three jets at Kolm, the air force said."]
    assert pairs(bombers, planes) == [("warplanes destroyed", 5, 3, "conflict")]
    assert pairs(planes, bombers) == [("warplanes destroyed", 3, 5, "conflict")]
    assert pairs(planes, jets) == [("aircraft destroyed", 3, 3, "agree")]


def test_of_a_list_of_losses_the_first_hundred_figures_are_looked_at(pairs: Callable[..., Found]) -> None:
    losses = [f"In ward {place} the flood wrecked a wall and killed {place} goats." for place in range(300, 420)]
    assert pairs(losses, ["The flood killed 420 cows at the farm of Arden and wrecked it."]) == []
    assert len(pairs(losses, losses)) == 100


def test_rounding_is_no_conflict() -> None:
    [rounded] = figures.find("1.2 million people were evacuated.")
    [exact] = figures.find("1,213,000 people were evacuated.")
    [other] = figures.find("1,313,000 people were evacuated.")
    assert candidates.agree(rounded, exact)
    assert not candidates.agree(rounded, other)
