"""Pages made to look as on the next visit: what changes around an article that stays as it is.

A perturbation takes a page's markup and what the article truly says, and returns other markup, or None where the page
has nothing of the kind. Everything is chosen by counting, so that each run makes the same pages.
"""

import re
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from itertools import cycle

from lxml.html import HtmlElement, HTMLParser, document_fromstring, fromstring, tostring

from benchmarks import in_article

Perturb = Callable[[HtmlElement, str], bool]
"""Changes a page in place, given the letters of the article's text; returns whether it could."""

_WORDS = (
    *("harbour", "ferry", "council", "grain", "winter", "orchestra", "tunnel", "vote", "striker", "glacier", "novel"),
    *("budget", "parade", "verdict", "engine", "festival", "cabinet", "pension", "rescue", "drought", "satellite"),
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
_COUNTER = re.compile(r"\d")
_MAX_COUNTER_CHARS = 40
_MANY = 3


def page(markup: str) -> HtmlElement:
    """Return the page's tree."""
    return document_fromstring(markup.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))


def written(tree: HtmlElement) -> str:
    """Return a tree as markup."""
    return str(tostring(tree, encoding="unicode"))


def perturbed(markup: str, truth: str, perturb: Perturb) -> str | None:
    """Return the page perturbed, None where it has nothing to perturb."""
    tree = page(markup)
    return written(tree) if perturb(tree, in_article.letters(truth)) else None


def links_reworded(tree: HtmlElement, truth: str) -> bool:
    """Give every link outside the article another text of as many words."""
    words = cycle(_WORDS)
    found = False
    for link in tree.iter("a"):
        if in_article.is_outside(link, truth):
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
        if len(inside) >= _MANY and in_article.is_outside(items, truth) and in_article.is_outside(inside[-1], truth):
            inside[-1].drop_tree()
            found = True
    return found


def counters_changed(tree: HtmlElement, truth: str) -> bool:
    """Change the digits in every short text with digits outside the article: ages, counts, times."""
    found = False
    for element in [*tree.iter("span", "time", "a", "div", "p", "li", "small", "b", "button")]:
        text = element.text or ""
        if len(text) <= _MAX_COUNTER_CHARS and _COUNTER.search(text) and in_article.is_outside(element, truth):
            element.text = _COUNTER.sub(lambda digit: str((int(digit[0]) + 3) % 10), text)
            found = True
    return found


def comments_added(tree: HtmlElement, truth: str) -> bool:
    """Put comments after the article."""
    last = in_article.paragraphs(tree, truth)[-1:]
    body = tree.find("body")
    place = in_article.container(last[0]) if last else body
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
    return in_article.add_after_middle(tree, truth, _PROMOS[kind])


def classes_renamed(tree: HtmlElement, truth: str, *, named: str) -> bool:  # noqa: ARG001 - the same for all
    """Give every class of the page another name, as a new build of its style sheets does.

    `named` says how, with `name` for what it was called and `mark` for what is made of that.
    """
    found = False
    for element in tree.iter():
        if isinstance(element.tag, str) and element.get("class"):
            renamed = (named.format(name=name, mark=_mark(name)) for name in element.get("class", "").split())
            element.set("class", " ".join(renamed))
            found = True
    return found


AROUND: dict[str, Perturb] = {
    "links reworded": links_reworded,
    "list items removed": items_removed,
    "counters and times changed": counters_changed,
    "comments added": comments_added,
    "promo or caption put in": promo_added,
    "classes renamed": partial(classes_renamed, named="{name}--{mark}"),
    "classes hashed": partial(classes_renamed, named="css-{mark}"),
}
"""By what it is called."""


def _mark(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:6]
