"""Title, byline, dates, language, canonical address and outlet of an HTML page.

JSON-LD is asked first, then OpenGraph and meta elements, then the markup; htmldate only where all are silent.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import urljoin

from lxml.etree import XPath
from lxml.html import HtmlElement
from rapidfuzz import fuzz

from worker.text import address
from worker.text.normalise import clean, fold, squeeze
from worker.text.pages import bylines, live, moments, outlet, topics
from worker.text.pages.draft import Metadata
from worker.text.pages.jsonld import LinkedData
from worker.text.pages.markup import one_line

_AUTHOR = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl")
_DESCRIPTION = ("og:description", "description", "twitter:description")
_SECTION = ("article:section", "parsely-section", "sailthru.section", "section", "category", "page.section")
_TAGS = ("article:tag",)
_KEYWORDS = ("news_keywords", "keywords", "parsely-tags", "sailthru.tags", "tags")
_TITLE = ("og:title", "twitter:title", "headline", "dc.title")

_AMP_CACHE = re.compile(
    r"^https?://(?:[\w-]+\.cdn\.ampproject\.org|(?:www\.)?google\.[a-z.]{2,6}/amp|[\w-]+\.bing-amp\.com)/"
)
_FOR_PHONES = re.compile(r"\bhandheld\b|\bmax-(?:device-)?width\b", re.IGNORECASE)
_MOST_TWINS = 4
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?$")
_CLASS = re.compile(r"\.([\w-]+)")
_FEWEST_PAID_WORDS = 25
_SIGNED = XPath(
    "//*[contains(@class, 'yline') or contains(@class, 'uthor')]"  # what has neither is told fastest
    "[contains(translate(@class, 'BA', 'ba'), 'byline') or contains(translate(@class, 'BA', 'ba'), 'author')]"
)
_MAY_BE_AUTHORS = XPath("boolean(.//*[@itemprop='author' or @rel='author' or @class='byline' or @class='author'])")
_AUTHORS = (
    XPath(".//*[@itemprop='author']//*[@itemprop='name']"),
    XPath(".//*[@itemprop='author']"),
    XPath(".//a[@rel='author']"),
    XPath(".//*[@class='byline']"),
    XPath(".//*[@class='author']"),
)
_AUTHOR_CLASS = re.compile(r"by-?line|author(?!i[tsz])", re.IGNORECASE)
_OTHERS_CLASS = re.compile(r"comment|form|side|related|below|desc|bio|statement|more|teaser|card|list", re.IGNORECASE)
_AGREEMENT = 80
_MAX_NAME_CHARS = 60
_MAX_SUFFIX_CHARS = 40


def read(tree: HtmlElement, data: LinkedData, *, url: str | None, before: datetime) -> Metadata:
    """Return what the page in `tree` says of its article.

    Args:
        tree: The whole document.
        data: What its JSON-LD says.
        url: The address it was fetched from.
        before: When it was fetched, in UTC.
    """
    meta = _meta(tree)
    publisher = outlet.name(data.publisher, meta, tree, url)
    title = _title(tree, [*filter(None, [data.headline]), *_all(meta, _TITLE)], publisher)
    language = _language(tree, data, meta)
    day_first = language not in {None, "en"}
    published = moments.published(tree, data, meta, url=url, before=before, day_first=day_first)
    is_live = data.is_live or live.is_told(tree)
    return Metadata(
        title=title,
        byline=bylines.people(data.authors) or bylines.people(_all(meta, _AUTHOR)) or bylines.people(_signatures(tree)),
        published=published,
        modified=moments.modified(tree, data, meta, day_first=day_first),
        language=language,
        canonical_url=_canonical(tree, meta, url),
        twin_urls=_twins(tree, url),
        outlet=publisher,
        section=topics.section((data.section, *_all(meta, _SECTION)), publisher),
        keywords=topics.keywords(data.keywords or _all(meta, _TAGS) or _all(meta, _KEYWORDS), title),
        descriptions=tuple(dict.fromkeys(_all(meta, _DESCRIPTION))),
        is_live=is_live,
        posts=live.told(data.updates) or live.shown(tree, published, is_live=is_live),
        says_article=data.is_article or any(kind.startswith("article") for kind in meta.get("og:type", ())),
        paid=data.free is False or "locked" in meta.get("article:content_tier", ()),
        withheld=_is_withheld(tree, data.paid_parts),
        says_listing=data.is_listing or "profile" in meta.get("og:type", ()),
    )


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the contents of the meta elements by their names in lower case, in document order."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = squeeze(clean(element.get("content") or ""))
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _all(meta: dict[str, list[str]], names: Iterable[str]) -> list[str]:
    """Return every content of the first of `names` that is there, then of the next."""
    return [content for name in names for content in meta.get(name, ())]


def _title(tree: HtmlElement, told: Sequence[str], publisher: str | None) -> str | None:
    """Return the h1 that agrees with one of the titles the metadata tell, else the first of those, else a lone h1.

    The h1 is what readers see; titles in the metadata may be cut or written for search engines, each by itself.
    """
    headings = [text for element in tree.iter("h1") if (text := one_line(element))]
    element = next(tree.iter("title"), None)
    titles = [
        title
        for text in told or ([one_line(element)] if element is not None else [])
        if (title := _without_outlet(text, publisher))
    ]
    for title in dict.fromkeys(titles) if headings else ():
        folded = fold(title).casefold()
        agreeing = [(fuzz.token_set_ratio(fold(heading).casefold(), folded), heading) for heading in headings]
        score, best = max(agreeing, key=lambda pair: pair[0])
        if score >= _AGREEMENT:
            return best
    return titles[0] if titles else (headings[0] if len(headings) == 1 else None)


def _without_outlet(title: str, publisher: str | None) -> str:
    """Return `title` without the outlet's name that many templates append."""
    cuts = list(outlet.SUFFIX.finditer(title))
    if not cuts:
        return title
    head, tail = title[: cuts[-1].start()], title[cuts[-1].end() :]
    named = (
        publisher is not None and fuzz.partial_ratio(fold(tail).casefold(), fold(publisher).casefold()) >= _AGREEMENT
    )
    by_bar = "|" in cuts[-1][0] and len(tail) <= _MAX_SUFFIX_CHARS < len(head) + len(tail)
    return head if named or by_bar else title


