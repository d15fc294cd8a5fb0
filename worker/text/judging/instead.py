"""What stands in place of an article: a page that is not there, a check, a request for consent, a paywall.

What the page says is weighed with how it is made: without the site's menus, with something to press, kept out of search
engines, under a heading that speaks to its visitor.
"""

from collections.abc import Iterator

from schemas.article import Reading, Verdict, VerdictKind
from schemas.page import Page
from worker.text.judging import concepts, transport
from worker.text.judging.finding import finding
from worker.text.judging.wall import Wall, is_outweighed, is_titled, look, message, speaks
from worker.text.pages.draft import Draft, Signs

_MOST_WORDS = 1_000
"""No wall says more."""
_FEWEST_WORDS = 12
_FEWEST_PROSE_WORDS = 20
"""Below this a check of the visitor is all there is on a page without menus."""
_TINY_WORDS = 40
_BRIEF_WORDS = 60
"""Below this an offer in whatever words shows that the text is a teaser."""
_TEASER_WORDS = 150
"""Up to this length one set line of a paywall does."""
_LONG_TEASER_WORDS = 300
"""Up to this length two signs of a paywall do."""
_KEPT_SHARE = 0.8
_WALL_REST = 25
_DOUBTFUL_REST = 30
"""How many words of prose may stand beside a wall that is sure, and beside one that is not."""
_STAGED_REST = 60
"""How many may beside one that its title names, on a page without menus."""
_SURE = 4
_LIKELY = 2
_OFFER_WORDS = 18
_APOLOGY_WORDS = 18
_NOTICE_WORDS = 250
"""Words of the longest sentence that counts: an offer's, an error page's, a notice's."""
_MESSAGE_WORDS = 80
_MANY_LINKS = 5
_FEW_HEADLINES = 3
_CHOICE = 2
_BROAD = 3
_FEW_LINKS = 8
"""Up to so many links a page may have, and show no menu."""
_UNFINISHED = ("...", "\u2026")


def by_words(page: Page, draft: Draft, earlier: Reading | None = None) -> Iterator[Verdict]:
    """Judge by how the page speaks; a page without signs has too much text to be looked at for them.

    What has most of the words that the article had on an earlier visit is no teaser of it.
    """
    if draft.words > _MOST_WORDS or (draft.signs == Signs() and not draft.metadata.paid):
        return
    yield from _elsewhere(page, draft)
    found = (*_missing(draft), *_blocked(page, draft), *_consent(page, draft))
    yield from (verdict for _, verdict in sorted(found, key=lambda pair: -pair[0]))
    before = sum(len(paragraph.split()) for paragraph in earlier.paragraphs) if earlier and earlier.is_article else 0
    if not before or draft.words < _KEPT_SHARE * before:
        yield from _paywall(draft)
    yield from _message(draft)


def _elsewhere(page: Page, draft: Draft) -> Iterator[Verdict]:
    """Judge whether a page without text sends the visitor on by itself, as a redirect does."""
    if draft.signs.leads_on and draft.words < _FEWEST_WORDS:
        verdict = transport.elsewhere(page, draft.signs.leads_on)
        if verdict.is_ in {VerdictKind.CONSENT, VerdictKind.MISSING}:
            yield verdict


