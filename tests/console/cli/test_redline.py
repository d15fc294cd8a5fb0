from collections.abc import Callable
from io import StringIO
from itertools import accumulate

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from console.cli.beside import beside
from console.cli.redline import redline
from console.cli.terminal import clean, visible
from schemas.article import Reading, Sentence
from schemas.change import Change, ChangeKind, Edit, Label, Op, Side, Vanished
from worker.text.change import revision

Article = Callable[..., Reading]


@pytest.fixture
def article(reading: Callable[..., Reading]) -> Article:
    def _article(*paragraphs: list[str], title: str = "A title") -> Reading:
        return reading(
            url="https://a.test/",
            outlet="Outlet",
            title=title,
            byline="Ann Ode",
            paragraphs=[list(p) for p in paragraphs],
        )

    return _article


def shown(change: Change, *, plain: bool = True) -> list[str]:
    return [block.text.plain for block in redline(change, plain=plain)]


def test_what_went_and_what_came_stand_in_the_sentence(article: Article) -> None:
    old = article(["Four people were injured in the crash.", "The road is shut."])
    new = article(["Six people were injured in the crash.", "The road is shut."])
    text = "\n".join(shown(revision(old, new)))
    assert "[-Four-]{+Six+} people were injured in the crash. [" in text
    assert "figure" in text
    assert "The road is shut." in text


def test_sentences_stand_together_where_the_article_has_no_space_between_them(article: Article) -> None:
    def glued(*texts: str) -> Reading:
        ends = accumulate(map(len, texts))
        sentences = tuple(
            Sentence(text=text, paragraph=0, start=end - len(text), end=end)
            for text, end in zip(texts, ends, strict=True)
        )
        return article(list(texts)).model_copy(update={"sentences": sentences})

    first = "\u505c\u96fb\u304c\u767a\u751f\u3057\u305f\u3002"
    change = revision(glued(first, "\u7d043\u4e07\u4e16\u5e2f\u3002"), glued(first, "\u7d045\u4e07\u4e16\u5e2f\u3002"))
    assert any(f"{first}\u7d04[-3-]{{+5+}}\u4e07" in text for text in shown(change))


def test_at_a_terminal_colours_stand_for_the_brackets(article: Article) -> None:
    old, new = article(["Four people were injured."]), article(["Six people were injured."])
    blocks = redline(revision(old, new), plain=False)
    (sentence,) = [block.text for block in blocks if "people were" in block.text.plain]
    assert "[-" not in sentence.plain
    styles = {sentence.plain[span.start : span.end]: str(span.style) for span in sentence.spans}
    assert styles["Four"] == "strike red"
    assert styles["Six"] == "bold green"


def test_a_long_run_that_stayed_is_cut_to_its_ends(article: Article) -> None:
    same = [f"This is sentence number {number} of them." for number in range(20)]
    old = article(["It began on Monday."], same, ["It ended on Friday."])
    new = article(["It began on Tuesday."], same, ["It ended on Sunday."])
    text = shown(revision(old, new))
    assert "\u2026 18 sentences unchanged \u2026" in text
    assert same[0] in "\n".join(text)
    assert same[19] in "\n".join(text)
    assert same[9] not in "\n".join(text)


def test_one_sentence_is_not_left_out_for_a_line_that_says_so(article: Article) -> None:
    old = article(["It began on Monday.", "One.", "Two.", "Three.", "It ended on Friday."])
    new = article(["It began on Tuesday.", "One.", "Two.", "Three.", "It ended on Sunday."])
    assert "unchanged" not in "\n".join(shown(revision(old, new)))


def test_nothing_changed_is_said_so(article: Article) -> None:
    old = article(["One.", "Two."])
    assert "\u2026 2 sentences unchanged \u2026" in shown(revision(old, old))


def test_paragraphs_stay_apart(article: Article) -> None:
    old = article(["First one.", "Second one."], ["Third one here.", "Fourth one."])
    new = article(["First one.", "Second one."], ["Third one there.", "Fourth one."])
    assert [text for text in shown(revision(old, new))[-2:] if text] == [
        text for text in shown(revision(old, new)) if "Third one" in text
    ]
    assert "Third one [-here-]{+there+}." in shown(revision(old, new))[-1]


def test_the_title_is_compared(article: Article) -> None:
    old, new = article(["One."], title="Ten die in flood"), article(["One."], title="Twelve die in flood")
    assert "[-Ten-]{+Twelve+} die in flood" in shown(revision(old, new))


