"""A divergence for the terminal: what two outlets share, how each tells it, and what only one of them says."""

from collections.abc import Iterable, Iterator
from textwrap import shorten

from rich.text import Text

from console.cli.redline import FAINT, HEADING, Mark, heading, mark, words
from console.cli.terminal import line
from schemas.change import Change, Edit, Side
from schemas.divergence import FigurePair, QuotePair
from worker.text.between.lines import matter, number
from worker.text.between.quotes import speaker_names, tellers

WORTH_MARKING = 0.6
"""From this similarity on, two wordings read better marked word by word than one below the other."""

SHOWN = 200
"""Characters shown of a quotation that both have to the letter."""


def contrast(change: Change, *, plain: bool) -> list[Text]:
    """Return a divergence as paragraphs for the terminal.

    Args:
        change: of kind divergence, with the sentences of both sides.
        plain: whether to mark with brackets instead of colours.
    """
    marked = mark(plain=plain)
    name_a, name_b = tellers.names(line(change.old.outlet), line(change.new.outlet))
    sections = (
        ("Headlines", _titles(change, name_a, name_b)),
        ("Told differently", (Text(f"  {line(finding.summary)}") for finding in change.findings)),
        ("Told by both", _shared(change, marked, name_a, name_b)),
        ("Quotations", (_quotation(pair, name_a, name_b) for pair in change.quotes)),
        ("Figures", (_figure(pair, name_a, name_b) for pair in change.figures)),
        (f"Only in {name_a}", _alone(change.old, change.only_a)),
        (f"Only in {name_b}", _alone(change.new, change.only_b)),
    )
    shown = list(heading(change))
    for name, found in sections:
        paragraphs = list(found)
        if paragraphs:
            shown += [Text(), Text(name, HEADING), *paragraphs]
    return shown


def _titles(change: Change, name_a: str, name_b: str) -> Iterator[Text]:
    if change.old.title or change.new.title:
        yield _beside(name_a, line(change.old.title) or "(none)", name_b, line(change.new.title) or "(none)")


def _beside(name_a: str, text_a: str, name_b: str, text_b: str) -> Text:
    """Return two wordings one below the other."""
    return Text(f"  {name_a}: {text_a}\n  {name_b}: {text_b}")


def _shared(change: Change, marked: Mark, name_a: str, name_b: str) -> Iterator[Text]:
    """Yield the statements that both make in other words, and how many are the same."""
    edits = {(edit.old, edit.new): edit for edit in change.edits if edit.field is None}
    same = sum(match.relation == "same" for match in change.matches)
    if same:
        yield Text(f"  {same} sentence{'' if same == 1 else 's'} word for word the same", FAINT)
    for match in change.matches:
        if match.relation == "same":
            continue
        edit: Edit | None = edits.get((match.a, match.b))
        if edit is not None and edit.words and match.similarity >= WORTH_MARKING:
            yield Text("  ").append_text(words(edit.words, marked))
        else:
            yield _beside(name_a, _texts(change.old, match.a), name_b, _texts(change.new, match.b))


def _texts(side: Side, indexes: Iterable[int]) -> str:
    return " ".join(line(side.sentences[index].text) for index in indexes)


def _quotation(pair: QuotePair, name_a: str, name_b: str) -> Text:
    """Return one quotation as each has it; words that are the same, once and cut short."""
    sides = (pair.speaker_a, pair.attribution_a), (pair.speaker_b, pair.attribution_b)
    speaker_a, speaker_b = (line(speaker_names.shown(*side) or side[0]) or "nobody named" for side in sides)
    if pair.relation == "same":
        speakers = speaker_a if speaker_a == speaker_b else f"{name_a}: {speaker_a}, {name_b}: {speaker_b}"
        said = shorten(line(pair.text_a), SHOWN, placeholder=" \u2026")
        return Text(f"  the same words ({speakers}): \u201c{said}\u201d")
    how = "other words" if pair.relation == "altered" else "quotation marks in one alone"
    lines = (
        f"    {name}: {speaker}: \u201c{line(text)}\u201d"
        for name, speaker, text in ((name_a, speaker_a, pair.text_a), (name_b, speaker_b, pair.text_b))
    )
    return Text("\n".join((f"  {how}", *lines)))


def _figure(pair: FigurePair, name_a: str, name_b: str) -> Text:
    shown = Text(f"  {line(matter(pair))}: ")
    a, b = line(pair.said_a) or number(pair.value_a), line(pair.said_b) or number(pair.value_b)
    if pair.relation == "agree":
        return shown.append(f"{a} in both" if a == b else f"{a} in {name_a}, {b} in {name_b}")
    if pair.relation == "moved":
        return shown.append(f"{a} in {name_a}, {b} in {name_b}: one toll at two times")
    shown.append(a, "red").append(f" in {name_a}, ")
    return shown.append(b, "red").append(f" in {name_b}: they conflict")


def _alone(side: Side, indexes: Iterable[int]) -> Iterator[Text]:
    for index in indexes:
        yield Text(f"  {line(side.sentences[index].text)}")
