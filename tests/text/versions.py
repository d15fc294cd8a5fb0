"""One made-up article and what may become of it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from schemas.article import Digests, Extractor, Reading, Verdict, VerdictKind
from schemas.change import Change
from worker.text import quotes, segment
from worker.text.change import revision
from worker.text.normalise import text_digest

TITLE = "Strike kills three in Belgorod"
BODY = (
    "Three people were killed in a strike on Belgorod on Monday, the governor said.",
    'Mr Putin told reporters: "We will never accept this attack on our soil." He spoke in Moscow.',
    "The factory, which employs 1,200 workers, was badly damaged. Police said the suspect was arrested at 12:30.",
    "John Smith, a spokesman, denied the report. It may take weeks to rebuild.",
)
NOON = datetime(2022, 12, 7, 12, tzinfo=UTC)


def read(
    paragraphs: Sequence[str] = BODY,
    title: str | None = TITLE,
    byline: tuple[str, ...] = (),
    modified: datetime | None = None,
    language: str = "en",
) -> Reading:
    kept = tuple(paragraphs)
    text = segment.join(kept)
    sentences = segment.sentences(kept, language)
    return Reading(
        title=title,
        byline=byline,
        modified=modified,
        language=language,
        paragraphs=kept,
        sentences=sentences,
        text=text,
        quotes=quotes.find(kept, sentences),
        verdict=Verdict(is_=VerdictKind.ARTICLE, reason="made for a test"),
        extractor=Extractor(name="test", version="1"),
        digests=Digests(raw="0" * 64, text=text_digest(title, text)),
    )


def edited(before: str, after: str) -> Change:
    body = [paragraph.replace(before, after) for paragraph in BODY]
    assert tuple(body) != BODY
    return revision(read(), read([paragraph for paragraph in body if paragraph]))


def retitled(title: str) -> Change:
    return revision(read(), read(title=title))
