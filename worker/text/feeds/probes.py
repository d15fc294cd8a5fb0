"""Where a site's feeds may be: what its robots.txt names, then what many sites have.

The addresses still to be tried lie in the database, so that each request is a visit of its own at the host. An empty
one among them says: enough, if anything was found.
"""

import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

ENOUGH = ""
COMMON = ("/feed", "/rss.xml", "/news-sitemap.xml", "/sitemap.xml")
"""Tried only where a site names nothing: four requests, once."""
MOST_SITEMAPS = 10
"""Of those that robots.txt names."""
_SITEMAP_LINE = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)


def first(front: str, robots: bytes) -> list[str]:
    """Return what to try for a site whose page names no feed.

    Args:
        front: its front page.
        robots: its robots.txt, empty where there is none.
    """
    common = (each for path in COMMON for each in (ENOUGH, urljoin(front, path)))
    return [*sitemaps_in(robots, url=front), *common]


def sitemaps_in(robots: bytes, *, url: str) -> list[str]:
    """Return the sitemaps that a robots.txt names (sitemaps.org), those of news alone where any is."""
    found = [urljoin(url, match[1].decode("utf-8", "replace")) for match in _SITEMAP_LINE.finditer(robots)]
    of_news = [link for link in found if "news" in urlsplit(link).path.lower()]
    return list(dict.fromkeys(of_news or found))[:MOST_SITEMAPS]


def remaining(probes: Sequence[str], *, is_enough: bool) -> list[str]:
    """Return what is still to be tried, the next address first; nothing where what was found is enough."""
    for at, probe in enumerate(probes):
        if probe != ENOUGH:
            return list(probes[at:])
        if is_enough:
            break
    return []
