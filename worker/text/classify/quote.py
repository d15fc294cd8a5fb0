"""Words inside quotation marks changed."""

from collections.abc import Iterable

from schemas.change import Label
from worker.text.classify.context import Context, Quoted, words_of
from worker.text.classify.homoglyphs import plain
from worker.text.classify.registry import rule
from worker.text.classify.typo import same_word
from worker.text.diff import cores


@rule(Label.QUOTE)
def quote(edit: Context) -> bool:
    """Return whether other words stand inside quotation marks than before: changed, put in, left out or unmarked.

    The same words spelled otherwise, or cut otherwise by white space, are the same.
    """
    old, new = _words(edit.old_quotes), _words(edit.new_quotes)
    if old == new or "".join(old) == "".join(new):
        return False
    return len(old) != len(new) or not all(
        one == other or same_word(edit, one, other) for one, other in zip(old, new, strict=True)
    )


def _words(quotes: Iterable[Quoted]) -> list[str]:
    return [
        "".join(letter for letter in word.casefold() if letter.isalnum())
        for quoted in quotes
        for word in words_of(cores(plain(quoted.text)))
    ]
