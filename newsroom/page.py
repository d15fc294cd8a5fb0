"""A page before it has a layout: the article, and the furniture around it, new on every fetch."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from newsroom.draft import Paragraph
from newsroom.language import Language

Link = tuple[str, str]
"""A title and where it leads."""


@dataclass(frozen=True)
class Furniture:
    """What stands around an article and changes by itself."""

    related: Sequence[Link]
    most_read: Sequence[Link]
    promos: Sequence[Link]
    comments: Sequence[str]
    ago: str
    shares: int
    nonce: str


@dataclass(frozen=True)
class Page:
    """One article page. `held_back` are paragraphs that only a script would bring into the page."""

    outlet: str
    home: str
    language: Language
    url: str
    headline: str
    byline: str
    published: datetime
    modified: datetime
    paragraphs: Sequence[Paragraph]
    captions: Sequence[str]
    furniture: Furniture
    held_back: Sequence[Paragraph] = ()
    links: Sequence[tuple[str, str, str]] = ()
    """`<link>` elements: rel, type, href."""
    is_free: bool = True

    def stamp(self, at: datetime) -> str:
        """A moment as this page prints it."""
        return self.language.date(at, self.language.word("stamp"))

    def word(self, name: str) -> str:
        """A label of the page, escaped."""
        return escape(self.language.furniture(name))


def metadata(page: Page) -> str:
    """The page's JSON-LD."""
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.headline,
        "datePublished": page.published.isoformat(),
        "dateModified": page.modified.isoformat(),
        "author": {"@type": "Person", "name": page.byline},
        "publisher": {"@type": "Organization", "name": page.outlet},
        "mainEntityOfPage": page.url,
        "isAccessibleForFree": page.is_free,
    }
    text = json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json" nonce="{page.furniture.nonce}">{text}</script>'


def head(page: Page, *, with_metadata: bool) -> str:
    """The page's `<head>`."""
    links = "".join(f'<link rel="{rel}" type="{kind}" href="{escape(href)}">\n' for rel, kind, href in page.links)
    return f"""<head>
<title>{escape(page.headline)} | {escape(page.outlet)}</title>
<meta name="viewport" content="width=device-width">
<link rel="canonical" href="{escape(page.url)}">
{links}<meta property="og:type" content="article">
<meta property="og:site_name" content="{escape(page.outlet)}">
<meta property="og:title" content="{escape(page.headline)}">
<meta property="og:url" content="{escape(page.url)}">
<meta property="article:published_time" content="{page.published.isoformat()}">
{metadata(page) if with_metadata else ""}
<script nonce="{page.furniture.nonce}">window.visit="{page.furniture.nonce}";</script>
</head>"""


def menu(page: Page) -> str:
    """The navigation bar's entries."""
    entries = page.language.furniture_list("menu")
    return "".join(f'<li><a href="{page.home}#{at}">{escape(entry)}</a></li>' for at, entry in enumerate(entries))


def box(title: str, links: Sequence[Link], css: str) -> str:
    """A titled list of links."""
    entries = "".join(f'<li><a href="{escape(href)}">{escape(text)}</a></li>' for text, href in links)
    return f'<div class="{css}"><h3>{title}</h3><ul>{entries}</ul></div>'


def comments(page: Page) -> str:
    """What readers wrote below the article."""
    entries = "".join(f'<li class="comment"><p>{escape(text)}</p></li>' for text in page.furniture.comments)
    return f'<section id="comments" class="comments"><h3>{page.word("comments")}</h3><ul>{entries}</ul></section>'


def held_back(page: Page) -> str:
    """Paragraphs that only a script shows."""
    if not page.held_back:
        return ""
    text = json.dumps([paragraph.text for paragraph in page.held_back]).replace("<", "\\u003c")
    return f'<div class="rest" data-lazy="rest"></div><script type="application/json" id="rest">{text}</script>'


def notice(title: str, text: str, extra: str = "") -> str:
    """A page that is no article: a wall, an error, a refusal."""
    return f"""<!doctype html>
<html><head><title>{escape(title)}</title><meta name="robots" content="noindex"></head>
<body><main><h1>{escape(title)}</h1><p>{escape(text)}</p>{extra}</main></body></html>
"""


def front(name: str, words: Language, feeds: Sequence[tuple[str, str]], stories: Sequence[Link]) -> str:
    """A front page; `feeds` are (content type, address)."""
    links = "".join(f'<link rel="alternate" type="{kind}" href="{escape(href)}">\n' for kind, href in feeds)
    listed = "\n".join(f'<h2><a href="{escape(href)}">{escape(text)}</a></h2>' for text, href in stories)
    return f"""<!doctype html>
<html lang="{words.code}"><head><title>{escape(name)}</title>
{links}</head>
<body><header><h1>{escape(name)}</h1></header>
<main><h3>{escape(words.furniture("front"))}</h3>
{listed}
</main><footer>{escape(words.furniture("copyright"))}</footer></body></html>
"""
