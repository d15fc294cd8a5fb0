"""The posts of a live blog: what each says, when, and which of the page's paragraphs are its own.

A page is known to be one by its JSON-LD or microdata (https://schema.org/LiveBlogPosting), or by its shape: most of its
text stands in blocks that each begin with a time of their own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from lxml import etree
from lxml.html import HtmlElement

from schemas.article import Post
from worker.text.normalise import fold, squeeze
from worker.text.pages import dates
from worker.text.pages.draft import Draft
from worker.text.pages.jsonld import Update
from worker.text.pages.markup import one_line, plain

_CLOCK = re.compile(
    r"\W*(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::\d\d)?\s*(?P<half>[ap])?\.?m?\.?\W*", re.IGNORECASE
)
_ITEM_TYPES = etree.XPath(".//@itemtype", smart_strings=False)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LIVE_ADDRESS = re.compile(
    r"live-?(?:blog|ticker|updates?|score|coverage)|[/-]live(?:[/?#-]|$)|minuto-a-minuto|en-direct|in-diretta|ao-vivo"
)
_FEWEST_POSTS = 3
_MOST_POSTS = 1_000
_MOST_TIMES = 3_000
_MAX_POST_CHARS = 20_000
_FEWEST_WORDS = 5
_SHARE = 0.6
_NOON = 12


def told(updates: Sequence[Update]) -> tuple[Post, ...]:
    """Return the posts that a page's JSON-LD describes."""
    return tuple(
        Post(
            name=update.address,
            title=plain(update.headline or "") or None,
            published=dates.stamp(update.published or ""),
            modified=dates.stamp(update.modified or ""),
            text=plain(update.text)[:_MAX_POST_CHARS],
        )
        for update in updates
    )


def shown(tree: HtmlElement, published: datetime | None, *, is_live: bool) -> tuple[Post, ...]:
    """Return the posts that the markup shows: blocks side by side that each hold one time and some text.

    A time of day without a date belongs to the last day on which it can have been written, counted from the oldest post
    at the bottom, which came on the day the page was published. Call it before an extractor changes the tree.

    Args:
        tree: The whole document.
        published: When the live blog began, as the page has it.
        is_live: Whether the page is known to be a live blog; else it takes several posts to show something.
    """
    times = [element for _, element in zip(range(_MOST_TIMES), tree.iter("time"), strict=False)]
    if len(times) < (1 if is_live else _FEWEST_POSTS):
        return ()
    blocks: dict[HtmlElement, list[tuple[HtmlElement, HtmlElement]]] = {}
    holders = _holders(times)
    for time in times:
        block = _block(time, holders)
        parent = block.getparent()
        if parent is not None:
            blocks.setdefault(parent, []).append((block, time))
    found = [tuple(_posts(group)) for group in blocks.values()]
    largest = max(found, key=lambda posts: sum(len(post.text) for post, _ in posts), default=())
    if len(largest) < (1 if is_live else _FEWEST_POSTS):
        return ()
    return tuple(_dated(largest, published))[:_MOST_POSTS]


def is_told(tree: HtmlElement) -> bool:
    """Whether microdata call the page a live blog."""
    return any(name.endswith("LiveBlogPosting") for name in _ITEM_TYPES(tree))


def placed(draft: Draft, url: str | None) -> Draft:
    """Return `draft` with the paragraphs of each post told, and with no posts where it is no live blog after all.

    A page that does not call itself one is a live blog if most of its paragraphs stand in posts, or if its address says
    so and some do.
    """
    data = draft.metadata
    if not data.posts:
        return draft
    posts = tuple(_placed(data.posts, draft.paragraphs))
    share = sum(len(post.paragraphs) for post in posts) / max(1, len(draft.paragraphs))
    named = url is not None and _LIVE_ADDRESS.search(url) is not None
    is_live = data.is_live or share >= _SHARE or (named and share > 0)
    return replace(draft, metadata=replace(data, is_live=is_live, posts=posts if is_live else ()))


def _holders(times: Sequence[HtmlElement]) -> dict[HtmlElement, int]:
    """Return how many of `times` each element around one of them holds."""
    holders: dict[HtmlElement, int] = {}
    for time in times:
        for ancestor in time.iterancestors():
            holders[ancestor] = holders.get(ancestor, 0) + 1
    return holders


def _block(time: HtmlElement, holders: dict[HtmlElement, int]) -> HtmlElement:
    """Return the largest element around `time` that holds no other time."""
    block = time
    for ancestor in time.iterancestors():
        if holders[ancestor] > 1 or ancestor.tag in {"body", "html", "main"}:
            break
        block = ancestor
    return block


def _posts(group: Sequence[tuple[HtmlElement, HtmlElement]]) -> Iterator[tuple[Post, str]]:
    """Yield each post of one parent with its time as written; one begun by a bare time ends at the next."""
    starts = {block for block, _ in group}
    for block, time in group:
        pieces = [one_line(block)] if block is not time else list(_following(time, starts))
        text = squeeze(" ".join(pieces))
        if len(text.split()) < _FEWEST_WORDS:
            continue
        heading = next((line for element in block.iter(*_HEADINGS) if (line := one_line(element))), None)
        written = time.get("datetime") or one_line(time)
        yield Post(name=block.get("id"), title=heading, text=text[:_MAX_POST_CHARS]), written


def _following(time: HtmlElement, starts: set[HtmlElement]) -> Iterator[str]:
    """Yield what stands between a bare time and the next."""
    yield time.tail or ""
    for sibling in time.itersiblings():
        if sibling in starts:
            return
        yield one_line(sibling)
        yield sibling.tail or ""


def _dated(posts: Sequence[tuple[Post, str]], published: datetime | None) -> list[Post]:
    """Return `posts` with the moments that are written beside them."""
    dated: list[Post] = []
    after = published
    for post, written in reversed(posts):
        moment = dates.stamp(written) or dates.written(written) or _at_clock(written, after)
        after = moment or after
        dated.append(post.model_copy(update={"published": moment}))
    return dated[::-1]


def _at_clock(written: str, after: datetime | None) -> datetime | None:
    """Return the first moment not before `after` at which clocks in UTC show what is `written`."""
    match = _CLOCK.fullmatch(written)
    if match is None or after is None:
        return None
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % _NOON + (_NOON if match["half"].lower() == "p" else 0)
    moment = after.astimezone(UTC).replace(hour=hour, minute=int(match["minute"]), second=0, microsecond=0)
    return moment if moment >= after.replace(second=0, microsecond=0) else moment + timedelta(days=1)


def _placed(posts: Sequence[Post], paragraphs: Sequence[str]) -> Iterator[Post]:
    """Yield `posts` with the paragraphs whose words are theirs; each paragraph belongs to one post, in order."""
    folded = [fold(paragraph) for paragraph in paragraphs]
    taken: set[int] = set()
    for post in posts:
        words = fold(" ".join(filter(None, (post.title, post.text))))
        own = tuple(at for at, text in enumerate(folded) if at not in taken and text and text in words)
        taken.update(own)
        yield post.model_copy(update={"paragraphs": own})
