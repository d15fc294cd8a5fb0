"""Why a system reported a version where nothing had been edited."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsroom.score.truths import Truth, Window

if TYPE_CHECKING:
    from newsroom.score.sightings import Sighting

FLAP, REDESIGN, CHURN, BLOCK = "flap", "redesign", "churn", "block"
CONSENT, PAYWALL, TRUNCATION, SOFT_404 = "consent", "paywall", "truncation", "soft-404"
LIVE, MINOR, REPEAT, MERGED, UNKNOWN = "live", "minor-edit", "repeat", "wrong-merge", "unknown"
OF_VERSIONS = (FLAP, REDESIGN, CHURN, BLOCK, CONSENT, PAYWALL, TRUNCATION, SOFT_404, MERGED, UNKNOWN)
OF_ALERTS = (*OF_VERSIONS, LIVE, MINOR, REPEAT)
_HIDING = {
    "block-403": BLOCK,
    "block-429": BLOCK,
    "block-captcha": BLOCK,
    "consent-wall": CONSENT,
    "soft-404": SOFT_404,
}
_SHORTENING = {"paywall": PAYWALL, "truncation": TRUNCATION, "redesign": REDESIGN}
_EDITION_LINES = 3
"""Editions of one page differ by a notice and a caption: by no more lines than this, both ways together."""


def of_window(windows: Sequence[Window]) -> str | None:
    """What keeps text from a reader in these windows; None where nothing does."""
    hidden = next((_HIDING[each.kind] for each in windows if each.hides and each.kind in _HIDING), None)
    return hidden or next((_SHORTENING[each.kind] for each in windows if each.kind in _SHORTENING), None)


def of_loss(truth: Truth, outlet: str, seen: "Sighting") -> str:
    """Why text is missing from a version."""
    article = seen.article.key if seen.article else None
    found = of_window(truth.windows_at(outlet, article, seen.at))
    if found is None and any(each.kind == "consent-wall" for each in truth.windows.get(outlet, ())):
        found = CONSENT  # now and then its wall stands outside of its windows too
    return found or UNKNOWN


def of_version(truth: Truth, outlet: str, earlier: Sequence["Sighting"], now: "Sighting") -> str:
    """The cause of a version that bears no edit anew; `earlier` are the article's versions before it, at least one."""
    last = earlier[-1]
    if now.article is not last.article and all(each.article is not now.article for each in earlier):
        return MERGED
    if now.shown.is_like(last.shown):
        return _of_surroundings(truth, outlet, last, now)
    if last.cause not in {None, CHURN} and any(now.shown.is_like(each.shown) for each in earlier):
        return last.cause or UNKNOWN
    if now.missing > last.missing:
        return of_loss(truth, outlet, now)
    if now.missing < last.missing:
        return of_loss(truth, outlet, last)
    return FLAP if _flaps(truth, outlet, earlier, now) else UNKNOWN


def _of_surroundings(truth: Truth, outlet: str, last: "Sighting", now: "Sighting") -> str:
    """The cause where the article itself reads the same."""
    mine = truth.windows.get(outlet, ())
    if any(each.kind == "redesign" and last.at < each.start <= now.at for each in mine):
        return REDESIGN
    lines = last.shown.rest ^ now.shown.rest
    if lines and len(lines) <= _EDITION_LINES and any(each.kind == "geo" for each in mine):
        return FLAP
    return CHURN


def _flaps(truth: Truth, outlet: str, earlier: Sequence["Sighting"], now: "Sighting") -> bool:
    """Whether it shows a wording of before, or the other headline of a test."""
    if now.nearest is None or now.article is None:
        return False
    newest = max((each.nearest.number for each in earlier if each.nearest), default=0)
    if now.nearest.number < newest:
        return True
    tests = (each for each in truth.windows.get(outlet, ()) if each.kind == "ab-headline")
    headlines = {headline for each in tests if each.article == now.article.key for headline in each.detail.split(" | ")}
    shown = {now.shown.headline, earlier[-1].shown.headline}
    return len(shown) > 1 and bool(headlines & shown)
