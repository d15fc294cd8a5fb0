# ruff: noqa: RUF001 - typographic marks are what is tested
"""One quotation in many outlets has one identity, and each outlet its form of it."""

from collections.abc import Callable, Sequence

import pytest

from schemas.article import Reading
from worker.text import quotes
from worker.text.between.quotes import pairs as quote_pairs
from worker.text.between.quotes.identity import Known, form, identify
from worker.text.between.quotes.spoken_words import spoken_words

from ....rows import each_row

WHOLE = "We knew in March that the sprinklers were broken and I signed the paper that let the mill stay open"
Told = list[list[tuple[int, str]]]


@pytest.fixture
def story(reading: Callable[..., Reading]) -> Callable[[Sequence[str]], Told]:
    """Return what takes in one article after the other: for each the identities it carries, and their forms at last."""

    def told(texts: Sequence[str]) -> Told:
        known: dict[int, Known] = {}
        carried: list[list[tuple[int, str]]] = []
        for number, text in enumerate(texts, start=1):
            bare = reading(paragraphs=text.split("\n\n"))
            found = quotes.find(bare.paragraphs, bare.sentences, "en")
            mine = []
            for one in identify(list(known.values()), quote_pairs.prepare(bare.model_copy(update={"quotes": found}))):
                own = one.known if one.known is not None else 10 * number + len(mine)
                if one.known is None or one.longest:
                    known[own] = Known(id=own, text=one.text, speaker=one.speaker)
                for part in one.joins:
                    del known[part]
                    carried = [[(own if at == part else at, said) for at, said in each] for each in carried]
                mine.append((own, one.text))
            carried.append(mine)
        return [[(at, form(known[at].text, said, marked=True)) for at, said in each] for each in carried]

    return told


Story = Callable[[Sequence[str]], Told]


@each_row(
    ("text", "shown"),
    [
        (f"‘{WHOLE},’ Mr Hallam told the inquiry.", "whole"),
        (f"«{WHOLE}», Mr Hallam said.", "whole"),
        (f"„{WHOLE}“, Mr Hallam said.", "whole"),
        (f'"{WHOLE.replace("broken and", "broken," + chr(34) + " he said, " + chr(34) + "and")}."', "whole"),
        ("Mr Hallam said: “We knew in March that the sprinklers were broken.”", "cut"),
        ('Mr Hallam admitted that he "signed the paper that let the mill stay open".', "cut"),
        ('"We knew in March that the sprinklers were broken … and I signed the paper," Mr Hallam said.', "cut"),
        ('"We knew in March that the sprinklers were broken ... let the mill stay open," he said.', "cut"),
        (f'"{WHOLE.replace("We knew", "We [the owners] knew")}," Mr Hallam said.', "whole"),
        (f'"{WHOLE.replace("We knew", "[W]e knew")}," Mr Hallam said.', "whole"),
        (f'"{WHOLE.replace("the sprinklers", "[they]")}," Mr Hallam said.', "cut"),
        (f'"{WHOLE.replace("March", "May")}," Mr Hallam said.', "altered"),
        (f'"{WHOLE.replace("were broken", "were not working")}," Mr Hallam said.', "altered"),
    ],
)
def test_one_quotation_has_one_identity_in_every_form(story: Story, text: str, shown: str) -> None:
    first, second = story([f'"{WHOLE}," said Peter Hallam, the former manager.', text])
    assert first == [(10, "whole")]
    assert second == [(10, shown)]


def test_a_longer_form_that_comes_later_makes_the_first_a_cut_one(story: Story) -> None:
    told = story(['Mr Hallam said they "knew in March that the sprinklers were broken".', f'"{WHOLE}," said Hallam.'])
    assert told == [[(10, "cut")], [(10, "whole")]]


def test_parts_that_turn_out_to_be_of_one_sentence_become_one(story: Story) -> None:
    told = story(
        [
            'Mr Hallam said they "knew in March that the sprinklers were broken".',
            'Mr Hallam "signed the paper that let the mill stay open", he said.',
            f'"{WHOLE}," said Hallam.',
            '"I signed the paper," Peter Hallam said.',
        ]
    )
    assert told == [[(10, "cut")], [(10, "cut")], [(10, "whole")], [(10, "cut")]]


