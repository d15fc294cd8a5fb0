"""`POST /api/v1/ingest`: the queue's own message over HTTP. What was accepted is kept before the answer is sent."""

from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import ValidationError

from console.web.api import Problem
from schemas.base import Frozen, wrong_with
from schemas.ingest import MAX_BODY_CHARS, IngestRequest
from tasks import nudge
from worker import log
from worker.errors import BrokerUnreachableError, RefusedRequestError
from worker.stages import ingest
from worker.text.normalise import clean

router = APIRouter(prefix="/api/v1")

MAX_BYTES = 2 * MAX_BODY_CHARS
"""Of a request. JSON may need more for the longest texts of some scripts; those go through the queue."""
_log = log.get(__name__)


class Accepted(Frozen):
    """The request is kept and will be worked."""

    request_id: str
    known: bool
    """Whether this request_id had been accepted before, so that nothing more will be done."""


class RefusedError(HTTPException):
    """The request was not taken in; `detail` says what was wrong with it."""


async def _body(request: Request) -> bytes:
    """Return the body, unless it is something else than JSON or too long."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind != "application/json":
        raise RefusedError(415, f"send a stet.ingest/1 as application/json, not {kind or 'without a content type'}")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise RefusedError(413, f"the request is longer than {MAX_BYTES:,} bytes; send a url, or use the queue")
    return bytes(body)


_TAKES: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": IngestRequest.model_json_schema()}}}
}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem} for status in (400, 401, 403, 413, 415, 422, 503)
}


@router.post("/ingest", status_code=202, openapi_extra=_TAKES, responses=_ANSWERS)
def take_in(body: Annotated[bytes, Depends(_body)]) -> Accepted:
    """Take in one article: a URL to fetch, or its html or text."""
    try:
        request = IngestRequest.model_validate_json(body)
    except ValidationError as error:
        raise RefusedError(422, what_was_wrong(error)) from error
    request_id = request.request_id or uuid4().hex
    if clean(request_id) != request_id:
        raise RefusedError(422, "request_id: it holds control characters, which cannot be kept")
    try:
        outcome = ingest.receive(request.model_copy(update={"request_id": request_id}))
    except RefusedRequestError as error:
        raise RefusedError(422, str(error)) from error
    try:
        nudge.send(outcome.next)
    except BrokerUnreachableError:
        # The request is kept, and the sweep will find it.
        _log.warning("broker_unreachable", request_id=request_id)
    return Accepted(request_id=request_id, known=outcome.id is None)


def what_was_wrong(error: ValidationError) -> str:
    """Return in a line what did not validate, without repeating what was sent."""
    return "; ".join(
        f"{'.'.join(map(str, problem['loc'])) or 'request'}: {wrong_with(problem)}"
        for problem in error.errors(include_url=False, include_input=False, include_context=False)
    )
