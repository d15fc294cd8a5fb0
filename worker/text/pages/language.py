"""The language of a text by its commonest words, where a page does not tell it, or tells another."""

import re
from collections import Counter
from collections.abc import Mapping

# The commonest words of each; one that several languages have counts for each of them in part.
_COMMON = {
    "en": """
        the and of to is that was for with his her they have are from this which not by has who after were been but its
        says said
    """,
    "de": """
        der die und das nicht ist den von mit sich auf dem eine einer einem einen eines auch wird sind nach wurde hat
        haben aus im zum zur soll über
    """,
    "fr": """
        le la les de des du et en dans un une au aux pour que qui par sur pas avec ne est été ont il ce cette son fait
        sont mais plus selon elle deux ans ses leur leurs après avait était aurait
    """,
    "es": """
        el la los las de del y en un una al por con para que se su sus está como pero más fue ha han lo año años
        según entre también este esta desde hasta son sin
    """,
    "it": "il la di che è un una per non con del della sono gli alla ha anche nel più dei le",
    "pt": "o os de do da dos em um uma com para que não foi são pelo ao na mais você por",
    "nl": "de het een van en is dat niet op te zijn voor met die aan ook werd wordt bij naar nog uit",
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
_FEWEST, _FEWEST_IN_A_FEW = 3, 1.5
"""Words there must be, the shared ones in part."""
_LEAD, _LEAD_IN_A_FEW = 1.2, 1.5
"""How many times as many as of the next language."""
_CLEAR_LEAD = 3
"""How many times as many words of another language show that the page is wrong about its own."""


def guess(text: str) -> str | None:
    """Return the language of `text` as ISO 639-1, null where its words do not tell.

    A few dozen words are enough; the languages are those that quotes and sentences know.
    """
    return _leading(_counts(text), _FEWEST, _LEAD)


def guess_of_a_few(text: str) -> str | None:
    """Return the language that a headline or a sentence or two seem to be in, null where two come into question."""
    return _leading(_counts(text), _FEWEST_IN_A_FEW, _LEAD_IN_A_FEW)


def _leading(counts: Mapping[str, float], fewest: float, lead: float) -> str | None:
    """Return the language of which there are far more words than of any other."""
    ranked = sorted(((count, name) for name, count in counts.items()), reverse=True)
    (most, first), (next_most, _) = [*ranked, (0.0, ""), (0.0, "")][:2]
    return first if most >= fewest and most >= lead * next_most else None


def checked(told: str | None, text: str) -> str | None:
    """Return the language that a page tells, or that of its words where it tells none or one that they cannot be of.

    Templates are often made in another language than the articles that they hold.
    """
    if told is not None and told not in _COMMON:
        return told
    counts = _counts(text)
    found = _leading(counts, _FEWEST, _LEAD)
    return found if found and (told is None or counts[found] >= _CLEAR_LEAD * counts[told]) else told


def _counts(text: str) -> dict[str, float]:
    """Return how many of the commonest words of each language `text` has, the shared ones in part."""
    words = Counter(_WORD.findall(text[:_SAMPLE_CHARS].lower()))
    counts = dict.fromkeys(_COMMON, 0.0)
    for word in words.keys() & _WORDS.keys():
        for name in _WORDS[word]:
            counts[name] += words[word] / len(_WORDS[word])
    return counts
