"""What a page tells of its article as JSON-LD (https://schema.org/Article)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from worker.text.normalise import clean, fold, squeeze

Node = Mapping[str, object]

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
_LISTINGS = frozenset({"collectionpage", "searchresultspage"})
_SEVERAL = 3
_PAGES = ("webpage", "itempage", "claimreview")
_LIVE = "liveblogposting"
# Below these lie other people's pages, or parts of this one.
_ELSEWHERE = frozenset(
    {
        "about",
        "articleBody",
        "author",
        "breadcrumb",
        "citation",
        "comment",
        "creator",
        "hasPart",
        "image",
        "isBasedOn",
        "isPartOf",
        "itemListElement",
        "itemReviewed",
        "liveBlogUpdate",
        "mentions",
        "potentialAction",
        "publisher",
        "relatedLink",
        "review",
        "subjectOf",
        "video",
    }
)
_MAX_DEPTH = 8
_MAX_NODES = 5_000
_MAX_UPDATES = 1_000


@dataclass(frozen=True, slots=True)
class Update:
    """One post of a live blog as JSON-LD describes it; `text` is markup or plain text, as the page has it."""

    address: str | None
    headline: str | None
    published: str | None
    modified: str | None
    text: str


@dataclass(frozen=True, slots=True)
class LinkedData:
    """One article as JSON-LD describes it; null and empty where it is silent."""

    is_article: bool = False
    is_live: bool = False
    is_listing: bool = False
    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    """As the article, those alike and the page tell it, in this order."""
    modified: str | None = None
    language: str | None = None
    publisher: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    free: bool | None = None
    paid_parts: tuple[str, ...] = ()
    """The CSS selectors of what is not free."""
    updates: tuple[Update, ...] = ()


def read(documents: Sequence[object], url: str | None = None) -> LinkedData:
    """Return the article that a page's JSON-LD describes.

    Of several it is the one that names the page's own address, else a live blog, else the first with a headline, else
    the first; what that one leaves open, others with its address or headline fill in.

    Args:
        documents: Those in its scripts, as `islands.linked_data` gives them.
        url: Where it was fetched from.
    """
    known: dict[str, Node] = {}
    for node in _nodes(documents):
        if isinstance(name := node.get("@id"), str) and len(node) > 1:
            known.setdefault(name, node)
    articles = list(_articles(documents, 0))
    pages = [node for node in _nodes(documents) if any(kind.endswith(_PAGES) for kind in _kinds(node))]
    is_listing = any(_kinds(node) & _LISTINGS for node in _nodes(documents))
    is_own = any(_is_at(node, url) for node in articles)
    if not articles or (not is_own and len({_headline(node) for node in articles}) >= _SEVERAL):
        return LinkedData(
            language=next((told for node in pages if (told := _text(node.get("inLanguage")))), None),
            published=tuple(told for node in pages if (told := _text(node.get("datePublished")))),
            is_listing=is_listing or bool(articles),
        )
    chosen = max(articles, key=lambda node: (_is_at(node, url), _LIVE in _kinds(node), bool(node.get("headline"))))
    alike = [
        node
        for node in articles
        if node is not chosen and (_headline(node) == _headline(chosen) or (_is_at(chosen, url) and _is_at(node, url)))
    ]
    return _described(chosen, alike, pages, known)


def _described(chosen: Node, alike: Sequence[Node], pages: Sequence[Node], known: Mapping[str, Node]) -> LinkedData:
    """Return what the `chosen` node says, filled in from those `alike` and from the pages' own nodes."""
    every = [chosen, *alike]

    def first(*names: str) -> str | None:
        return next((text for node in [*every, *pages] for name in names if (text := _text(node.get(name)))), None)

    authors = next((names for node in every if (names := tuple(_people(node, known)))), ())
    return LinkedData(
        is_article=True,
        is_live=any(_LIVE in _kinds(node) for node in every),
        headline=_text(chosen.get("headline")) or _text(chosen.get("name")),
        authors=authors,
        published=tuple(
            told
            for name in ("datePublished", "coverageStartTime", "dateCreated", "uploadDate")
            for node in [*every, *pages]
            if (told := _text(node.get(name)))
        ),
        modified=first("dateModified"),
        language=first("inLanguage"),
        publisher=next((name for node in every for name in _names(node.get("publisher"), known)), None),
        section=first("articleSection"),
        keywords=next((words for node in every if (words := tuple(_keywords(node.get("keywords"))))), ()),
        free=next(
            (flag for node in [*every, *pages] if (flag := _flag(node.get("isAccessibleForFree"))) is not None), None
        ),
        paid_parts=tuple(
            selector
            for node in [*every, *pages]
            for part in _nodes(node.get("hasPart"))
            if _flag(part.get("isAccessibleForFree")) is False and (selector := _text(part.get("cssSelector")))
        ),
        updates=next((found for node in every if (found := tuple(_updates(node.get("liveBlogUpdate"))))), ()),
    )


