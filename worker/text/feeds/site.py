"""What a web page is to somebody who looks for articles: an article itself, or a way to others."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from schemas.feed import Entry, SitePage
from worker.text import address
from worker.text.feeds import fields
from worker.text.listed import words_of
from worker.text.pages import islands, jsonld
from worker.text.pages.markup import one_line

MAX_LINKS = 200
_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json"}
)
_OF_COMMENTS = re.compile(r"(?i)\bcomments?\b|kommentare|comentarios|commentaires|/oembed|wp-json")
_NO_PAGE = re.compile(r"(?i)\.(?!s?html?$|php\d?$|aspx?$|jsp$|cfm$|amp$|story$|ece$|cms$|ars$)[a-z][a-z0-9]{1,4}$")
_DOORS = words_of("""
    about abo account accessibility advertise advertising agb apps archive archives audio author authors autor
    autoren bookmarks careers categories category categoria comments contact contacto cookie cookies corrections
    crossword datenschutz donate events faq feed feeds galleries gallery games help hilfe horoscope impressum imprint
    index info jobs kontakt labs legal live-tv login logout mitglieder newsletter newsletters offers page pages people
    photos podcast podcasts privacy profile register rss schlagwort search series shop sitemap staff signin signup store
    subscribe subscription suche tag tags terms thema themen topic topics tv-guide user video videos weather wetter
    widget wp-admin wp-content wp-json cdn-cgi
    """)
_DATED = re.compile(r"/(?:19|20)\d\d[/-]?(?:0?[1-9]|1[0-2]|[a-z]{3})(?:[/-]?[0-3]?\d)?/")
_LONG_NUMBER = re.compile(r"\d{5,}|(?<![a-z\d])[a-f\d]{8,}(?![a-z\d])")
_NAMES = frozenset({"id", "p", "article", "articleid", "story", "storyid", "aid", "nid", "eid", "artikel", "news_id"})
_SLUG_WORDS = 3
_TITLE_WORDS = 4


def read(body: bytes, *, url: str) -> SitePage:
    """Return what the web page in `body` is. Never fails.

    Args:
        body: HTML; its charset matters little, since addresses are ASCII.
        url: Where it came from, for its relative links.
    """
    try:
        tree = document_fromstring(body, parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (ParserError, ValueError):
        return SitePage(is_article=False)
    kinds = [meta.get("content") or "" for meta in tree.iterfind(".//meta[@property='og:type']")]
    says_so = (
        any(kind.strip().lower().startswith("article") for kind in kinds)
        or jsonld.read(islands.linked_data(tree)).is_article
    )
    names = tree.iterfind(".//meta[@property='og:site_name']")
    return SitePage(
        is_article=not address.is_front(url) and (says_so or (not kinds and looks_like_article(url))),
        name=next((name for meta in names if (name := fields.plain(meta.get("content")))), None),
        feeds=tuple(dict.fromkeys(_feeds(tree, url))),
        links=tuple(_articles(tree, url)),
    )


def _feeds(tree: HtmlElement, url: str) -> Iterator[str]:
    """Yield the feeds that a page names in its head (RSS autodiscovery), but for those of comments."""
    for link in tree.iterfind(".//link[@href]"):
        is_feed = (link.get("type") or "").partition(";")[0].strip().lower() in _FEED_TYPES
        if not is_feed or "alternate" not in (link.get("rel") or "").lower().split():
            continue
        found = fields.link(link.get("href"), url)
        if found and not _OF_COMMENTS.search(f"{found} {link.get('title') or ''}"):
            yield found


def _articles(tree: HtmlElement, url: str) -> Iterator[Entry]:
    """Yield the links to what look like articles of the same site, each once, with their words if they are a title."""
    found: dict[str, Entry] = {}
    for anchor in tree.iterfind(".//a[@href]"):
        link = fields.link(anchor.get("href"), url)
        if link is None or not address.same_site(link, url) or not looks_like_article(link):
            continue
        words = one_line(anchor)
        title = words if len(words.split()) >= _TITLE_WORDS else None
        key = address.canonical(link)
        if key not in found:
            if len(found) == MAX_LINKS:
                break
            found[key] = Entry(url=link, title=title)
        elif title and not found[key].title:
            found[key] = found[key].model_copy(update={"title": title})
    yield from found.values()


def looks_like_article(url: str) -> bool:
    """Whether an address is shaped as those of articles are: a slug of words, a date with something after it, a number.

    Pages that every site has beside its articles (sections, tags, authors, terms) are told by their names.
    """
    parts = urlsplit(address.canonical(url))
    segments = [segment for segment in unquote(parts.path).lower().split("/") if segment]
    if any(name.lower() in _NAMES and any(map(str.isdigit, value)) for name, value in parse_qsl(parts.query)):
        return True
    if not segments or any(segment in _DOORS for segment in segments) or _NO_PAGE.search(segments[-1]):
        return False
    slug = segments[-1].partition(".")[0]
    words = [word for word in re.split(r"[-_+ ]", slug) if word]
    is_dated = bool(_DATED.search(parts.path.lower())) and not slug.isdecimal()
    return len(words) > _SLUG_WORDS or is_dated or bool(_LONG_NUMBER.search(segments[-1])) or _ends_numbered(words)


def _ends_numbered(words: list[str]) -> bool:
    """Whether a slug of two words or more ends in a number that is no year, as `harbour-bridge-17` does."""
    return len(words) >= _SLUG_WORDS - 1 and words[-1].isdecimal() and not 1900 <= int(words[-1][:9]) <= 2100  # noqa: PLR2004 - years
