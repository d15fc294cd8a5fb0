"""Whether two things that bear different addresses are one article. Two articles are never taken for one."""

import re
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit

from schemas.article import Reading
from schemas.base import Frozen, Utc
from worker.text import address
from worker.text.fingerprint import digest
from worker.text.grouping.terms import words

_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d{6}(?!\d))\d{5,}")
"""Five digits or more that are no date."""
_RETITLED = 0.5
"""Of the words of the shorter title, the share that the other bears too from which one may be the other retitled."""
_SHARED_WORDS = 2
_SAME_TEXT = 0.8
"""Of the longer sentences of the shorter text, the share that the other has too where a page says they are one."""
_EDITED_TEXT = 0.5
"""The same where both tell one minute of publication: the address changed, and some sentences with it."""
_NEAR_TEXT = 0.9
"""The same where nothing but the text says so."""
_FEWEST_SENTENCES = 3
_SAME_MOMENT = timedelta(minutes=2)
_CLOSE = timedelta(days=2)
"""A text that comes again later than this is a repeat of its own, such as a yearly notice."""


class Announced(Frozen):
    """What is known of an article from where it was announced, or from its own page."""

    url: str
    title: str | None = None
    published: Utc | None = None


def same_entry(old: Announced, new: Announced) -> bool:
    """Whether an entry at a new address, under an id that its feed has used before, is the article it was used for.

    Some feeds count their entries from 1 or give ids again: the id alone proves nothing.
    """
    if old.published and new.published and abs(old.published - new.published) <= _SAME_MOMENT:
        return True
    ours, theirs = _words(old.title), _words(new.title)
    shared = len(ours & theirs)
    is_retitled = shared >= _SHARED_WORDS and shared >= _RETITLED * min(len(ours), len(theirs))
    return is_retitled or bool(numbers(old.url) & numbers(new.url))


def numbers(url: str) -> frozenset[str]:
    """Return the long numbers in an address, by which sites name articles whatever the slug."""
    parts = urlsplit(url)
    return frozenset(_NUMBER.findall(f"{parts.path}?{parts.query}"))


def resembles(one: str, other: str) -> bool:
    """Whether two addresses of one site may well be of one article: the same last name, slug or number.

    For what a page says of its own address, which templates often get wrong: a section, or another article.
    """
    if not address.same_site(one, other) or address.is_front(one) or address.is_front(other):
        return False
    if address.canonical(one) == address.canonical(other) or numbers(one) & numbers(other):
        return True
    slugs = [_slug(url) for url in (one, other)]
    return bool(slugs[0]) and slugs[0] == slugs[1]


def _slug(url: str) -> str:
    """Return the words of the last part of an address, without its ending; empty where they are hardly a name."""
    last = unquote(urlsplit(address.canonical(url)).path).rpartition("/")[2].partition(".")[0].casefold()
    found = re.findall(r"[^\W_]+", last)
    return " ".join(found) if len(found) > 1 else ""


def one_article(mine: Reading, other: Reading, *, claimed: bool) -> str | None:
    """Return why two readings from addresses of one site are of one article, null where they are of two.

    Args:
        mine: The newest reading of one.
        other: The newest reading of the other.
        claimed: Whether one page gives the other's address as its own, or the one address redirects to the other.
    """
    same = mine.digests.text == other.digests.text
    shared = _shared_sentences(mine, other)
    if claimed and (same or shared >= _SAME_TEXT):
        return "its page says so, and the text is the same"
    if claimed and shared >= _EDITED_TEXT and _same_moment(mine.published, other.published):
        return "its page says so, of the same minute, and most of the text is the same"
    if not _may_be_one(mine, other):
        return None
    if same and shared > 0:
        return "the same text, of the same outlet and time"
    alike = shared >= _NEAR_TEXT and _words(mine.title) == _words(other.title)
    if alike and _same_moment(mine.published, other.published):
        return "the same title and time, and nearly the same text"
    return None


def _may_be_one(mine: Reading, other: Reading) -> bool:
    """Whether the times at which two articles say they came out leave it open that they are one."""
    if mine.published is None or other.published is None:
        return mine.published == other.published
    return abs(mine.published - other.published) <= _CLOSE


def _same_moment(one: datetime | None, other: datetime | None) -> bool:
    """Whether two articles name the same minute; a day alone is no minute."""
    if one is None or other is None or (one.hour, one.minute) == (0, 0):
        return False
    return abs(one - other) <= _SAME_MOMENT


def _shared_sentences(mine: Reading, other: Reading) -> float:
    """Return the share of the longer sentences of the shorter text that the other has too; 0 for texts too short."""
    ours, theirs = ({made for each in side.sentences if (made := digest(each.text))} for side in (mine, other))
    fewest = min(len(ours), len(theirs))
    return len(ours & theirs) / fewest if fewest >= _FEWEST_SENTENCES else 0.0


def _words(title: str | None) -> frozenset[str]:
    return frozenset(words(title or ""))
