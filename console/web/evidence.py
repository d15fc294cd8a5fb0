"""Evidence to be downloaded, made whole before the first byte of it is sent."""

from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session
from starlette.responses import StreamingResponse

from console.evidence import forms, subject
from console.evidence.forms import MEDIA_TYPES, Form
from console.evidence.subject import Subject
from console.web.api import PROBLEMS
from console.web.requests import Id
from worker.store import articles
from worker.store.session import reading

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)

IN_MEMORY_BYTES = 4_000_000
"""What is longer is kept in a temporary file until it is sent."""
_PIECE_BYTES = 1 << 16
Wanted = Annotated[
    Form, Query(alias="format", description="a gzipped web archive, a stet.evidence/1, or a page that stands alone")
]
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"content": {media_type.partition(";")[0]: {} for media_type in MEDIA_TYPES.values()}}
}


@router.get("/articles/{article_id}/export", response_class=StreamingResponse, responses=_ANSWERS)
def export_article(article_id: Id, form: Wanted) -> StreamingResponse:
    """Download the evidence of an article: every page kept, digests, headers, versions, changes."""
    return _download(form, lambda session: subject.of_article(session, articles.look_up(session, str(article_id))))


@router.get("/stories/{story_id}/export", response_class=StreamingResponse, responses=_ANSWERS)
def export_story(story_id: Id, form: Wanted) -> StreamingResponse:
    """Download the evidence of a story: of all its articles, and how they differ."""
    return _download(form, lambda session: subject.of_story(session, story_id))


def _download(form: Form, find: Callable[[Session], Subject]) -> StreamingResponse:
    """Return the evidence as a file. A slow reader keeps no transaction open, and what fails is told in time."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - closed once it is sent
    try:
        with reading() as session:
            found = find(session)
            for piece in forms.pieces(session, found, form, packed=True):
                file.write(piece)
    except BaseException:
        file.close()
        raise
    name = f"{found.name}.{'warc.gz' if form is Form.WARC else form.value}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(file.tell())}
    file.seek(0)
    return StreamingResponse(_sent(file), media_type=MEDIA_TYPES[form], headers=headers)


def _sent(file: SpooledTemporaryFile[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE_BYTES):
            yield piece
