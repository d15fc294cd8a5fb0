"""Addresses of articles: how one is asked for, what makes two of them one, and a name for a text that came without one.

Two spellings of an address are kept apart. `fetchable` is what is asked for and shown: RFC 3986 normalisation that no
server can tell from the original, and no tracking. `canonical` is what articles are told apart by: it also knows that
the desktop's, the mobile host's and AMP's address are of one article, whatever scheme, order of parameters or final
slash they were written with. It is never asked for: a site may answer at only one of the spellings it stands for.
"""

import re
from contextlib import suppress
from functools import lru_cache
from ipaddress import ip_address
from posixpath import normpath
from urllib.parse import SplitResult, quote, unquote, unquote_to_bytes, urlsplit, urlunsplit
from uuid import NAMESPACE_URL, uuid5

from worker.text.normalise import fold
from worker.text.tracking import names_a_dress, names_how_one_came

MAX_URL_CHARS = 4_096
"""Beyond this an address is left as it is; no browser or server handles much longer ones."""
_LONGEST_HOST = 253
"""RFC 1035, section 2.3.4, without the dots that do not show."""
_DEFAULT_PORTS = {"http": 80, "https": 443}

_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\ud800-\udfff\\]")
_UNRESERVED = re.compile(r"%(2[DdEe]|3[0-9]|4[1-9A-Fa-f]|5[0-9AaFf]|6[1-9A-Fa-f]|7[0-9AaEe])")
_LOWER_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_FRONT = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:(?:index|home|default|start)(?:\.\w{2,5})?/?)?", re.IGNORECASE)
_KEPT = "/%!$&'()*+,;=:@~-._?[]|"
_IN_SEGMENT = "!$&'()*+,;=:@~-._"
_IN_QUERY = "!$'()*,:@~-._/"

_TWIN_LABELS = frozenset({"www", "m", "mobile", "mobil", "amp", "touch"})
_SECOND_LEVEL = re.compile(r"(?:com?|org|net|gov|edu|ac|or|ne|go|gob|nom|mil|ltd|plc)\.[a-z]{2}")
_AMP_CACHE = re.compile(r"(?i)https?://(?:[\w-]+\.)?cdn\.ampproject\.(?:org|net)/(?:[acvirw]/|wp/)(s/)?(.+)")
_AMP_VIEWER = re.compile(r"(?i)https?://www\.(?:google\.[a-z.]{2,6}|bing\.com)/amp/(s/)?(.+)")
_SESSION = re.compile(r"(?i);jsessionid=[^/;]*")
_NAMES_SOMETHING = re.compile(r"[\d-]")
_ROUTES = ("!", "/")
"""How a fragment begins that a script of the page reads as an address of its own."""


def _split(url: str) -> SplitResult | None:
    """Return the parts of an http(s) URL with a host, null for anything else."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _DEFAULT_PORTS and bool((parts.hostname or "").strip(".")) and parts.port != 0
    except ValueError:
        return None
    return parts if usable else None


def _usable(url: str) -> SplitResult | None:
    """Return the parts of an address that is safe to take apart and put together again."""
    if len(url) > MAX_URL_CHARS or _UNSAFE.search(url):
        return None
    parts = _split(url)
    return None if parts is None or "@" in parts.netloc or not _ascii_host(parts) else parts


def fetchable(url: str) -> str:
    """Return `url` as it is asked for: RFC 3986 normalisation without tracking parameters or a place on the page.

    Scheme and host in lower case, the default port dropped, an empty path written `/`, dot segments resolved, escapes
    as RFC 3986 section 6.2.2 has them. Other query parameters stay, in their order, and so do fragments that scripts
    read as routes (`#!/...`, `#/...`). What is no http(s) URL, holds control characters, backslashes or a user name, or
    is longer than any server takes comes back as it is. Idempotent.
    """
    trimmed = url.strip()
    parts = _usable(trimmed)
    if parts is None:
        return trimmed
    query = "&".join(_escaped(pair) for pair in parts.query.split("&") if pair and not _tracks(pair))
    return urlunsplit((parts.scheme, _authority(parts), _resolved(_escaped(parts.path)), query, _route(parts)))


@lru_cache(maxsize=2048)
def canonical(url: str) -> str:
    """Return what the addresses of one article have in common; two articles never have it in common.

    Beside what `fetchable` does: `https`, and no `www`, mobile or AMP host (AMP caches taken off), no AMP or mobile
    mark in path or parameters, no session, no doubled or final slash, parameters sorted, one escape for one character.
    Kept are every parameter that may name an article and the case of the path. What `fetchable` leaves alone comes back
    as it is. Idempotent.
    """
    trimmed = _without_amp_cache(url.strip())
    parts = _usable(trimmed)
    if parts is None:
        return trimmed
    name = _without_twin_labels(_ascii_host(parts))
    bracketed = f"[{name}]" if ":" in name else name
    port = "" if parts.port in {None, *_DEFAULT_PORTS.values()} else f":{parts.port}"
    path, query = _same_path(_resolved(_escaped(parts.path))), _same_query(parts.query, name)
    return urlunsplit(("https", bracketed + port, path, query, _route(parts)))


def host(url: str) -> str | None:
    """Return the host of an http(s) URL as it is asked for, in ASCII, null where there is none that could exist."""
    parts = _split(url.strip())
    name = _ascii_host(parts) if parts else None
    return name if name and len(name) <= _LONGEST_HOST else None


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, of a host and its subdomain, or of one registered domain."""
    from courlan import extract_domain  # noqa: PLC0415 - it silences urllib3's warnings in whoever imports it

    ours, theirs = ((host(url) or "").removeprefix("www.") for url in (one, other))
    if ours == theirs or ours.endswith(f".{theirs}") or theirs.endswith(f".{ours}"):
        return True
    domain = extract_domain(one)
    return domain is not None and domain == extract_domain(other)


