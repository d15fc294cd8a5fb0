"""What one outlet tells in one sentence and another in several is one passage of both."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from worker.text.between import matching
from worker.text.between.matching import prepare
from worker.text.between.passages import Passage, passages
from worker.text.between.tokenised import tokenise

from ...rows import each_row


def told(a: list[str], b: list[str]) -> list[Passage]:
    one, other = (prepare([tokenise(text) for text in side]) for side in (a, b))
    return passages(one, other, matching.match(one, other))


LONG_WAIT = (
    "A ferry with 300 passengers had to wait outside the harbour for six hours until police towed two boats away."
)
WAITED = "A ferry had to wait outside the harbour for six hours."
TOWED = "Police towed two boats away."
FINED = "The court fined the bank 4 million euros on Tuesday."
APPEAL = "The bank will appeal against the ruling, its lawyer Eva Horn said."
JOINED = f"{FINED[:-1]} and the {APPEAL[4:]}"
SNOW = "Heavy snow is expected to fall across Scotland on Saturday night."


@each_row(
    ("one", "other", "expected"),
    [
        ([LONG_WAIT], [WAITED, "It had 300 passengers.", TOWED], [((0,), (0, 1, 2))]),
        ([SNOW, LONG_WAIT], [TOWED, WAITED, SNOW], [((0,), (2,)), ((1,), (0, 1))]),
        ([FINED, APPEAL], [JOINED], [((0, 1), (0,))]),
        (
            ["The storm came ashore near Mobile at dawn, tearing roofs from houses and leaving 200,000 without power."],
            ["The storm came ashore near Mobile at dawn.", "It tore roofs from houses and left 200,000 without power."],
            [((0,), (0, 1))],
        ),
        # What stands beside a match and is nowhere on the other side stays alone, and so does what stands farther off.
        ([FINED], [FINED, "The bank had hidden losses of 4 million euros."], [((0,), (0,))]),
        ([FINED], [SNOW, FINED], [((0,), (1,))]),
        ([LONG_WAIT], [WAITED, SNOW, TOWED], [((0,), (0,))]),
        # A sentence that the other side says once, in the matched one, adds nothing to it.
        ([WAITED], [WAITED[:-1] + " on Sunday.", "For six hours the ferry had to wait."], [((0,), (0,))]),
    ],
)
def test_neighbours_that_complete_a_match_belong_to_it(
    one: list[str], other: list[str], expected: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> None:
    assert [(passage.a, passage.b) for passage in told(one, other)] == expected
    assert sorted((passage.b, passage.a) for passage in told(other, one)) == sorted(expected)


def test_a_passage_is_as_alike_as_its_sentences_together() -> None:
    [split] = told([JOINED], [FINED, APPEAL])
    [half] = told([JOINED], [FINED])
    assert (split.relation, half.relation) == ("same", "reworded")
    [cut] = told([f"{FINED} {APPEAL}"], [FINED, APPEAL])
    assert (cut.relation, cut.similarity) == ("same", 1)


some = st.sampled_from([LONG_WAIT, WAITED, TOWED, FINED, APPEAL, SNOW, JOINED, "", "Yes."])


@settings(max_examples=50)
@given(st.lists(some, max_size=6), st.lists(some, max_size=6))
def test_no_sentence_is_in_two_passages_and_all_pairs_are_in_one(a: list[str], b: list[str]) -> None:
    one, other = (prepare([tokenise(text) for text in side]) for side in (a, b))
    pairs = matching.match(one, other)
    found = passages(one, other, pairs)
    assert all(pair.a in passage.a and pair.b in passage.b for pair, passage in zip(pairs, found, strict=True))
    for sides in ([passage.a for passage in found], [passage.b for passage in found]):
        indexes = [index for side in sides for index in side]
        assert len(indexes) == len(set(indexes))
        assert all(later == earlier + 1 for side in sides for earlier, later in pairwise(side))
    assert all(len(passage.a) == 1 or len(passage.b) == 1 for passage in found)
