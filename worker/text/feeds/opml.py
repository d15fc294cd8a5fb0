"""OPML, the list of subscriptions that feed readers write (opml.org, 2.0), in and out."""

from collections.abc import Iterable

from lxml import etree

from schemas.sources import WatchSource
from worker.text.feeds import fields
from worker.text.normalise import squeeze

OUTLET = "{urn:stet:opml}outlet"
"""Whose a feed is, in lists that stet wrote. A title names the feed: a publisher has many, and is one outlet."""


class OpmlError(ValueError):
    """The document is no OPML; the message says what it is instead."""


def read(body: bytes) -> tuple[WatchSource, ...]:
    """Return the feeds of a list, folders opened, each once in document order.

    An outline without a feed's address but with that of a site stands for the site; others are folders.

    Raises:
        OpmlError: it is no OPML, or names nothing to watch.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body.strip(), parser)
    except etree.XMLSyntaxError as error:
        raise OpmlError(f"it is no OPML: {squeeze(error.msg or '')}") from error
    if root is None:
        raise OpmlError("it is no OPML, and no XML at all")
    if str(root.tag).lower() != "opml":
        raise OpmlError(f"it is no OPML: it begins with <{etree.QName(root).localname}>")
    found: dict[str, WatchSource] = {}
    for outline in root.iter():
        if not isinstance(outline.tag, str) or outline.tag.lower() != "outline":
            continue
        said = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        is_link = said.get("type", "").lower() == "link"
        url = fields.link(said.get("xmlurl"), None) or fields.link(said.get("url" if is_link else "htmlurl"), None)
        if url:
            found.setdefault(url, WatchSource(url=url, outlet=fields.plain(said.get(OUTLET))))
    if not found:
        raise OpmlError("it names no feed: no outline has an xmlUrl that is an http(s) address")
    return tuple(found.values())


def write(sources: Iterable[WatchSource], *, title: str) -> bytes:
    """Return a list that any feed reader takes, in UTF-8."""
    root = etree.Element("opml", version="2.0", nsmap={"stet": etree.QName(OUTLET).namespace or ""})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for source in sources:
        name = source.outlet or source.url
        outline = etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=source.url)
        if source.outlet:
            outline.set(OUTLET, source.outlet)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
