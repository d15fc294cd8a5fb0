"""An HTML page into a draft: extractors find the article, line filters take out what they leave of the furniture."""

from dataclasses import replace
from datetime import datetime
from functools import cache, partial

from lxml import etree
from lxml.html import HtmlElement

from schemas.article import Known
from worker.text.pages import (
    furniture,
    inserts,
    islands,
    jsonld,
    language,
    links,
    metadata,
    post_lines,
    signs,
    standfirst,
    steady,
    structure,
)
from worker.text.pages.draft import Draft, Metadata
from worker.text.pages.places import Places
from worker.text.pages.tree import packed, parse, shown, text_content, text_of
from worker.text.pages.voters import Ballot

BRIEF_WORDS = 300
"""Below this many words a page is looked at for signs of being no article; so is one that does not say it is."""
FAILED = 0.3
"""A choice that loses more than this share of the known text is made anew."""
NOTHING_KNOWN = Known()
_FEWEST_WORDS = 40


def read(markup: str, *, url: str | None, before: datetime, known: Known = NOTHING_KNOWN) -> Draft:
    """Return the article in `markup`.

    Args:
        markup: The page as text.
        url: Its address, for links without a host and for telling whether the canonical address is believable.
        before: When the page was fetched; no date it shows can be later.
        known: What an earlier reading of the article chose and found, and what its outlet shows elsewhere.
    """
    try:
        return _read(markup, url, before, known)
    except etree.ParserError:
        # Nothing but white space and comments.
        return Draft()
    except (MemoryError, etree.XMLSyntaxError) as error:
        # libxml2 repairs any markup: it gives up only where it gets no more memory, and does not always say why.
        return Draft(cut=f"the page wants more memory than there is: {type(error).__name__}")


def _read(markup: str, url: str | None, before: datetime, known: Known) -> Draft:
    tree, cut = parse(markup)
    data = islands.linked_data(tree)
    found = metadata.read(tree, jsonld.read(data, url), url=url, before=before)
    must_look = not found.says_article
    looks = signs.read(tree, url) if must_look or _seems_brief(tree, known) else None
    try:
        ballot = Ballot(tree, markup, data, is_whole=cut is None)
        lines, choice = _article(tree, markup, ballot, found, known)
    except Exception as error:  # noqa: BLE001 - extractors promise nothing about hostile markup; the verdict tells
        lines, choice, cut = [], None, f"the extractor failed: {type(error).__name__}: {error}"
    found = replace(found, language=language.checked(found.language, " ".join(lines)))
    draft = Draft(paragraphs=tuple(lines), metadata=found, cut=cut, choice=choice)
    if not must_look and draft.words >= BRIEF_WORDS:
        return draft
    return replace(draft, signs=signs.read(parse(markup)[0], url) if looks is None else looks)


def _seems_brief(tree: HtmlElement, known: Known) -> bool:
    """Whether a page is likely to be brief: once an extractor has changed its tree it would have to be parsed anew."""
    lines = known.paragraphs or map(text_content, tree.iter("p"))
    return sum(len(line.split()) for line in lines) < BRIEF_WORDS


def _article(tree: HtmlElement, markup: str, ballot: Ballot, found: Metadata, known: Known) -> tuple[list[str], str]:
    """Return the article's paragraphs, and the name of the extractor that found them."""
    etree.strip_elements(tree, "script", "style", "svg", with_tail=False)  # all that follows copies and walks less
    text = text_of(tree) if known.paragraphs else None
    captions = structure.drop_furniture(tree)
    structure.join_split_body(tree)

    @cache
    def raw(name: str) -> list[str]:
        lines = post_lines.in_order(ballot.lines(name), tree, found.posts) if found.posts else ballot.lines(name)
        return post_lines.completed(lines, tree, found.posts) if found.is_live and found.posts else lines

    def filtered(name: str) -> tuple[list[str], str | None]:
        lines = raw(name)
        unwanted = captions | links.link_lines(lines, tree)
        learned = frozenset[int]() if known.paragraphs else known.furniture
        kept = [*furniture.without(lines, title=found.title, byline=found.byline, unwanted=unwanted, known=learned)]
        kept = inserts.put_in(kept, tree, unwanted, learned)
        front = standfirst.find(kept, tree, found.descriptions, unwanted)
        if front is None or furniture.key(front) in learned:
            return kept, None
        return kept if packed(front) in packed("".join(kept)) else [front, *kept], front

    choice = known.choice if known.choice in ballot.names else ballot.choose()
    lines, front = filtered(choice)
    if known.choice and not known.paragraphs and _words(lines) < _FEWEST_WORDS:
        choice = ballot.choose()
        lines, front = filtered(choice)
    if not known.paragraphs or tuple(lines) == known.paragraphs:
        return lines, choice
    earlier = steady.Earlier(known)
    if earlier.lost(lines) > FAILED:
        choice = ballot.nearest(known.paragraphs)
        lines, front = filtered(choice)
    shown_now = partial(shown, markup) if text is None else partial(packed, text)
    # The standfirst stands in a box of its own by nature; a known one is put back in its place.
    news = [front] if front is not None and earlier.is_news(front) else []
    lines = [line for line in lines if line != front]
    lines = [*news, *steady.steady(lines, raw(choice), earlier, Places(tree), shown_now)]
    if earlier.lost(lines) > FAILED:
        hidden = islands.holding(islands.documents(parse(markup)[0]), known.paragraphs)
        lines = steady.completed(lines, hidden, earlier)
    return lines, choice


def _words(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)