def test_two_sentences_that_an_outlet_runs_together_stay_two(story: Story) -> None:
    told = story(
        [
            '"We knew in March that the doors were locked," said Ann Lee.',
            '"Nobody from the council came to look at the exits," said Ann Lee.',
            (
                'Ann Lee said: "We knew in March that the doors were locked. '
                'Nobody from the council came to look at the exits."'
            ),
        ]
    )
    assert told == [[(10, "whole")], [(20, "whole")], [(10, "whole"), (20, "whole")]]


STRAIGHT = "Nobody can look after thirty patients alone through a whole night"
REPEATED = (
    f"Doctor Ian Pohl told the crowd: “Olga Brandt put it well: ‘{STRAIGHT}.’ I agree with every word.”",
    f"Doctor Ian Pohl told the crowd: “Olga Brandt said, ‘{STRAIGHT}’, and I believe her.”",
    f"Doctor Ian Pohl told the crowd: \"As Olga Brandt said: '{STRAIGHT}.'\"",
)


@each_row(("repeated",), [(text,) for text in REPEATED])
@pytest.mark.parametrize("is_first", [True, False])
def test_words_repeated_in_the_quotation_of_another_stay_their_speakers(
    story: Story, repeated: str, *, is_first: bool
) -> None:
    straight = f"“{STRAIGHT},” said union leader Olga Brandt."
    if is_first:
        assert story([repeated, straight]) == [[(10, "whole"), (11, "whole")], [(11, "whole")]]
    else:
        assert story([straight, repeated]) == [[(10, "whole")], [(10, "whole"), (21, "whole")]]


def test_what_somebody_says_of_themselves_inside_a_quotation_is_one_with_it(story: Story) -> None:
    told = story(["\"I said to them, 'This mill will not stay open another single day', and left,\" Hallam said."])
    assert told == [[(10, "whole")]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It’s not our fault – we’ve done all we could.", "It is not our fault. We have done all we could,"),
        ("They can't and won't organise it in the centre", "they cannot and will not organize it in the center"),
        ("I can't stand it any more in all theatres", "I can't stand it anymore in all theaters"),
        ("Eighty km, 12 per cent of it", "Eighty km, 12 percent of it"),
        ("A range of 90km", "A range of 90 kilometres"),
        ("96% of it is safe & sound", "96 percent of it is safe and sound"),
        ("There were twenty of them", "There were 20 of them"),
        ("Twenty-five years and thirty days", "25 years and 30 days"),
        ("a hundred and five, one hundred and five", "105, 105"),
        ("Five thousand two hundred of 12 thousand", "5,200 of 12000"),
        ("One in twenty-one", "One in 21"),
        ("on the twenty-first, and not the tenth", "on the 21st and not the 10th"),
        ("3 million dollars", "$3m"),
        ("three million dollars and two euros", "$3 million and €2"),
        ("$2,500, a million pounds", "2,500 dollars, £1m"),
        ("a two-million-dollar house", "a $2-million house"),
        ("a hundred percent at 8 p.m.", "100% at 8pm"),
        ("My neighbour travelled two miles", "My neighbor traveled 2 miles"),
        ("The U.S. defence programme", "The US defense program"),
        ("[T]he bridge is safe [sic]", "The bridge is safe"),
    ],
)
def test_house_style_alters_nothing(one: str, other: str) -> None:
    assert spoken_words(one) == spoken_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We are four", "We are for"),
        ("There were twenty of them", "There were 21 of them"),
        ("twenty and five", "25"),
        ("twenty. Five came", "25 came"),
        ("$3 million", "£3 million"),
        ("a hundred and five", "100 and a five"),
        ("fifty, sixty", "56"),
        ("It is over", "It is not over"),
        ("He can go", "He can't go"),
        ("The [new] bridge", "The bridge"),
        ("She rose", "She rises"),
    ],
)
def test_other_words_stay_others(one: str, other: str) -> None:
    assert spoken_words(one) != spoken_words(other)
