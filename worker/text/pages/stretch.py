"""The stretch of lines in a pasted page that is the article: where prose outweighs menus, lists and what comes below.

Each line has a weight, prose above nothing and all else below; the stretch is the run of lines with the greatest sum
(Pasternack and Roth 2009, Extracting Article Text from the Web with Maximum Subsequence Segmentation).
"""

import re
from collections.abc import Iterator, Sequence

from worker.text.pages import furniture

ENDED = re.compile(
    r"[.!?\u2026:;\u3002\uff01\uff1f\u061f\u0964]\s?[\"'\u2018\u2019\u201c\u201d\u00ab\u00bb\u2039\u203a\u300d\u300f)\]]*$"
)
"""The end of a sentence, with the closing marks of any language: German closes with what English opens."""
_TAG = re.compile(
    r"(?:(?<!\w)#(?=\w*[^\W\d])\w+|(?<!\w)(?:https?://)?(?:t\.co|pic\.(?:twitter|x)\.com)/\w+"
    r"|[\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff])[\"'\u2019\u201d\u00bb)\s]*$"
)
_TAG_CHARS = 80
_OPENING = re.compile(r"[:,]\s?[\"\u201c\u201e\u00ab]")
_CLOSING = ('"', "\u201c", "\u201d", "\u00bb")
_SAID_WORDS = 12
"""A headline quotes fewer, and has fewer before a hashtag, with no quotation among them."""
# What stands above readers' comments, further stories and the small print: no article goes on behind it. One to a line.
_LABELS = r"""
(?:\d[\d,.]* )?comments?(?: \(?\d+\)?)?
(?:leave|post|add|write) (?:a |your )?(?:comment|reply)
(?:view|show|see|join|read) .{0,30}(?:comments|conversation|discussion)
you (?:may|might) (?:also )?(?:like|want)
more (?:from|on|in|stories|news|like)
most (?:read|popular|viewed|shared|recent)
related (?:stories|articles|posts|news|topics|content|coverage|links)
recommended(?: for you| stories)?
latest (?:news|stories|headlines|articles|posts|from)
trending(?: now)?
popular (?:stories|posts|articles|now)
top stories
editors?\W? picks?
don\Wt miss
read (?:more|next|also)
up next
sponsored
promoted
from around the web
recent (?:posts|comments|stories)
about the author
share this
follow us
newsletter
sign up
our standards:
kommentare?
mehr zum thema
auch interessant
meistgelesen
das könnte sie
commentaires?
lire aussi
les plus lus
sur le même sujet
comentarios?
te puede interesar
lo más (?:leído|visto)
noticias relacionadas
commenti
leggi anche
comentários?
leia também
mais lidas
reacties
lees ook
meest gelezen
"""
_BELOW = re.compile(
    rf"\W*(?:(?:{'|'.join(_LABELS.split(chr(10))[1:-1])})(?!\w).{{0,60}}|(?:©|copyright\b|\(c\)).*"
    r"|.{0,40}\ball rights reserved\b.*)\W*",
    re.IGNORECASE,
)
_SMALL_PRINT = re.compile(
    r"\b(?:cookies?|privacy (?:policy|notice)|terms (?:of|and)|all rights reserved|copyright|unsubscribe|newsletter"
    r"|your (?:e-?mail|inbox|browser|account)|sign(?:ed|ing)? (?:up|in)\b|log(?:ged)? in\b|subscri(?:be|ber|ption)s?\b"
    r"|may not be (?:published|reproduced|copied)|javascript|datenschutz|confidentialit\u00e9|privacidad|click here"
    r"|e-?mail address (?:will|is)|spam|delayed (?:at least|by)|market data)\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\W*(?:(?:published|posted|updated)\W*)?(?:an?|\d+)\s*(?:s|m|h|d|w|y|mo|mins?|hrs?|seconds?|minutes?|hours?|days?|weeks?"
    r"|months?|years?)\.?\s+ago\W*",
    re.IGNORECASE,
)
_MOST_WORDS = 40
_PROSE_WORDS = 6
_SHORT_PROSE = 12
_OTHER = -10.0
_LONG_OTHER = -3.0
_LONG_OTHER_WORDS = 15
_BARRIER = -45.0
_SMALL = -15.0
_SMALL_WORDS = 30
_ENOUGH = 0.5
"""Of several runs the first that weighs this share of the heaviest is taken: comments may outweigh the article."""
_FALL = 120.0
_PAGE_LINES = 12
"""A text of fewer lines is no page with menus around it."""
_PAGE_SHARE = 0.9
"""Where this share of the words are prose nothing needs to be found."""


def is_ended(line: str) -> bool:
    """Whether `line` ends as a sentence does, or as what people post: in hashtags, or in a long quotation unstopped."""
    if ENDED.search(line):
        return True
    end = len(line)
    while found := _TAG.search(line, max(0, end - _TAG_CHARS), end):
        end = found.start()
    said, quoted = line[:end].rstrip(), _OPENING.search(line, 0, end)
    if end < len(line):
        return quoted is not None or ENDED.search(said) is not None or len(said.split()) >= _SAID_WORDS
    return quoted is not None and line.endswith(_CLOSING) and len(line[quoted.end() :].split()) >= _SAID_WORDS


def find(lines: Sequence[str]) -> tuple[int, int]:
    """Return where the article begins and ends among `lines`; all of them where they are no page with menus.

    Args:
        lines: Without blank ones; white space squeezed.
    """
    prose = sum(len(line.split()) for line in lines if ENDED.search(line))
    if len(lines) < _PAGE_LINES or not prose or prose >= _PAGE_SHARE * sum(len(line.split()) for line in lines):
        return 0, len(lines)
    found = list(_stretches(lines))
    most = max(weight for weight, _, _ in found)
    return next((start, end) for weight, start, end in found if weight >= _ENOUGH * most)


def _stretches(lines: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    """Yield weight, start and end of each run that outweighs what parts it from the one before."""
    total = best = 0.0
    start = end = 0
    for at, line in enumerate(lines):
        weight = _weight(line)
        if total + weight <= 0 or total + weight < best - _FALL:
            if best > 0:
                yield best, start, end
            total = best = 0.0
            start = end = at + 1
            continue
        if total == 0:
            start = at
        total += weight
        if total > best:
            best, end = total, at + 1
    yield best, start, max(end, start)


def _weight(line: str) -> float:
    """Return how much a line speaks for the article."""
    words = len(line.split())
    if _BELOW.fullmatch(line):
        return _BARRIER
    if _AGE.fullmatch(line):
        return 2 * _OTHER
    if not ENDED.search(line) or words < _PROSE_WORDS:
        return _LONG_OTHER if words >= _LONG_OTHER_WORDS else _OTHER
    if furniture.is_prompt(line) or (words <= _SMALL_WORDS and _SMALL_PRINT.search(line)):
        return _SMALL
    return float(min(words, _MOST_WORDS)) if words >= _SHORT_PROSE else words / 2
