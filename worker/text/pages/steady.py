"""A page read in the light of the earlier reading: what stayed the same on the page stays the same in the text.

An extractor weighs a page as a whole, so a list that grew at its foot may cost a paragraph in its middle. What the
page itself shows decides instead: a paragraph that still stands there was not taken out of the article, and a line that
stood there before and was no part of the article is none now.
"""

from collections.abc import Callable, Sequence

from lxml.html import HtmlElement

from schemas.article import Known
from worker.text.pages import furniture, links
from worker.text.pages.boxes import boxed
from worker.text.pages.tree import packed

_TELLING_CHARS = 24
"""A line of so many characters, spaces aside, stands on a page once; a shorter one is looked for with its neighbour."""
_ENDS = (".", "!", "?", "\u201d", '"', "\u00bb")


def lost(lines: Sequence[str], known: Known) -> float:
    """Return how much of the text known of the article is not in `lines`, 0 to 1, by characters."""
    text = packed("".join(lines))
    parts = [packed(paragraph) for paragraph in known.paragraphs]
    whole = sum(map(len, parts))
    return sum(len(part) for part in parts if part not in text) / whole if whole else 0.0


def steady(
    lines: Sequence[str], found: Sequence[str], known: Known, tree: HtmlElement, shown: Callable[[], str]
) -> list[str]:
    """Return the lines of a page, as an extractor found them, put right by what is known.

    Args:
        lines: The article's, after the line filters.
        found: The same before the line filters.
        known: The earlier reading, and all that its page showed.
        tree: The page, for where on it a line stands.
        shown: Gives all that the page shows now, as `tree.shown` does; asked where a known paragraph is missing.
    """
    before = packed("".join(known.paragraphs))
    kept = [line for line in lines if not _was_outside(packed(line), before, known)]
    added = [line for line in kept if packed(line) not in before]
    gone = set(known.paragraphs).difference(kept)
    was = links.relinked(found, known.paragraphs, tree) if gone and len(found) > len(kept) - len(added) else {}
    if added:
        strange = boxed(added, known.paragraphs, tree) | _outside_but_for_links(added, before, known, tree)
        kept = [line for line in kept if line not in was and line not in strange]
    text = packed("".join(kept))
    if all(packed(paragraph) in text for paragraph in known.paragraphs):
        return kept
    return _with_those_still_there(kept, known, shown() + "".join(map(packed, was.values())))


def _outside_but_for_links(added: Sequence[str], before: str, known: Known, tree: HtmlElement) -> frozenset[str]:
    """Return those lines whose own words stood on the earlier page outside the article, around other links."""
    parts = links.fixed_parts(added, tree)
    return frozenset(line for line in added if line in parts and _was_outside(max(parts[line], key=len), before, known))


def _was_outside(line: str, before: str, known: Known) -> bool:
    """Whether a line is new to the article and not new to the page, or shown by the outlet on other articles."""
    if line in before:
        return False
    if furniture.key(line) in known.furniture:
        return True
    return line in known.seen and (len(line) >= _TELLING_CHARS or not line.endswith(_ENDS))


def _with_those_still_there(lines: list[str], known: Known, shown: str) -> list[str]:
    """Return `lines` and, each in its place, the known paragraphs that the page still shows."""
    text = packed("".join(lines))
    places: dict[str, int] = {packed(line): at for at, line in reversed(list(enumerate(lines)))}
    put_in: dict[int, list[str]] = {}
    at = 0
    previous = ""
    for paragraph in known.paragraphs:
        line = packed(paragraph)
        if line in places:
            at = max(at, places[line] + 1)
        elif line not in text and _still_there(line, previous, shown):
            put_in.setdefault(at, []).append(paragraph)
        previous = line
    return [line for at, own in enumerate([[], *([line] for line in lines)]) for line in (*own, *put_in.get(at, ()))]


def _still_there(line: str, previous: str, shown: str) -> bool:
    return (line if len(line) >= _TELLING_CHARS else previous + line) in shown


def completed(lines: list[str], hidden: Sequence[str], known: Known) -> list[str]:
    """Return `lines` with what `hidden`, a list of paragraphs out of a page's data, has beside them.

    A redesign may leave part of the text to a script. Where the list begins with what the page shows, it stands for the
    whole; else it goes where the known text has its paragraphs.
    """
    have = packed("".join(lines))
    missing = [line for line in hidden if packed(line) not in have]
    if not missing:
        return lines
    order = {packed(paragraph): at for at, paragraph in enumerate(known.paragraphs)}
    first = next((order[packed(line)] for line in missing if packed(line) in order), len(order))
    before = sum(1 for line in lines if order.get(packed(line), -1) < first)
    return [*lines[:before], *missing, *lines[before:]]
