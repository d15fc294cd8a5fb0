"""Paragraphs into sentences, with offsets that are exact in the joined text.

sentencex finds the boundaries and leaves whatever stands inside quotation marks whole. A statement of five sentences
given as one quotation would then be one unit of comparison, so each quotation is split a second time, as if its marks
were not there.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import sentencex

from schemas.article import Reading, Sentence
from worker.text.calendar_names import WEEKDAY

PARAGRAPH_BREAK = "\n\n"
PORTION = 4_000
"""How many characters are cut into sentences at a time; no sentence is longer."""

# Names of trade begin so as well, and items of a list: iPhone, b) the bridge.
_LOWER = re.compile(
    r"[\"'\u2018\u201c\u201e\u00ab(]*(?![a-z](?:[A-Z]|\)\s))[a-z\u00df-\u00f6\u00f8-\u00ff\u0430-\u044f]"
)
_ASIDE = re.compile(
    r"(?:(?<=[.!?] )|\A)\([A-Z\u00c0-\u00de][^()]{1,400}[.!?]\)\s+(?=[\"'\u2018\u201c\u201e\u00ab]?[A-Z\u00c0-\u00de])"
)
_LONGEST_ABBREVIATION = 20
_LONG = 1_000
"""A sentence of so many characters is not joined with the next."""
# Abbreviations that sentencex does not know, behind which a sentence goes on; in German an ordinal is a number with a
# full stop.
_ABBREVIATIONS = {
    "en": re.compile(r"(?<!\w)(?:approx|Ft|Mt|Mrs?|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Capt|Sgt|Rev)\.\s*\Z"),
    "de": re.compile(
        r"\b(?:der|die|das|dem|den|des|am|im|zum|zur|vom|beim|ein|eine[nmrs]?|seine?[nmrs]?|ihre?[nmrs]?|ab|bis|jede[nmrs]?)"
        r"\s\d{1,2}\.\s*\Z|(?<!\w)(?:bzw|ca|evtl|Fa|gg|ggf|inkl|Mio|Mrd|Nr|Prof|St|vgl|z\.\s?B|u\.\s?a|d\.\s?h)\.\s*\Z",
        re.IGNORECASE,
    ),
    "fr": re.compile(r"(?<!\w)(?:M|MM|Dr|Pr|Me|Mgr|St|Ste|cf|\u00e9d)\.\s*\Z", re.IGNORECASE),
    "es": re.compile(r"(?<!\w)(?:aprox|Avda|D\u00f1a)\.\s*\Z", re.IGNORECASE),
    "it": re.compile(r"(?<!\w)(?:sigg?|dott|ing|avv|on)\.\s*\Z", re.IGNORECASE),
    "pt": re.compile(r"(?<!\w)(?:aprox|Exmo|Exma)\.\s*\Z", re.IGNORECASE),
    "nl": re.compile(
        r"(?<!\w)(?:dhr|mevr|mw|dr|drs|ir|mr|prof|ds|o\.a|d\.w\.z|bijv|m\.a\.w|t\.a\.v|i\.v\.m|ca|nr|blz|jl|st)\.\s*\Z",
        re.IGNORECASE,
    ),
}
# Those that number something, and what is a word as well: sentences go on behind them before a figure, and end before
# anything that begins one.
_NUMBERED = re.compile(
    r"(?<!\w)(?:arts?|vol|p|pp|pag|p\u00e1g|cap|n|n\u00fam|c|fig|ca|jan|janv|ene|gen|febr?|f\u00e9vr|fev|mar|mrt|apr|avr|abr|mag"
    r"|jun|giu|jul|juil|lug|aug|ago|sept?|set|okt|oct|ott|out|nov|dec|d\u00e9c|dez|dic)\.\s*\Z",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[\d\u20ac\u00a3$]|R\$")
_ENDED_BY_WORD = re.compile(
    r"(?<![\w.])(?:arts?|env|vol|mar|via|no|re|min|kg|km|cm|mm|ml)\.\s+"
    r"(?=[\"'\u2018\u201c\u201e\u00ab\u00bf\u00a1]*[A-Z\u00c0-\u00de][\w\u2019']*\s)",
    re.IGNORECASE,
)
_SPEED_END = re.compile(r"\d ?(?:km/h|m/s)\.\s+(?=[\"'\u2018\u201c\u201e\u00ab]*[A-Z\u00c0-\u00de])")
"""It was doing 193 km/h. The h is none of an abbreviation."""
_KNOWN_TO_SENTENCEX = frozenset(("de", "fr", "es", "it", "pt", "nl"))
# At 7 a.m. Monday: a time and its day or zone are parted by no sentence's end.
_TIME = re.compile(r"\b[ap]\.m\.\s*\Z")
_DAY_OR_ZONE = re.compile(rf"(?:{WEEKDAY}|E[DS]?T|P[DS]?T|C[DS]T|GMT|BST|UTC|[A-Z][a-z]+ time)\b")
_DOUBLE_INITIAL = re.compile(r"[A-Z\u00c0-\u00de]\.-[A-Z\u00c0-\u00de]\.\s*\Z")
_DOTTED = re.compile(r"(?<!\w)[A-Z]\.\Z")
_NEXT_DOTTED = re.compile(r"[A-Z]\.")
# A sentence that is a quotation ends with it; one that goes on has a comma there. As below, a character that is rare
# comes first, so that a text is searched for it as fast as can be.
_QUOTED_END = re.compile(
    r"[.\u2026](?<=[\w\u00df-\u00ff]{2}[.\u2026])[\"\u201c\u201d\u2019\u00bb]{1,2}\s+(?=[A-Z\u00c0-\u00de][\w\u2019']*\s)"
)
# No sentence begins so: n.\u00ba 5, J.-P. Lamy.
_NEVER_FIRST = re.compile(r"[\u00ba\u00aa\u00b0%]|-\w")

_STOPS = (".", "!", "?", "\u2026")
_SURROGATES = re.compile("[\ud800-\udfff]")
# A quotation mark; an apostrophe between two letters is none.
_MARKS = re.compile(
    "[\"\u201c\u201d\u201e\u201f\u00ab\u00bb'\u2018\u2019\u201a](?:(?<!['\u2018\u2019\u201a])|(?<!\\w.)|(?!\\w))"
)


def join(paragraphs: Sequence[str]) -> str:
    """Return the text that the offsets of sentences and quotes point into: the paragraphs, a blank line between."""
    return PARAGRAPH_BREAK.join(paragraphs)


def sentences(
    paragraphs: Sequence[str], language: str | None = None, earlier: Reading | None = None
) -> tuple[Sentence, ...]:
    """Return the sentences of `paragraphs` in order.

    A paragraph's end always ends a sentence. Offsets are code points into `join(paragraphs)`; between sentences there
    is nothing but white space.

    Args:
        paragraphs: The text, one paragraph each.
        language: ISO 639-1; null and unknown languages are split by the rules for English.
        earlier: A reading in the same language that this function cut: what it has of the same paragraphs stands.
    """
    known = {} if earlier is None else _known_spans(earlier)
    found: list[Sentence] = []
    offset = 0
    for index, paragraph in enumerate(paragraphs):
        for start, end in known.get(paragraph) or _spans(paragraph, language or "en"):
            found.append(
                Sentence(text=paragraph[start:end], paragraph=index, start=offset + start, end=offset + end),
            )
        offset += len(paragraph) + len(PARAGRAPH_BREAK)
    return tuple(found)


def _known_spans(reading: Reading) -> dict[str, list[tuple[int, int]]]:
    """Return where in each paragraph of a reading its sentences start and end."""
    offsets = [0, *accumulate(len(paragraph) + len(PARAGRAPH_BREAK) for paragraph in reading.paragraphs)]
    spans: list[list[tuple[int, int]]] = [[] for _ in reading.paragraphs]
    for sentence in reading.sentences:
        offset = offsets[sentence.paragraph]
        spans[sentence.paragraph].append((sentence.start - offset, sentence.end - offset))
    return dict(zip(reading.paragraphs, spans, strict=True))


def _spans(paragraph: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of one paragraph, without the white space around it."""
    # sentencex takes UTF-8 only; a stand-in of the same length keeps the offsets.
    text = paragraph if paragraph.isascii() else _SURROGATES.sub("\ufffd", paragraph)
    asides = _ends_of_asides(text) if "(" in text else ()
    words = _ends_by_words(text) if language in _KNOWN_TO_SENTENCEX else ()
    speeds = (match.end() for match in _SPEED_END.finditer(text)) if "/" in text else ()
    quoted = (match.end() for match in _QUOTED_END.finditer(text))
    cuts = [0, *_true_cuts(text, language), *asides, *words, *speeds, *quoted, len(text)]
    for start, end in pairwise(sorted(set(cuts))):
        piece = paragraph[start:end]
        if stripped := piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            yield first, first + len(stripped)