def site(url: str) -> str:
    """Return what the addresses of one site have in common: the registered domain, else the host."""
    from courlan import extract_domain  # noqa: PLC0415 - it silences urllib3's warnings in whoever imports it

    return extract_domain(url) or (host(url) or "").removeprefix("www.")


def is_front(url: str) -> bool:
    """Whether an http(s) URL is that of a site's front page, or of its edition in one language."""
    parts = urlsplit(canonical(url))
    return not parts.query and not parts.fragment and _FRONT.fullmatch(parts.path) is not None and host(url) is not None


def name_for(outlet: str | None, title: str) -> str:
    """Return a `urn:uuid:` for a text without an address: the same for the same outlet and folded title.

    A version 5 UUID (RFC 9562), so that the same text handed in twice is one article.
    """
    folded = f"{fold(outlet or '')}\n{fold(title)}".casefold()
    return uuid5(NAMESPACE_URL, folded).urn


def _route(parts: SplitResult) -> str:
    return _same_escapes(parts.fragment, _KEPT) if parts.fragment.startswith(_ROUTES) else ""


# How it is asked for.


def _tracks(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return names_how_one_came(unquote(name), unquote(value))


def _authority(parts: SplitResult) -> str:
    """Return host and port; the host in its ASCII form where it has one."""
    name = _ascii_host(parts)
    bracketed = f"[{name}]" if ":" in name else name
    port = "" if parts.port in {None, _DEFAULT_PORTS[parts.scheme]} else f":{parts.port}"
    return bracketed + port


def _ascii_host(parts: SplitResult) -> str:
    """Return the host in its ASCII form (IDNA), escaped where it has none, without the final dot of the root."""
    name = unquote(parts.hostname or "")
    with suppress(UnicodeError):
        name = name.rstrip(".").encode("idna").decode("ascii").lower()
    return quote(name.rstrip("."), safe=":.-_~")


def _escaped(part: str) -> str:
    """Return a path or parameter with escapes in upper case, unreserved characters plain, all others escaped."""
    plain = _UNRESERVED.sub(lambda match: unquote(match[0]), part)
    upper = _LOWER_ESCAPE.sub(lambda match: match[0].upper(), plain)
    return quote(upper, safe=_KEPT)


def _resolved(path: str) -> str:
    """Return a path without dot segments (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path or "/"
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


# What makes two of them one.


def _without_amp_cache(url: str) -> str:
    """Return the publisher's address of a page in an AMP cache or viewer."""
    match = _AMP_CACHE.fullmatch(url) or _AMP_VIEWER.fullmatch(url)
    return f"http{'s' if match[1] else ''}://{match[2]}" if match else url


def _without_twin_labels(name: str) -> str:
    """Return a host without the labels that tell the desktop's, the mobile and the AMP host of one site apart."""
    if _is_number(name):
        return name
    labels = name.split(".")
    while labels[0] in _TWIN_LABELS and _is_domain(labels[1:]):
        del labels[0]
    if len(labels) > 3 and labels[1] == "m":  # noqa: PLR2004 - as in en.m.example.org
        del labels[1]
    return ".".join(labels)


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _is_domain(labels: list[str]) -> bool:
    """Whether what is left of a host can still be somebody's."""
    return len(labels) > 1 and not _SECOND_LEVEL.fullmatch(".".join(labels))


def _same_path(path: str) -> str:
    """Return a path without AMP marks, sessions, doubled and final slashes, one escape for one character."""
    whole = normpath("/" + _SESSION.sub("", path).lstrip("/")) if path else "/"
    segments = [_same_escapes(segment, _IN_SEGMENT) for segment in whole.split("/") if segment]
    if len(segments) > 1:
        if segments[-1].lower() in {"amp", "amp.html"} and _NAMES_SOMETHING.search(segments[-2]):
            del segments[-1]
        elif segments[0].lower() == "amp" and _NAMES_SOMETHING.search(segments[-1]):
            del segments[0]
    if segments and _NAMES_SOMETHING.search(segments[-1]):
        segments[-1] = re.sub(r"(?i)(?<=.)\.amp(?=\.html?$|$)", "", segments[-1])
    return "/" + "/".join(segments)


def _same_query(query: str, name: str) -> str:
    """Return the parameters that may name an article, sorted."""
    kept: list[tuple[str, str]] = []
    for pair in (written.removeprefix("amp;") for written in query.split("&")):
        key, _, value = pair.partition("=")
        plain = unquote(key.replace("+", " ")), unquote(value.replace("+", " "))
        if any(plain) and not names_how_one_came(*plain) and not names_a_dress(*plain, name):
            kept.append((_same_parameter(key), _same_parameter(value)))
    return "&".join(f"{key}={value}" if value else key for key, value in sorted(kept))


def _same_parameter(text: str) -> str:
    return _same_escapes(text.replace("+", " "), _IN_QUERY).replace("%20", "+")


def _same_escapes(text: str, safe: str) -> str:
    """Return `text` with every character escaped or plain in one way, whatever way it came in."""
    return quote(unquote_to_bytes(text), safe=safe)
