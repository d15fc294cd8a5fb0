import pytest

from schemas.article import Attributed
from schemas.divergence import QuotePair
from worker.text.between.quotes import speaker_names

from ....rows import each_row


@each_row(
    ("one", "other", "differs"),
    [
        ("An MoD spokesman", "A British government spokesman", True),
        ("Trump", "Gowdy", True),
        ("Roman Busargin", "governor Roman Busargin", False),
        ("President Trump", "Donald Trump", False),
        ("Loewentritt", "Lowentritt", False),
        ("Meyers", "Mayers", False),
        ("a Prince spokesman", "a spokesperson for Prince", False),
        ("Donald Trump", "a White House official", False),
        ("Donald Trump", "the president", False),
        ("Supreme Court judges", "a spokesman", False),
        ("Trump", "White House press secretary Sarah Sanders", True),
        ("Sanders", "White House press secretary Sarah Sanders", False),
        ("Schumer", "the New York senator", False),
        ("the tweet", "the Canadian government", False),
        ("he", "Mr Lee", False),
        (None, "Mr Lee", False),
        ("Ann Lee", "according to the Associated Press", False),
        ("Ann Lee", "MARKETS TUMBLE", False),
        ("Ann Lee", "Early", False),
    ],
)
def test_whether_two_names_are_two_speakers(one: str | None, other: str | None, *, differs: bool) -> None:
    assert speaker_names.differ(one, other) is differs
    assert speaker_names.differ(other, one) is differs


def test_who_is_inferred_is_shown_with_a_word_of_doubt() -> None:
    assert speaker_names.shown("Jane Smith", "said") == speaker_names.shown("Jane Smith", None) == "Jane Smith"
    assert speaker_names.shown("Jane Smith", "carried") == speaker_names.shown("Jane Smith", "near")
    assert speaker_names.shown("Jane Smith", "near") == "probably Jane Smith"
    assert speaker_names.shown("she", "said") is None
    assert (speaker_names.surely("Ann Lee", "said"), speaker_names.surely("Ann Lee", "near")) == ("Ann Lee", None)


@pytest.mark.parametrize(
    ("one", "other", "speaker"),
    [
        (("Ann Lee", "said"), ("the mayor", "said"), "Ann Lee"),
        (("a spokeswoman for the port's owner", "said"), ("Ann Lee", "said"), "Ann Lee"),
        (("Ann Lee", "said"), ("a spokesman for Delta Bank", "said"), "Ann Lee"),
        (("Bo Day", "carried"), ("Ann Lee", "said"), "Ann Lee"),
        (("Bo Day", "carried"), ("he", "said"), "Bo Day (probably)"),
        (("Bo Day", "said"), ("Ann Lee", "said"), None),
        ((None, None), (None, None), None),
    ],
)
def test_the_speaker_of_a_pair_is_the_surer_of_two(
    one: tuple[str | None, Attributed | None], other: tuple[str | None, Attributed | None], speaker: str | None
) -> None:
    pair = QuotePair(
        a=(0,),
        b=(0,),
        relation="altered",
        text_a="It was a great success",
        text_b="It was a great failure",
        speaker_a=one[0],
        attribution_a=one[1],
        speaker_b=other[0],
        attribution_b=other[1],
    )
    assert speaker_names.of_pair(pair) == speaker


@each_row(
    ("one", "other", "is_told"),
    [
        ("Tom Okafor", "fire chief Tom Okafor", False),
        ("Reyes", "Mr Reyes", False),
        ("Mr Reyes", "Transport Minister Daniel Reyes", False),
        ("Ellen Marsh", "Helen Marsh", True),
        ("Anna Kovac", "Mr Reyes", True),
        ("Anna Kovac", None, True),
        (None, "Mr Reyes", False),
        ("she", "Helen Marsh", False),
    ],
)
def test_who_is_told_beside_the_speaker_of_a_quotation(one: str | None, other: str | None, *, is_told: bool) -> None:
    assert speaker_names.given_otherwise(one, other) is is_told
