"""Pages made to look as on the next visit: what changes around an article, and what changes in it.

A perturbation takes a page's markup and what the article truly says, and returns other markup, or None where the page
has nothing of the kind. Everything is chosen by counting, so that each run makes the same pages.
"""

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import cycle

from lxml.html import HtmlElement, HTMLParser, document_fromstring, fromstring, tostring

from worker.text.normalise import fold

Perturb = Callable[[HtmlElement, str], bool]
"""Changes a page in place, given the letters of the article's text; returns whether it could."""

_WORDS = (
    *("harbour", "ferry", "council", "grain", "winter", "orchestra", "tunnel", "vote", "striker", "glacier", "novel"),
    *("budget", "parade", "verdict", "engine", "festival", "cabinet", "pension", "rescue", "drought", "satellite"),
)
_SENTENCES = (
    "Officials at the harbour said on Thursday that the ferry would not sail again before the inspection was over.",
    "The orchestra had asked for the grain hall in spring, but nobody on the council could say who held the key.",
)
_COMMENTS = (
    "I have read this twice now and still cannot believe that nobody asked the ferry company.",
    "Well said. My uncle worked at the harbour for thirty years and would have told them the same.",
    "This is what happens when the council meets behind closed doors, as I wrote here last week.",
)
_PROMOS = (
    "<div class='newsletter-box'><h3>The Morning Ferry</h3><p>Sign up for our free newsletter, out daily.</p></div>",
    "<aside><h4>Related</h4><ul><li><a href='/x'>Glacier verdict shakes the cabinet</a></li></ul></aside>",
    "<p><strong>Read more:</strong> <a href='/y'>Striker leaves the tunnel for an orchestra</a></p>",
    "<figure><img src='/i.jpg'><figcaption>The ferry on Thursday. Picture: Grain Museum</figcaption></figure>",
    "<p><a href='/z'>Pension merger: what the parade means for your budget</a></p>",
    "<div class='media-caption'><p>A glacier seen from the museum. Photograph: Harbour Press</p></div>",
    "<div class='promo-block'><p>Our members read the winter festival guide first.</p></div>",
    "<p>Sign up to The Tunnel, our weekly email on eclipses and recipes, delivered to your inbox.</p>",
    "<div class='c-insert'><p>The Ferry Years: our series about the harbour, in eight parts, every Monday.</p></div>",
    "<p class='image-text'>A striker at the winter parade. Photograph: Glacier Agency</p>",
    "<div><div><a href='/w'><h3>Drought inquiry opens</h3><p>What the museum knew, and when.</p></a></div></div>",
    "<p>The winter festival is back: book before Sunday and bring a friend for nothing.</p>",
)
_BLOCKS = frozenset(
    {"p", "div", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article"}
    | {"aside", "nav", "header", "footer", "main", "figure", "figcaption", "ul", "ol", "table", "body"}
)
_FEWEST_CHARS = 60
_PIECE = 20
_MOSTLY = 0.5
_COUNTER = re.compile(r"\d")
_MAX_COUNTER_CHARS = 40
_MANY = 3
_QUOTED = re.compile('[\u201c"]([^\u201c\u201d"]{25,300})[\u201d"]')
_NUMBER = re.compile(r"(?<![\w.,\u20ac$\u00a3-])([2-9]\d{0,2})(?![\w.,:%-])")


def page(markup: str) -> HtmlElement:
    """Return the page's tree."""
    return document_fromstring(markup.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))


def written(tree: HtmlElement) -> str:
    """Return a tree as markup."""
    return str(tostring(tree, encoding="unicode"))


def perturbed(markup: str, truth: str, perturb: Perturb) -> str | None:
    """Return the page perturbed, None where it has nothing to perturb."""
    tree = page(markup)
    return written(tree) if perturb(tree, _letters(truth)) else None


def links_reworded(tree: HtmlElement, truth: str) -> bool:
    """Give every link outside the article another text of as many words."""
    words = cycle(_WORDS)
    found = False
    for link in tree.iter("a"):
        if _outside(link, truth):
            for element in link.iter():
                for side in ("text",) if element is link else ("text", "tail"):
                    old = getattr(element, side)
                    if isinstance(element.tag, str) and old and old.strip():
                        setattr(element, side, " ".join(next(words) for _ in old.split()).capitalize())
                        found = True
    return found


def items_removed(tree: HtmlElement, truth: str) -> bool:
    """Take the last item out of every list outside the article that has several."""
    found = False
    for items in [*tree.iter("ul"), *tree.iter("ol")]:
        inside = items.findall("li")
        if len(inside) >= _MANY and _outside(items, truth) and _outside(inside[-1], truth):
            inside[-1].drop_tree()
            found = True
    return found


def counters_changed(tree: HtmlElement, truth: str) -> bool:
    """Change the digits in every short text with digits outside the article: ages, counts, times."""
    found = False
    for element in [*tree.iter("span", "time", "a", "div", "p", "li", "small", "b", "button")]:
        text = element.text or ""
        if len(text) <= _MAX_COUNTER_CHARS and _COUNTER.search(text) and _outside(element, truth):
            element.text = _COUNTER.sub(lambda digit: str((int(digit[0]) + 3) % 10), text)
            found = True
    return found


