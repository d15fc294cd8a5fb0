"""Evidence as one JSON document (`stet.evidence/1`), written piece by piece so that a long one needs no memory."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from pydantic import BaseModel
from sqlalchemy.orm import Session

from console.evidence.subject import MADE_BY, Member, Subject
from schemas.evidence import Body, Evidence
from worker.store import evidence

Item = TypeVar("Item")
Tick = Callable[[], object]


def pieces(session: Session, subject: Subject, *, tick: Tick) -> Iterator[bytes]:
    """Yield the document; joined, the pieces are a `stet.evidence/1` in UTF-8.

    Args:
        session: a reading transaction.
        subject: what is handed out.
        tick: called once for each page and each version.

    Raises:
        DamagedError: a page's bytes are not what they were.
    """
    about = {
        "schema": Evidence.model_fields["schema_id"].default,
        "made_at": subject.made_at.isoformat().replace("+00:00", "Z"),
        "made_by": MADE_BY,
        "story": subject.story,
        "title": subject.title,
    }
    yield json.dumps(about, ensure_ascii=False)[:-1].encode()
    yield b', "divergences": '
    yield from _list(subject.divergences)
    yield b', "articles": ['
    for number, member in enumerate(subject.members):
        yield b",\n" if number else b"\n"
        yield from _article(session, member, tick)
    yield b'], "bodies": '
    yield from _list(_bodies(session, subject, tick))
    yield b"}\n"


def _article(session: Session, member: Member, tick: Tick) -> Iterator[bytes]:
    details = member.details
    yield b'{"article": ' + _json(details.article)
    yield b', "first_seen": ' + json.dumps(details.first_seen.isoformat().replace("+00:00", "Z")).encode()
    yield b', "urls": '
    yield from _list(details.urls)
    yield b', "pages": '
    yield from _list(member.pages)
    yield b', "versions": '
    yield from _list(_ticked(evidence.versions(session, details.article.id), tick))
    yield b', "changes": '
    yield from _list(evidence.changes(session, details.article.id))
    yield b"}"


def _bodies(session: Session, subject: Subject, tick: Tick) -> Iterator[Body]:
    had: set[str] = set()
    for page in _ticked((page for member in subject.members for page in member.pages), tick):
        if page.sha256 not in had:
            had.add(page.sha256)
            data = evidence.body(session, page.sha256)
            yield Body(sha256=page.sha256, size=page.size, base64=b64encode(data).decode())


def _ticked(items: Iterable[Item], tick: Tick) -> Iterator[Item]:
    for item in items:
        yield item
        tick()


def _list(items: Iterable[BaseModel]) -> Iterator[bytes]:
    yield b"["
    for number, item in enumerate(items):
        yield (b",\n" if number else b"\n") + _json(item)
    yield b"]"


def _json(item: BaseModel) -> bytes:
    return item.model_dump_json(by_alias=True).encode()
