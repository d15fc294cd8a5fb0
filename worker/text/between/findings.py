"""What two outlets tell differently, each in one line with where it stands: what people and alerts are told."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from hashlib import sha256
from operator import attrgetter

from rapidfuzz.distance import Indel

from schemas.article import Reading
from schemas.change import Change
from schemas.divergence import (
    Attribution,
    DatePair,
    DenialPair,
    FigurePair,
    Finding,
    FindingKind,
    HedgePair,
    QuotePair,
    SideName,
    StatePair,
    WordingPair,
)
from worker.text.between import matching
from worker.text.between.figures import nobody
from worker.text.between.lines import AT_ENDS, inside, measured, number, short, speakers, where_they_part
from worker.text.between.quotes import tellers
from worker.text.between.quotes.spoken_words import spoken_words
from worker.text.grouping.terms import STOPWORDS, words
from worker.text.normalise import squeeze

WEIGHTS = {
    FindingKind.FIGURE: 0.6,
    FindingKind.QUOTE: 0.6,
    FindingKind.STATE: 0.55,
    FindingKind.DENIAL: 0.55,
    FindingKind.ATTRIBUTION: 0.55,
    FindingKind.DATE: 0.5,
    FindingKind.HEDGE: 0.4,
    FindingKind.WORDING: 0.4,
    FindingKind.UNMARKED: 0.35,
}
"""What each is worth: from one half on it is worth an alert by itself."""
Both = tuple[str, str]
"""Of `a` and of `b`."""
_SIDES = (attrgetter("a"), attrgetter("b"))
_KEY_LETTERS = 32
_SLIGHT_ALTERATION = 0.3
"""A quotation of which no word of meaning was changed."""
_REPORTED = 0.4
"""Words given to two that neither outlet quotes."""
_MOST_AT_ENDS = 3
"""Words that differ at an end of two quotations; where there are more, each goes on by itself."""
_DENIALS = frozenset({"not"})
_STEM_LETTERS = 4
_KANA = frozenset(map(chr, range(0x3041, 0x30A0)))
"""Particles and endings of Japanese, not its words."""
_PARTICLES = frozenset("\u7684\u4e86\u7740\u8fc7\u5440\u554a\u5462\u5417\u5427\u5730\u5f97")
"""The same of Chinese."""
_DENYING = frozenset(("not", "no", "never", "cannot", "\u4e0d", "\u6ca1", "\u6c92", "\u672a"))
_SMALL = frozenset(word[:_STEM_LETTERS] for word in STOPWORDS) - _DENIALS | _KANA | _PARTICLES


def findings(a: Reading, b: Reading, told: Change, at: tuple[datetime | None, datetime | None]) -> tuple[Finding, ...]:
    """Return what `a` and `b` tell differently, weightiest first.

    Args:
        a: the old side.
        b: the new side.
        told: their divergence, but for its findings.
        at: as of when each of them says so.
    """
    teller = _Teller(a, b, at)
    found = [
        *(teller.figure(pair) for pair in told.figures if pair.relation == "conflict"),
        *(teller.state(pair) for pair in told.states),
        *(teller.denial(pair) for pair in told.denials),
        *(teller.date(pair) for pair in told.dates if pair.relation == "conflict"),
        *teller.attributions(told.attributions, told.quotes),
        *teller.quotes(told.quotes),
        *(teller.hedge(pair) for pair in told.hedges),
        *(teller.wording(pair) for pair in told.wordings),
    ]
    return tuple(sorted(found, key=lambda finding: -finding.significance))


class _Teller:
    """Tells findings about two articles, by the names of their outlets and as of when each says so."""

    def __init__(self, a: Reading, b: Reading, at: tuple[datetime | None, datetime | None]) -> None:
        self.a, self.b, self.at = a, b, at
        self.names = tellers.names(a.outlet, b.outlet)

    def figure(self, pair: FigurePair) -> Finding:
        says = (pair.said_a or number(pair.value_a), pair.said_b or number(pair.value_b))
        # What an amount is of may be told of one pair of outlets and not of another: the claim is the amount.
        keys = (f"{pair.what}={pair.value_a:.12g}", f"{pair.what}={pair.value_b:.12g}")
        return self._beside(FindingKind.FIGURE, measured(pair, self.a), pair, self._both_inside(says), keys)

    def state(self, pair: StatePair) -> Finding:
        says = (pair.state_a, pair.state_b)
        keys = (f"{pair.what}={pair.state_a}", f"{pair.what}={pair.state_b}")
        return self._beside(FindingKind.STATE, pair.what, pair, says, keys)

    def denial(self, pair: DenialPair) -> Finding:
        what = pair.what.casefold()
        keys = (f"{pair.denied == 'a'} {what}", f"{pair.denied == 'b'} {what}")
        says = (pair.said_a, pair.said_b)
        return self._beside(FindingKind.DENIAL, f"whether: {pair.what}", pair, says, keys)

    def date(self, pair: DatePair) -> Finding:
        keys = (f"{pair.value_a} {self._sentence('a', pair.a)}", f"{pair.value_b} {self._sentence('b', pair.b)}")
        return self._beside(
            FindingKind.DATE, f"when: {pair.what}", pair, self._both_inside((pair.said_a, pair.said_b)), keys
        )

    def _both_inside(self, says: Both) -> Both:
        return self._inside(says[0]), self._inside(says[1])

    def _beside(
        self, kind: FindingKind, what: str, pair: FigurePair | StatePair | DatePair | DenialPair, says: Both, keys: Both
    ) -> Finding:
        by = [f"{self._inside(says[side])} in {self.names[side]}{_as_of(self.at[side])}" for side in (0, 1)]
        return self._made(kind, what, ((pair.a,), (pair.b,)), says, keys, f"{what}: {by[0]}, {by[1]}")

    def _inside(self, said: str) -> str:
        first = said.partition(" ")[0]
        if first.lower() in nobody.BEGINS:
            return "none" if said.lower() == "no" else said.lower()
        return inside(said, self.a.language)

    def _sentence(self, side: SideName, index: int) -> str:
        return matching.core((self.a if side == "a" else self.b).sentences[index].text)

    def attributions(self, pairs: Sequence[Attribution], quotes: Sequence[QuotePair]) -> Iterator[Finding]:
        """Yield one finding for each two speakers, however many quotations, or statements, are given to them."""
        quoted = {(pair.a, pair.b) for pair in quotes}
        by_speakers: dict[Both, list[Attribution]] = {}
        for pair in pairs:
            by_speakers.setdefault((pair.speaker_a, pair.speaker_b), []).append(pair)
        for says, given in by_speakers.items():
            what = short(squeeze(given[0].text))
            a, b = (tuple(sorted({index for pair in given for index in side(pair)})) for side in _SIDES)
            count = min(len(a), len(b))
            words = "the same words" if count == 1 else f"the same {count} sentences"
            line = f"{words} are given to {says[0]} in {self.names[0]}, to {says[1]} in {self.names[1]}: '{what}'"
            is_quoted = any((pair.a, pair.b) in quoted for pair in given)
            weight = WEIGHTS[FindingKind.ATTRIBUTION] if is_quoted else _REPORTED
            yield self._made(FindingKind.ATTRIBUTION, what, (a, b), says, says, line, weight)

    def quotes(self, pairs: Sequence[QuotePair]) -> Iterator[Finding]:
        for pair in pairs:
            if pair.relation == "same":
                continue
            speaker, *second = speakers(pair)
            text_a, text_b = (squeeze(text).rstrip(AT_ENDS) for text in (pair.text_a, pair.text_b))
            if pair.relation == "altered":
                one, other = (
                    f"'{said}' in {name}"
                    for said, name in zip(where_they_part(text_a, text_b), self.names, strict=True)
                )
                line = f"{speaker} is quoted as {one}, {' '.join([*second, 'as'])} {other}"
                weight = WEIGHTS[FindingKind.QUOTE] if _means_other(text_a, text_b) else _SLIGHT_ALTERATION
                keys = (" ".join(spoken_words(text_a)), " ".join(spoken_words(text_b)))
                yield self._made(
                    FindingKind.QUOTE,
                    " or ".join([speaker, *second]),
                    (pair.a, pair.b),
                    (text_a, text_b),
                    keys,
                    line,
                    weight,
                )
                continue
            quoting, printing = self.names if pair.unmarked != "a" else self.names[::-1]
            line = f"{printing} prints as its own words what {quoting} quotes from {speaker}: '{short(text_a)}'"
            quoted = " ".join(spoken_words(text_a if pair.unmarked != "a" else text_b))
            keys = (f"{pair.unmarked == 'a'} {quoted}", f"{pair.unmarked != 'a'} {quoted}")
            made = self._made(FindingKind.UNMARKED, speaker, (pair.a, pair.b), (text_a, text_b), keys, line)
            yield made.model_copy(update={"unmarked": pair.unmarked})

    def hedge(self, pair: HedgePair) -> Finding:
        flat = "stated flatly"
        says = (pair.words, flat) if pair.hedged == "a" else (flat, pair.words)
        hedging, stating = self.names if pair.hedged == "a" else self.names[::-1]
        sentence = self.a.sentences[pair.a].text
        line = f"{hedging} leaves open ({pair.words}) what {stating} states: '{short(squeeze(sentence))}'"
        keys = (f"{says[0]} {self._sentence('a', pair.a)}", f"{says[1]} {self._sentence('b', pair.b)}")
        return self._made(FindingKind.HEDGE, short(squeeze(sentence)), ((pair.a,), (pair.b,)), says, keys, line)

    def wording(self, pair: WordingPair) -> Finding:
        says = (pair.words_a, pair.words_b)
        line = f"{self.names[0]} says '{says[0]}' where {self.names[1]} says '{says[1]}'"
        keys = (f"{says[0]} {self._sentence('a', pair.a)}", f"{says[1]} {self._sentence('b', pair.b)}")
        what = short(squeeze(self.a.sentences[pair.a].text))
        return self._made(FindingKind.WORDING, what, ((pair.a,), (pair.b,)), says, keys, f"{line}: '{what}'")

    def _made(
        self,
        kind: FindingKind,
        what: str,
        where: tuple[tuple[int, ...], tuple[int, ...]],
        says: Both,
        keys: Both,
        line: str,
        weight: float | None = None,
    ) -> Finding:
        return Finding(
            kind=kind,
            what=what,
            a=where[0],
            b=where[1],
            says_a=says[0],
            says_b=says[1],
            key_a=_key(keys[0]),
            key_b=_key(keys[1]),
            at_a=self.at[0],
            at_b=self.at[1],
            summary=line,
            significance=WEIGHTS[kind] if weight is None else weight,
        )


def _key(claim: str) -> str:
    """Return a claim in a normal form, short enough to be an index."""
    return sha256(" ".join(words(claim)).encode("utf-8", "surrogatepass")).hexdigest()[:_KEY_LETTERS]


def _means_other(a: str, b: str) -> bool:
    """Whether a word of meaning was changed for another, or a denial came or went, inside what both quote.

    A word that was only left out or put in, a form of the same word and other spellings are no such change.
    """
    one, other = spoken_words(a), spoken_words(b)
    kept = [code for code in Indel.opcodes(one, other) if code.tag == "equal"]
    ends = [(0, 0), *((code.src_end, code.dest_end) for code in kept)]
    starts = [*((code.src_start, code.dest_start) for code in kept), (len(one), len(other))]
    for place, ((left_from, right_from), (left_to, right_to)) in enumerate(zip(ends, starts, strict=True)):
        left, right = one[left_from:left_to], other[right_from:right_to]
        is_outside = place in {0, len(kept)} and max(len(left), len(right)) > _MOST_AT_ENDS
        if is_outside or not left + right or "".join(left) == "".join(right):
            continue
        gone, come = {_stem(word) for word in left}, {_stem(word) for word in right}
        gone, come = gone - come, come - gone
        if place not in {0, len(kept)} and bool(_DENIALS & gone) != bool(_DENIALS & come):
            return True
        if gone - _SMALL and come - _SMALL:
            return True
    return False


def _stem(word: str) -> str:
    """Return the first letters, so that favour and favor, think and thinks are one; a denial is `not`."""
    if word.endswith("n't") or word in _DENYING:
        return "not"
    return word[:_STEM_LETTERS]


def _as_of(moment: datetime | None) -> str:
    """Return when a side says so, in brackets; the hour only where it is known."""
    if moment is None:
        return ""
    day = f"{moment.day} {moment:%b %Y}"
    return f" ({day})" if moment.time() == time() else f" ({day}, {moment:%H:%M})"
