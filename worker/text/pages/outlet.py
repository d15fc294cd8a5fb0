"""Who publishes a page: of the names that it gives, the one that its address agrees with."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml.html import HtmlElement

from worker.text import address
from worker.text.pages.markup import one_line

_TOLD = ("og:site_name", "application-name", "twitter:app:name:iphone", "dc.publisher")
_ACCOUNTS = ("twitter:site", "twitter:creator")
SUFFIX = re.compile(r"\s+(?:[|\u2013\u2014\u00b7\u2022\u00bb]|-|::)\s+(?=\S)")
"""What parts a title from the name of its outlet."""
# What names of outlets have in them, so that a title's last part is known to be one.
_LIKE_AN_OUTLET = re.compile(
    r"\b(?:times|post|news|herald|tribune|journal|gazette|guardian|telegraph|express|mail|mirror|star|sun|daily|press"
    r"|chronicle|observer|review|magazine|radio|tv|zeitung|nachrichten|anzeiger|kurier|tagblatt"
    r"|le \w+|el \w+|la \w+|corriere|gazzetta|jornal|correio|di\u00e1rio|diario|krant|dagblad|nieuws)\b"
    r"|\.(?:com|co\.uk|org|net|de|fr|es|it|nl|eu)\Z",
    re.IGNORECASE,
)
# Whose copy others publish, and what others publish with.
_OTHERS = re.compile(
    r"(?:the )?(?:ap|associated press|reuters|afp|agence france-presse|dpa|pti|press trust of india|pa(?: media)?"
    r"|press association|ansa|efe|europa press|lusa|anp|belga|apa|sda|ats|tass|xinhua|ians|ani"
    r"|blogger|blogspot|wordpress(?:\.com)?|medium|tumblr|wix|squarespace)",
    re.IGNORECASE,
)
_SECOND_LEVEL = frozenset(("ac", "co", "com", "edu", "go", "gob", "gov", "ne", "net", "or", "org"))
_WORD = re.compile(r"[^\W_]+")
_FEWEST_CHARS = 4
_MAX_CHARS = 40
_MOST_WORDS = 8
_MOST_MORE = 2
"""How many times as long as the host's label the part of a title may be that is an outlet's name."""


def name(publisher: str | None, meta: Mapping[str, Sequence[str]], tree: HtmlElement, url: str | None) -> str | None:
    """Return the name of the outlet; null where nothing tells it.

    Args:
        publisher: As the page's JSON-LD names it.
        meta: The contents of the meta elements by name.
        tree: The whole document.
        url: Where it was fetched from; a name that it agrees with stands above those that were told first.
    """
    told = [found for text in (publisher, *_all(meta, _TOLD)) if (found := (text or "").split(" | ")[0].strip())]
    told = [found for found in told if "://" not in found]
    accounts = [found.removeprefix("@") for found in _all(meta, _ACCOUNTS)]
    behind = list(_title_parts(tree))
    site = _site(url)
    choices = (
        [found for found in told if site and not found.startswith("@") and agrees(found, site)],
        [found for found in behind if site and len(found) <= _MOST_MORE * len(site) and agrees(found, site)],
        [found for found in told if not found.startswith("@") and not _OTHERS.fullmatch(found)],
        [found for found in behind if 1 < len(found) <= _MAX_CHARS and _LIKE_AN_OUTLET.search(found)],
        [found for found in accounts if site and agrees(found, site)],
        told,
    )
    return next((found[0] for found in choices if found), None)


def agrees(name: str, site: str) -> bool:
    """Whether `site`, a host's own label in lower case, is made of the beginnings of the words of `name`, in order."""
    words = [word for word in _WORD.findall(name.casefold()) if word != "the"][:_MOST_WORDS]
    joined = "".join(words)
    if (
        joined in {site, site.removeprefix("the")}
        or (len(joined) >= _FEWEST_CHARS and joined in site)
        or (len(site) >= _FEWEST_CHARS and site in joined)
    ):
        return True
    return len(words) > 1 and _spells(words, site.removeprefix("the"))


def _spells(words: Sequence[str], site: str) -> bool:
    """Whether `site` can be cut into beginnings of at least two of `words`, in order."""
    reached = {(0, 0)}
    for word in words:
        for at, used in tuple(reached):
            for length in range(1, len(word) + 1):
                if not site.startswith(word[:length], at):
                    break
                reached.add((at + length, used + 1))
    return any(at == len(site) and used > 1 for at, used in reached)


def _site(url: str | None) -> str | None:
    """Return the label of a host that its owner chose."""
    labels = (address.host(url) or "").split(".")[:-1] if url else []
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels = labels[:-1]
    return labels[-1].replace("-", "") if labels else None


def _all(meta: Mapping[str, Sequence[str]], keys: Sequence[str]) -> Iterator[str]:
    """Yield the contents of the meta elements `keys`, in their order."""
    return (content.strip() for key in keys for content in meta.get(key, ()))


def _title_parts(tree: HtmlElement) -> Iterator[str]:
    """Yield what stands behind and before the title of the article."""
    element = next(tree.iter("title"), None)
    parts = SUFFIX.split(one_line(element)) if element is not None else []
    if len(parts) > 1:
        yield from (parts[-1].strip(), parts[0].strip())
