"""The things that a clause of English speaks of: their words, the last of which says what they are."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from worker.text.calendar_names import OF_CALENDAR
from worker.text.grouping.terms import PREFIX_LETTERS, STOPWORDS
from worker.text.listed import words_of
from worker.text.remembered import by_word

PREPOSITIONS = words_of("""
    of in on at by for with from to into onto over under during about against between through without within near
    off across along behind beside beyond inside outside around towards toward upon among amid despite until since
    before after above below per via as than like except including following because due
    """)
DETERMINERS = words_of("""
    the a an no its his her their our my your this that these those some any every each both all another either
    neither such several many few one
    """)
UNIVERSAL = frozenset({"both", "all", "every", "each"})
NOBODY = frozenset({"nobody", "no-one", "none", "neither"})
_NONE = NOBODY | {"no"}
_NOT_ONE = frozenset({("not", "a"), ("not", "one")})
PRONOUNS = words_of("he she it they we i you him her them us me who which that this these those one")
_MOST_CALLED = 8
_SOME = words_of("one some several many most half few other another more")
_AFTER_A_NOUN = words_of("aged named called known dubbed worth")
OF_TIME = OF_CALENDAR | words_of("""
    morning afternoon evening night noon midnight midday today yesterday tomorrow tonight overnight day days week weeks
    month months year years hour hours minute minutes weekend time earlier later
    """)
_ANY = frozenset({"a", "an", "any"})
_VAGUE = words_of("diffe sense reaso doubt idea mista thing comme chanc way secre point anyth nothi")
_TWO_WORDS = """
    payou:divid truck:lorry plane:aircr jet:aircr vesse:ship movie:film blaze:fire quake:earth cop:polic jail:priso
    attor:lawye
