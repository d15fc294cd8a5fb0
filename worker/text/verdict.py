"""What an answer turned out to be: the first honest depth at which that shows.

Status and headers, then the bytes, the parser, history, the page's words, and its shape last. Words count
where they speak to the visitor and little else is there: an article about captchas is an article.
"""

from collections.abc import Iterator
from itertools import chain

from schemas.article import Reading, Verdict, VerdictKind
from schemas.page import Page
from worker.text import address
from worker.text.judging import instead, transport
from worker.text.judging.finding import finding
from worker.text.judging.history import by_history
from worker.text.judging.lexicon import words
from worker.text.judging.transport import HTML_TYPES, PLAIN_TYPES, media_type
from worker.text.pages.draft import Draft

__all__ = ["HTML_TYPES", "PLAIN_TYPES", "judge", "media_type"]

_FEWEST_WORDS = 12
"""Below this an article has to say that it is one."""
_ASKING_CHARS = 300
_PROSE_RUN = 45
_FRONT_RUN = 120
"""Words of prose that no link parts, from which on a page of links is an article with links around it."""
_LISTING_LINKS = 0.6
_MANY_LINKS = 5
_FEWEST_TEASERS = 3
_SECTION_WORDS = 4
"""How long the names of sections are, and headlines are not."""
_LEAD_WORDS = 20
"""Words of prose above the first headline of another article, from which on they are an article's own."""


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
        instead.by_words(page, draft, earlier) if media_type(page) not in PLAIN_TYPES else (),
        _by_shape(page, draft),
        _by_length(draft),
    )
    return next(rules, finding(VerdictKind.ARTICLE, "it holds an article", f"{draft.words} words"))


def _by_parser(draft: Draft) -> Iterator[Verdict]:
    """Judge by what the parser dropped."""
    if draft.cut is not None:
        yield finding(VerdictKind.TRUNCATED, "part of the page could not be read", draft.cut)


def _by_shape(page: Page, draft: Draft) -> Iterator[Verdict]:
    """Judge whether the page is a list of links to articles, and whether it was asked for."""
    data, signs = draft.metadata, draft.signs
    if not signs.lines or draft.is_told_article:
        return
    front = page.url is not None and address.is_front(page.url)
    mostly_links = signs.link_share > _LISTING_LINKS and signs.links >= _MANY_LINKS
    headlines = signs.linked_headings >= _MANY_LINKS and signs.linked_headings * 5 >= signs.headings * 3
    section = any(len(title.split()) <= _SECTION_WORDS for title in signs.titles)
    teasers = section and signs.teasers >= _FEWEST_TEASERS and signs.lead < _LEAD_WORDS
    shape = data.says_listing or mostly_links or headlines or teasers
    evidence = f"{signs.links} links, {signs.linked_headings} linked headings, {signs.run} words of prose together"
    if signs.leads_home and signs.run < _FRONT_RUN:
        yield finding(VerdictKind.MISSING, "the address leads to the front page", evidence)
    if shape and signs.run < (_FRONT_RUN if front or data.says_listing else _PROSE_RUN):
        yield finding(VerdictKind.LISTING, "a list of links to articles", evidence)


def _by_length(draft: Draft) -> Iterator[Verdict]:
    """Judge by whether there is text at all, a request to switch scripts on being none."""
    asking = words("script").phrases
    left = 0
    for text in draft.paragraphs:
        left += 0 if len(text) <= _ASKING_CHARS and asking.search(text) else len(text.split())
        if left >= _FEWEST_WORDS:
            return
    if not left or (draft.signs.lines and left < _FEWEST_WORDS and not draft.metadata.says_article):
        if draft.signs.link_share > _LISTING_LINKS:
            share = f"links are {draft.signs.link_share:.0%} of it"
            yield finding(VerdictKind.LISTING, "links and no prose", share)
        yield finding(VerdictKind.EMPTY, "no article was found in the page", f"{left} words")
