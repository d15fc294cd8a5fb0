"""Words inside quotation marks changed."""

from collections.abc import Iterable, Iterator, Sequence

from schemas.change import Label
from worker.text.classify.context import Context, Quoted, words_among
from worker.text.classify.homoglyphs import plain
from worker.text.classify.registry import rule
from worker.text.classify.speakers import speakers
from worker.text.classify.typo import same_word
from worker.text.diff import cores
from worker.text.lexicon import Lexicon


@rule(Label.QUOTE)
def quote(edit: Context) -> bool:
    """Return whether other words stand inside quotation marks than before: changed, put in, left out or unmarked.

    The same words spelled otherwise, cut otherwise by white space, or contracted (`won't`), are the same. The name of
    who says it is no quotation, though it has marks of its own (`der "Spiegel"`).
    """
    if _words(edit.old_quotes, edit.lexicon) == _words(edit.new_quotes, edit.lexicon):
        return False
    sides = ((edit.old_quotes, edit.old_cores), (edit.new_quotes, edit.new_cores))
    old, new = (_words(_without_speakers(quotes, sentence, edit.lexicon), edit.lexicon) for quotes, sentence in sides)
    if old == new or "".join(old) == "".join(new):
        return False
    return len(old) != len(new) or not all(
        one == other or same_word(edit, one, other) for one, other in zip(old, new, strict=True)
    )


def _without_speakers(quotes: Iterable[Quoted], sentence: Sequence[str], lexicon: Lexicon) -> Iterator[Quoted]:
    named = speakers(sentence, lexicon)
    for quoted in quotes:
        words = {word.lower() for word in words_among(cores(plain(quoted.text)))}
        if not words or not any(words <= speaker for speaker in named):
            yield quoted


def _words(quotes: Iterable[Quoted], lexicon: Lexicon) -> list[str]:
    return [
        "".join(letter for letter in word if letter.isalnum())
        for quoted in quotes
        for written in words_among(cores(plain(quoted.text)))
        for word in _in_full(written.casefold(), lexicon)
    ]


def _in_full(word: str, lexicon: Lexicon) -> list[str]:
    """Return the words that one word with an apostrophe stands for: will not, for won't."""
    if full := lexicon.contractions.get(word):
        return full.split()
    ending = next((ending for ending in lexicon.contracted_endings if word.endswith(ending)), None)
    return [word] if ending is None else [word.removesuffix(ending), lexicon.contracted_endings[ending]]
