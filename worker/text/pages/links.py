"""Links in an article's lines: lines that are hardly anything else, and lines in which only the links were reworded."""

from collections.abc import Collection, Iterator, Sequence

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from worker.text.normalise import squeeze
from worker.text.pages.places import START, Places, packed_start
from worker.text.pages.structure import is_longer
from worker.text.pages.tree import packed, text_content

_BLOCKS = frozenset(
    {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "dd", "dt", "td", "figcaption", "blockquote", "section"}
)
_MOSTLY = 0.5
_ENDS = (".", "!", "?", "\u2026", ".\u201d", '."', ".'", "\u3002")
_CLOSING = "\"'\u201d\u2019\u00bb)"
_LINKED_LIST = 0.4
_MAX_LINK_LINE_CHARS = 600
_FEWEST_LINK_INK = 20
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span")
_FEWEST_FIXED_CHARS = 12
_PROSE_CHARS = 80
_ALIKE = 60
_SEVERAL = 3


def link_lines(lines: Sequence[str], tree: HtmlElement) -> frozenset[str]:
    """Return those of `lines` that are nothing but links, or mostly links and no sentence; links inside do not count.

    A page has far more links than an article has lines, so they are looked at by how they begin.
    """
    wanted = {packed(line): line for line in lines if len(line) <= _MAX_LINK_LINE_CHARS}
    starts = {line[:START] for line in wanted}
    linked: dict[HtmlElement, int] = {}
    found: set[str] = set()
    tags: set[str] = set()
    for link in tree.iter("a"):
        if link.get("href", "").startswith("#"):
            continue
        text = "".join(text_content(link).split())
        if "tag" in link.get("rel", ""):
            tags.add(packed(text))
        if len(text) >= _FEWEST_LINK_INK:
            if text[:START] in starts:
                found.add(packed(text))
            if len(link):
                found.update(packed(text_content(part)) for part in link.iter(*_HEADINGS))
        if text and (block := _block(link)) is not None:
            linked[block] = linked.get(block, 0) + len(text)
    found.update(_mostly_links(linked, starts))
    found.update(_in_lists_of_links(linked))
    found.update(line for line in wanted if tags and tags.issuperset(line.split(",")))
    return frozenset(wanted[line] for line in found if line in wanted)


def _mostly_links(linked: dict[HtmlElement, int], starts: Collection[str]) -> Iterator[str]:
    """Yield the blocks that are mostly links and no sentence, by how they begin and how much in them is linked."""
    for block, count in linked.items():
        if packed_start(block) in starts and not is_longer(block, 2 * _MAX_LINK_LINE_CHARS):
            text = squeeze(text_content(block))
            share = count / max(1, _ink(text))
            is_quoted = next(block.iterancestors("blockquote"), None) is not None  # as posts of networks are
            if share >= 1 or (share >= _MOSTLY and not text.endswith(_ENDS) and not is_quoted):
                yield packed(text)


def _in_lists_of_links(linked: dict[HtmlElement, int]) -> Iterator[str]:
    """Yield the items of lists in which each item has a link, few are sentences, and much of the words are linked."""
    lists = dict.fromkeys(above for block in linked if block.tag == "li" and (above := block.getparent()) is not None)
    for of_links in lists:
        items = of_links.findall("li")
        if len(items) >= _SEVERAL and all(item in linked for item in items):
            texts = [packed(text_content(item)) for item in items]
            enough = _LINKED_LIST * sum(map(len, texts))
            if sum(linked[item] for item in items) >= enough and 2 * sum(map(_ends, texts)) < len(texts):
                yield from texts


def _ends(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return text.endswith(_ENDS)


def _block(element: HtmlElement) -> HtmlElement | None:
    """Return the block that an element stands in."""
    above = element.getparent()
    while above is not None and above.tag not in _BLOCKS:
        above = above.getparent()
    return above


def _ink(text: str) -> int:
    """Return how many characters of `text` are no white space."""
    return len("".join(text.split()))


def fixed_parts(lines: Sequence[str], page: Places) -> dict[str, list[str]]:
    """Return for those of `lines` that have links what stands before, between and after them, without white space."""
    found: dict[str, list[str]] = {}
    for line, element in page.of(lines):
        rest = packed(line)
        parts: list[str] = []
        for link in element.iter("a"):
            text = next((text for text in _spellings(link) if text and text in rest), None)
            if text is not None:
                before, _, rest = rest.partition(text)
                parts.append(before)
        if parts:
            found[line] = [*parts, rest]
    return found


def _spellings(link: HtmlElement) -> Iterator[str]:
    """Yield a link's text without white space, and without what is inside it for screen readers."""
    yield packed(text_content(link))
    yield packed(link.text or "")


def relinked(lines: Sequence[str], earlier: Sequence[str], page: Places) -> dict[str, str]:
    """Return for lines that are new only in the words of their links the earlier lines that they were.

    Links are reworded by templates and rarely by editors; yet it may be a figure that was put right. So a line counts
    only where links are most of it, at the article's end, where outlets ask to be followed and subscribed to, or where
    several lines have other links at once, as prices behind names do.

    Args:
        lines: The article's now.
        earlier: The article's before.
        page: The article's.
    """
    known = set(earlier)
    here = set(lines)
    gone = {line: at for at, line in enumerate(earlier) if line not in here}
    added = [(at, line) for at, line in enumerate(lines) if line not in known]
    if not gone or not added:
        return {}
    parts = fixed_parts([line for _, line in added], page)
    last = max((at for at, line in enumerate(lines) if len(line) >= _PROSE_CHARS and line in known), default=-1)
    found: dict[str, str] = {}
    doubtful: dict[str, str] = {}
    for at, line in sorted(added, key=lambda one: -sum(map(len, parts.get(one[1], ())))):
        if line not in parts:
            continue
        own = "".join(parts[line])
        for other, place in gone.items():
            follows = (lines[at - 1] if at else "") == (earlier[place - 1] if place else "")
            is_told = len(own) >= _FEWEST_FIXED_CHARS or (follows and (own or not _is_sentence(other)))
            if is_told and _are_other_links(parts[line], packed(line), packed(other)):
                is_plain = at > last or 2 * len(own) <= len(packed(line))
                (found if is_plain else doubtful)[line] = other
                del gone[other]
                break
    return found | doubtful if len(doubtful) >= _SEVERAL else found


def _is_sentence(line: str) -> bool:
    return line.rstrip(_CLOSING).endswith(_ENDS) or len(line) > _MAX_LINK_LINE_CHARS


def _are_other_links(parts: Sequence[str], line: str, other: str) -> bool:
    """Whether two lines differ in their links alone, and there through and through: a word put right is an edit.

    Args:
        parts: What stands around the links.
        line: Without white space.
        other: Likewise.
    """
    ours, theirs = _between(parts, line), _between(parts, other)
    return ours is not None and theirs is not None and fuzz.ratio(ours, theirs) < _ALIKE


def _between(parts: Sequence[str], line: str) -> str | None:
    """Return what stands in a line between `parts`, its ends and what comes between; None where they do not."""
    first, *inner, last = parts
    if not (line.startswith(first) and line.endswith(last) and len(first) + len(last) <= len(line)):
        return None
    links: list[str] = []
    end = len(line) - len(last)
    for part in reversed(inner):
        at = line.rfind(part, len(first), end)
        if at < 0:
            return None
        links.append(line[at + len(part) : end])
        end = at
    return "".join(reversed([*links, line[len(first) : end]]))
