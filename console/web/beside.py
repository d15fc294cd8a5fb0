"""Two outlets' articles side by side: what they share, what they word differently, what one alone has. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from schemas.change import Change, Side, Words
from worker.text import diff
from worker.text.between import lines
from worker.text.sides import is_glued, joined

Relation = Literal["same", "reworded", "partial", "only"]
SideName = Literal["a", "b"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of words; `differs` where the other outlet has other words in this place."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, how the other outlet has it, and the number of the match that both share.

    `glued`: no white space stands before it, as in Chinese. `continues`: the match began with the sentence before it.
    """

    relation: Relation
    stretches: tuple[Stretch, ...]
    match: int | None = None
    glued: bool = False
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One outlet's article, in paragraphs of lines."""

    name: SideName
    side: Side
    paragraphs: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Reworded:
    """One passage as both outlets word it."""

    match: int
    a: tuple[Stretch, ...]
    b: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A figure or time that both give, as each writes it; `moved`: one toll at two times."""

    what: str
    a: str
    b: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """How many sentences there are of each kind."""

    same: int
    reworded: int
    only_a: int
    only_b: int


@dataclass(frozen=True, slots=True)
class Beside:
    """A divergence laid out for reading."""

    columns: tuple[Column, Column]
    reworded: tuple[Reworded, ...]
    share: Share
    numbers: tuple[Number, ...]


def beside(change: Change) -> Beside:
    """Lay out a divergence; its sides must carry their sentences."""
    words = list(_words_of(change))
    return Beside(
        columns=(_column("a", change, words), _column("b", change, words)),
        reworded=tuple(
            Reworded(number, side_of(found, "a"), side_of(found, "b"))
            for number, (match, found) in enumerate(zip(change.matches, words, strict=True), start=1)
            if match.relation != "same"
        ),
        share=Share(
            same=sum(match.relation == "same" for match in change.matches),
            reworded=sum(match.relation != "same" for match in change.matches),
            only_a=len(change.only_a),
            only_b=len(change.only_b),
        ),
        numbers=tuple(dict.fromkeys(_numbers(change))),
    )


def side_of(words: Words, name: SideName) -> tuple[Stretch, ...]:
    """Return one side of a word comparison, with the words that differ marked; marks alone are each outlet's style."""
    own = "-" if name == "a" else "+"
    return tuple(
        Stretch(text, differs=tag == own and any(character.isalnum() for character in text))
        for tag, text in words
        if tag in ("=", own) and text
    )


def _numbers(change: Change) -> Iterator[Number]:
    """Yield what figures and times both give without conflict; a conflict is a finding."""
    for figure in change.figures:
        if figure.relation != "conflict":
            a, b = figure.said_a or lines.number(figure.value_a), figure.said_b or lines.number(figure.value_b)
            yield Number(lines.matter(figure), a, b, figure.relation == "moved")
    for date in change.dates:
        if date.relation == "agree":
            yield Number(date.what, date.said_a or date.value_a, date.said_b or date.value_b)


def _words_of(change: Change) -> Iterator[Words]:
    """Yield the comparison of each match: the engine's own where it stands among the edits, else made here."""
    told = {(edit.old, edit.new): edit.words for edit in change.edits if edit.words}
    for match in change.matches:
        old = joined([change.old.sentences[index] for index in match.a])
        new = joined([change.new.sentences[index] for index in match.b])
        yield told.get((match.a, match.b)) or diff.words(old, new)


def _column(name: SideName, change: Change, words: Sequence[Words]) -> Column:
    side = change.old if name == "a" else change.new
    matched = dict(_matched(name, change, words))
    lines = []
    for index, sentence in enumerate(side.sentences):
        line = matched.get(index) or Line("only", (Stretch(sentence.text, differs=False),))
        lines.append((sentence.paragraph, replace(line, glued=is_glued(side.sentences, index))))
    paragraphs = (tuple(line for _, line in group) for _, group in groupby(lines, key=lambda pair: pair[0]))
    return Column(name, side, tuple(paragraphs))


def _matched(name: SideName, change: Change, words: Sequence[Words]) -> Iterator[tuple[int, Line]]:
    """Yield the lines of one side that the other has too, by sentence."""
    side = change.old if name == "a" else change.new
    for number, (match, found) in enumerate(zip(change.matches, words, strict=True), start=1):
        indexes = match.a if name == "a" else match.b
        texts = [side.sentences[index].text for index in indexes]
        # Where only part is the same, most words differ: to mark them all would say nothing.
        whole = [Stretch(" ".join(texts), differs=False)]
        marked = whole if match.relation == "partial" else side_of(found, name)
        for index, stretches in zip(indexes, _cut(marked, texts), strict=True):
            yield index, Line(match.relation, stretches, number, continues=index != indexes[0])


def _cut(stretches: Sequence[Stretch], texts: Iterable[str]) -> Iterator[tuple[Stretch, ...]]:
    """Yield the stretches of each sentence, where they cover several."""
    whole = "".join(stretch.text for stretch in stretches)
    end = 0
    for text in texts:
        start = max(whole.find(text, end), end)
        end = start + len(text)
        yield tuple(_between(stretches, start, end))


def _between(stretches: Iterable[Stretch], start: int, end: int) -> Iterator[Stretch]:
    """Yield what of the stretches lies in the code points `start` to `end`."""
    at = 0
    for stretch in stretches:
        text = stretch.text[max(0, start - at) : max(0, end - at)]
        at += len(stretch.text)
        if text:
            yield Stretch(text, stretch.differs)
