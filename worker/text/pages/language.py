"""The language of a text by its commonest words, where a page does not tell it, or tells another."""

import re
from collections import Counter

# Words that are frequent in one language and rare in the others of the list.
_COMMON = {
    "en": "the and of to is that was for with his her they have are from this which not",
    "de": "der die und das nicht ist den von mit sich auf dem eine auch wird sind nach wurde",
    "fr": "le la ne les des est et dans une pour que qui par sur pas avec du au été ont",
    "es": "el los las que y una por con del para se su está como pero más fue ha",
    "it": "il di che è una per non con del della sono gli alla ha anche nel più dei",
    "pt": "o que não uma com para os do da em um mais foi são pelo ao na você",
    "nl": "de het een van en is dat niet op te zijn voor met die aan ook werd wordt",
    "pl": "w się nie na jest że do z to jak który dla od przez był są oraz po",
    "sv": "och att det som en är av för på med den till inte har ett om han var",
    "da": "og at det er en af for på med den til ikke har som de blev der et",
    "no": "og at det er en av for på med den til ikke har som de ble fra et",
}
_WORDS = {
    word: [name for name, told in _COMMON.items() if word in told.split()]
    for words in _COMMON.values()
    for word in words.split()
}
_WORD = re.compile("[a-z\u00aa\u00b5\u00ba\u00df-\u00f6\u00f8-\u02af]+")
"""A word in Latin letters, as all of those above are."""
_SAMPLE_CHARS = 5_000
_FEWEST = 5
_LEAD = 1.2
_CLEAR_LEAD = 3
"""How many times as many words of another language show that the page is wrong about its own."""


def guess(text: str) -> str | None:
    """Return the language of `text` as ISO 639-1, null where its words do not tell.

    A few dozen words are enough; the languages are those that quotes and sentences know.
    """
    return _leading(_counts(text))


def _leading(counts: Counter[str]) -> str | None:
    """Return the language of which there are far more words than of any other."""
    ranked = [*counts.most_common(2), ("", 0), ("", 0)]
    (first, most), (_, next_most) = ranked[0], ranked[1]
    return first if most >= _FEWEST and most >= _LEAD * next_most else None


def checked(told: str | None, text: str) -> str | None:
    """Return the language that a page tells, or that of its words where it tells none or one that they cannot be of.

    Templates are often made in another language than the articles that they hold.
    """
    if told is not None and told not in _COMMON:
        return told
    counts = _counts(text)
    found = _leading(counts)
    return found if found and (told is None or counts[found] >= _CLEAR_LEAD * counts[told]) else told


def _counts(text: str) -> Counter[str]:
    """Return how many of the commonest words of each language `text` has."""
    words = Counter(_WORD.findall(text[:_SAMPLE_CHARS].lower()))
    counts: Counter[str] = Counter()
    for word in words.keys() & _WORDS.keys():
        for name in _WORDS[word]:
            counts[name] += words[word]
    return counts
