"""When an article was published and changed, by JSON-LD, meta elements, markup and what people read, in this order."""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain

import htmldate
from lxml.html import HtmlElement

from worker.text.pages import dates
from worker.text.pages.jsonld import LinkedData
from worker.text.pages.markup import one_line

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "dcsext.articlefirstpublished",
    "article.published",
    "article_date_original",
    "pub_date",
    "published_at",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
    "prism.publicationdate",
    "citation_publication_date",
    "dc.date.created",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "date",
)
_MODIFIED = (
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "article:modified",
    "datemodified",
    "article.updated",
    "article_date_updated",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
)
_DATED = re.compile("[dD]ate|[tT]ime|publish|posted|byline|article-info")
_DATED_TEST = re.compile("date|time")
_NO_LINES = frozenset({"script", "style", "html", "body", "article", "main"})
_SAME_DAY = timedelta(hours=36)
"""How far a day at midnight UTC may be from a moment of it, wherever the outlet is."""
_MOST_DATE_LINES = 20
_MAX_DATE_LINE_CHARS = 160


def published(
    tree: HtmlElement,
    data: LinkedData,
    meta: Mapping[str, Sequence[str]],
    *,
    url: str | None,
    before: datetime,
    day_first: bool,
) -> datetime | None:
    """Return when the article appeared; null where nothing tells.

    Args:
        tree: The whole document.
        data: What its JSON-LD says.
        meta: The contents of its meta elements by name.
        url: Where it was fetched from.
        before: When it was fetched.
        day_first: Whether `4/3/2024` is in March.
    """
    told = chain(data.published, _all(meta, _PUBLISHED), _times(tree))
    found = _moment(told, tree, before, day_first=day_first)
    return found or (dates.in_address(url) if url else None) or _guessed(tree, before)


def modified(
    tree: HtmlElement, data: LinkedData, meta: Mapping[str, Sequence[str]], *, day_first: bool
) -> datetime | None:
    """Return when the page says that the article was changed last; arguments as for `published`."""
    return _modified([data.modified, *_all(meta, _MODIFIED)], tree, day_first=day_first)


def _all(meta: Mapping[str, Sequence[str]], names: Iterable[str]) -> list[str]:
    return [content for name in names for content in meta.get(name, ())]


def _times(tree: HtmlElement) -> Iterator[str]:
    """Yield the moments in `<time>` elements and microdata, those called publication first."""
    elements = [
        *tree.iterfind(".//*[@itemprop='datePublished']"),
        *tree.iterfind(".//time[@pubdate]"),
        *tree.iter("time"),
    ]
    for element in elements:
        if value := element.get("datetime") or element.get("content") or one_line(element):
            yield value


def _moment(told: Iterable[str | None], tree: HtmlElement, before: datetime, *, day_first: bool) -> datetime | None:
    """Return the first moment that is `told`; where that is a day, with the time that another tells for the same day.

    What stands in the markup for people to read is asked where nothing else tells the time of day, and believed if it
    is not later than `before`, when the page was fetched.
    """
    found = _moments(told, day_first=day_first)
    first = next(found, None)
    if first is not None and first.has_time:
        return first.at
    shown = (moment for moment in _moments(_shown_dates(tree), day_first=day_first) if moment.at <= before + _SAME_DAY)
    for moment in chain(found, shown):
        if moment.has_time and (first is None or abs(moment.at - first.at) <= _SAME_DAY):
            return moment.at
        first = first or moment
    return first.at if first else None


def _modified(told: Iterable[str | None], tree: HtmlElement, *, day_first: bool) -> datetime | None:
    """Return when the page says that it was changed last."""
    found = next(_moments(told, day_first=day_first), None)
    if found is None or not found.has_time:
        shown = next((moment for moment in _moments(_shown_updates(tree), day_first=day_first)), None)
        found = shown if shown is not None and (found is None or abs(shown.at - found.at) <= _SAME_DAY) else found
    return found.at if found else None


def _moments(values: Iterable[str | None], *, day_first: bool) -> Iterator[dates.Moment]:
    """Yield those of `values` that are moments."""
    for value in values:
        if value and (moment := dates.read(value, day_first=day_first)):
            yield moment


def _shown_dates(tree: HtmlElement) -> Iterator[str]:
    """Yield the dates of publication that stand where pages show them: short lines whose class says so."""
    for line in _dated_lines(tree):
        first, word, rest = dates.cut_at_update(line)
        if not word or first.strip():
            yield first
        elif rest and not word:
            yield rest


def _shown_updates(tree: HtmlElement) -> Iterator[str]:
    """Yield the dates of change that stand where pages show them."""
    for line in _dated_lines(tree):
        _, word, rest = dates.cut_at_update(line)
        if word:
            yield rest


def _dated_lines(tree: HtmlElement) -> Iterator[str]:
    """Yield the short lines of elements that are called a date, a time stamp or a byline, in document order."""
    found = 0
    for element in tree.getroottree().iter():
        if not _is_dated(element):
            continue
        text = one_line(element)
        if text and len(text) <= _MAX_DATE_LINE_CHARS and any(map(str.isdigit, text)):
            yield text
            found += 1
            if found >= _MOST_DATE_LINES:
                return


def _is_dated(element: HtmlElement) -> bool:
    """Whether an element is called a date, a time stamp or a byline."""
    name, test = element.get("class"), element.get("data-testid")
    return element.tag not in _NO_LINES and (
        (name is not None and _DATED.search(name) is not None)
        or (test is not None and _DATED_TEST.search(test) is not None)
    )


def _guessed(tree: HtmlElement, before: datetime) -> datetime | None:
    """Return the day htmldate finds in the markup, at midnight UTC."""
    with warnings.catch_warnings():
        # It guesses at zones it does not know, and warns; the day is all that is taken.
        warnings.simplefilter("ignore")
        day = htmldate.find_date(tree, extensive_search=False, original_date=True, max_date=f"{before:%Y-%m-%d}")
    return datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC) if day else None
