"""Bytes into text: which charset a body is in, decided here and never by an exception.

The order is that of the WHATWG encoding standard (https://encoding.spec.whatwg.org/): byte order mark, transport,
what the document says of itself. What is said and cannot be is passed over.
"""

import codecs
import re

from charset_normalizer import from_bytes

from schemas.page import Page

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
_META = re.compile(
    rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([a-z0-9_:.\-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([a-z0-9_:.\-]+)",
    re.IGNORECASE,
)
_META_BYTES = 4_096
_SAMPLE_BYTES = 100_000

# What browsers decode more than a label says; Python's own names otherwise.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    # A meta element that could be read as ASCII is not UTF-16.
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
# Codecs of Python that no document is written in, or that hide markup from a reader of the bytes.
_REFUSED = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7", "mbcs", "oem"})
_ONE_BYTE = re.compile(r"cp125\d|cp874|iso8859-\d+|koi8|mac")


def text(page: Page) -> str:
    """Return a page's body as text; what its answer says of the charset counts first."""
    return decode(page.body, f"{page.content_type}; {page.headers.get('content-type', '')}")


def decode(body: bytes, content_type: str | None = None) -> str:
    """Return `body` as text; what no charset explains becomes U+FFFD.

    Args:
        body: The document as it came.
        content_type: The media type with its parameters, whose `charset` counts before the document's own.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    for name in _declared(body, content_type):
        if (text := _decoded(body, name)) is not None:
            return text
    if (text := _decoded(body, "utf-8")) is not None:
        return text
    guess = from_bytes(body[:_SAMPLE_BYTES]).best()
    return body.decode(guess.encoding if guess else "utf-8", "replace")


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """Return the usable charsets that are named for `body`, as Python names them."""
    labels = _HEADER.findall(content_type or "")
    if match := _META.search(body[:_META_BYTES]):
        labels.append((match[1] or match[2]).decode("ascii"))
    names: list[str] = []
    for label in labels:
        try:
            info = codecs.lookup(label)
            # `rot13` and `base64` are codecs too, and no charsets.
            "".encode(info.name)
        except (LookupError, ValueError):
            continue
        if info.name not in _REFUSED:
            names.append(_WIDER.get(info.name, info.name))
    return names


def _decoded(body: bytes, name: str) -> str | None:
    """Return `body` in charset `name`, null where it cannot be in it.

    Text that is valid UTF-8 beyond ASCII is hardly ever anything else, but every charset of one byte takes it.
    """
    if _ONE_BYTE.match(name) and not body.isascii() and (text := _decoded(body, "utf-8")) is not None:
        return text
    try:
        return body.decode(name)
    except (UnicodeError, LookupError):
        # A stray byte in a long page does not make the charset wrong.
        loose = body.decode(name, "replace") if name != "utf-8" or len(body) > _META_BYTES else None
        return loose if loose is not None and loose.count("\ufffd") * 1_000 < len(loose) else None
