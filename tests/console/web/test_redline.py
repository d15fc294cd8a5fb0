from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from console.web.redline import Piece, Redline, pieces, redline
from schemas.article import Digests, Extractor, Reading, Sentence, Verdict, VerdictKind
from schemas.change import Change, ChangeKind, Edit, Label, Op, Side
from worker.text.change import revision

DIGEST = "0" * 64


def reading(paragraphs: Sequence[Sequence[str]], title: str | None = "A title") -> Reading:
    """Make a reading; one space stands between sentences and a blank line between paragraphs."""
    sentences, at = [], 0
    for number, paragraph in enumerate(paragraphs):
        for text in paragraph:
            sentences.append(Sentence(text=text, paragraph=number, start=at, end=at + len(text)))
            at += len(text) + 1
        at += 1
    return Reading(
        title=title,
        paragraphs=tuple(" ".join(paragraph) for paragraph in paragraphs),
        sentences=tuple(sentences),
        text="\n\n".join(" ".join(paragraph) for paragraph in paragraphs),
        verdict=Verdict(is_=VerdictKind.ARTICLE, reason="made for a test"),
        extractor=Extractor(name="test", version="1"),
        digests=Digests(raw=DIGEST, text=DIGEST),
    )


def side(*paragraphs: Sequence[str], title: str | None = "A title") -> Side:
    return Side(title=title, digest=DIGEST, sentences=reading(paragraphs).sentences)


def change(old: Side, new: Side, *edits: Edit) -> Change:
    return Change(kind=ChangeKind.REVISION, old=old, new=new, edits=edits, significance=0.5, summary="a summary")


def shape(found: Redline) -> list[list[list[tuple[str, str]]]]:
    """Return tags and texts by paragraph and passage."""
    return [
        [[(piece.tag, piece.text) for piece in passage.pieces] for passage in paragraph.passages]
        for run in found.runs
        for paragraph in run.paragraphs
    ]


def test_an_edit_stands_in_its_sentence() -> None:
    found = redline(
        change(
            side(["One."], ["Two old.", "Three."]),
            side(["One."], ["Two new.", "Three."]),
            Edit(op=Op.KEEP, old=(0,), new=(0,), similarity=1),
            Edit(
                op=Op.EDIT,
                old=(1,),
                new=(1,),
                words=(("=", "Two "), ("-", "old"), ("+", "new"), ("=", ".")),
                similarity=0.9,
            ),
            Edit(op=Op.KEEP, old=(2,), new=(2,), similarity=1),
        )
    )
    assert shape(found) == [
        [[("=", "One.")]],
        [[("=", "Two "), ("-", "old"), ("+", "new"), ("=", ".")], [("=", "Three.")]],
    ]
    assert [piece.text for piece in found.title] == ["A title"]
    assert found.is_changed


def test_what_was_struck_out_stands_where_it_stood() -> None:
    found = redline(
        change(
            side(["One."], ["Gone."], ["Two.", "Also gone."], ["Three."]),
            side(["One."], ["Two."], ["Came."], ["Three."]),
            Edit(op=Op.KEEP, old=(0,), new=(0,), similarity=1),
            Edit(op=Op.DELETE, old=(1,), similarity=0),
            Edit(op=Op.KEEP, old=(2,), new=(1,), similarity=1),
            Edit(op=Op.DELETE, old=(3,), similarity=0),
            Edit(op=Op.ADD, new=(2,), similarity=0),
            Edit(op=Op.KEEP, old=(4,), new=(3,), similarity=1),
        )
    )
    assert shape(found) == [
        [[("=", "One.")]],
        [[("-", "Gone.")]],
        [[("=", "Two.")], [("-", "Also gone.")]],
        [[("+", "Came.")]],
        [[("=", "Three.")]],
    ]


def test_what_moved_is_said_to_have() -> None:
    found = redline(
        change(
            side(["One."], ["Two."]),
            side(["Two."], ["One."]),
            Edit(op=Op.MOVE, old=(1,), new=(0,), similarity=1),
            Edit(op=Op.KEEP, old=(0,), new=(1,), similarity=1),
        )
    )
    assert [passage.moved for run in found.runs for p in run.paragraphs for passage in p.passages] == [True, False]
    assert found.is_changed