def _nodes(value: object) -> Iterator[Node]:
    """Yield every node in `value`, however deep, the outer before the inner."""
    waiting: list[tuple[object, int]] = [(value, 0)]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        found, depth = waiting.pop(0)
        if isinstance(found, dict):
            yield found
        inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
        if depth < _MAX_DEPTH:
            waiting.extend((item, depth + 1) for item in inner if isinstance(item, dict | list))


def _articles(value: object, depth: int) -> Iterator[Node]:
    """Yield the articles in `value` that may be the page's own, wherever templates put them."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        if _kinds(value) & _ARTICLES:
            yield value
        for name, inner in value.items():
            if name not in _ELSEWHERE and isinstance(inner, dict | list):
                yield from _articles(inner, depth + 1)


def _kinds(node: Node) -> set[str]:
    """Return a node's types in lower case, without their vocabulary."""
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return {name.rpartition("/")[2].rpartition(":")[2].lower() for name in names if isinstance(name, str)}


def _headline(node: Node) -> str | None:
    return fold(_text(node.get("headline")) or "").casefold() or None


def _is_at(node: Node, url: str | None) -> bool:
    """Whether a node names `url` as its own."""
    own = (node.get("url"), node.get("@id"), node.get("mainEntityOfPage"))
    names = [value.get("@id") if isinstance(value, dict) else value for value in own]
    return url is not None and any(isinstance(name, str) and _bare(name) == _bare(url) for name in names)


def _bare(url: str) -> str:
    """Return an address without what does not tell articles apart."""
    return url.partition("#")[0].partition("?")[0].partition("://")[2].removeprefix("www.").rstrip("/")


def _text(value: object) -> str | None:
    """Return a string, or the first of a list, or a node's value or name, clean; null for anything else."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return squeeze(clean(unescape(value))) or None if isinstance(value, str) else None


def _people(node: Node, known: Mapping[str, Node]) -> Iterator[str]:
    """Yield who wrote an article."""
    for name in ("author", "creator", "contributor"):
        if names := tuple(_names(node.get(name), known)):
            yield from names
            return


def _names(value: object, known: Mapping[str, Node], depth: int = 0) -> Iterator[str]:
    """Yield the names in an author or publisher: a string, a node, a reference to one, or a list of these."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _names(item, known, depth + 1)
    elif isinstance(value, dict):
        name = value.get("name") or value.get("alternateName")
        if name is None and isinstance(value.get("@id"), str):
            name = known.get(str(value["@id"]), {}).get("name")
        given, family = _text(value.get("givenName")), _text(value.get("familyName"))
        if name is None and given and family:
            name = f"{given} {family}"
        yield from _names(name if isinstance(name, str | list) else None, known, depth + 1)
    elif (text := _text(value)) is not None:
        yield text


def _keywords(value: object) -> Iterator[str]:
    """Yield the keywords in a list, or in a string that commas part."""
    for item in value if isinstance(value, list) else [value]:
        text = _text(item)
        if text is None:
            continue
        yield from text.split(",") if not isinstance(value, list) else [text]


def _updates(value: object) -> Iterator[Update]:
    """Yield the posts of a live blog that say something or when it was said."""
    for node in (value if isinstance(value, list) else [value])[:_MAX_UPDATES]:
        if not isinstance(node, dict):
            continue
        body = node.get("articleBody") or node.get("text") or node.get("description")
        published = _text(node.get("datePublished")) or _text(node.get("dateCreated"))
        update = Update(
            address=_text(node.get("url")) or _text(node.get("@id")),
            headline=_text(node.get("headline")) or _text(node.get("name")),
            published=published,
            modified=_text(node.get("dateModified")),
            text=body if isinstance(body, str) else "",
        )
        if published or update.headline or update.text:
            yield update


def _flag(value: object) -> bool | None:
    """Return a Boolean that may have been written as a word."""
    if isinstance(value, str):
        word = value.strip().lower().rpartition("/")[2]
        return {"true": True, "false": False, "yes": True, "no": False}.get(word)
    return value if isinstance(value, bool) else None
