"""What is wrong with a feed that can be read all the same, in one line for whoever keeps it or watches it."""

from schemas.feed import Announcement, FeedKind
from worker.text.normalise import squeeze

MOST_CHARS = 240
_DATED = frozenset({FeedKind.FEED, FeedKind.JSON_FEED, FeedKind.NEWS_SITEMAP})
"""Kinds whose entries should bear the date of their publication."""


def of_entries(found: Announcement, *, taken: int) -> str | None:
    """Return what was wrong with a document that names articles, None where nothing was.

    Args:
        found: what it announces.
        taken: how many of its entries are watched: those that are young enough, and no front pages.
    """
    said = [found.problem] if found.problem else []
    if found.unlinked:
        said.append(f"{_of(found.unlinked, found.unlinked + len(found.entries))} without a link to a page")
    undated = sum(entry.published is None and entry.updated is None for entry in found.entries)
    if undated and found.kind in _DATED:
        said.append(f"{_of(undated, len(found.entries))} without a date")
    if found.entries and not taken:
        said.append(f"{_of(len(found.entries), len(found.entries))} too old to be watched")
    if found.is_in_pieces:
        said.append(f"{found.total:,} entries, more than are read at once: the top each time, the rest in pieces")
    return _line(said)


def of_index(found: Announcement, *, recent: int, watched: int) -> str | None:
    """Return the same of a sitemap index, of whose sitemaps so many are recent, and so many can be asked for."""
    said = [found.problem] if found.problem else []
    if found.sitemaps and not watched:
        why = "can be asked for" if recent else "is dated within a month"
        said.append(f"none of its {len(found.sitemaps):,} sitemaps {why}")
    return _line(said)


def _line(said: list[str]) -> str | None:
    line = squeeze("; ".join(said))
    return (line if len(line) <= MOST_CHARS else f"{line[: MOST_CHARS - 1]}…") or None


def _of(count: int, total: int) -> str:
    if total == 1:
        return "its only entry"
    return f"{'all' if count == total else f'{count:,} of'} {total:,} entries"
