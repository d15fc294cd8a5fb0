"""JSON as pages hold it: written by templates and by hand, so often nearly JSON.

What a reader of the page could put right beyond doubt is put right; what stays broken is left out, and the page's other
metadata stand.
"""

import json
import re
from collections.abc import Callable
from html import unescape

_AROUND = re.compile(r"\A[\s;]*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|(?://\s*)?<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)[\s;]*\Z")
_STRING = r'"(?:[^"\\]|\\.)*"'
_COMMENT = re.compile(rf"({_STRING})|//[^\n]*|/\*.{{0,500}}?\*/", re.DOTALL)
_COMMA = re.compile(rf"({_STRING})|,(?=\s*[,}}\]])", re.DOTALL)
_NOTHING = re.compile(rf"({_STRING})|(?<=:)(\s*)(?=[,}}\]])", re.DOTALL)
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])|\\u(?![0-9a-fA-F]{4})')
_SINGLE = re.compile(rf"({_STRING})|(?<=[:,\[{{\s])'((?:[^'\\\n]|\\.)*)'(?=\s*[,:}}\]])")
_MAX_CHARS = 2_000_000
_MAX_DOCUMENTS = 20
_MAX_INNER_MARKS = 40
_DECODER = json.JSONDecoder(strict=False)


def _kept(pattern: re.Pattern[str], instead: str = "") -> Callable[[str], str]:
    """Return what replaces what `pattern` finds outside strings, which are its first group."""
    return lambda text: pattern.sub(lambda match: match[1] or instead, text)


_without_comments = _kept(_COMMENT)
_REPAIRS: tuple[Callable[[str], str], ...] = (
    _kept(_COMMA),
    _kept(_NOTHING, " null"),
    lambda text: _SINGLE.sub(lambda match: match[1] or json.dumps(match[2].replace("\\'", "'")), text),
    lambda text: _BAD_ESCAPE.sub(r"\\\\", text),
)


def loads(text: str) -> list[object]:
    """Return the documents in `text`, one after another; empty where nothing in it can be read.

    Comments, trailing commas, missing values, bad escapes, unescaped and single quotation marks and entities in place
    of marks are put right. Takes time linear in the length of the text, and refuses more than 2 MB.
    """
    if len(text) > _MAX_CHARS:
        return []
    text = text.strip()
    if not (text.startswith(("{", "[")) and text.endswith(("}", "]"))):
        text = _AROUND.sub("", _AROUND.sub("", text)).strip()
    if text.startswith(("{&quot;", "[{&quot;", "{ &quot;")):
        text = unescape(text)
    found, whole = _read(text)
    # An unescaped mark turns strings inside out, and addresses into comments; so it is put right by itself, and last.
    repaired = [_repaired(start) for start in (text, _without_comments(text))] if not whole else []
    for candidate in (*repaired, *map(_with_inner_marks, repaired)):
        better, whole = _read(candidate)
        if whole:
            return better
        found = max(found, better, key=len)
    return found


def _repaired(text: str) -> str:
    """Return `text` with what is wrong outside its strings put right."""
    for repair in _REPAIRS:
        text = repair(text)
    return text


def _with_inner_marks(text: str) -> str:
    """Return `text` with the quotation marks inside strings escaped: where one ended too early, words go on."""
    for _ in range(_MAX_INNER_MARKS):
        try:
            _DECODER.decode(text)
        except json.JSONDecodeError as error:
            mark = text.rfind('"', 0, error.pos)
            if mark <= 0 or text[mark - 1] == "\\":
                break
            text = f"{text[:mark]}\\{text[mark:]}"
        except RecursionError:
            break
        else:
            break
    return text


def _read(text: str) -> tuple[list[object], bool]:
    """Return the documents that `text` begins with, and whether nothing is left of it.

    Between them may stand white space, commas and semicolons.
    """
    found: list[object] = []
    at = 0
    while len(found) < _MAX_DOCUMENTS:
        while at < len(text) and (text[at].isspace() or text[at] in ",;"):
            at += 1
        if at >= len(text):
            return found, True
        try:
            document, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        found.append(document)
    return found, False
