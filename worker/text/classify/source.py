"""A sentence with a source of its own came or went."""

from collections.abc import Sequence

from schemas.change import Label, Op
from worker.text.classify.context import Context, Quoted
from worker.text.classify.registry import rule
from worker.text.classify.speakers import speakers


@rule(Label.SOURCE_ADDED, ops={Op.ADD})
def source_added(edit: Context) -> bool:
    """Return whether an added sentence says who says so."""
    return _counts(edit) and _has_source(edit, edit.new_cores, edit.new_quotes)


@rule(Label.SOURCE_REMOVED, ops={Op.DELETE})
def source_removed(edit: Context) -> bool:
    """Return whether a deleted sentence said who said so."""
    return _counts(edit) and _has_source(edit, edit.old_cores, edit.old_quotes)


def _counts(edit: Context) -> bool:
    """Return whether what came or went belongs to the article itself."""
    return not (edit.is_title or edit.is_post or edit.is_replaced or edit.in_note)


def _has_source(edit: Context, cores: Sequence[str], quotes: Sequence[Quoted]) -> bool:
    return any(quoted.speaker for quoted in quotes) or bool(speakers(cores, edit.lexicon))
