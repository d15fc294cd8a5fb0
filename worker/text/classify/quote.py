"""Words inside quotation marks changed."""

from collections.abc import Iterable

from schemas.change import Label
from worker.text.classify.context import Context, Quoted
from worker.text.classify.homoglyphs import plain
from worker.text.classify.registry import rule


@rule(Label.QUOTE)
def quote(edit: Context) -> bool:
    """Return whether other words stand inside quotation marks than before: changed, put in, left out or unmarked."""
    return _words(edit.old_quotes) != _words(edit.new_quotes)


def _words(quotes: Iterable[Quoted]) -> str:
    return "".join(character for quoted in quotes for character in plain(quoted.text).casefold() if character.isalnum())