def comments_added(tree: HtmlElement, truth: str) -> bool:
    """Put comments after the article."""
    last = list(_paragraphs(tree, truth))[-1:]
    body = tree.find("body")
    place = _ancestor(last[0]) if last else body
    if place is None or body is None:
        return False
    one = "<div class='comment'><span class='comment-author'>reader{0}</span><p>{1}</p></div>"
    inside = "".join(one.format(count, text) for count, text in enumerate(_COMMENTS * _MANY))
    section = fromstring(f"<section id='comments' class='comments'><h3>Comments</h3>{inside}</section>")
    if place is body:
        body.append(section)
    else:
        place.addnext(section)
    return True


def promo_added(tree: HtmlElement, truth: str) -> bool:
    """Put a promo or a caption into the middle of the article, another kind on each page."""
    kind = int(sha256(truth.encode()).hexdigest(), 16) % len(_PROMOS)
    return _add_after_middle(tree, truth, _PROMOS[kind])


def classes_renamed(tree: HtmlElement, truth: str) -> bool:  # noqa: ARG001 - the same for all
    """Give every class of the page another name, as a new build of its style sheets does."""
    found = False
    for element in tree.iter():
        if isinstance(element.tag, str) and element.get("class"):
            element.set("class", " ".join(f"{name}--{_mark(name)}" for name in element.get("class", "").split()))
            found = True
    return found


def classes_hashed(tree: HtmlElement, truth: str) -> bool:  # noqa: ARG001 - the same for all
    """Give every class of the page a name that says nothing."""
    found = False
    for element in tree.iter():
        if isinstance(element.tag, str) and element.get("class"):
            element.set("class", " ".join(f"css-{_mark(name)}" for name in element.get("class", "").split()))
            found = True
    return found


def paragraph_added(tree: HtmlElement, truth: str) -> bool:
    """Put a paragraph of two sentences into the middle of the article."""
    return _add_after_middle(tree, truth, f"<p>{' '.join(_SENTENCES)}</p>", like=True)


def figure_changed(tree: HtmlElement, truth: str) -> bool:
    """Raise a number in the article."""
    return _edit(tree, truth, _NUMBER, lambda match: str(int(match[1]) + 7))


def quote_altered(tree: HtmlElement, truth: str) -> bool:
    """Put another word into a quotation of the article."""

    def altered(match: re.Match[str]) -> str:
        words = match[0].split(" ")
        words[len(words) // 2] = "harbour"
        return " ".join(words)

    return _edit(tree, truth, _QUOTED, altered)


AROUND: dict[str, Perturb] = {
    "links reworded": links_reworded,
    "list items removed": items_removed,
    "counters and times changed": counters_changed,
    "comments added": comments_added,
    "promo or caption put in": promo_added,
    "classes renamed": classes_renamed,
    "classes hashed": classes_hashed,
}
"""What changes around an article that stays as it is."""

EDITS: dict[str, Perturb] = {
    "paragraph added": paragraph_added,
    "figure changed": figure_changed,
    "quote altered": quote_altered,
}
"""What changes in an article."""


def _mark(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:6]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text).casefold()))


def _text(element: HtmlElement) -> str:
    return _letters("".join(element.itertext()))


def _outside(element: HtmlElement, truth: str) -> bool:
    """Whether neither what the element says nor the paragraph it stands in is in the article."""
    text = _text(element)
    block = next((above for above in element.iterancestors() if above.tag in _BLOCKS), None)
    return bool(text) and text not in truth and (block is None or _share(_letters(_own(block)), truth) < _MOSTLY)


def _own(block: HtmlElement) -> str:
    """Return what a block says outside the blocks in it: its paragraph, whatever it is called."""
    texts = [block.text or ""]
    for element in block:
        if isinstance(element.tag, str) and element.tag not in _BLOCKS:
            texts.append(_own(element))
        texts.append(element.tail or "")
    return "".join(texts)


def _share(text: str, truth: str) -> float:
    """Return how many of the pieces of a text are in the article."""
    pieces = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
    return sum(piece in truth for piece in pieces) / max(1, len(pieces))


def _paragraphs(tree: HtmlElement, truth: str) -> Iterator[HtmlElement]:
    """Yield the article's paragraphs that are long enough to be told from others."""
    for element in tree.iter("p"):
        text = _text(element)
        if len(text) >= _FEWEST_CHARS and text in truth:
            yield element


def _ancestor(element: HtmlElement) -> HtmlElement | None:
    """Return the element's container: the nearest element around it that holds more than it."""
    return next(
        (above for above in element.iterancestors() if above.tag in {"div", "article", "section", "main"}), None
    )


def _add_after_middle(tree: HtmlElement, truth: str, markup: str, *, like: bool = False) -> bool:
    """Put an element behind the paragraph in the article's middle, bearing its class where it is to be `like` it."""
    found = list(_paragraphs(tree, truth))
    if len(found) < _MANY:
        return False
    before = found[len(found) // 2 - 1]
    new = fromstring(markup)
    if like and before.get("class"):
        new.set("class", before.get("class", ""))
    before.addnext(new)
    new.tail, before.tail = before.tail, None
    return True


def _edit(tree: HtmlElement, truth: str, what: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> bool:
    """Change the first match inside one text of the article's paragraphs, beginning with the one in the middle."""
    found = list(_paragraphs(tree, truth))
    for paragraph in found[len(found) // 2 :] + found[: len(found) // 2]:
        for element in paragraph.iter():
            for side in ("text",) if element is paragraph else ("text", "tail"):
                old = getattr(element, side) if isinstance(element.tag, str) else None
                if old and what.search(old):
                    setattr(element, side, what.sub(change, old, count=1))
                    return True
    return False
