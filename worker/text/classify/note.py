"""Notes by which a publisher owns up to a change: corrections, clarifications, retractions."""

from collections.abc import Sequence

from schemas.article import Sentence
from schemas.change import Label, Op
from worker.text.classify.context import REWRITES, Context
from worker.text.classify.registry import rule
from worker.text.lexicon import lexicon
from worker.text.normalise import fold

_ANY = REWRITES | {Op.ADD, Op.DELETE}


@rule(Label.CORRECTION_NOTE, ops=_ANY)
def correction_note(edit: Context) -> bool:
    """Return whether a correction or clarification note came, or was taken away again."""
    return edit.in_note == "correction" or _came_or_went(edit, "correction")


@rule(Label.RETRACTION, ops=_ANY)
def retraction(edit: Context) -> bool:
    """Return whether the article, or a notice in it, says that it is withdrawn."""
    return edit.in_note == "retraction" or _came_or_went(edit, "retraction")


def is_note(edit: Context) -> bool:
    """Return whether a note of any kind came, be it only that the article was updated."""
    return any(
        edit.lexicon.says(kind, edit.new) and not edit.lexicon.says(kind, edit.old)
        for kind in ("correction", "retraction", "update")
    )


def notes_by_paragraph(sentences: Sequence[Sentence], language: str | None) -> dict[int, str]:
    """Return the paragraphs in which one of these sentences is a correction or a retraction, with which it is."""
    words = lexicon(language)
    folded = [(sentence.paragraph, fold(sentence.text)) for sentence in sentences]
    found: dict[int, str] = {}
    for kind in ("correction", "retraction"):
        found |= {paragraph: kind for paragraph, text in folded if words.says(kind, text)}
    return found


def _came_or_went(edit: Context, kind: str) -> bool:
    return edit.lexicon.says(kind, edit.old) != edit.lexicon.says(kind, edit.new)
