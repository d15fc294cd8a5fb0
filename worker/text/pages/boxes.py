"""Boxes that stand among an article's paragraphs: promos, captions, fact boxes of templates."""

import re
from collections.abc import Collection, Sequence

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from worker.text.pages.places import Places

_BOXES = frozenset({"div", "aside", "section", "figure", "header", "footer"})
_INLINE = frozenset({"a", "span"})
_NOTE = re.compile(
    r"correct|clarif|amend|updat|note|errat|retract|withdr|editor|berichtig|korrektur|korrigi|hinweis|rectif|correc|corrig"
    r"|aclara|mise \u00e0 jour|precisa|rettific",
    re.IGNORECASE,
)
_MOST_CHARS = 200
_MOST_GONE = 200
"""Where more lines are gone than these, the article is another, and nothing in it is taken for a box's."""
_EDITED = 60
_FEWEST_ALIKE = 3


def boxed(added: Sequence[str], kept: Sequence[str], known: Sequence[str], page: Places) -> frozenset[str]:
    """Return those of the `added` lines that stand in boxes of their own, unlike any that holds known text.

    A new paragraph stands beside the known ones, or in a box of their kind, and is a paragraph of their kind. Long
    texts are never taken for a box's, nor is what may be a correction, which does come in a box of its own, nor what
    an earlier line was edited into.

    Args:
        added: Lines that the article did not have before.
        kept: All its lines now.
        known: Lines that it had.
        page: The article's.
    """
    gone = set(known).difference(kept)
    if len(gone) > _MOST_GONE:
        return frozenset()
    short = [line for line in added if len(line) <= _MOST_CHARS and not _NOTE.search(line) and not _is_edit(line, gone)]
    if not short:
        return frozenset()
    found = {line: _block(element) for line, element in page.of([*short, *known])}
    homes = [found[line] for line in known if line in found]
    if not homes:
        return frozenset()
    above = {ancestor for home in homes for ancestor in home.iterancestors()}
    alike = {_signature(box) for home in homes if (box := _box(home)) is not None}
    usual = _usual([element for home in homes if (element := _paragraph(home)) is not None])
    places_known = [at for at, line in enumerate(kept) if line in found and line not in short]
    middle = set(kept[places_known[0] : places_known[-1]]) if places_known else set()

    def is_strange(line: str, home: HtmlElement) -> bool:
        box, paragraph = _box(home), _paragraph(home)
        if box is not None and box not in above and _signature(box) not in alike:
            return not _names_a_note(box)
        return (
            line in middle
            and paragraph is not None
            and bool(usual)
            and _signature(paragraph) not in usual
            and not _names_a_note(paragraph)
        )

    return frozenset(line for line in short if line in found and is_strange(line, found[line]))


def _is_edit(line: str, gone: Collection[str]) -> bool:
    """Whether one of the lines that are `gone` was edited into `line`."""
    return any(fuzz.ratio(line, other, score_cutoff=_EDITED) for other in gone)


def _names_a_note(element: HtmlElement) -> bool:
    return _NOTE.search(f"{element.get('class', '')} {element.get('id', '')}") is not None


def _block(element: HtmlElement) -> HtmlElement:
    """Return the element, or around an inline one the block that it stands in."""
    while element.tag in _INLINE and (above := element.getparent()) is not None:
        element = above
    return element


def _box(element: HtmlElement) -> HtmlElement | None:
    """Return the box that an element is or directly stands in, if it does; a table of one cell is laid out as one."""
    if element.tag in _BOXES:
        return element
    if element.tag == "td":
        table = next(element.iterancestors("table"), None)
        return table if table is not None and len(table.findall(".//td")) == 1 else None
    parent = element.getparent()
    return parent if parent is not None and parent.tag in _BOXES else None


def _paragraph(element: HtmlElement) -> HtmlElement | None:
    """Return the paragraph that an element is, where it is not one of a quotation, which looks as it will."""
    is_quoted = next(element.iterancestors("blockquote"), None) is not None
    return element if element.tag == "p" and not is_quoted else None


def _usual(paragraphs: Sequence[HtmlElement]) -> frozenset[tuple[str, str]]:
    """Return the signatures of the article's paragraphs; none where they are too few, or too unlike each other."""
    signatures = frozenset(map(_signature, paragraphs))
    return signatures if len(paragraphs) >= _FEWEST_ALIKE * len(signatures) else frozenset()


def _signature(element: HtmlElement) -> tuple[str, str]:
    return str(element.tag), element.get("class", "")
