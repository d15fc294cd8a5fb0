"""What a sentence says in whatever words: pairs of concepts that walls, checks and error pages put into one sentence.

No list of sentences holds them all; but whoever refuses a visit speaks of a request and of refusing, in some order.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from worker.text.judging.lexicon import tables

_SAID = {
    "blocked": (
        ("check", "person"),
        ("check", "request"),
        ("refuse", "request"),
        ("odd", "request"),
        ("region", "absent"),
        ("adblock", "switch"),
        ("adblock", "you"),
        ("wait", "again"),
        ("region", "cannot"),
        ("age", "you"),
        ("check", "age"),
    ),
    "consent": (
        ("cookie", "accept"),
        ("cookie", "ads"),
        ("cookie", "partner"),
        ("ads", "accept"),
        ("ads", "partner"),
        ("data", "ads"),
        ("data", "partner"),
    ),
    "paywall": (
        ("member", "onward"),
        ("price", "onward"),
        ("member", "read"),
        ("price", "read"),
        ("member", "only"),
        ("member", "unlimited"),
        ("letter", "unlock"),
        ("skip", "page"),
    ),
    "missing": (("page", "gone"), ("address", "changed"), ("home", "search")),
}
_DIRECTIONS = (("home", "search"), ("wait", "again"))
_SAID_TO_VISITORS: dict[str, tuple[tuple[str, str], ...]] = dict.fromkeys(_SAID, ()) | {
    "paywall": (("price", "unlimited"),),
}
"""What says it only where it speaks to the visitor: a bus is taken without limit, too."""
_OFFERED = (("member", "price"), *_SAID["paywall"])
_ABOUT = {
    "missing": ("gone",),
    "consent": ("cookie", "ads", "partner", "data"),
    "blocked": ("check", "person", "request", "refuse", "odd", "region", "absent", "adblock", "wait", "age"),
}
"""What each kind alone speaks of; paywalls speak beside an article, of what it speaks of."""
_FEWEST_STEMS = 2
_UNADDRESSED_WORDS = {"blocked": 8, "consent": 8, "paywall": 14, "missing": 18}
"""Up to this length a sentence need not speak to the visitor."""
_LONG_UNADDRESSED: dict[str, tuple[tuple[str, str], ...]] = dict.fromkeys(_SAID, ()) | {
    "blocked": (("region", "absent"),)
}
"""What counts in longer ones that do not."""
_WORDS = re.compile(r"[^\W_]+|[\u20ac\u00a3$]")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}|\bUS\b")
"""The United States and their like, which are nobody spoken to."""
_KEY_CHARS = 2
_Told = Mapping[str, Mapping[str, frozenset[str]]]


@lru_cache(maxsize=1_024)
def said(sentence: str, *, is_label: bool = False) -> frozenset[str]:
    """Return the kinds of walls that say what `sentence` says, tables of the word lists.

    None where somebody is said to have said it: that is a report.

    Args:
        sentence: One sentence, or short lines that stand together.
        is_label: Whether it counts as short however long it is.
    """
    length = 0 if is_label else len(sentence.split())
    return frozenset(
        kind
        for found in _concepts(sentence).values()
        for kind, pairs in _SAID.items()
        if "told" not in found and _has(_counting(kind, pairs, length, is_addressed="you" in found), found)
    )


def _counting(
    kind: str, pairs: tuple[tuple[str, str], ...], length: int, *, is_addressed: bool
) -> tuple[tuple[str, str], ...]:
    """Return the pairs that count in a sentence of `length` words, which may speak to the visitor."""
    if is_addressed:
        return (*pairs, *_SAID_TO_VISITORS[kind])
    return pairs if length <= _UNADDRESSED_WORDS[kind] else _LONG_UNADDRESSED[kind]


def is_told(sentence: str) -> bool:
    """Whether somebody is said to have said it, or a day is named on which it happened."""
    return any("told" in found for found in _concepts(sentence).values())


def addresses(sentence: str) -> bool:
    """Whether `sentence` speaks to the visitor, or for the site."""
    return any("you" in found for found in _concepts(sentence).values())


def reserves(sentence: str) -> bool:
    """Whether `sentence` says of the page that it is for some readers only."""
    return any({"page", "only", "member"} <= found.keys() for found in _concepts(sentence).values())


def breadth(kind: str, sentence: str) -> int:
    """Return how many of the matters that walls of `kind` alone speak of are spoken of in `sentence`."""
    return max((len(found.keys() & _ABOUT[kind]) for found in _concepts(sentence).values()), default=0)


def directs(sentence: str) -> bool:
    """Whether `sentence` tells the visitor where else to go, or to come again."""
    return any(_has(_DIRECTIONS, found) for found in _concepts(sentence).values())


def regrets(sentence: str) -> bool:
    """Whether `sentence` says sorry."""
    return any("sorry" in found for found in _concepts(sentence).values())


def offers(text: str) -> bool:
    """Whether `text` offers something that is paid or signed up for, as a wall does, and a box beside an article."""
    return any(_has(_OFFERED, found) for found in _concepts(text).values())


def subject(sentences: Iterable[str]) -> str | None:
    """Return the kind of wall that speaks most of what `sentences` speak of, null where none does more than once."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for kind, concepts in _ABOUT.items():
            counts[kind] += max(
                (sum(len(found.get(concept, ())) for concept in concepts) for found in _concepts(sentence).values()),
                default=0,
            )
    kind, most = max(counts.items(), key=lambda pair: pair[1], default=("", 0))
    return kind if most >= _FEWEST_STEMS else None


def _has(pairs: tuple[tuple[str, str], ...], found: Mapping[str, frozenset[str]]) -> bool:
    """Whether both concepts of a pair are told, each by a stem of its own."""
    return any(one in found and other in found and len(found[one] | found[other]) > 1 for one, other in pairs)


@lru_cache(maxsize=1_024)
def _concepts(sentence: str) -> _Told:
    """Return the stems found in `sentence` by language and concept."""
    begun, held = _stems()
    words = _WORDS.findall(_plain(sentence if sentence.isupper() else _INITIALS.sub(" ", sentence)))
    text = " ".join(words) + " "
    told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    at = 0
    for word in words:
        for stem, language, concept in begun.get(text[at : at + _KEY_CHARS], ()):
            if text.startswith(stem, at):
                told[language][concept].add(stem)
        at += len(word) + 1
    for stem, language, concept in held:
        if stem in text:
            told[language][concept].add(stem)
    return {
        language: {concept: frozenset(stems) for concept, stems in found.items()} for language, found in told.items()
    }


@cache
def _stems() -> tuple[dict[str, list[tuple[str, str, str]]], list[tuple[str, str, str]]]:
    """Return the stems by the characters that they begin with, and those that count anywhere in a word."""
    begun: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    held = []
    for language, concept, stem in _entries():
        if stem.startswith("*"):
            held.append((stem[1:], language, concept))
        else:
            begun[stem[:_KEY_CHARS]].append((stem, language, concept))
    return dict(begun), held


def _entries() -> Iterator[tuple[str, str, str]]:
    """Yield language, concept and stem, written as sentences are compared: marks between words are blanks."""
    for language, table in tables().items():
        for concept, stems in table["concepts"].items():
            for stem in stems:
                plain = " ".join(_WORDS.findall(_plain(stem)))
                ends = stem.endswith(" ") or len(plain) < _KEY_CHARS
                yield language, concept, f"{'*' * stem.startswith('*')}{plain}{' ' * ends}"


def _plain(text: str) -> str:
    """Return `text` in lower case and without accents, which are often left out."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    return "".join(char for char in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(char))
