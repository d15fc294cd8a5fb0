"""What a page tells of its article as JSON-LD (https://schema.org/Article)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from lxml.html import HtmlElement

from worker.text.normalise import clean, squeeze

_ARTICLES = frozenset(
    {
        "advertisercontentarticle",
        "analysisnewsarticle",
        "article",
        "askpublicnewsarticle",
        "backgroundnewsarticle",
        "blogposting",
        "liveblogposting",
        "newsarticle",
        "opinionnewsarticle",
        "report",
        "reportagenewsarticle",
        "reviewnewsarticle",
        "satiricalarticle",
        "scholarlyarticle",
        "techarticle",
    }
)
_MAX_DEPTH = 6


@dataclass(frozen=True, slots=True)
class LinkedData:
    """One article as JSON-LD describes it; null and empty where it is silent."""

    is_article: bool = False
    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    publisher: str | None = None
    free: bool | None = None


def read(tree: HtmlElement) -> LinkedData:
    """Return the first article that the page's JSON-LD describes with a headline, or else the first one."""
    nodes: list[dict[str, object]] = []
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", "") and script.text:
            try:
                nodes.extend(_articles(json.loads(script.text.strip().rstrip(";"), strict=False), 0))
            except (ValueError, RecursionError):
                # Hand-written JSON is often broken; the page's other metadata stand.
                continue
    if not nodes:
        return LinkedData()
    node = next((node for node in nodes if node.get("headline")), nodes[0])
    return LinkedData(
        is_article=True,
        headline=_text(node.get("headline")),
        authors=tuple(_names(node.get("author") or node.get("creator"))),
        published=_text(node.get("datePublished")),
        modified=_text(node.get("dateModified")),
        language=_text(node.get("inLanguage")),
        publisher=next(_names(node.get("publisher")), None),
        free=_flag(node.get("isAccessibleForFree")),
    )


def _articles(value: object, depth: int) -> Iterator[dict[str, object]]:
    """Yield the articles in `value`, which may be a graph or a list."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and name.rpartition("/")[2].lower() in _ARTICLES for name in names):
            yield value
        for inner in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles(value.get(inner), depth + 1)


def _text(value: object) -> str | None:
    """Return a string, or the first of a list, clean; null for anything else."""
    if isinstance(value, list) and value:
        value = value[0]
    return squeeze(clean(unescape(value))) or None if isinstance(value, str) else None


def _names(value: object) -> Iterator[str]:
    """Yield the names in an author or publisher, which may be a string, a node or a list of either."""
    if isinstance(value, list):
        for item in value:
            if not isinstance(item, list):
                yield from _names(item)
    elif isinstance(value, dict):
        name = value.get("name")
        yield from _names(name if isinstance(name, str) else name[0] if isinstance(name, list) and name else None)
    elif (text := _text(value)) is not None:
        yield text


def _flag(value: object) -> bool | None:
    """Return a Boolean that may have been written as a word."""
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None
