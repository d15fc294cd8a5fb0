"""The paragraphs of a live blog: its posts, where an extractor has taken what stands above them for the whole article.

An extractor that takes the first post for the article puts what stands above it behind it.
"""

from collections.abc import Iterator, Sequence
from operator import itemgetter

from lxml.html import HtmlElement

from schemas.article import Post
from worker.text.normalise import clean, squeeze
from worker.text.pages.steady import Text
from worker.text.pages.tree import SUBHEADINGS, packed, text_content

_BLOCKS = ("p", "li", "blockquote")
_WHOLE = ("html", "body", "main", "article")
_FEWEST_CHARS = 8
_TELLING_CHARS = 24
"""What is shorter may stand in a text by chance, inside a line."""
_MOSTLY = 0.5


def completed(lines: Sequence[str], tree: HtmlElement, posts: Sequence[Post]) -> list[str]:
    """Return `lines` with the paragraphs of `posts` behind them, if most of those are not among them.

    Args:
        lines: As an extractor found them.
        tree: The page.
        posts: Those of the live blog that the page is known to be; what stands beside their paragraphs is theirs too.
    """
    said = Text(packed("".join(f"{post.title or ''}{post.text}" for post in posts)))
    each = [packed(line) for line in lines]
    alone, have = frozenset(each), Text("".join(each))
    blocks = ((element, packed(text_content(element))) for element in _blocks(tree))
    shown = {element: joined for element, joined in blocks if len(joined) >= _FEWEST_CHARS}
    homes = {_home(element) for element, joined in shown.items() if joined in said} - set(tree.iter(*_WHOLE))
    theirs = {joined: text_content(element) for element, joined in reversed(shown.items()) if _home(element) in homes}
    missing = [joined for joined in reversed(theirs) if joined not in (alone if len(joined) < _TELLING_CHARS else have)]
    if sum(map(len, missing)) <= _MOSTLY * sum(map(len, theirs)):
        return list(lines)
    return [*lines, *(squeeze(clean(theirs[joined])) for joined in missing)]


def in_order(lines: Sequence[str], tree: HtmlElement, posts: Sequence[Post]) -> list[str]:
    """Return `lines` in the order of the page; what is no block of it stays behind the line before it.

    Where the extractor has the heading of one post it has those of all: else each new post would take away another.
    """
    joined_lines = [packed(line) for line in lines]
    have = frozenset(joined_lines)
    titles = {packed(post.title) for post in posts if post.title}
    if not titles.isdisjoint(have):
        told = Text("".join(line for line in joined_lines if line not in titles))
        titles = {packed(post.title) for post in posts if post.title and _last_words(post, packed(post.title)) in told}
    places: dict[str, list[int]] = {}
    placed: list[tuple[int, str]] = []
    for at, element in enumerate(_blocks(tree)):
        joined = packed(text_content(element))
        places.setdefault(joined, []).append(at)
        if joined in titles and joined not in have and not titles.isdisjoint(have):
            placed.append((at, squeeze(clean(text_content(element)))))
    at = -1
    for line in lines:
        known = places.get(packed(line), [])
        at = (known.pop(0) if len(known) > 1 else known[0]) if known else at
        placed.append((at, line))
    return [line for _, line in sorted(placed, key=itemgetter(0))]


def _last_words(post: Post, title: str) -> str:
    """Return the end of a post, without white space, by which it is known among the lines; its heading never is."""
    return packed(post.text).removeprefix(title)[-_TELLING_CHARS:] or title


def _blocks(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the headings and paragraphs of a page; what holds others is none."""
    for element in tree.iter(*SUBHEADINGS, *_BLOCKS):
        if element.tag in SUBHEADINGS or next(element.iterdescendants(*_BLOCKS), None) is None:
            yield element


def _home(element: HtmlElement) -> HtmlElement | None:
    """Return what a block stands in side by side with others; an item with its list."""
    parent = element.getparent()
    return parent.getparent() if element.tag == "li" and parent is not None else parent
