"""What an answer turned out to be: the first honest depth at which that shows.

Status and headers, then the bytes, the parser, history, the page's words, and its shape last. Words count
where they speak to the visitor and little else is there: an article about captchas is an article.
"""

from collections.abc import Iterator
from itertools import chain

from schemas.article import Reading, Verdict, VerdictKind
from schemas.page import Page
from worker.text import address
from worker.text.judging import transport
from worker.text.judging.finding import finding
from worker.text.judging.history import by_history
from worker.text.judging.lexicon import words
from worker.text.judging.transport import HTML_TYPES, PLAIN_TYPES, media_type
from worker.text.judging.wall import look
from worker.text.pages.draft import Draft, Signs

__all__ = ["HTML_TYPES", "PLAIN_TYPES", "judge", "media_type"]

_FEWEST_WORDS = 12
"""Below this an article has to say that it is one."""
_TINY_WORDS = 40
_TEASER_WORDS = 150
"""Up to this length one set line of a paywall shows that the text is a teaser."""
_LONG_TEASER_WORDS = 300
"""Up to this length two signs of a paywall do."""
_WALL_REST = 25
_DOUBTFUL_REST = 30
"""How many words of prose may stand beside a wall that is sure, and beside one that is not."""
_SURE = 4
_LIKELY = 2
_OFFER_WORDS = 18
_MESSAGE_WORDS = 18
_NOTICE_WORDS = 250
_ASKING_CHARS = 300
_PROSE_RUN = 45
_FRONT_RUN = 120
"""Words of prose that no link parts, from which on a page of links is an article with links around it."""
_LISTING_LINKS = 0.6
_MANY_LINKS = 5
_UNFINISHED = ("...", "\u2026")


def judge(page: Page, draft: Draft, earlier: Reading | None = None) -> Verdict:
    """Return what `page` is, given what its reader made of it.

    Args:
        page: The answer, with its status and headers.
        draft: What was found in its body; may be empty.
        earlier: The article's last good reading, where it is known.
    """
    rules = chain(
        transport.by_status(page),
        transport.by_body(page),
        _by_parser(draft),
        by_history(draft, earlier),
        _by_words(page, draft) if media_type(page) not in PLAIN_TYPES else (),
        _by_shape(page, draft),
        _by_length(draft),
    )
    return next(rules, finding(VerdictKind.ARTICLE, "it holds an article", f"{draft.words} words"))


def _by_parser(draft: Draft) -> Iterator[Verdict]:
    """Judge by what the parser dropped."""
    if draft.cut is not None:
        yield finding(VerdictKind.TRUNCATED, "part of the page could not be read", draft.cut)


def _says_article(draft: Draft) -> bool:
    """Whether the page calls itself an article and has the text to show for it."""
    return draft.metadata.says_article and draft.words >= _FEWEST_WORDS


def _by_words(page: Page, draft: Draft) -> Iterator[Verdict]:
    """Judge by how the page speaks; a page without signs has too much text to be looked at for them."""
    if draft.signs == Signs() and not draft.metadata.paid:
        return
    yield from _missing(draft)
    yield from _blocked(page, draft)
    yield from _consent(page, draft)
    yield from _paywall(draft)


def _missing(draft: Draft) -> Iterator[Verdict]:
    """Judge whether the page says that what was asked for is not there."""
    wall = look("missing", draft, longest=_MESSAGE_WORDS)
    if _says_article(draft) and not wall.titled:
        return
    spare = _WALL_REST if wall.score >= _SURE else _DOUBTFUL_REST
    if (
        wall.score >= _LIKELY
        and wall.evidence
        and (wall.rest < spare or (wall.titled and draft.signs.links >= _MANY_LINKS))
    ):
        yield finding(VerdictKind.MISSING, "it says that the page is not there", "; ".join(wall.evidence))


