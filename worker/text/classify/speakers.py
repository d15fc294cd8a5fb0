"""Whom a sentence names as the source of what it says.

A surface reading, no parse: verbs of speech and `according to`, with the words before the verb back to a mark or a
conjunction, or else those after it; and as headlines have it a source before a colon or at the end (`Police: man shot`,
`Man shot - police`).
"""

from collections.abc import Iterable, Iterator, Sequence

from worker.text.classify.context import words_of
from worker.text.lexicon import Lexicon

_LONGEST = 10
_LONGEST_LABEL = 3
_MARKS_OF_SOURCE = frozenset(":-|")


def speakers(cores: Sequence[str], lexicon: Lexicon) -> list[frozenset[str]]:
    """Return the speakers in order, each as the words, in lower case, that name it: no articles, no titles.

    Pronouns are no names: a sentence that says `he said` gives an empty set for it.
    """
    lowered = [core.lower() for core in cores]
    found = []
    for at, word in enumerate(lowered):
        if _is_speech(cores, at, lexicon):
            before = list(_run(lowered, range(at - 1, -1, -1), lexicon))
            found.append(before or list(_run(lowered, range(at + 1, len(lowered)), lexicon)))
        elif phrases := [phrase for phrase in _phrases(word, lexicon) if _stands(phrase, lowered, at)]:
            length = max(len(phrase.split()) for phrase in phrases)
            found.append(list(_run(lowered, range(at + length, len(lowered)), lexicon)))
        elif lexicon.has("according_after", word):
            found.append(list(_run(lowered, range(at - 1, -1, -1), lexicon)))
    labels = [] if found else _labels(lowered, lexicon)
    return [naming(words, lexicon) for words in (*found, *labels) if words]


def naming(words: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    """Return those of `words`, in lower case, that tell speakers apart; titles only where nothing else does."""
    telling = {word for word in words if not lexicon.has("articles", word) and not lexicon.has("pronouns", word)}
    return frozenset({word for word in telling if not lexicon.has("honorifics", word)} or telling)


def _labels(lowered: Sequence[str], lexicon: Lexicon) -> Iterator[list[str]]:
    """Yield the source before the first colon, and the one after the last dash or colon."""
    marks = [at for at, word in enumerate(lowered) if word in _MARKS_OF_SOURCE]
    if not marks:
        return
    first = [word for word in lowered[: marks[0]] if words_of([word])]
    last = [word for word in lowered[marks[-1] + 1 :] if words_of([word])]
    for words, holds in ((first, lowered[marks[0]] == ":"), (last, True)):
        if holds and 0 < len(words) <= _LONGEST_LABEL and lexicon.has("sources", words[-1]):
            yield words


def _is_speech(cores: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    word = cores[at].lower()
    if at and lexicon.has("passive_helpers", cores[at - 1].lower()):
        return False
    if lexicon.has("speech", word):
        return True
    if at == 0 or not lexicon.has("speech_after_name", word) or cores[at] != word:
        return False
    before = cores[at - 1]
    if lexicon.has("sources", before.lower()):
        return True
    return before[0].isupper() and not lexicon.has("articles", before.lower())


def _phrases(word: str, lexicon: Lexicon) -> list[str]:
    return [phrase for phrase in lexicon.words.get("according_to", ()) if phrase.split()[0] == word]


def _stands(phrase: str, lowered: Sequence[str], at: int) -> bool:
    words = phrase.split()
    return words == list(lowered[at : at + len(words)])


def _run(lowered: Sequence[str], places: range, lexicon: Lexicon) -> Iterator[str]:
    """Yield words from place to place until a mark, a conjunction, a preposition or another verb of speech."""
    taken = 0
    for at in places:
        word = lowered[at]
        if lexicon.has("speech_helpers", word):
            continue
        if (
            taken == _LONGEST
            or not words_of([word])
            or lexicon.has("subject_stops", word)
            or lexicon.has("speech", word)
        ):
            return
        taken += 1
        yield word.removesuffix("'s")
