"""Which quotations of a story an article carries: one identity for the same words, whoever prints them, in what form.

By content and not by position: the whole, a part cut out of it, words altered in it. Two parts of one quotation with
`he said` between them are that quotation; a quotation that holds two known ones carries both. Words that somebody
repeats from another in a quotation of their own are a quotation of the other's.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz.distance import Indel, LCSseq

from schemas.article import Attributed
from worker.text import segment
from worker.text.between.quotes import speaker_names
from worker.text.between.quotes.laying import Overlap, Words, in_words, lay, part
from worker.text.between.quotes.pairs import Quotes, held, lay_all
from worker.text.between.quotes.spoken_words import ELLIPSIS, spoken_words
from worker.text.between.quotes.unquoted import TELLING_RUN
from worker.text.normalise import squeeze

Form = Literal["whole", "cut", "altered", "unmarked"]
_EDITED = 0.5
"""From this similarity on, what stands where an article had a quotation is that quotation, edited."""
_LEAST_KEPT = 4
"""Of whose words so many were kept."""
_BETWEEN_PARTS = " \u2026 "


@dataclass(frozen=True)
class Known:
    """A quotation of the story: its id, the longest form that anyone printed in marks, and who spoke."""

    id: int
    text: str
    speaker: str | None


@dataclass(frozen=True)
class Variant:
    """Other words in which somebody carries a quotation; `is_own` where the same article did, in its version before."""

    id: int
    text: str
    speaker: str | None
    is_own: bool


@dataclass(frozen=True)
class Carried:
    """A quotation as one article carries it. `known` is its identity; None for one that nobody carried before.

    `longest`: whether this is a longer form of the known one, and all its words. `joins`: other known ones that turn
    out to be parts of it, since they stand in one sentence here.
    """

    known: int | None
    text: str
    speaker: str | None
    sentences: tuple[int, ...]
    longest: bool = False
    joins: tuple[int, ...] = ()
    attribution: Attributed | None = None


def identify(known: Sequence[Known], quotes: Quotes) -> tuple[Carried, ...]:
    """Return the quotations that an article carries in marks, each with its identity.

    Args:
        known: the quotations of the story so far.
        quotes: those of the article.
    """
    rows = [in_words(one.text, one.speaker) for one in known]
    parts: defaultdict[int, dict[int, Overlap]] = defaultdict(dict)
    identities: defaultdict[int, set[int]] = defaultdict(set)
    for overlap, of_known, of_article in lay_all(rows, held(rows), quotes.quotes, quotes.holders, shortest=True):
        parts[of_known].setdefault(of_article, overlap)
        identities[of_article].add(of_known)
    carried: list[Carried] = []
    joined = set[int]()
    for place, whole in sorted(identities.items()):
        quote, first = quotes.quotes[place], min(whole)
        parts_of = [(rows[one], parts[one]) for one in whole]
        if len(whole) > 1 and _is_one_sentence(quote) and all(_is_part(row, place, found) for row, found in parts_of):
            others = tuple(known[one].id for one in sorted(whole - {first}))
            carried.append(replace(_carried(known[first].id, [quote], longest=True), joins=others))
            joined |= whole
    for of_known, found in sorted(parts.items()):
        if of_known in joined:
            continue
        pieces = [quotes.quotes[place] for place in sorted(found)]
        [*alone] = (place for place in found if identities[place] == {of_known})
        longer = len(pieces) == len(alone) == 1 and _is_longer(pieces[0], rows[of_known])
        shown = [
            piece if place in alone else _cut_out(piece, found[place])
            for place, piece in zip(sorted(found), pieces, strict=True)
        ]
        carried.append(_carried(known[of_known].id, shown, longest=longer))
    new = [quote for place, quote in enumerate(quotes.quotes) if place not in identities]
    return (*carried, *(_carried(None, [quote]) for quote in _apart(new)))


def recognised(carried: Sequence[Carried], variants: Sequence[Variant]) -> tuple[Carried, ...]:
    """Return what an article carries, with an identity for what nobody is known to carry in its longest form.

    Words that somebody altered stay the quotation that they were, for whoever takes them from there too; and what an
    article puts in a quotation's place, by the same speaker and half of it in the same words, is that, edited.

    Args:
        carried: the quotations of the article, as `identify` found them.
        variants: other forms of the quotations of the story.
    """
    taken = {one.known for one in carried}
    found: list[Carried] = []
    for one in carried:
        quote = in_words(one.text, one.speaker)
        close = [
            (alike, -variant.id)
            for variant in variants
            if one.known is None and variant.id not in taken and (alike := _alike(variant, quote, one)) is not None
        ]
        number = -max(close)[1] if close else one.known
        taken.add(number)
        found.append(replace(one, known=number))
    return tuple(found)


def _alike(variant: Variant, quote: Words, one: Carried) -> float | None:
    """Return how close a quote is to a form of a known one, 0..1; None where it is not that quotation."""
    stood = in_words(variant.text, variant.speaker)
    overlap = lay(stood, quote)
    if overlap is not None:
        return overlap.similarity
    alike = Indel.normalized_similarity(stood.words, quote.words)
    if not variant.is_own or alike < _EDITED or speaker_names.differ(variant.speaker, one.speaker):
        return None
    return alike if LCSseq.similarity(stood.words, quote.words) >= _LEAST_KEPT else None


def form(longest: str, text: str, *, marked: bool) -> Form:
    """Return in what form `text` is the quotation whose longest form is `longest`."""
    if not marked:
        return "unmarked"
    one, other = in_words(longest), in_words(text)
    overlap = lay(one, other)
    if overlap is None:
        return "cut" if set(_said(other)) <= set(one.words) else "altered"
    if overlap.similarity < 1:
        return "altered"
    return "whole" if overlap.kept >= len(_said(one)) else "cut"


def between(*parts: str) -> str:
    """Return the parts of one quotation as an article that says something in between is shown to carry it."""
    return _BETWEEN_PARTS.join(parts)


def printed(quote: str) -> str:
    """Return a quotation as it is shown: without the comma before the mark that closes it."""
    return squeeze(quote).rstrip(",")


def _is_longer(quote: Words, known: Words) -> bool:
    overlap = lay(known, quote)
    return overlap is not None and overlap.similarity == 1 and len(_said(quote)) > len(_said(known))


def _said(quote: Words) -> list[str]:
    return [word for word in quote.words if word != ELLIPSIS]


def _is_one_sentence(quote: Words) -> bool:
    return len(segment.sentences([squeeze(quote.quote.text)])) == 1


def _is_part(known: Words, place: int, found: Mapping[int, Overlap]) -> bool:
    """Whether all words of a known quotation stand in one of the article's, at `place`, and in no other of them."""
    overlap = found.get(place)
    return len(found) == 1 and overlap is not None and overlap.similarity == 1 and overlap.kept == len(known.words)