def _true_cuts(text: str, language: str) -> Iterator[int]:
    """Yield the places where a sentence ends and does not go on; none becomes too long for that, or is marks alone."""
    last = 0
    for cut in sorted(set(_cuts(text, language))):
        says_something = any(map(str.isalnum, text[last:cut]))
        if cut - last >= _LONG or (says_something and not _goes_on(text, cut, language)):
            yield cut
            last = cut


def _goes_on(text: str, cut: int, language: str) -> bool:
    """Whether a sentence goes on at a cut: after a colon, in lower case, in a word, or after an abbreviation."""
    ended = text[max(0, cut - _LONGEST_ABBREVIATION) : cut]
    last = ended.rstrip()[-1:]
    if not ended[-1:].isspace():
        is_word = _NEVER_FIRST.match(text, cut) or (_NEXT_DOTTED.match(text, cut) and _DOTTED.search(ended))
        return last == "." and (is_word is not None or _abbreviated(ended, text, cut, language))
    if last == ":" or (last in _STOPS and _LOWER.match(text, cut)):
        return True
    return last == "." and _abbreviated(ended, text, cut, language)


def _abbreviated(ended: str, text: str, cut: int, language: str) -> bool:
    """Whether what ended at a cut is an abbreviation that goes with what follows."""
    if language in _KNOWN_TO_SENTENCEX and _FIGURE.match(text, cut) and _NUMBERED.search(ended):
        return True
    if ".-" in ended and _DOUBLE_INITIAL.search(ended):
        return True
    if ".m." in ended and _TIME.search(ended) and _DAY_OR_ZONE.match(text, cut):
        return True
    abbreviation = _ABBREVIATIONS.get(language)
    return abbreviation is not None and abbreviation.search(ended) is not None


