"""Addresses of articles: one spelling for one address, and a name for a text that came without one."""

import re
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit
from uuid import NAMESPACE_URL, uuid5

from worker.text.normalise import fold

_LONGEST_HOST = 253
"""RFC 1035, section 2.3.4, without the dots that do not show."""
_DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that name how a reader came, never what is read. Parameters that some site uses to name an article (`id`,
# `p`, `ref`, `source`, `mod`, `uid`) are not here: two articles must never become one.
_TRACKING = re.compile(
    r"""(?ix) ^ (?:
        utm_\w+ | mtm_\w+ | (?:fb|g|d|tw|y|tt)clid | (?:msclk|igsh)id | gbraid | wbraid | igsh | gad_source
        | mc_[ce]id | mkt_tok | _hsenc | _hsmi | hsctatracking | vero_(?:id|conv) | oly_(?:enc|anon)_id | _g[al]
        | pk_(?:campaign|kwd|source|medium) | wt_mc | wt\.mc_id | xtor | cmpid | ncid | ocid | icid | s_cid | smid
        | at_(?:medium|campaign|custom\d|link_\w+|format|ptr_name|bbc_team) | ns_(?:mchannel|source|campaign|linkname)
        | ns_fee | smtyp | ito | __twitter_impression | __cf_chl_\w+ | amp_js_v | usqp | guccounter | guce_referrer\w*
    ) $"""
)
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_UNRESERVED = re.compile(r"%(2[DdEe]|3[0-9]|4[1-9A-Fa-f]|5[0-9AaFf]|6[1-9A-Fa-f]|7[0-9AaEe])")
_LOWER_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_FRONT = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:(?:index|home|default|start)(?:\.\w{2,5})?/?)?", re.IGNORECASE)
_KEPT = "/%!$&'()*+,;=:@~-._?[]|"


def _split(url: str) -> SplitResult | None:
    """Return the parts of an http(s) URL with a host, null for anything else."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if usable else None


def canonical(url: str) -> str:
    """Return the one spelling of `url`: RFC 3986 normalisation without tracking parameters or fragment.

    Scheme and host in lower case, the default port dropped, an empty path written `/`, escapes as RFC 3986 section
    6.2.2 has them. Other query parameters stay, in their order: sites differ in what they read from it. The scheme
    stays as well, because an `http` address may answer where `https` does not; `key` tells no difference between the
    two. What is no http(s) URL (`urn:` names among them) comes back as it is. Idempotent.
    """
    trimmed = url.strip()
    parts = _split(trimmed)
    if parts is None or _UNSAFE.search(trimmed):
        return trimmed
    query = "&".join(
        _escaped(pair)
        for pair in parts.query.split("&")
        if pair and not _TRACKING.match(unquote(pair.partition("=")[0]))
    )
    return urlunsplit((parts.scheme, _authority(parts), _escaped(parts.path) or "/", query, ""))


def key(url: str) -> str:
    """Return what the addresses of one article have in common: `canonical` without the scheme.

    For looking up whether an address is known, never for fetching.
    """
    return re.sub(r"^https?:", "", canonical(url))


def host(url: str) -> str | None:
    """Return the host of an http(s) URL in lower case, null where there is none that could exist."""
    parts = _split(url.strip())
    name = parts.hostname if parts else None
    return name if name and len(name) <= _LONGEST_HOST else None


def is_front(url: str) -> bool:
    """Whether an http(s) URL is that of a site's front page, or of its edition in one language."""
    parts = _split(url.strip())
    return parts is not None and not parts.query and _FRONT.fullmatch(parts.path) is not None


def name_for(outlet: str | None, title: str) -> str:
    """Return a `urn:uuid:` for a text without an address: the same for the same outlet and folded title.

    A version 5 UUID (RFC 9562), so that the same text handed in twice is one article.
    """
    folded = f"{fold(outlet or '')}\n{fold(title)}".casefold()
    return uuid5(NAMESPACE_URL, folded).urn


def _authority(parts: SplitResult) -> str:
    """Return user, host and port; the host in its ASCII form where it has one."""
    name = parts.hostname or ""
    try:
        name = name.encode("idna").decode("ascii")
    except UnicodeError:
        name = quote(name, safe=":%.-_~")
    if ":" in name:
        name = f"[{name}]"
    user = parts.netloc.rpartition("@")[0]
    port = "" if parts.port in {None, _DEFAULT_PORTS[parts.scheme]} else f":{parts.port}"
    return f"{user}@{name}{port}" if user else f"{name}{port}"


def _escaped(part: str) -> str:
    """Return a path or parameter with escapes in upper case, unreserved characters plain, all others escaped."""
    plain = _UNRESERVED.sub(lambda match: unquote(match[0]), part)
    upper = _LOWER_ESCAPE.sub(lambda match: match[0].upper(), plain)
    return quote(upper, safe=_KEPT)