"""
_ONE_THING = dict(pair.split(":") for pair in _TWO_WORDS.split())
"""What one outlet calls so and another otherwise: the payout, the dividend."""
_PARTS = words_of("detai part piece numbe kind type group pair copy copie amoun sort set membe")
"""A part of a thing is of it: part of the ransom."""
_MANY = words_of("""
    two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands million
    millions single least
    """)


class NounPhrase(NamedTuple):
    """What a clause speaks of: the last word before any preposition, all stems up to it, and those after `of`."""

    head: str
    stems: frozenset[str]
    of: frozenset[str]
    """Of what is behind `of`: the brakes *of the tram*."""
    more: frozenset[str]
    """Of what is behind any preposition."""
    names: frozenset[str]
    first: str
    """Its first word, in lower case: a, the, no, both."""
    words: tuple[str, ...]
    """In lower case."""
    written: tuple[str, ...]
    last: str
    """The word that says what it is, in lower case."""

    @property
    def all(self) -> frozenset[str]:
        """Return all its stems."""
        return self.stems | self.more

    @property
    def is_none(self) -> bool:
        """Whether it says that there is no such thing."""
        return self.first in _NONE or self.words[:2] in _NOT_ONE

    @property
    def called(self) -> str:
        """Return its first words without its article, as they are written."""
        first = len(self.words) > 1 and self.words[0] in DETERMINERS
        last = len(self.words) - (len(self.words) > 1 and self.words[-1] in DETERMINERS)
        return " ".join(self.written[first : min(last, _MOST_CALLED + first)])

    @property
    def is_plural(self) -> bool:
        """Whether its last word before any preposition looks as if there were several."""
        return self.last.endswith("s") and not self.last.endswith("ss")

    @property
    def is_counted(self) -> bool:
        """Whether it is so many of a kind: one climber, most passengers."""
        return self.first in _MANY or self.first in _SOME or self.first[:1].isdigit()

    @property
    def is_pronoun(self) -> bool:
        """Whether it does not say itself what it is."""
        return not self.stems and not self.names


@by_word
def stem(word: str) -> str:
    """Return the stem of a noun in lower case, one for singular and plural; empty for small words and times."""
    if word in STOPWORDS or word in OF_TIME or word in _MANY or not word[0].isalpha() or word in DETERMINERS:
        return ""
    is_plural = word.endswith("s") and not word.endswith("ss") and len(word) > PREFIX_LETTERS - 2
    found = word[:PREFIX_LETTERS] if len(word) > PREFIX_LETTERS else word[:-1] if is_plural else word
    return _ONE_THING.get(found, found)


def names_none(words: Sequence[str]) -> bool:
    """Whether a row of words in lower case may have a phrase in it that says that there is no such thing."""
    return not _NONE.isdisjoint(words) or ("not" in words and not _NOT_ONE.isdisjoint(pairwise(words)))


def one_thing(stems: frozenset[str]) -> frozenset[str]:
    """Return stems with one for each two words that say one thing."""
    return frozenset(_ONE_THING.get(stem, stem) for stem in stems)


def written_as(stem: str) -> list[str]:
    """Return the stems of the words that `stem` stands for."""
    return [stem, *(word for word, thing in _ONE_THING.items() if thing == stem)]


def stems(words: Sequence[str]) -> frozenset[str]:
    """Return the stems of words in lower case that say what something is."""
    return frozenset(filter(None, map(stem, words)))


def split(written: Sequence[str]) -> Iterator[NounPhrase]:
    """Yield the things that a row of words names, as they are written: tear gas and stun grenades are two."""
    start = 0
    for place, word in enumerate([*written, "and"]):
        if word.lower() in {"and", "or", "nor", ",", "&"}:
            if place > start:
                yield phrase(written[start:place])
            start = place + 1


def phrase(written: Sequence[str]) -> NounPhrase:
    """Return one thing that a row of words names."""
    words = [word.lower() for word in written]
    end = next(
        (at for at, word in enumerate(words) if at and (word in PREPOSITIONS or word in _AFTER_A_NOUN)), len(words)
    )
    if end < len(words) and words[end] == "of" and not stems(words[:end]):
        return phrase(written[end + 1 :])._replace(first=words[0])  # two of the cables
    found = list(map(stem, words[:end]))
    last = next((at for at in reversed(range(end)) if found[at]), None)
    return NounPhrase(
        head="" if last is None else found[last],
        stems=frozenset(filter(None, found)),
        of=stems(_behind_of(words[end:])),
        more=stems(words[end:]),
        names=frozenset(
            stem for stem, word in zip(found, written, strict=False) if stem and word[0].isupper() and len(word) > 1
        ),
        first=words[0] if words else "",
        words=tuple(words),
        written=tuple(written),
        last="" if last is None else words[last],
    )


def _behind_of(words: Sequence[str]) -> Sequence[str]:
    if words[:1] != ["of"]:
        return ()
    end = next((at for at, word in enumerate(words) if at and word in PREPOSITIONS), len(words))
    return words[1:end]


def alike(a: NounPhrase, b: NounPhrase, topic: frozenset[str]) -> float:
    """Return how well two things are one, by the stems that both have; 0 where they are not.

    Args:
        a: what is denied: that there is any such thing, or a certain one.
        b: what is stated.
        topic: stems of what the two articles are about, which say less.
    """
    if a.is_pronoun or b.is_pronoun or a.head in _VAGUE or "like" in a.words:
        return 0
    if a.more and a.more.isdisjoint(b.all) and (b.more or not a.is_none):
        return 0
    is_one = a.head in b.stems or (a.head in b.of and b.head in _PARTS)
    if a.is_none or a.first in _ANY:
        fits = is_one and a.all <= b.all
    else:
        is_universal = not UNIVERSAL.isdisjoint({a.first, b.first})
        fits = is_one and (a.stems <= b.all or b.stems <= a.all or is_universal)
    return weight(a.all & b.all, topic - a.names) if fits else 0


def weight(shared: frozenset[str], topic: frozenset[str]) -> float:
    """Return what shared stems say: those of what the articles are about half as much."""
    return len(shared) - len(shared & topic) / 2
