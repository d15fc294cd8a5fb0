"""Stability: how often a page that changed around its article reads as if the article had, and which edits are seen.

Both figures belong together: a reader that never saw anything change would be perfectly stable.
"""

from collections.abc import Iterator
from typing import Any

import trafilatura

from benchmarks import edits, perturb
from benchmarks.public_data import json_lines, missing_from
from benchmarks.table import Row, Scale, missing
from schemas.page import Page
from worker.clock import now
from worker.text import editions
from worker.text.extract import context, extract, remember
from worker.text.pages.furniture import key

PAGES = "data/extraction/pages.jsonl.gz"
LIMITS = {
    "links reworded": 0.05,
    "list items removed": 0.01,
    "comments added": 0.0,
    "promo or caption put in": 0.10,
}
"""What is aimed at, as a share of pages, where something is."""


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the share of pages that read otherwise, by what was done to them, beside trafilatura's defaults."""
    why = missing_from(PAGES)
    if why:
        yield missing("stability", why)
        return
    seen = first_visits(scale)
    for name, change in perturb.AROUND.items():
        yield _row(seen, change, f"stability, {name}, false", _limit(name))
    yield _where_learned(seen)
    yield _kept_at_once(seen)
    for name, change in edits.EDITS.items():
        yield _row(seen, change, f"stability, {name}, seen", "to reach 0.99")
    yield _overlooked(seen)


def first_visits(scale: Scale) -> list["Visit"]:
    """Return the articles of the data as they were on the first visit, or a sample of them."""
    every = json_lines(PAGES)
    pages = every[:: max(1, len(every) // scale.of(len(every), 12))]
    return [visit for row in pages if (visit := Visit(row)).reading.is_article]


class Visit:
    """A page as it was on the first visit, read by both."""

    def __init__(self, row: dict[str, Any]) -> None:
        """Take a page of the data, written out as a perturbed one is."""
        self.markup = row["html"].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        self.truth, self._url = row["truth"], row["url"]
        written = perturb.written(perturb.page(self.markup))
        self.page = self._page(written)
        self.reading = extract(self.page)
        self.known = remember(self.page, self.reading)
        self._context = context(self.page, self.reading)
        self._theirs = _plain(written)

    def changed(self, change: perturb.Perturb) -> str | None:
        """Return the changed page, None where nothing changes."""
        return perturb.perturbed(self.markup, self.truth, change)

    def again(self, change: perturb.Perturb) -> tuple[bool, bool] | None:
        """Return whether the changed page is another version to us and to trafilatura; None where nothing changes."""
        markup = self.changed(change)
        return None if markup is None else (self.is_version(markup), _plain(markup) != self._theirs)

    def is_version(self, markup: str, learned: frozenset[int] = frozenset()) -> bool:
        """Whether the changed page is taken for another version, as the product does it.

        It is not read where the article stands in its surroundings as before, it is read by the earlier page and by the
        lines `learned` of the outlet, and what is no article is no version.
        """
        return self.surroundings_differ(markup) and self.reads_otherwise(markup, learned)

    def waits(self, markup: str) -> bool:
        """Whether one line came that names nothing of the article, and waits until others are seen without it."""
        found = editions.passing(self.reading, extract(self._page(markup), None, self.known))
        return found.is_strange and len(found.lines) == 1

    def learned(self, markup: str) -> frozenset[int]:
        """Return the keys of the lines that the changed page adds to a first reading, as the product learns them."""
        fresh = extract(self._page(markup)).paragraphs
        return frozenset(key(line) for line in set(fresh).difference(self.reading.paragraphs))

    def surroundings_differ(self, markup: str) -> bool:
        """Whether the article does not stand in the changed page as it did."""
        return self._context is None or context(self._page(markup), self.reading) != self._context

    def reads_otherwise(self, markup: str, learned: frozenset[int] = frozenset()) -> bool:
        """Whether the changed page reads otherwise by the earlier one and by the lines `learned` of the outlet."""
        later = extract(self._page(markup), None, self.known.model_copy(update={"furniture": learned}))
        return later.is_article and later.digests.text != self.reading.digests.text

    def _page(self, markup: str) -> Page:
        body = markup.encode("utf-8", "replace")
        return Page(url=self._url, fetched_at=now(), content_type="text/html; charset=utf-8", body=body)


def _plain(markup: str) -> str:
    title = trafilatura.extract_metadata(markup).title or ""
    return f"{title}\n{trafilatura.extract(markup, include_comments=False) or ''}"


def _limit(name: str) -> str:
    if name not in LIMITS:
        return ""
    return f"to stay {'below' if LIMITS[name] else 'at'} {LIMITS[name]:g}"


def _row(visits: list[Visit], change: perturb.Perturb, what: str, aim: str) -> Row:
    told = [told for visit in visits if (told := visit.again(change)) is not None]
    ours, theirs = (sum(pair[side] for pair in told) / max(1, len(told)) for side in (0, 1))
    about = f"{len(told)} of {len(visits)} articles, read as the product does, by the earlier page{aim and '; '}{aim}"
    return Row(what, ours, "trafilatura", theirs, "share of pages", about)


def _where_learned(visits: list[Visit]) -> Row:
    """Return how many promos are taken for the article's once three other articles of the template have shown them."""
    pages = [(visit, page) for visit in visits if (page := visit.changed(perturb.promo_added)) is not None]
    told = [visit.is_version(page, visit.learned(page)) for visit, page in pages]
    return Row(
        "stability, promo or caption that other articles have, false",
        sum(told) / max(1, len(told)),
        "limit",
        0.01,
        "share of pages",
        f"{len(told)} of {len(visits)} articles; the lines that it adds to a first reading of the page are known",
    )


def _kept_at_once(visits: list[Visit]) -> Row:
    """Return how many promos become a version before other articles are looked at, and how many paragraphs do not."""

    def versions(change: perturb.Perturb) -> tuple[list[bool], int]:
        pages = [(visit, page) for visit in visits if (page := visit.changed(change)) is not None]
        return [visit.waits(page) for visit, page in pages if visit.is_version(page)], len(pages)

    promos, count = versions(perturb.promo_added)
    paragraphs, _ = versions(edits.paragraph_added)
    return Row(
        "stability, promo or caption put in, false at once",
        (len(promos) - sum(promos)) / max(1, count),
        "paragraphs that wait too",
        sum(paragraphs) / max(1, len(paragraphs)),
        "share of pages",
        f"{count} of {len(visits)} articles; a line that came alone waits, two hours at most, for other articles",
    )


def _overlooked(visits: list[Visit]) -> Row:
    """Return how many edits the cheapest look at other bytes overlooks."""
    changed = [
        (visit, markup)
        for visit in visits
        for change in edits.EDITS.values()
        if (markup := visit.changed(change)) is not None and visit.reads_otherwise(markup)
    ]
    overlooked = sum(not visit.surroundings_differ(markup) for visit, markup in changed)
    return Row(
        "stability, edits overlooked where surroundings are compared",
        overlooked / max(1, len(changed)),
        "limit",
        0.0,
        "share of edits",
        f"{len(changed)} edits that a reading sees",
    )
