"""The front door of reading: one page in, one reading out, whatever the page holds."""

from http import HTTPStatus
from itertools import islice

import trafilatura

from schemas.article import Digests, Extractor, Invisible, Known, Reading
from schemas.page import Given, Page
from worker.text import quotes, segment, verdict
from worker.text.feeds.entry_page import ENTRY_TYPE
from worker.text.normalise import clean, invisible, squeeze, text_digest
from worker.text.pages import charset, html, live, plain, surroundings
from worker.text.pages.draft import Draft
from worker.text.pages.html import NOTHING_KNOWN

HTML = Extractor(name="stet-html", version=f"16+trafilatura-{trafilatura.__version__}")
PLAIN = Extractor(name="stet-plain", version="11")
FEED = Extractor(name="stet-feed", version="2")
"""Of what a feed gives of an article itself, which is read where its page cannot be.

The number before `+` is raised whenever stet's own part of the output changes for any page."""

_MOST_INVISIBLE = 1_000


def extract(page: Page, given: Given | None = None, known: Known = NOTHING_KNOWN) -> Reading:
    """Return what `page` says, with the verdict on what it is. Never fails: a page that cannot be read is judged so.

    Args:
        page: One answer; HTML, or plain text where its media type is `text/plain`.
        given: What whoever handed in the page said of it; stands above what the page says.
        known: What is known of the article from an earlier page, as `remember` gives it, and of its outlet.
    """
    given = given or Given()
    kind = verdict.media_type(page)
    text = charset.text(page)
    if kind in verdict.PLAIN_TYPES:
        return _reading(page, given, plain.read(clean(text)), PLAIN, known)
    if kind not in verdict.HTML_TYPES and kind != ENTRY_TYPE:
        return _reading(page, given, Draft(), HTML, known)
    draft = html.read(text, url=page.url, before=page.fetched_at, known=known)
    extractor = FEED if kind == ENTRY_TYPE else HTML
    return _reading(page, given, draft, extractor.model_copy(update={"choice": draft.choice}), known)


def remember(page: Page | None, earlier: Reading, furniture: frozenset[int] = frozenset()) -> Known:
    """Return what a later page of the same article is to be read by.

    Args:
        page: The earlier one, where it is at hand.
        earlier: What it was read as.
        furniture: Keys of lines that the outlet shows on several other articles.
    """
    return Known(
        choice=earlier.extractor.choice,
        reading=earlier if earlier.is_article else None,
        page=page if page is not None and verdict.media_type(page) in verdict.HTML_TYPES else None,
        furniture=furniture,
    )


def context(page: Page, reading: Reading) -> str | None:
    """Return a digest of the article as it stands in `page` with its surroundings, None where it does not stand there.

    Where it is the same on a later page, the article has not changed; it costs a tenth of reading that page. None for
    what may not be an article: another status than 200, a body cut short.

    Args:
        page: The page in question.
        reading: What the article is known to say.
    """
    if page.status != HTTPStatus.OK or not page.complete or verdict.media_type(page) not in verdict.HTML_TYPES:
        return None
    return surroundings.digest(charset.text(page), reading.paragraphs)


def _is_made_alike(reading: Reading | None, extractor: Extractor, language: str | None) -> bool:
    """Whether a paragraph is cut and searched for quotes today as it was for an earlier `reading`."""
    return reading is not None and reading.language == language and reading.extractor.is_like(extractor)


def _reading(page: Page, given: Given, draft: Draft, extractor: Extractor, known: Known) -> Reading:
    """Return the reading that `draft` makes, cut into sentences, judged and digested."""
    draft = live.placed(draft, page.url)
    data = draft.metadata
    title = squeeze(clean(given.title or "")) or data.title
    text = segment.join(draft.paragraphs)
    before = known.reading if _is_made_alike(known.reading, extractor, data.language) else None
    same = before if before is not None and before.paragraphs == draft.paragraphs else None
    sentences = segment.sentences(draft.paragraphs, data.language, before)
    return Reading(
        url=page.url,
        canonical_url=data.canonical_url,
        twin_urls=data.twin_urls,
        outlet=squeeze(clean(given.outlet or "")) or data.outlet or given.known_outlet,
        title=title,
        byline=data.byline,
        published=given.published or data.published,
        modified=data.modified,
        language=data.language,
        section=data.section,
        keywords=data.keywords,
        is_live=data.is_live,
        posts=data.posts,
        paragraphs=draft.paragraphs,
        sentences=sentences,
        text=text,
        quotes=same.quotes if same is not None else quotes.find(draft.paragraphs, sentences, data.language),
        invisible=tuple(Invisible(at=at, name=name) for at, name in islice(invisible(text), _MOST_INVISIBLE)),
        verdict=verdict.judge(page, draft, known.reading),
        extractor=extractor,
        digests=Digests(raw=page.digest, text=text_digest(title, text)),
    )
