# ruff: noqa: RUF001 - typographic marks are what is tested
"""Where quotes begin and end."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from worker.text import quotes as quotes_module
from worker.text.quotes import find
from worker.text.segment import sentences
from worker.text.speech.marks import Mark, is_mark, marks

from ..rows import each_row

SEEDS = Path(__file__).parents[2] / "seeds"

# What each paragraph list quotes, outer marks left out.
SPANS: dict[str, tuple[list[str], list[str]]] = {
    "straight double": (['He said: "We go."'], ["We go."]),
    "curly double": (["He said: “We go.”"], ["We go."]),
    "straight single": (["He said: 'We go.'"], ["We go."]),
    "curly single": (["He said: ‘We go.’"], ["We go."]),
    "opened straight, closed curly": (['He said: "We go.”'], ["We go."]),
    "opened single, closed double at the end": (["He said: 'We go.\""], ["We go."]),
    "opened double, closed doubled": (['He said: "We go,\'\' and went. "All," he said.'], ["We go,", "All,"]),
    "doubled inside double": (["\"The ''units'' go,\" he said."], ["The ''units'' go,"]),
    "guillemets with spaces": (["Il a dit : « Nous partons. »"], ["Nous partons."]),
    "guillemets without": (["Dijo: «Nos vamos»."], ["Nos vamos"]),
    "guillemets pointing inwards": (["Er sagte: »Wir gehen.«"], ["Wir gehen."]),
    "German low and high": (["Er sagte: „Wir gehen.“ Dann ging er."], ["Wir gehen."]),
    "German low and high, single": (["Er nannte es ‚Unsinn‘ und ging."], ["Unsinn"]),
    "Swedish": (["Han sa: ”Vi går.”"], ["Vi går."]),
    "Japanese": (["彼は「行く」と言った。"], ["行く"]),
    "TeX": (["He said ``we go,'' and went."], ["we go,"]),
    "doubled single quotes alone": (["Local ''self-defence units'' formed."], ["self-defence units"]),
    "doubled single quotes inside single": (
        ["'He set up local ''self-defence units''.'"],
        ["He set up local ''self-defence units''."],
    ),
    "doubled single quotes at both ends": (
        ["'''Units'' are what he calls ''them.'''"],
        ["''Units'' are what he calls ''them.''"],
    ),
    "single inside double": (["\"He told me 'go away' and left,\" she said."], ["He told me 'go away' and left,"]),
    "both end together": (["She said: \"He told me 'go away.'\""], ["He told me 'go away.'"]),
    "double inside single": (["She said: 'He told me \"go away\" and left.'"], ['He told me "go away" and left.']),
    "same shape inside": (['"He called it "great" yesterday," she said.'], ['He called it "great" yesterday,']),
    "same shape, both end together": (['She said: "He called it "great.""'], ['He called it "great."']),
    "two in a sentence": (['"We go," he said, "and we win."'], ["We go,", "and we win."]),
    "two side by side": (['"One." "Two."'], ["One.", "Two."]),
    "in brackets": (['The plan ("a disgrace") failed.'], ["a disgrace"]),
    "after a dash": (["It failed—“a disgrace”—again."], ["a disgrace"]),
    "broken off by a dash": (['"I was—" he began.'], ["I was—"]),
    "a lost space before it": (['He said:"We go."Then he went.'], ["We go."]),
    "apostrophes": (["Putin's men didn't see O'Brien's car, it's said."], []),
    "curly apostrophes": (["Putin’s men didn’t see the ministers’ car."], []),
    "possessive of a plural": (["The decision-makers' belief and the ministers' plan."], []),
    "elisions": (["'Tis the '90s and rock 'n' roll, get 'em."], []),
    "feet and inches": (["He is 6'2\" tall and she 5'4\"."], []),
    "possessive inside a few words": (["It was 'the makers' real belief' to him."], ["the makers' real belief"]),
    "possessive inside a sentence": (
        ["He said: 'The makers' belief is that all is well.' Then he left."],
        ["The makers' belief is that all is well."],
    ),
    "a few words in single quotes": (["The 'army of drones' grew."], ["army of drones"]),
    "a few words ending in s": (["The forces held 'defensive positions' along the border."], ["defensive positions"]),
    "a few words that begin a paragraph": (["'Total chaos' was how he put it."], ["Total chaos"]),
    "a few words, twice": (["They 'dug trenches' and went 'deep inside' the land."], ["dug trenches", "deep inside"]),
    "a single quote opens nothing": (["The boys of '45 came home."], []),
    "no quotes": (["Nothing was said."], []),
    "empty marks": (['He said "" and "  " to it.'], []),
    "several paragraphs": (['"One.', '"Two.', '"Three."'], ["One.\n\nTwo.\n\nThree."]),
    "several paragraphs, single": (
        ["He said: 'One.", "'The makers' belief.", "'Three.'"],
        ["One.\n\nThe makers' belief.\n\nThree."],
    ),
    "several paragraphs, other marks": (["He said: 'One.", '"Two.', '"Three."'], ["One.\n\nTwo.\n\nThree."]),
    "several paragraphs, guillemets reopened inwards": (["«Uno.", "»Dos»."], ["Uno.\n\nDos"]),
    "two quotes, each closed": (['"One."', '"Two."'], ["One.", "Two."]),
    "a caption inside": (
        ['"One.', "Soldiers in a trench\nSoldiers in a trench. Picture: Getty", '"Two."'],
        ["One.\n\nTwo."],
    ),
    "a lost opening mark after a closed quote": (['He said: "One."', 'Two. Three."'], ["One.\n\nTwo. Three."]),
    "a lost opening mark in an unclosed quote": (['He said: "One.', 'Two."'], ["One.\n\nTwo."]),
    "opening marks lost throughout": (['He said: "One.', "Two.", 'Three."'], ["One.\n\nTwo.\n\nThree."]),
    "a stray closing mark with nothing before it": (['We go."', "They went."], []),
    "a stray closing mark after somebody else's cue": (['"One."', 'Bob said: two."'], ["One."]),
    "a lost closing mark": (
        ['"We are fine, said Bob.', "They left.", '"We win," said Al.'],
        ["We are fine,", "We win,"],
    ),
    "a cue inside an unclosed quote": (
        ['"He knew, he said he would, and went.', '"Then he left."'],
        ["He knew, he said he would, and went.\n\nThen he left."],
    ),
    "a slip": (["“We go,” “ she said."], ["We go,"]),
    "never closed": (['He said: "We go.', "They went.", "They came back."], ["We go."]),
    "a quote mark that continues nothing": (
        ['He said: "We go.', "'Total chaos' was how Al put it."],
        ["We go.", "Total chaos"],
    ),
    "a teaser": (["Read more: Bombers 'damaged in drone strike'"], []),
    "a teaser inside": (['"One.', "Read more: Bombers 'hit'", '"Two."'], ["One.\n\nTwo."]),
    "blank paragraphs": (["", '"One."', "  "], ["One."]),
}


@each_row(("paragraphs", "quotes"), SPANS.values(), ids=SPANS.keys())
def test_spans(paragraphs: list[str], quotes: list[str]) -> None:
    assert [quote.text for quote in find(paragraphs, sentences(paragraphs))] == quotes
    assert [quote.text for quote in find(paragraphs, ())] == quotes


def test_start_and_end_take_in_the_marks_of_all_paragraphs() -> None:
    paragraphs = ['He said: "One.', "A caption", '"Two." Then he left.']
    (quote,) = find(paragraphs, ())
    text = "\n\n".join(paragraphs)
    assert text[quote.start : quote.end] == '"One.\n\nA caption\n\n"Two."'


def test_offsets_count_code_points() -> None:
    (quote,) = find(["🇺🇦🇺🇦", "🇺🇦 “go”"], ())
    assert (quote.start, quote.end) == (9, 13)


STATEMENT = """
Russia has recently started extending defensive positions along its international border with Ukraine, and deep inside
its Belgorod region.
|
On December 6 the governor of Belgorod announced he was establishing local ''self-defence units''.
|
Trench digging has been reported in Belgorod since at least April 2022, but the new constructions are probably more
elaborate systems, designed to rebuff mechanised assault.
|
There is a realistic possibility that the Russian authorities are promoting defensive preparations within
internationally recognised Russian territory to burnish patriotic feeling.
|
However, it probably illustrates some Russia decision-makers' genuine (but false) belief that there is a credible threat
of invasion by Ukrainian forces.
|
Paucity in strategic assessment is one of the critical weaknesses in the central Russian government architecture: as
highlighted by Russia's original decision to invade Ukraine.
|
Impartial official analysis is almost certainly frequently undermined by a tendency toward group-think and politically
expedient conclusions.
"""


@pytest.mark.parametrize(
    ("seed", "speaker"),
    [
        ("000_d1224f78e145d97b.txt", "An MoD spokesman"),
        ("001_96fc9e27521c10e8.txt", "A British government spokesman"),
    ],
)
def test_one_official_statement_in_both_seeds(seed: str, speaker: str) -> None:
    paragraphs = seed_paragraphs(seed)
    statement = "\n\n".join(" ".join(sentence.split()) for sentence in STATEMENT.split("|"))
    statements = [quote for quote in find(paragraphs, sentences(paragraphs)) if quote.text.startswith("Russia has")]
    assert [(quote.text, quote.speaker) for quote in statements] == [(statement, speaker)]


def test_all_quotes_of_the_first_seed() -> None:
    paragraphs = seed_paragraphs("000_d1224f78e145d97b.txt")
    quotes = [(quote.text[:28], quote.speaker) for quote in find(paragraphs, sentences(paragraphs))]
    assert quotes == [
        ("extending defensive position", None),
        ("deep inside", None),
        ("probably illustrates some Ru", "The Ministry of Defence"),
        ("Russia has recently started ", "An MoD spokesman"),
        ("army of drones", None),
    ]


def test_all_quotes_of_the_second_seed() -> None:
    paragraphs = seed_paragraphs("001_96fc9e27521c10e8.txt")
    quotes = [(quote.text[:12], quote.text[-12:], quote.speaker) for quote in find(paragraphs, sentences(paragraphs))]
    assert quotes == [
        ("Russia has r", "conclusions.", "A British government spokesman"),
        ("reports of a", "nstallations", "The governor of the Saratov region"),
        ("Information ", "was damaged.", "Roman Busargin"),
        ("Everything i", "ke-off zone,", "a resident"),
        ("The blast wa", "osion to me.", "Another"),
    ]


def seed_paragraphs(name: str) -> list[str]:
    """Return a seed's blocks, its captions and teasers still among them."""
    return [block.strip() for block in (SEEDS / name).read_text(encoding="utf-8").split("\n\n")]


