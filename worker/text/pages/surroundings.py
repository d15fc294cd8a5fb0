"""An article in its surroundings: by them a later page shows, without being read, that nothing has changed.

The text of the article's own lines is not enough: paragraphs are added at its ends, and headlines stand apart. So the
digest takes in what stands just before and after, and every heading that readers or machines are told.
"""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256

from worker.text.pages.tree import packed, shown

PADDING = 150
"""Characters, spaces aside, that count before and after the article: with none, one edit in fifteen goes unseen."""

_HEADINGS = re.compile(
    r"<(?:title\b[^>]{0,300}>(.{0,600}?)</title|h1\b[^>]{0,600}>(.{0,3000}?)</h1|meta\b[^>]{0,100}og:title[^>]{0,600}>)",
    re.IGNORECASE | re.DOTALL,
)
_DATA_HEADLINE = re.compile(r"\"headline\"\s*:\s*\"([^\"]{0,600})")
_TAG = re.compile(r"<[^>]*>")
_DIGITS = re.compile(r"\d+")


def digest(markup: str, paragraphs: Sequence[str]) -> str | None:
    """Return what tells an article with its surroundings from any other, None where it does not stand on the page.

    Numbers around it do not count: they are ages, counts and times.

    Args:
        markup: The page.
        paragraphs: The article's, as they were read.
    """
    page = shown(markup)
    place = _place(page, ["".join(paragraph.split()) for paragraph in paragraphs])
    if place is None:
        return None
    start, end = place
    around = (page[max(0, start - PADDING) : start], page[end : end + PADDING])
    matches = [*_HEADINGS.finditer(markup), *_data_headlines(markup)]
    headings = (next(filter(None, match.groups()), match[0]) for match in sorted(matches, key=re.Match.start))
    parts = (
        page[start:end],
        *(_DIGITS.sub("0", text) for text in around),
        *(packed(_TAG.sub("", heading)) for heading in headings),
    )
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _data_headlines(markup: str) -> Iterator[re.Match[str]]:
    """Yield the headlines in a page's data; a plain search for the word is many times faster than the pattern's."""
    at = markup.find('"headline"')
    while at >= 0:
        if match := _DATA_HEADLINE.match(markup, at):
            yield match
        at = markup.find('"headline"', at + 1)


def _place(page: str, lines: Sequence[str]) -> tuple[int, int] | None:
    """Return where the first of `lines` begins and the last ends, if they all stand on the page in their order."""
    start = at = -1
    for line in lines:
        found = page.find(line, max(at, 0))
        if found < 0:
            return None
        start = found if start < 0 else start
        at = found + len(line)
    return None if start < 0 else (start, at)
