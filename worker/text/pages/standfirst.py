"""The standfirst: what an outlet puts between its headline and the text, and tells machines as the page's description.

Extractors take it for furniture, since it stands among headline, byline and picture. It is the editors' own, and is
reworded as headlines are.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import dropwhile, islice

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from worker.text.pages.markup import one_line
from worker.text.pages.structure import is_longer
from worker.text.pages.tree import packed, text_content

_BLOCKS = ("p", "h2", "h3", "h4", "div", "span")
_FEWEST_CHARS, _MOST_CHARS = 30, 500
_ALIKE = 80
"""So like each other, of 100, are what a page shows and what it tells machines where one was edited first."""
_MOST_BLOCKS = 300


def find(
    lines: Sequence[str], tree: HtmlElement, descriptions: Collection[str], unwanted: Collection[str] = ()
) -> str | None:
    """Return the standfirst of an article, which may be one of its lines, or None where its page shows none.

    Args:
        lines: The article's, as an extractor found them.
        tree: The page.
        descriptions: What its metadata say that the article is about.
        unwanted: Lines that are known to be captions or links.
    """
    told = [joined for joined in map(packed, descriptions) if _FEWEST_CHARS <= len(joined) <= _MOST_CHARS]
    if not lines or not told:
        return None
    text = packed("".join(lines))
    if all(description in text for description in told):
        return next((line for line in lines if packed(line) in told), None)
    passed_over = {packed(line) for line in unwanted}
    best, most = None, 0.0
    for block, shown in _between(tree, packed(lines[0])):
        likeness = max(fuzz.ratio(shown, description, score_cutoff=_ALIKE) for description in told)
        if likeness > most and shown not in passed_over:
            best, most = block, likeness
    return None if best is None else one_line(best)


def _between(tree: HtmlElement, first: str) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the blocks between the headline and the text, which begins with `first`, and what each of them says.

    Neither has white space.
    """
    elements = dropwhile(lambda element: element.tag != "h1", tree.iter("h1", *_BLOCKS))
    for element in islice(elements, _MOST_BLOCKS):
        if not is_longer(element, _MOST_CHARS):
            shown = "".join(text_content(element).split())
            if shown.startswith(first[:_MOST_CHARS]):
                return
            if len(shown) >= _FEWEST_CHARS:
                yield element, shown
