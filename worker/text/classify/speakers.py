"""Whom a sentence names as the source of what it says.

A surface reading, no parse: verbs of speech and `according to`, with the words before the verb back to a mark or a
conjunction, those before an aside that ends there (`John Smith, who was there, said`), or else those after it; and as
headlines have it a source before a colon or at the end (`Police: man shot`, `Man shot - police`).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from worker.text.classify.context import words_among
from worker.text.classify.name import NOUNS_ARE_CAPITALISED
from worker.text.lexicon import Lexicon

_LONGEST = 10
_LONGEST_LABEL = 3
_LONGEST_ASIDE = 15
_QUOTATION_MARKS = frozenset("\"'")
_MARKS_OF_SOURCE = frozenset(":-|")


def speakers(cores: Sequence[str], lexicon: Lexicon) -> list[frozenset[str]]:
    """Return the speakers in order, each as the words, in lower case, that name it: no articles, no titles.

    Pronouns are no names: a sentence that says `he said` gives an empty set for it.
    """
    cores = _without_marks_of_names(cores, lexicon)
    lowered = [core.lower() for core in cores]
    found = []
    for at, word in enumerate(lowered):
        if word not in lexicon.tells_source:
            continue
        if _is_speech(cores, at, lexicon):
            before = list(_run(lowered, range(at - 1, -1, -1), lexicon))
            found.append(
                _whole_subject(lowered, at, lexicon)
                or before
                or _before_aside(cores, at, lexicon)
                or _after(cores, at + 1, lexicon)
            )
        elif phrases := [phrase for phrase in lexicon.sources_before.get(word, ()) if _stands(phrase, lowered, at)]:
            length = max(len(phrase.split()) for phrase in phrases)
            found.append(_after(cores, at + length, lexicon))
        elif lexicon.has("according_after", word):
            found.append(list(_run(lowered, range(at - 1, -1, -1), lexicon)))
    labels = [] if found else _labels(lowered, lexicon)
    return [naming(words, lexicon) for words in (*found, *labels) if words]


def _without_marks_of_names(cores: Sequence[str], lexicon: Lexicon) -> Sequence[str]:
    """Return the words without the marks around a name after an article or `according to`: der "Spiegel"."""
    marks = [at for at, core in enumerate(cores) if core in _QUOTATION_MARKS]
    left_out: set[int] = set()
    for first, last in pairwise(marks):
        before, name = cores[first - 1].lower() if first else "", cores[first + 1 : last]
        opens = lexicon.has("articles", before) or lexicon.has("according_to", before)
        if opens and 0 < len(name) <= _LONGEST_LABEL and all(word[0].isupper() for word in name):
            left_out |= {first, last}
    return [core for at, core in enumerate(cores) if at not in left_out] if left_out else cores


def naming(words: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    """Return those of `words`, in lower case, that tell speakers apart; titles only where nothing else does."""
    telling = {word for word in words if not lexicon.has("articles", word) and not lexicon.has("pronouns", word)}
    return frozenset({word for word in telling if not lexicon.has("honorifics", word)} or telling)


def _labels(lowered: Sequence[str], lexicon: Lexicon) -> Iterator[list[str]]:
    """Yield the source before the first colon, and the one after the last dash or colon."""
    marks = [at for at, word in enumerate(lowered) if word in _MARKS_OF_SOURCE]
    if not marks:
        return
    first = [word for word in lowered[: marks[0]] if words_among([word])]
    last = [word for word in lowered[marks[-1] + 1 :] if words_among([word])]
    for words, holds in ((first, lowered[marks[0]] == ":"), (last, True)):
        if holds and 0 < len(words) <= _LONGEST_LABEL and lexicon.has("sources", words[-1]):
            yield words


def _is_speech(cores: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    word = cores[at].lower()
    if lexicon.has("speech_after_name", word) and _ends_clause(cores, at, lexicon):
        return True
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


def _ends_clause(cores: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Return whether a sentence ends with this verb, some words after a comma: `it fell, a local paper reports`."""
    after = at + 1
    while after < len(cores) and lexicon.has("speech_helpers", cores[after].lower()):
        after += 1
    before = list(cores[max(0, at - _LONGEST) : at])[::-1]
    subject = before.index(",") if "," in before else 0
    return subject > 0 and list(cores[after:]) in ([], ["."]) and not lexicon.has("passive_helpers", before[0].lower())


def _after(cores: Sequence[str], start: int, lexicon: Lexicon) -> list[str]:
    """Return the words of the speaker who is named from `start` on.

    Where all nouns have a capital letter, the first small word after one that is no article ends it.
    """
    end = len(cores)
    if lexicon.language in NOUNS_ARE_CAPITALISED:
        nouns = (at for at in range(start, end) if cores[at][0].isupper())
        small = range(next(nouns, end), end)
        ends = (at for at in small if cores[at][0].islower() and not lexicon.has("articles", cores[at]))
        end = next(ends, end)
    return list(_run([core.lower() for core in cores[:end]], range(start, end), lexicon))


def _before_aside(cores: Sequence[str], verb: int, lexicon: Lexicon) -> list[str]:
    """Return the words before the aside that ends at a verb: before a relative clause, an age, or what somebody is.

    Names in the aside are the speaker's as well (`the maker, Acme, said`). Empty where a quotation ends there, or none
    of these stands between the marks: whoever speaks is then named after the verb.
    """
    lowered = [core.lower() for core in cores[:verb]]
    end = verb - 1
    while end > 0 and lexicon.has("speech_helpers", lowered[end]):
        end -= 1
    if end < 1 or lowered[end] != "," or lowered[end - 1] in _QUOTATION_MARKS:
        return []
    start = next((at for at in range(end - 1, max(0, end - _LONGEST_ASIDE), -1) if lowered[at] == ","), 0)
    aside = range(start + 1, end)
    if not start or not aside:
        return []
    first, names = lowered[aside[0]], [lowered[at] for at in aside if cores[at][0].isupper()]
    is_named = cores[start - 1][0].isupper() and cores[start - 2 : start - 1] != [","] and start > 1
    is_what_somebody_is = is_named and cores[start - 2][0].isupper() and lexicon.has("articles", first)
    is_name = len(names) == len(aside) and not is_named
    if not (lexicon.has("relative_pronouns", first) or first.isdigit() or is_what_somebody_is or is_name):
        return []
    return [*_run(lowered, range(start - 1, -1, -1), lexicon), *(names if is_name else ())]


def _whole_subject(lowered: Sequence[str], verb: int, lexicon: Lexicon) -> list[str]:
    """Return the words before a verb back to where the subject begins, past prepositions: `a source close to them`.

    Empty where none is passed, or what it begins with is neither an article nor a source, so that no preposition of
    another clause is taken for one of the subject.
    """
    start, is_passed = verb, False
    while start and verb - start < _LONGEST and words_among([lowered[start - 1]]):
        word = lowered[start - 1]
        if lexicon.has("noun_prepositions", word):
            is_passed = True
        elif lexicon.has("subject_stops", word) or lexicon.has("speech", word):
            break
        start -= 1
    opens = lexicon.has("articles", lowered[start]) or lexicon.has("sources", lowered[start])
    if not is_passed or not opens:
        return []
    passed = ("noun_prepositions", "speech_helpers")
    words = (word for word in lowered[start:verb] if not any(lexicon.has(key, word) for key in passed))
    return [word.removesuffix("'s") for word in words]


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
            or not words_among([word])
            or lexicon.has("subject_stops", word)
            or lexicon.has("speech", word)
        ):
            return
        taken += 1
        yield word.removesuffix("'s")