def _is_withheld(tree: HtmlElement, selectors: Iterable[str]) -> bool:
    """Whether the parts of the page that are said to be paid for are missing from it, or empty."""
    names = [match[1] for selector in selectors if (match := _CLASS.fullmatch(selector.strip()))]
    held = [one_line(element) for name in names for element in tree.iterfind(".//*[@class]") if name in element.classes]
    return bool(names) and sum(len(text.split()) for text in held) < _FEWEST_PAID_WORDS


def _signatures(tree: HtmlElement) -> list[str]:
    """Return the names that the markup itself calls an author's."""
    for path in _AUTHORS if _MAY_BE_AUTHORS(tree) else ():
        if names := [text for element in path(tree) if (text := one_line(element)) and len(text) <= _MAX_NAME_CHARS]:
            return names[:1] if "class" in path.path else names
    return next(([name] for element in _SIGNED(tree) if (name := _signature(element))), [])


def _signature(element: HtmlElement) -> str | None:
    """Return the text of an element that bears a class of authors, if it is short and a full name."""
    if not _AUTHOR_CLASS.search(element.get("class", "")) or _OTHERS_CLASS.search(element.get("class", "")):
        return None
    text = one_line(element)
    names = bylines.people([text]) if len(text) <= _MAX_NAME_CHARS else ()
    return text if names and all(" " in name and bylines.is_name(name) for name in names) else None


def _language(tree: HtmlElement, data: LinkedData, meta: dict[str, list[str]]) -> str | None:
    """Return the language as ISO 639-1."""
    root = tree.getroottree().getroot()
    told = (
        root.get("lang"),
        root.get("xml:lang"),
        data.language,
        *_all(meta, ("og:locale", "content-language", "language")),
    )
    return next((match[1].lower() for value in told if value and (match := _LANGUAGE.match(value.strip()))), None)


def _canonical(tree: HtmlElement, meta: dict[str, list[str]], url: str | None) -> str | None:
    """Return the address the page calls its own, if it can be believed: of the same site, and not its front page."""
    links = [element.get("href") or "" for element in tree.iter("link") if "canonical" in _relations(element)]
    for link in [*links, *meta.get("og:url", ())]:
        found = _named(link, url)
        if found is not None and (url is None or address.same_site(found, url) or _is_amp_copy(tree, url)):
            return found
    return None


def _twins(tree: HtmlElement, url: str | None) -> tuple[str, ...]:
    """Return the addresses of the same site at which the page says that it stands for phones."""
    found: dict[str, None] = {}
    for element in tree.iter("link"):
        relations = _relations(element)
        is_mobile = "alternate" in relations and _FOR_PHONES.search(element.get("media") or "")
        if "amphtml" not in relations and not is_mobile:
            continue
        named = _named(element.get("href") or "", url)
        if named is not None and url is not None and address.same_site(address.canonical(named), url):
            found[named] = None
    return tuple(found)[:_MOST_TWINS]


def _relations(link: HtmlElement) -> list[str]:
    return (link.get("rel") or "").lower().split()


def _named(link: str, url: str | None) -> str | None:
    """Return the address that a link leads to, null where it is none of an article."""
    try:
        found = address.fetchable(urljoin(url or "", link.strip()))
        return found if link and address.host(found) and not address.is_front(found) else None
    except ValueError:
        return None


def _is_amp_copy(tree: HtmlElement, url: str) -> bool:
    """Whether the page is one of accelerated twins that caches hand out; such name the article they are of."""
    root = tree.getroottree().getroot()
    return (root.get("amp") is not None or root.get("\u26a1") is not None) and _AMP_CACHE.search(url) is not None