NOISY = st.text(alphabet="aS .,:!?-—\n'\"''“”‘’„‚«»‹›「」`é🇺", max_size=60)


@settings(max_examples=300)
@given(st.lists(NOISY | st.text(max_size=30), max_size=6))
@example(["'", "'", '"'])
@example(["«a", "» b"])
@example(["“:", "?", ":'", ":'"])
def test_any_text_gives_spans_that_begin_with_a_mark_and_never_overlap(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    before = 0
    for quote in find(paragraphs, ()):
        assert before <= quote.start < quote.end <= len(text)
        assert is_mark(text[quote.start])
        assert quote.text.strip()
        assert text[quote.start : quote.end].count("\n\n") >= quote.text.count("\n\n")
        before = quote.end


@settings(max_examples=100)
@given(st.lists(NOISY, max_size=4))
def test_marks_are_ordered_and_lie_within_their_paragraph(paragraphs: list[str]) -> None:
    for paragraph in paragraphs:
        end = 0
        for mark in marks(paragraph):
            assert end <= mark.start < mark.end <= len(paragraph)
            assert mark.opens or mark.closes
            end = mark.end


class Counted(list[Mark]):
    """Counts how often its members are read."""

    reads = 0

    def __getitem__(self, key: Any) -> Any:
        found = super().__getitem__(key)
        Counted.reads += len(found) if isinstance(key, slice) else 1
        return found


UNITS = [
    *('"', "'", "''", "“", "”", "‘", "«", '" ', "'a ", "'A ", "'a' ", ".' ", "s' a ", '"A ', '"A" ', "'A b' ", "“A "),
    *("\"a'B ", "''A\" ", '"A, he said ', "'A' 'B.' ", "'A s' 'b "),
]


@each_row(("unit", "units_in_paragraph"), product(UNITS, [1, 1_000]))
def test_marks_are_read_a_bounded_number_of_times(
    unit: str, units_in_paragraph: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quotes_module, "marks", lambda paragraph: Counted(marks(paragraph)))
    monkeypatch.setattr(Counted, "reads", 0)
    paragraphs = [unit * units_in_paragraph] * (1_000 // units_in_paragraph)
    find(paragraphs, ())
    assert Counted.reads <= 8 * sum(len(marks(paragraph)) for paragraph in paragraphs) + 8


def test_a_long_line_of_marks_ends() -> None:
    # Were any step quadratic, this would take 10**10 of them.
    assert find(['"a ' * 100_000], ())
    assert find(["'a" * 100_000], ()) == ()