def _missing(draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Judge whether the page says that what was asked for is not there; with how sure that is."""
    if is_outweighed("missing", draft, words_beside=_DOUBTFUL_REST, longest=_APOLOGY_WORDS) and not (
        draft.signs.links >= _MANY_LINKS and is_titled("missing", draft)
    ):
        return
    wall = look("missing", draft, longest=_APOLOGY_WORDS)
    if draft.is_told_article and not wall.titled:
        return
    is_spoken = speaks(draft)
    shows_out = any(map(concepts.directs, wall.said)) and len(wall.evidence) + len(wall.said) > 1
    is_all = draft.words < _TINY_WORDS and (shows_out or (bool(wall.said) and bool(message(draft))))
    if not (wall.titled or draft.signs.is_kept_out or is_spoken or is_all) or "blocked" in wall.kinds:
        return
    score = wall.score + draft.signs.is_kept_out + (is_spoken or is_all)
    spare = _WALL_REST if score >= _SURE else _DOUBTFUL_REST
    if (
        score >= _LIKELY
        and (wall.evidence or wall.said)
        and (wall.rest < spare or (wall.titled and draft.signs.links >= _MANY_LINKS))
    ):
        yield score, finding(VerdictKind.MISSING, "it says that the page is not there", _shown(wall))


def _blocked(page: Page, draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Judge whether a check of the visitor, or a refusal, stands in place of the article; with how sure that is."""
    if draft.is_told_article or is_outweighed("blocked", draft, words_beside=_STAGED_REST):
        return
    wall = look("blocked", draft)
    guard = draft.signs.challenge or transport.guard(page)
    score = wall.score + (_LIKELY if guard else 0) + (draft.signs.is_kept_out or _is_staged(draft)) + speaks(draft)
    is_bare = draft.signs.challenge is not None and (
        (wall.topical and draft.words < _TINY_WORDS) or (_is_alone(draft) and draft.words < _FEWEST_PROSE_WORDS)
    )
    if not (wall.evidence or wall.said or is_bare or (guard and draft.words < _FEWEST_WORDS)):
        return
    if score >= _LIKELY and is_bare:
        reason = "it checks the visitor and says nothing else"
        yield score, finding(VerdictKind.BLOCKED, reason, draft.signs.challenge or "")
    spare = _STAGED_REST if wall.titled and _is_staged(draft) else _WALL_REST if score >= _SURE else _DOUBTFUL_REST
    if score >= _LIKELY and wall.rest < spare:
        reason = "a check of the visitor or a refusal stands in place of the article"
        yield score, finding(VerdictKind.BLOCKED, reason, _shown(wall, guard))


def _consent(page: Page, draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Judge whether the page asks for consent and holds no article; with how sure that is."""
    if is_outweighed("consent", draft, words_beside=_WALL_REST, longest=_NOTICE_WORDS):
        return
    wall = look("consent", draft, longest=_NOTICE_WORDS)
    asks = transport.asks_consent(page.url)
    score = wall.score + (1 if draft.signs.consent else 0) + (_LIKELY + 1 if asks else 0) + _is_staged(draft)
    score += (_is_staged(draft) and speaks(draft)) + (_is_alone(draft) and draft.signs.buttons >= _CHOICE)
    if draft.is_told_article and wall.rest >= _FEWEST_WORDS:
        return
    score += any(concepts.breadth("consent", line) >= _BROAD for line in draft.signs.lines) if score else 0
    if score > _LIKELY and (wall.evidence or wall.said or asks) and wall.rest < _WALL_REST:
        evidence = _shown(wall, draft.signs.consent, page.url if asks else None)
        yield score, finding(VerdictKind.CONSENT, "it asks for consent and holds no article", evidence)


def _message(draft: Draft) -> Iterator[Verdict]:
    """Judge a short page that speaks to its visitor, heading and all, by what it speaks of most."""
    if draft.is_told_article or draft.metadata.published or draft.signs.links >= _FEW_HEADLINES:
        return
    if draft.words > _MESSAGE_WORDS or not speaks(draft):
        return
    sentences = message(draft)
    kind = concepts.subject([draft.signs.heading or "", *sentences]) if sentences else None
    if kind and not (kind == VerdictKind.MISSING and draft.words > _TINY_WORDS):
        yield finding(VerdictKind(kind), "all it says is for the visitor", " ".join(sentences))


def _paywall(draft: Draft) -> Iterator[Verdict]:
    """Judge whether the text is but a teaser: agencies' short reports are paid at times, and whole."""
    if draft.words >= _LONG_TEASER_WORDS:
        return
    signs, paid = draft.signs, draft.metadata.paid
    wall = look("paywall", draft, longest=_OFFER_WORDS, after_title=True)
    unfinished = draft.paragraphs[-1][-40:] if draft.paragraphs and draft.paragraphs[-1].endswith(_UNFINISHED) else None
    tiny = f"{draft.words} words" if draft.words < _TINY_WORDS else None
    offer = signs.offer if signs.offer and concepts.offers(signs.offer) else None
    proof = [*wall.evidence, *filter(None, (offer or signs.paywall, unfinished))]
    withheld = "its paid part is not there" if draft.metadata.withheld else None
    if paid and ((draft.words < _TEASER_WORDS and (proof or tiny)) or (draft.words < _LONG_TEASER_WORDS and withheld)):
        shown = "; ".join(["isAccessibleForFree: false", *proof, *filter(None, [withheld, tiny])])
        yield finding(VerdictKind.PAYWALL, "its metadata say that it is not free, and little text is there", shown)
    is_said = wall.said and (wall.score >= _LIKELY or unfinished or draft.words < _BRIEF_WORDS)
    if (wall.evidence or offer or is_said) and (
        draft.words < _TEASER_WORDS or (draft.words < _LONG_TEASER_WORDS and (signs.paywall or unfinished or paid))
    ):
        shown = "; ".join([*proof, *wall.said])
        yield finding(VerdictKind.PAYWALL, "it asks for a subscription and holds a teaser", shown)


def _is_alone(draft: Draft) -> bool:
    """Whether the page stands without the menus of a site."""
    return draft.signs.anchors <= _FEW_LINKS


def _is_staged(draft: Draft) -> bool:
    """Whether the page stands without menus, and asks for something to be pressed or not to be found."""
    signs = draft.signs
    return _is_alone(draft) and bool(signs.buttons or signs.is_kept_out or signs.challenge or signs.consent)


def _shown(wall: Wall, *marks: str | None) -> str:
    """Return what shows a wall, its words before its marks."""
    return "; ".join(filter(None, (*wall.evidence, *wall.said, *marks)))
