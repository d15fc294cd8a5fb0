"""Boxes that stand among an article's paragraphs: promos, captions, fact boxes of templates."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from worker.text.pages.links import places

_BOXES = frozenset({"div", "aside", "section", "figure", "header", "footer"})
_NOTE = re.compile(
    r"correct|clarif|amend|updat|note|errat|retract|withdr|editor|berichtig|korrektur|korrigi|hinweis|rectif|correc|corrig"
    r"|aclara|mise \u00e0 jour|precisa|rettific",
    re.IGNORECASE,
)
_MOST_CHARS = 200


def boxed(added: Sequence[str], known: Sequence[str], tree: HtmlElement) -> frozenset[str]:
    """Return those of the `added` lines that stand in boxes of their own, unlike any that holds known text.

    A new paragraph stands beside the known ones, or in a box of their kind. Long texts are never taken for a box's, nor
    is what may be a correction: those do come in boxes of their own.

    Args:
        added: Lines that the article did not have before.
        known: Lines that it had.
        tree: The page.
    """
    short = [line for line in added if len(line) <= _MOST_CHARS and not _NOTE.search(line)]
    if not short:
        return frozenset()
    found = dict(places([*short, *known], tree))
    homes = [found[line] for line in known if line in found]
    above = {ancestor for home in homes for ancestor in home.iterancestors()}
    alike = {_signature(box) for home in homes if (box := _box(home)) is not None}
    return frozenset(
        line
        for line in short
        if homes
        and line in found
        and (box := _box(found[line])) is not None
        and box not in above
        and _signature(box) not in alike
        and not _NOTE.search(f"{box.get('class', '')} {box.get('id', '')}")
    )


def _box(element: HtmlElement) -> HtmlElement | None:
    """Return the box that an element is or directly stands in, if it does."""
    if element.tag in _BOXES:
        return element
    parent = element.getparent()
    return parent if parent is not None and parent.tag in _BOXES else None


def _signature(element: HtmlElement) -> tuple[str, str]:
    return str(element.tag), element.get("class", "")
