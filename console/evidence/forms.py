"""The forms in which evidence is handed out."""

from collections.abc import Callable, Iterator
from enum import StrEnum

from sqlalchemy.orm import Session

from console.evidence.subject import Subject

Tick = Callable[[], object]


class Form(StrEnum):
    """How it is written: for archives, for programs, for people."""

    WARC = "warc"
    JSON = "json"
    HTML = "html"


MEDIA_TYPES = {Form.WARC: "application/warc", Form.JSON: "application/json", Form.HTML: "text/html; charset=utf-8"}


def ticks(subject: Subject, form: Form) -> int:
    """Return how often `pieces` will call `tick`."""
    return subject.versions + (0 if form is Form.HTML else subject.pages)


def pieces(
    session: Session, subject: Subject, form: Form, *, packed: bool = False, tick: Tick = lambda: None
) -> Iterator[bytes]:
    """Yield the evidence in a form, piece by piece.

    Args:
        session: a reading transaction, open until the last piece was taken.
        subject: what is handed out.
        form: how.
        packed: whether the records of an archive are gzipped.
        tick: called as the work goes on, `ticks` times.

    Raises:
        DamagedError: a page's bytes are not what they were.
    """
    # Templates and archives take a while to load, and only one of them is asked for.
    match form:
        case Form.WARC:
            from console.evidence import warc  # noqa: PLC0415 - see above

            return warc.records(session, subject, packed=packed, tick=tick)
        case Form.JSON:
            from console.evidence import document  # noqa: PLC0415 - see above

            return document.pieces(session, subject, tick=tick)
        case Form.HTML:
            from console.evidence import sheet  # noqa: PLC0415 - see above

            return sheet.sheet(session, subject, tick=tick)