def test_scripts_without_spaces_get_none() -> None:
    sentences = (
        Sentence(text="一。", paragraph=0, start=0, end=2),
        Sentence(text="二。", paragraph=0, start=2, end=4),
        Sentence(text="三。", paragraph=1, start=6, end=8),
    )
    chinese = Side(digest=DIGEST, sentences=sentences)
    keeps = [Edit(op=Op.KEEP, old=(n,), new=(n,), similarity=1) for n in range(3)]
    found = redline(change(chinese, chinese, *keeps))
    assert [[p.glued for p in paragraph.passages] for paragraph in found.runs[0].paragraphs] == [[False, True], [False]]


def test_a_merge_without_words_is_struck_out_and_put_in() -> None:
    found = redline(
        change(side(["One.", "Two."]), side(["One and two."]), Edit(op=Op.MERGE, old=(0, 1), new=(0,), similarity=0.6))
    )
    assert shape(found) == [[[("-", "One. Two."), ("+", "One and two.")]]]


def kept(count: int, changed: set[int]) -> Change:
    texts = [[f"Sentence {number}."] for number in range(count)]
    edits = [
        Edit(op=Op.EDIT, old=(n,), new=(n,), words=(("-", "a"), ("+", "b")), similarity=0.5)
        if n in changed
        else Edit(op=Op.KEEP, old=(n,), new=(n,), similarity=1)
        for n in range(count)
    ]
    return change(side(*texts), side(*texts), *edits)


def test_unchanged_stretches_are_folded_but_for_the_nearest() -> None:
    runs = redline(kept(12, {0, 7})).runs
    assert [(run.folded, len(run.paragraphs)) for run in runs] == [(False, 2), (True, 4), (False, 3), (True, 3)]
    assert [(run.folded, len(run.paragraphs)) for run in redline(kept(4, {1})).runs] == [(False, 3), (False, 1)]
    assert [(run.folded, len(run.paragraphs)) for run in redline(kept(5, set())).runs] == [(True, 5)]


def test_the_headline_is_compared_on_its_own() -> None:
    edit = Edit(op=Op.EDIT, words=(("-", "Old"), ("+", "New"), ("=", " title")), similarity=0.5, field="title")
    found = redline(change(side(title="Old title"), side(title="New title"), edit))
    assert found.title == (Piece("-", "Old"), Piece("+", "New"), Piece("=", " title"))
    assert found.runs == ()
    assert found.is_changed
    assert not redline(change(side(title=None), side(title=None))).title


def test_white_space_that_changed_alone_is_drawn() -> None:
    assert [piece.text for piece in pieces([("=", "a "), ("-", " "), ("+", "\n\t\u00a0")])] == ["a ", "␣", "¶⇥⟨U+00A0⟩"]


def test_invisible_characters_are_named_where_they_are_the_matter() -> None:
    words = (("=", "a\u200b"), ("+", "b\u202e"), ("-", "c\u00ad"))
    assert [piece.text for piece in pieces(words, reveal=True)] == ["a\u200b", "b⟨U+202E⟩", "c⟨U+00AD⟩"]
    assert [piece.text for piece in pieces(words)] == ["a\u200b", "b\u202e", "c\u00ad"]
    edit = Edit(
        op=Op.EDIT, old=(0,), new=(0,), words=(("-", "\u202eA"), ("+", "B")), labels=(Label.INVISIBLE,), similarity=1
    )
    assert shape(redline(change(side(["\u202eA"]), side(["B"]), edit))) == [[[("-", "⟨U+202E⟩A"), ("+", "B")]]]


SENTENCES = st.lists(
    st.sampled_from(["the", "a", "bridge", "road", "four", "six", "people", "said", "hurt", "shut", "on", "May"]),
    min_size=1,
    max_size=9,
)
PARAGRAPHS = st.lists(
    st.lists(SENTENCES.map(lambda words: " ".join(words).capitalize() + "."), min_size=1, max_size=3), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS)
def test_the_redline_holds_the_whole_new_text_in_order(old: list[list[str]], new: list[list[str]]) -> None:
    found = redline(revision(reading(old), reading(new)))
    passages = [
        "".join(piece.text for piece in passage.pieces if piece.tag != "-")
        for run in found.runs
        for paragraph in run.paragraphs
        for passage in paragraph.passages
    ]
    assert " ".join(text for text in passages if text) == " ".join(text for paragraph in new for text in paragraph)
