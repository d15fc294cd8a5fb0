"""Readings of texts made for tests."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256

from schemas.article import Digests, Extractor, Quote, Reading, Sentence, Verdict, VerdictKind
from schemas.change import Change
from schemas.page import Given, Page
from worker.text.extract import extract
from worker.text.normalise import text_digest
from worker.text.sides import joined

_SENTENCE_END = re.compile(r"(?<=[.!?])(['\"\u2019\u201d]*)\s+(?=['\"\u2018\u201c]*[A-Z0-9])")
_MARKS = "'\"\u2018\u2019\u201c\u201d"


def _split(paragraph: str) -> Iterable[tuple[int, int]]:
    """Cut after a full stop and its closing marks where a capital follows: enough for texts made for tests."""
    start = 0
    for found in _SENTENCE_END.finditer(paragraph):
        yield start, found.end(1)
        start = found.end()
    if start < len(paragraph):
        yield start, len(paragraph)


def read_plain(title: str, outlet: str, *paragraphs: str) -> Reading:
    """Read a text as it is pasted: with the sentences and quotes that the product finds."""
    page = Page(
        url=None,
        fetched_at=datetime(2026, 3, 3, tzinfo=UTC),
        body="\n\n".join(paragraphs).encode(),
        content_type="text/plain; charset=utf-8",
    )
    return extract(page, Given(title=title, outlet=outlet))


def make_reading(
    title: str | None = "A title",
    paragraphs: Iterable[str] = (),
    outlet: str | None = "Outlet",
    quotes: Iterable[tuple[str, str | None]] = (),
    published: datetime | None = None,
    language: str | None = "en",
) -> Reading:
    """Make a valid reading; each quote is looked for in the text after the one before it, its marks are taken in."""
    kept = tuple(paragraphs)
    text = "\n\n".join(kept)
    sentences, offset = [], 0
    for index, paragraph in enumerate(kept):
        sentences += [
            Sentence(text=paragraph[start:end], paragraph=index, start=offset + start, end=offset + end)
            for start, end in _split(paragraph)
        ]
        offset += len(paragraph) + 2
    found, after = [], 0
    for words, speaker in quotes:
        start = text.index(words, after)
        after = start + len(words)
        found.append(
            Quote(
                text=words,
                speaker=speaker,
                start=start - (text[start - 1 : start] in _MARKS if start else 0),
                end=after + (text[after : after + 1] in _MARKS if after < len(text) else 0),
            )
        )
    return Reading(
        title=title,
        outlet=outlet,
        published=published,
        language=language,
        paragraphs=kept,
        sentences=tuple(sentences),
        text=text,
        quotes=tuple(found),
        verdict=Verdict(is_=VerdictKind.ARTICLE, reason="made for a test"),
        extractor=Extractor(name="test", version="1"),
        digests=Digests(raw=sha256(text.encode()).hexdigest(), text=text_digest(title, text)),
    )


def assert_covers(change: Change) -> None:
    """Each sentence of a divergence is in one edit, and the words of an edit give back both sides."""
    sentences = [edit for edit in change.edits if edit.field is None]
    assert sorted(i for edit in sentences for i in edit.old) == list(range(len(change.old.sentences)))
    assert sorted(j for edit in sentences for j in edit.new) == list(range(len(change.new.sentences)))
    for edit in sentences:
        if edit.words:
            for tags, side, indexes in (("=-", change.old, edit.old), ("=+", change.new, edit.new)):
                assert "".join(text for tag, text in edit.words if tag in tags) == joined(
                    [side.sentences[index] for index in indexes]
                )
