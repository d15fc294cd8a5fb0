# ruff: noqa: RUF001 - typographic marks are what is tested
from collections.abc import Callable

import pytest

from schemas.article import Reading
from schemas.divergence import QuotePair
from worker.text import quotes
from worker.text.between.quotes import pairs as quote_pairs

from ....rows import each_row

Side = tuple[list[str], list[tuple[str, str | None]]]


@pytest.fixture
def pair(reading: Callable[..., Reading]) -> Callable[[Side, Side], tuple[QuotePair, ...]]:
    def compare(a: Side, b: Side) -> tuple[QuotePair, ...]:
        one, other = (reading(paragraphs=paragraphs, quotes=quotes) for paragraphs, quotes in (a, b))
        return quote_pairs.pair(quote_pairs.prepare(one), quote_pairs.prepare(other))

    return compare


Pair = Callable[[Side, Side], tuple[QuotePair, ...]]


def test_single_british_and_double_marks_hold_the_same_quotation(pair: Pair) -> None:
    spoken = "The people of Luton don't want this airport"
    [found] = pair(
        ([f"'{spoken},' said Ann Lee."], [(f"{spoken},", "Ann Lee")]),
        (["It rained.", f'Ms Lee said: "{spoken}."'], [(f"{spoken}.", "Ms Lee")]),
    )
    assert (found.relation, found.a, found.b, found.speaker_a, found.speaker_b) == (
        "same",
        (0,),
        (1,),
        "Ann Lee",
        "Ms Lee",
    )


def test_a_quotation_of_several_paragraphs_is_one_pair(pair: Pair) -> None:
    first, second = "We have lost the harvest of a whole year.", "Nobody has told us what comes next."
    together = f"{first}\n\n'{second}"
    [found] = pair(
        ([f"He said: '{first}", f"'{second}'"], [(together, "a farmer")]),
        ([f'A grower said: "{first} {second}"'], [(f"{first} {second}", "a grower")]),
    )
    assert (found.relation, found.a) == ("same", (0, 1))


def test_a_changed_word_is_an_alteration(pair: Pair) -> None:
    [found] = pair(
        (["'It was a great success,' said Ms Lee."], [("It was a great success,", "Ms Lee")]),
        (['Ms Lee said: "It was a great failure."'], [("It was a great failure.", "Ms Lee")]),
    )
    assert (found.relation, found.text_a, found.text_b) == (
        "altered",
        "It was a great success,",
        "It was a great failure.",
    )


def test_a_title_inside_a_quotation_is_nobodys_words(pair: Pair) -> None:
    one = "They go on with 'Made in China 2025' as if nobody had objected"
    other = "What we feared of 'Made in China 2025' has come to pass this year"
    assert not pair(([f'"{one}," he said.'], [(one, "he")]), ([f'"{other}," she said.'], [(other, "she")]))


def test_the_rest_of_a_quotation_that_another_has_in_brackets_from_its_start_on_is_not_altered(pair: Pair) -> None:
    whole = "We were warned that [the Carver Street bridge] would not last and nobody did anything"
    rest = "that the bridge would not last and nobody did anything."
    [found] = pair(([f'"{whole}"'], [(whole, "X")]), ([f'"We were warned," X said, "{rest}"'], [(rest, "X")]))
    assert (found.relation, found.cut) == ("same", "b")


def test_words_repeated_in_the_quotation_of_another_are_one_with_the_same_words_said(pair: Pair) -> None:
    spoken = "Nobody can look after thirty patients alone through a whole night"
    repeating = f"Olga Brandt said it well: '{spoken}.' I agree with every word."
    straight: Side = ([f'"{spoken}," said union leader Olga Brandt.'], [(f"{spoken},", "Olga Brandt")])
    nested: Side = ([f'Doctor Ian Pohl told the crowd: "{repeating}"'], [(repeating, "Doctor Ian Pohl")])
    [found] = pair(straight, nested)
    assert (found.relation, found.speaker_a, found.speaker_b, found.cut) == (
        "same",
        "Olga Brandt",
        "Olga Brandt",
        None,
    )
    assert found.text_b == f"{spoken}."
    [found] = pair(nested, nested)
    assert (found.relation, found.text_a) == ("same", repeating)


@pytest.mark.parametrize(
    "excerpt",
    [
        "defend the bridge and the road",
        "We shall defend the bridge ... to the north.",
        "We shall defend the bridge [at Marlow] and the road to the north.",
        "We shall defend the bridge (at Marlow) and the road to (the) north.",
    ],
)
def test_excerpts_ellipses_and_brackets_alter_nothing(pair: Pair, excerpt: str) -> None:
    whole = "We shall defend the bridge and the road to the north."
    [found] = pair(([f"'{whole}'"], [(whole, "X")]), ([f'"{excerpt}"'], [(excerpt, "X")]))
    assert found.relation == "same"


