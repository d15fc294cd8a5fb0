"""Edits of an article on its page, made by counting as the changes around it are."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from benchmarks import in_article
from benchmarks.perturb import Perturb

_SENTENCES = (
    "Officials at the harbour said on Thursday that the ferry would not sail again before the inspection was over.",
    "The orchestra had asked for the grain hall in spring, but nobody on the council could say who held the key.",
)
_ITEMS = ("The ferry stays in the harbour until Thursday", "The grain hall is open", "Nobody on the council was hurt")
_SUBHEADING = "What the council knew"
_QUOTED = re.compile('[\u201c"]([^\u201c\u201d"]{25,300})[\u201d"]')
_NUMBER = re.compile(r"(?<![\w.,\u20ac$\u00a3-])([2-9]\d{0,2})(?![\w.,:%-])")
_WORD = "harbour"
_MOST_SUBHEADING_CHARS = 120
_FEWEST_TITLE_WORDS = 4


def paragraph_added(tree: HtmlElement, truth: str) -> bool:
    """Put a paragraph of two sentences into the middle of the article."""
    return in_article.add_after_middle(tree, truth, f"<p>{' '.join(_SENTENCES)}</p>", like=True)


def paragraph_removed(tree: HtmlElement, truth: str) -> bool:
    """Take the paragraph in the article's middle out."""
    paragraph = in_article.middle(tree, truth)
    if paragraph is not None:
        paragraph.drop_tree()
    return paragraph is not None


def list_added(tree: HtmlElement, truth: str) -> bool:
    """Put a bare list of three short items into the middle of the article."""
    items = "".join(f"<li>{item}</li>" for item in _ITEMS)
    return in_article.add_after_middle(tree, truth, f"<ul>{items}</ul>")


def subheading_added(tree: HtmlElement, truth: str) -> bool:
    """Put a subheading into the middle of the article, in the form of those it has, else a bare one."""
    own = next(_subheadings(tree, truth), None)
    tag, name = ("h2", "") if own is None else (own.tag, own.get("class", ""))
    return in_article.add_after_middle(tree, truth, f'<{tag} class="{name}">{_SUBHEADING}</{tag}>')


def figure_changed(tree: HtmlElement, truth: str) -> bool:
    """Raise a number in the article."""
    return _edit(tree, truth, _NUMBER, lambda match: str(int(match[1]) + 7))


def quote_altered(tree: HtmlElement, truth: str) -> bool:
    """Put another word into a quotation of the article."""
    return _edit(tree, truth, _QUOTED, lambda match: _reworded(match[0]))


def headline_reworded(tree: HtmlElement, truth: str) -> bool:  # noqa: ARG001 - the same for all
    """Put another word into the headline, wherever the page has it: heading, title, and what it tells machines."""
    title = next((text for element in tree.iter("h1") if _is_headline(text := _one_line(element), tree)), None)
    if title is None:
        return False
    other = _reworded(title)
    for element in tree.iter("h1"):
        if _one_line(element) == title:
            for child in list(element):
                element.remove(child)
            element.text = other
    for element in tree.iter("title", "script"):
        if element.text:
            for old, new in ((title, other), (json.dumps(title)[1:-1], json.dumps(other)[1:-1])):
                element.text = element.text.replace(old, new)
    for element in tree.iter("meta"):
        if title in element.get("content", ""):
            element.set("content", element.get("content", "").replace(title, other))
    return True


EDITS: dict[str, Perturb] = {
    "paragraph added": paragraph_added,
    "paragraph removed": paragraph_removed,
    "figure changed": figure_changed,
    "quote altered": quote_altered,
    "list added": list_added,
    "subheading added": subheading_added,
    "headline reworded": headline_reworded,
}
"""By what it is called."""


def _reworded(text: str) -> str:
    words = text.split(" ")
    words[len(words) // 2] = _WORD
    return " ".join(words)


def _one_line(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_headline(text: str, tree: HtmlElement) -> bool:
    """Whether a heading is the article's: it has some words, and networks are told the same, or the title begins so."""
    told = [element.get("content") or "" for element in tree.iter("meta") if element.get("property") == "og:title"]
    told = told or [element.text or "" for element in islice(tree.iter("title"), 1)]
    return len(text.split()) >= _FEWEST_TITLE_WORDS and any(" ".join(title.split()).startswith(text) for title in told)


def _subheadings(tree: HtmlElement, truth: str) -> Iterator[HtmlElement]:
    """Yield the headings between the article's paragraphs."""
    beside = {paragraph.getparent() for paragraph in in_article.paragraphs(tree, truth)}
    for heading in tree.iter("h2", "h3", "h4"):
        text = in_article.said(heading)
        if heading.getparent() in beside and 0 < len(text) <= _MOST_SUBHEADING_CHARS and text in truth:
            yield heading


def _edit(tree: HtmlElement, truth: str, what: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> bool:
    """Change the first match inside one text of the article's paragraphs, beginning with the one in the middle."""
    found = in_article.paragraphs(tree, truth)
    for paragraph in found[len(found) // 2 :] + found[: len(found) // 2]:
        for element in paragraph.iter():
            for side in ("text",) if element is paragraph else ("text", "tail"):
                old = getattr(element, side) if isinstance(element.tag, str) else None
                if old and what.search(old):
                    setattr(element, side, what.sub(change, old, count=1))
                    return True
    return False
