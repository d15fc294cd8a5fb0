"""What an article's last good reading tells of the one at hand."""

from collections.abc import Iterator, Sequence

from schemas.article import Reading, Verdict, VerdictKind
from worker.text.judging.finding import finding
from worker.text.judging.wall import look
from worker.text.normalise import fold
from worker.text.pages.draft import Draft, Signs

_TEASER_SHARE = 0.5
"""A text that is left with less than this share of its words may be a teaser."""
_CUT_SHARE = 0.6
_FEWEST_GONE = 3
_FEWEST_WORDS = 60
"""An article has to have been this long for its end to be missed."""
_UNFINISHED = ("...", "\u2026")
_PREFIX_CHARS = 20
_MOST_FOREIGN_WORDS = 40
"""Words of an offer that no list knows."""


def by_history(draft: Draft, earlier: Reading | None) -> Iterator[Verdict]:
    """Judge a text that is the beginning of the article as it was known, with the rest of it gone.

    Args:
        draft: What was made of the page.
        earlier: The article's last good reading, null where there is none.
    """
    if earlier is None or not earlier.is_article or not draft.paragraphs:
        return
    before = sum(len(paragraph.split()) for paragraph in earlier.paragraphs)
    if before < _FEWEST_WORDS or draft.words >= _CUT_SHARE * before:
        return
    known = list(map(fold, earlier.paragraphs))
    told = [text for text in map(fold, draft.paragraphs) if text in known or not _is_offer(text)]
    kept = _kept(told, known)
    foreign = told[kept:]
    if not kept or sum(len(text.split()) for text in foreign) > _MOST_FOREIGN_WORDS:
        return
    shrunk = f"{draft.words} of {before} words are left"
    if draft.words < _TEASER_SHARE * before and (sign := _wall(draft)):
        yield finding(VerdictKind.PAYWALL, "the article as known shrank to its beginning", f"{shrunk}; {sign}")
    if not foreign and len(earlier.paragraphs) - kept >= _FEWEST_GONE:
        yield finding(
            VerdictKind.TRUNCATED, "the rest of the article as known is gone, and nothing else changed", shrunk
        )


def _kept(told: Sequence[str], known: Sequence[str]) -> int:
    """Return how many paragraphs of `told` are the beginning of `known`; the last of them may be cut short."""
    for at, (text, before) in enumerate(zip(told, known, strict=False)):
        cut = text.removesuffix("...").rstrip()
        if text != before:
            return at + (len(cut) >= _PREFIX_CHARS and before.startswith(cut))
    return min(len(told), len(known))


def _is_offer(text: str) -> bool:
    """Whether a paragraph is part of a wall rather than of the article."""
    return look("paywall", Draft(paragraphs=(text,), signs=Signs(lines=(text,)))).score > 0


def _wall(draft: Draft) -> str | None:
    """Return what shows that something asks for money or a name where the rest was."""
    if draft.metadata.paid:
        return "isAccessibleForFree: false"
    if draft.signs.paywall:
        return draft.signs.paywall
    offer = look("paywall", draft)
    if offer.score:
        return "; ".join(offer.evidence) or "it speaks to subscribers"
    return draft.paragraphs[-1][-40:] if draft.paragraphs[-1].endswith(_UNFINISHED) else None
