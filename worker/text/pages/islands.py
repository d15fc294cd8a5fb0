"""Islands of data in a page: JSON in its scripts, where text may stand that the markup does not show."""

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from worker.text.normalise import clean, squeeze
from worker.text.pages import loose_json
from worker.text.pages.markup import plain

_MOST_VALUES = 200_000
_FEWEST_KNOWN = 2


def linked_data(tree: HtmlElement) -> list[object]:
    """Return a page's JSON-LD, in document order; what cannot be read is left out."""
    return documents(tree, "ld+json")


def documents(tree: HtmlElement, kind: str = "json") -> list[object]:
    """Return the JSON documents in scripts whose type has `kind` in it; what cannot be read is left out."""
    return [
        document
        for script in tree.iter("script")
        if kind in script.get("type", "").lower() and script.text
        for document in loose_json.loads(script.text)
    ]


def values(found: Sequence[object], name: str) -> Iterator[object]:
    """Yield what bears `name` anywhere in JSON documents."""
    for value in _inside(found):
        if isinstance(value, dict) and name in value:
            yield value[name]


def holding(found: Sequence[object], paragraphs: Sequence[str]) -> list[str]:
    """Return the texts of the list in JSON documents that holds most of `paragraphs`, if it holds two or more.

    Each item is a text, or an object whose longest text counts; either may be markup.
    """
    wanted = set(paragraphs)
    best: list[str] = []
    most = _FEWEST_KNOWN - 1
    for value in _inside(found):
        if isinstance(value, list) and len(value) > most:
            lines = [line for item in value if (line := _text(item))]
            count = len(wanted.intersection(lines))
            if count > most:
                best, most = lines, count
    return best


def _text(item: object) -> str:
    if isinstance(item, dict):
        item = max((value for value in item.values() if isinstance(value, str)), key=len, default="")
    return squeeze(clean(plain(item))) if isinstance(item, str) else ""


def _inside(found: Sequence[object]) -> Iterator[object]:
    """Yield the objects and lists in JSON documents, however deep."""
    waiting: list[object] = [*found]
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict | list):
            yield value
            waiting.extend(value.values() if isinstance(value, dict) else value)