def _ends_by_words(text: str) -> Iterator[int]:
    """Yield the ends of sentences whose last word sentencex takes for an abbreviation: the sea, in Spanish."""
    for match in _ENDED_BY_WORD.finditer(text):
        if text[match.end()].isupper() or not text[match.end()].isalpha():
            yield match.end()


def _ends_of_asides(text: str) -> Iterator[int]:
    """Yield the ends of whole sentences in brackets."""
    for match in _ASIDE.finditer(text):
        yield match.end()


def _cuts(text: str, language: str) -> Iterator[int]:
    """Yield the places in `text` where a sentence ends."""
    start = 0
    for piece in _segment(text, language):
        if _MARKS.search(piece):
            yield from (start + cut for cut in _cuts_inside_quotes(piece, language))
        start += len(piece)
        yield start


def _segment(text: str, language: str) -> Iterator[str]:
    """Yield the sentences of `text` as sentencex finds them, with the white space after each.

    A long text is given to it a portion at a time, since its time grows with the square of the quotation marks; each
    portion begins with the last sentence of the one before. What is longer than a portion is cut where a word ends.
    """
    start = 0
    while len(text) - start > PORTION:
        *whole, last = sentencex.segment(language, text[start : start + PORTION])
        if not whole:
            cut = max(last.rfind(" "), last.rfind("\n")) + 1
            whole = [last[: cut or PORTION]]
        yield from whole
        start += sum(map(len, whole))
    yield from sentencex.segment(language, text[start:])


def _cuts_inside_quotes(piece: str, language: str) -> Iterator[int]:
    """Yield the sentence ends that show once the marks are blanked out, save those beside a mark.

    Beside a mark the first pass has seen more: whether `'Really?' Bob asked` goes on depends on the mark.
    """
    masked = _MARKS.sub(" ", piece)
    cut = 0
    for part in _segment(masked, language):
        cut += len(part)
        gap = len(part) - len(part.rstrip())
        if piece[cut - gap : cut].isspace() or not gap:
            yield cut