def test_words_printed_without_marks_are_found_on_either_side(pair: Pair) -> None:
    spoken = "We will never surrender the city to them"
    marked: Side = ([f"'{spoken},' the mayor said."], [(f"{spoken},", "the mayor")])
    plain: Side = (["It was quiet.", f"{spoken}, he told us."], [])
    [found] = pair(marked, plain)
    assert (found.relation, found.a, found.b, found.text_b) == ("unmarked", (0,), (1,), spoken)
    [found] = pair(plain, marked)
    assert (found.relation, found.a, found.b, found.text_a) == ("unmarked", (1,), (0,), spoken)


def test_other_quotations_and_scare_quotes_are_no_pair(pair: Pair) -> None:
    assert (
        pair(
            (
                ["'Taxes must fall at once,' he said of the 'deep state'."],
                [("Taxes must fall at once,", "A"), ("deep state", None)],
            ),
            (
                ['"Snow will fall at night," she said of the "deep state".'],
                [("Snow will fall at night,", "B"), ("deep state", None)],
            ),
        )
        == ()
    )


def test_each_part_of_a_quotation_is_paired_once(pair: Pair) -> None:
    whole = "We have lost the harvest of a whole year and nobody helps."
    [found] = pair(
        (
            [f"'{whole}' He had 'lost the harvest of a whole year'."],
            [(whole, "X"), ("lost the harvest of a whole year", "X")],
        ),
        ([f'"{whole}"'], [(whole, "X")]),
    )
    assert found.text_a == whole


def test_quotations_that_one_side_runs_together_are_each_shown_by_themselves(pair: Pair) -> None:
    first, second = "We knew in March that the doors were locked.", "Nobody from the council came to look at the exits."
    apart = ([f"'{first}' Ann Lee said.", f"'{second}' she said."], [(first, "Ann Lee"), (second, "Ann Lee")])
    altered = f"{first} {second.replace('came to', 'ever came to')}"
    found = pair(apart, ([f'Ms Lee said: "{altered}"'], [(altered, "Ms Lee")]))
    assert [(one.relation, one.text_a, one.text_b) for one in found] == [
        ("same", first, first),
        ("altered", second, "Nobody from the council ever came to look at the exits."),
    ]


def test_a_quotation_printed_over_and_over_is_paired_so_often_and_no_more(pair: Pair) -> None:
    spoken = "We will defend the bridge to the very end"
    side: Side = ([f"'{spoken},' she said."] * 60, [(f"{spoken},", "she")] * 60)
    assert len(pair(side, side)) == 50


def test_words_much_alike_of_two_speakers_are_two_quotations(pair: Pair) -> None:
    one, other = (
        "We knew that the boat was not safe and nobody told us",
        "We knew that the boat was quite safe and someone told us so",
    )
    a, b = ([f"'{said},' said Ann Lee."] for said in (one, other))
    assert pair((a, [(f"{one},", "Ann Lee")]), (b, [(f"{other},", "Ann Lee")]))
    assert not pair((a, [(f"{one},", "Ann Lee")]), (b, [(f"{other},", "Tom Reed")]))


FLED = "煙で何も見えず、みんな暗闇の中を走って逃げました"
DARK = "我们当时什么也看不见，大家都在黑暗中往外跑"


@each_row(
    ("one", "other", "told"),
    [
        (f"「{FLED}」と駅員は話した。", f"会社員は『{FLED}。』と話した。", ("same", None)),
        (f"「{FLED}」と駅員は話した。", "駅員は「みんな暗闇の中を走って逃げました」と話した。", ("same", "b")),
        (f"「{FLED}」と駅員は話した。", f"「{FLED.replace('走', '歩')}」と話した。", ("altered", None)),
        (f"「{FLED}」と駅員は話した。", f"知事は「彼は『{FLED}』と言った、私は信じる」と話した。", ("same", None)),
        (f"乘客說：「{DARK}。」", f"「{DARK}，」乘客說。", ("same", None)),
        (f"“{DARK}，”乘客说。", f"乘客说：“{DARK.replace('什么', '甚么')}。”", ("altered", None)),
    ],
)
def test_chinese_and_japanese_quotations_are_compared_by_their_characters(
    pair: Pair, one: str, other: str, told: tuple[str, str | None]
) -> None:
    [found] = pair(*(([text], [(quote.text, None) for quote in quotes.find([text], ())]) for text in (one, other)))
    assert (found.relation, found.cut) == told


@each_row(
    ("one", "other"),
    [
        ("「緊急宣言」を出した。", "「緊急宣言」を出した。"),
        (f"「{FLED}」と話した。", "「雨で何も聞こえず、駅で一時間も待っていました」と話した。"),
        (f"“{DARK}，”乘客说。", "“我们当时都在车站外面等朋友，没有人受伤，”乘客说。"),
    ],
)
def test_names_in_marks_and_other_sentences_are_no_shared_quotation(pair: Pair, one: str, other: str) -> None:
    assert not pair(*(([text], [(quote.text, None) for quote in quotes.find([text], ())]) for text in (one, other)))