def _blocked(page: Page, draft: Draft) -> Iterator[Verdict]:
    """Judge whether a check of the visitor, or a refusal, stands in place of the article."""
    wall = look("blocked", draft)
    guard = draft.signs.challenge or transport.guard(page)
    score = wall.score + (_LIKELY if guard else 0)
    is_bare = wall.topical and draft.words < _TINY_WORDS and draft.signs.challenge is not None
    if _says_article(draft) or not (wall.evidence or is_bare or (guard and draft.words < _FEWEST_WORDS)):
        return
    if score >= _LIKELY and is_bare:
        yield finding(VerdictKind.BLOCKED, "it checks the visitor and says nothing else", draft.signs.challenge or "")
    if score >= _LIKELY and wall.rest < (_WALL_REST if score >= _SURE else _DOUBTFUL_REST):
        evidence = "; ".join(filter(None, (*wall.evidence, guard)))
        yield finding(
            VerdictKind.BLOCKED, "a check of the visitor or a refusal stands in place of the article", evidence
        )


def _consent(page: Page, draft: Draft) -> Iterator[Verdict]:
    """Judge whether the page asks for consent and holds no article."""
    wall = look("consent", draft, longest=_NOTICE_WORDS)
    asks = transport.asks_consent(page.url)
    score = wall.score + (1 if draft.signs.consent else 0) + (_LIKELY + 1 if asks else 0)
    if _says_article(draft) and wall.rest >= _FEWEST_WORDS:
        return
    if score > _LIKELY and (wall.evidence or asks) and wall.rest < _WALL_REST:
        evidence = "; ".join(filter(None, (*wall.evidence, draft.signs.consent, page.url if asks else None)))
        yield finding(VerdictKind.CONSENT, "it asks for consent and holds no article", evidence)


def _paywall(draft: Draft) -> Iterator[Verdict]:
    """Judge whether the text is but a teaser: agencies' short reports are paid at times, and whole."""
    signs, paid = draft.signs, draft.metadata.paid
    wall = look("paywall", draft, longest=_OFFER_WORDS, after_title=True)
    unfinished = draft.paragraphs[-1][-40:] if draft.paragraphs and draft.paragraphs[-1].endswith(_UNFINISHED) else None
    tiny = f"{draft.words} words" if draft.words < _TINY_WORDS else None
    proof = [*wall.evidence, *filter(None, (signs.paywall, unfinished))]
    if paid and draft.words < _TEASER_WORDS and (proof or tiny):
        shown = "; ".join(["isAccessibleForFree: false", *proof, *filter(None, [tiny])])
        yield finding(VerdictKind.PAYWALL, "its metadata say that it is not free, and little text is there", shown)
    if wall.evidence and (
        draft.words < _TEASER_WORDS or (draft.words < _LONG_TEASER_WORDS and (signs.paywall or unfinished or paid))
    ):
        yield finding(VerdictKind.PAYWALL, "it asks for a subscription and holds a teaser", "; ".join(proof))


def _by_shape(page: Page, draft: Draft) -> Iterator[Verdict]:
    """Judge whether the page is a list of links to articles, and whether it was asked for."""
    data, signs = draft.metadata, draft.signs
    if not signs.lines or _says_article(draft):
        return
    front = page.url is not None and address.is_front(page.url)
    mostly_links = signs.link_share > _LISTING_LINKS and signs.links >= _MANY_LINKS
    headlines = signs.linked_headings >= _MANY_LINKS and signs.linked_headings * 5 >= signs.headings * 3
    shape = data.says_listing or mostly_links or headlines
    evidence = f"{signs.links} links, {signs.linked_headings} linked headings, {signs.run} words of prose together"
    if signs.leads_home and signs.run < _FRONT_RUN:
        yield finding(VerdictKind.MISSING, "the address leads to the front page", evidence)
    if shape and signs.run < (_FRONT_RUN if front or data.says_listing else _PROSE_RUN):
        yield finding(VerdictKind.LISTING, "a list of links to articles", evidence)


def _by_length(draft: Draft) -> Iterator[Verdict]:
    """Judge by whether there is text at all, a request to switch scripts on being none."""
    asking = words("script").phrases
    left = sum(
        len(text.split()) for text in draft.paragraphs if not (len(text) <= _ASKING_CHARS and asking.search(text))
    )
    if not left or (draft.signs.lines and left < _FEWEST_WORDS and not draft.metadata.says_article):
        if draft.signs.link_share > _LISTING_LINKS:
            share = f"links are {draft.signs.link_share:.0%} of it"
            yield finding(VerdictKind.LISTING, "links and no prose", share)
        yield finding(VerdictKind.EMPTY, "no article was found in the page", f"{left} words")
