"""Results of matches: 3-1 here and 2-1 there, where each article gives one and the same sides are named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.divergence import FigurePair
from worker.text.between.tokenised import Tokenised
from worker.text.calendar_names import WEEKDAY
from worker.text.grouping.terms import STOPWORDS, stem

_SCORE = re.compile(r"(?<![\w.:/,-])(\d{1,3})-(\d{1,3})(?![\w-]|[.:/,]\d)")
_WON = re.compile(
    r"\b(?:w[io]n(?:s|ning)?|victory|beat(?:s|en|ing)?|defeat(?:s|ed|ing)?|lost|lose|drew|draw|thrashed|thumped|edged|overcame)\b",
    re.IGNORECASE,
)
_NO_RESULT = re.compile(
    r"\b(?:vot\w+|senate|house|council|parliament|court|half-?time|aggregate|series|record|lead|led|ahead|odds"
    r"|last (?:year|week|season|month|time)|earlier|previous|set|sets|shoot-?out|penalties)\b",
    re.IGNORECASE,
)
"""What makes a score another than the end of this match."""
_NAME = re.compile(rf"\b(?!{WEEKDAY})[A-Z][\w'-]+")
_NEAR_CHARS = 40
_SHARED = 2
"""Names that the two sentences have in common at least: who played."""


@dataclass(frozen=True)
class Result:
    """The one result of an article: its sentence, both sides' points as won and lost, and whom the sentence names.

    `beside` are those whom it names next to the score: who played.
    """

    sentence: int
    won: int
    lost: int
    said: str
    names: frozenset[str]
    beside: frozenset[str]


def prepare(sentences: Sequence[Tokenised]) -> Result | None:
    """Return the result that an article gives, None where it gives none or several."""
    found: Result | None = None
    for index, sentence in enumerate(sentences):
        text = sentence.text
        scores = list(_SCORE.finditer(text)) if sentence.has_digit and "-" in text else []
        if not scores or not _WON.search(text) or _NO_RESULT.search(text):
            continue
        score = scores[0]
        points = sorted(int(side) for side in score.groups())
        if len(scores) > 1 or (found and [found.lost, found.won] != points):
            return None
        near = text[max(0, score.start() - _NEAR_CHARS) : score.end() + _NEAR_CHARS]
        found = found or Result(index, points[1], points[0], "-".join(score.groups()), _names(text), _names(near))
    return found


def _names(text: str) -> frozenset[str]:
    return frozenset(stem(name) for name in _NAME.findall(text) if name.casefold() not in STOPWORDS)


def pair(a: Result | None, b: Result | None) -> Iterator[FigurePair]:
    """Yield the results of one match where they differ: the winner's points, or else the loser's."""
    if a is None or b is None or len(a.names & b.names) < _SHARED or (a.won, a.lost) == (b.won, b.lost):
        return
    if a.beside - b.names and b.beside - a.names:
        return  # another match of the one side
    values = (a.won, b.won) if a.won != b.won else (a.lost, b.lost)
    yield FigurePair(
        a=a.sentence,
        b=b.sentence,
        what="result",
        value_a=values[0],
        value_b=values[1],
        relation="conflict",
        said_a=a.said,
        said_b=b.said,
    )