def _cut_out(quote: Words, overlap: Overlap) -> Words:
    """Return of a quotation that holds several the sentences in which one of them lies."""
    text = part(quote, overlap.b_start, overlap.b_end)
    return Words(quote.quote.model_copy(update={"text": text}), spoken_words(text), quote.sentences)


def _carried(known: int | None, pieces: Sequence[Words], *, longest: bool = False) -> Carried:
    given = [piece.quote for piece in pieces if piece.quote.speaker]
    told = next((quote for quote in given if speaker_names.surely(quote.speaker, quote.attribution)), None)
    told = told or next(iter(given), None)
    return Carried(
        known=known,
        text=between(*(printed(piece.quote.text) for piece in pieces)),
        speaker=told.speaker if told else None,
        attribution=told.attribution if told else None,
        sentences=tuple(sorted({index for piece in pieces for index in piece.sentences})),
        longest=longest,
    )


def _apart(quotes: Sequence[Words]) -> list[Words]:
    """Return quotes without those that an article repeats: the longest of each.

    What one repeats of another is apart, if a name stands with it, or any speaker and words that are no coincidence.
    """
    kept: list[Words] = []
    for quote in sorted(quotes, key=lambda quote: -len(quote.words)):
        if quote.outer and not _is_told(quote):
            continue
        overlaps = (lay(longer, quote) for longer in kept if longer.quote != quote.outer)
        if not any(overlap is not None and overlap.similarity == 1 for overlap in overlaps):
            kept.append(quote)
    return sorted(kept, key=lambda quote: quote.quote.start)


def _is_told(inner: Words) -> bool:
    """Whether what one repeats of another is a quotation even where nobody else carries it."""
    speaker = inner.quote.speaker
    return speaker_names.known(speaker) is not None or (speaker is not None and len(inner.words) >= TELLING_RUN)