def test_what_pages_say_is_neither_obeyed_nor_taken_for_markup(article: Article) -> None:
    old, new = article(["It is [bold]so[/bold] \x1b[31mred."]), article(["It is [bold]so[/bold] \u202eblue."])
    text = "\n".join(shown(revision(old, new)))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[bold]" in text


def test_a_sentence_that_moved_is_shown_where_it_is(side: Callable[..., Side], article: Article) -> None:
    old, new = article(["One.", "Two.", "Three."]), article(["Three.", "One.", "Two."])
    change = Change(
        kind=ChangeKind.REVISION,
        old=side(old),
        new=side(new),
        edits=(
            Edit(op=Op.MOVE, old=(2,), new=(0,), labels=(Label.REORDERED,), similarity=1),
            Edit(op=Op.KEEP, old=(0,), new=(1,), similarity=1),
            Edit(op=Op.KEEP, old=(1,), new=(2,), similarity=1),
        ),
        significance=0.1,
        summary="Moved",
    )
    assert shown(change)[-1] == "(moved here from \xb61) Three. [reordered] One. Two."


WORDS = st.sampled_from(["the", "council", "bridge", "was", "shut", "on", "Monday", "after", "12", "people", "fell"])
SENTENCE = st.lists(WORDS, min_size=3, max_size=8).map(lambda words: " ".join(words).capitalize() + ".")
TEXT = st.lists(st.lists(SENTENCE, min_size=1, max_size=4), max_size=4)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT, TEXT)
def test_every_change_is_in_the_redline(article: Article, old: list[list[str]], new: list[list[str]]) -> None:
    change = revision(article(*old), article(*new))
    text = "\n".join(shown(change))
    marks = {"-": "[-{}-]", "+": "{{+{}+}}"}
    for edit in change.edits:
        for tag, piece in edit.words:
            assert marks.get(tag, "{}").format(visible(piece) if tag in marks else clean(piece)) in text
        if edit.op in (Op.ADD, Op.DELETE):
            assert all(label in text for label in edit.labels)


def test_old_and_new_do_not_touch_where_only_colours_tell_them_apart(article: Article) -> None:
    old, new = article(["Four people were injured."]), article(["Six people were injured."])
    assert "Four Six people were injured. [figure]" in shown(revision(old, new), plain=False)


def test_paragraphs_are_numbered_as_the_summary_counts_them(article: Article) -> None:
    old = article(["It began."], ["The bridge was shut for a day."], ["It ended."])
    new = article(["It began."], ["The bridge was shut for a week."], ["Nobody was hurt."], ["It ended."])
    change = revision(old, new)
    margins = {word: block.margin for block in redline(change, plain=True) for word in block.text.plain.split()}
    assert (margins["bridge"], margins["{+Nobody"]) == ("\xb62", "\xb63")
    gone = {block.margin for block in redline(revision(new, old), plain=True) if "Nobody" in block.text.plain}
    assert gone == {"\u2212"}


def table(change: Change, *, width: int = 100) -> str:
    console = Console(width=width, file=StringIO(), color_system=None)
    for part in beside(change, plain=True):
        console.print(part)
    shown = console.file
    assert isinstance(shown, StringIO)
    return shown.getvalue()


def test_side_by_side_has_the_old_on_the_left_and_the_new_on_the_right(article: Article) -> None:
    old = article(["Four people were injured.", "The road is shut."], ["It rained."], ["A last word."])
    new = article(["Six people were injured.", "The road is shut."], ["A last word."], ["It snowed all night."])
    rows = table(revision(old, new)).splitlines()
    (first,) = [row for row in rows if "injured" in row]
    assert first.index("[-Four-] people") < first.index("{+Six+} people")
    assert first.startswith("\xb61")
    (gone,) = [row for row in rows if "It rained" in row]
    assert gone.rstrip().endswith("[-It rained.-]")
    (come,) = [row for row in rows if "It snowed" in row]
    assert come.index("{+It snowed") > len(come) / 3


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_side_by_side_fits_any_width(article: Article, width: int) -> None:
    old, new = (
        article(["A" * 90 + " one."], ["\u4e2d\u6587" * 40]),
        article(["A" * 90 + " two."], ["\u4e2d\u6587" * 41]),
    )
    assert all(cell_len(row) <= width for row in table(revision(old, new), width=width).splitlines())


def test_what_came_and_went_is_shown(article: Article) -> None:
    change = revision(article(["One."]), article(["One.", "Two more came."]))
    grown = change.model_copy(update={"vanished": (Vanished(text="A \x1brumour.", version=3),)})
    assert shown(grown)[-1] == "[-A <U+001B>rumour.-] (last in version 3)"
    assert "[-A <U+001B>rumour.-]" in table(grown)
