import pytest

from worker.text.between import speaker_names


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("An MoD spokesman", "A British government spokesman", True),
        ("Trump", "Gowdy", True),
        ("Roman Busargin", "governor Roman Busargin", False),
        ("President Trump", "Donald Trump", False),
        ("Loewentritt", "Lowentritt", False),
        ("a Prince spokesman", "a spokesperson for Prince", False),
        ("Donald Trump", "a White House official", False),
        ("Donald Trump", "the president", False),
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
