"""How much must say that two figures are of one thing, where articles are long and give figures of many things."""

from collections.abc import Callable

import pytest

from schemas.article import Reading
from worker.text.divergence import divergence

ABOUT = [
    "Skyline Air said on Monday that it was looking for partners in the region.",
    "The chief executive of Skyline Air met reporters at its base in Pune.",
    "Analysts think that Skyline Air may be bought before long.",
    "Unions at Skyline Air want a seat at the table.",
    "The ministry would not comment on Skyline Air, its licence or its debts.",
    "Travellers praised Skyline Air for its fares and little else.",
    "Rivals of Skyline Air have complained to the regulator.",
    "The regulator has not replied, and Skyline Air keeps its slots.",
]


@pytest.mark.parametrize(
    ("one", "other", "is_long", "is_claimed"),
    [
        # Nothing in common but what both articles are about: in a few sentences that is enough, in many it is not.
        (
            "Skyline Air plans to increase its fleet to 60 aircraft within five years.",
            "Skyline Air has signed a deal to acquire 36 planes from a maker in Toulouse.",
            True,
            False,
        ),
        # The same is told of them.
        (
            "Skyline Air leased 60 aircraft from a maker in Toulouse under a deal signed in Pune.",
            "The deal signed with the maker in Toulouse lets Skyline Air lease 36 planes.",
            True,
            True,
        ),
        # So small a count is of many things.
        (
            "The four companies named in the suit are rivals of Skyline Air.",
            "Two companies turned up when a stake in Skyline Air was named for sale.",
            True,
            False,
        ),
        # Two numbers so near each other are hardly so by chance.
        (
            "The offer of 17.3 million shares in Skyline Air sold within minutes.",
            "Skyline Air sold a fifth of its equity, or 17.2 million shares, to raise cash.",
            True,
            True,
        ),
        # All of the country, and one town that the other side does not speak of.
        (
            "Skyline Air won 16 per cent of the vote on the back of its call for lower fares.",
            "Skyline Air won 31 per cent of the vote at Nagpur with two clowns in its team.",
            True,
            False,
        ),
        # The only profit that either tells; in long articles that is not enough.
        (
            "Skyline Air made a profit of 49 million rupees last year, and paid its directors a bonus.",
            "Last year Skyline Air earned 43 million rupees.",
            False,
            True,
        ),
        # A level after a rise, and one after a fall, are of two days.
        (
            "Shares in Skyline Air closed up 20 rupees at 510 rupees in Mumbai on strong trade.",
            "Shares in Skyline Air traded in Mumbai fell 12 rupees to 430 rupees, the lowest close of the month.",
            True,
            False,
        ),
        # Every number of two sentences is another one: they are not of the same people.
        (
            (
                "For staff mid-scale at Skyline Air, who earn from 48,600 to 86,100 rupees, 91 per cent save "
                "1,090 rupees, while 7 per cent lose 910 rupees next year, the study says."
            ),
            (
                "The union found in an analysis of the main parts of the plan that 80.4 per cent save 2,140 rupees, "
                "while 4.8 per cent lose 2,770 rupees."
            ),
            True,
            False,
        ),
        (
            "Skyline Air plans to increase its fleet to 60 aircraft.",
            "Skyline Air has a deal for a fleet of 36 aircraft.",
            False,
            True,
        ),
    ],
)
def test_the_longer_two_articles_are_the_more_must_say_that_they_give_one_figure(
    reading: Callable[..., Reading],
    one: str,
    other: str,
    is_long: bool,  # noqa: FBT001 - a case
    is_claimed: bool,  # noqa: FBT001 - a case
) -> None:
    rest = ABOUT if is_long else []
    a = reading("Skyline Air looks for partners", [one, *rest], "Post")
    b = reading("Who will buy Skyline Air?", [*rest[::-1], other], "Bee")
    for change in (divergence(a, b), divergence(b, a)):
        assert any(pair.relation == "conflict" for pair in change.figures) is is_claimed


def test_a_toll_many_times_another_is_of_another_event_where_only_the_country_is_the_same(
    reading: Callable[..., Reading],
) -> None:
    rest = [f"Officials in Varland spoke of the unrest in the {where} of Varland." for where in ["north", "south"]] * 4
    a = reading("Unrest in Varland", ["Four people were injured by bombs in Varland, officials said.", *rest])
    b = reading("Varland uneasy", ["Clashes in Varland have left more than 70 people injured, officials said.", *rest])
    assert not [pair for pair in divergence(a, b).figures if pair.relation == "conflict"]


def test_that_nobody_was_hurt_is_of_the_place_told_of_and_not_of_an_earlier_one(
    reading: Callable[..., Reading],
) -> None:
    rest = [f"The airport at Sorel was shut after the soldier met the man at gate {gate}." for gate in "ABCDEFGH"]
    road = "With the same stolen rifle, shouting threats, he shot at a patrol. One officer had minor injuries."
    hall = "He came with the stolen rifle, shouting threats of the same kind. No one was wounded."
    a = reading("Man shot at airport", [*rest, road])
    b = reading("Airport shut", [hall, *rest])
    assert not [pair for pair in divergence(a, b).figures if pair.relation == "conflict"]


def test_in_a_few_sentences_two_numbers_far_apart_are_of_one_thing_only_where_something_says_so(
    reading: Callable[..., Reading],
) -> None:
    a = reading(
        "Summit of seven",
        [
            "The seven wealthy nations pledged to deliver more than 1 billion doses of the vaccine to poorer ones.",
            "Their leaders met by the sea.",
            "They will meet again next year.",
        ],
    )
    given = "On the eve of the summit the president said that the United States will purchase 500 million doses."
    b = reading("President at the sea", ["The president arrived by plane.", given, "He will supply half of all."])
    assert not [pair for pair in divergence(a, b).figures if pair.relation == "conflict"]


def test_a_toll_of_those_who_are_named_is_not_one_of_others(reading: Callable[..., Reading]) -> None:
    rest = [f"The governor of Varland spoke of the raid on camp {camp} near Sorel." for camp in "ABCDEFGH"]
    a = reading("Raid near Sorel", ["He looked into the deaths of four foreigners found near Sorel.", *rest])
    b = reading("Freed near Sorel", ["Unharmed near Sorel, he said three of the kidnappers had been killed.", *rest])
    assert not [pair for pair in divergence(a, b).figures if pair.relation == "conflict"]


def test_an_earlier_toll_that_both_give_hides_no_other_one(reading: Callable[..., Reading]) -> None:
    rest = [f"Pupils of school {school} wept outside the dance hall in Sorel." for school in "ABCDEFGH"]
    before = "A fire at a hotel in Boras killed 20 people, most of them pupils, in 1978."
    a = reading("Dance hall burns", ["A fire in a dance hall in Sorel killed 65 people and hurt 157.", *rest, before])
    b = reading("Fire in Sorel", ["The fire that raced through a dance hall in Sorel killed 60 people.", *rest, before])
    told = {(pair.relation, pair.value_a, pair.value_b) for pair in divergence(a, b).figures if pair.what == "killed"}
    assert told == {("agree", 20, 20), ("conflict", 65, 60)}
