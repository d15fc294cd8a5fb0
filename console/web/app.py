"""The application: guard, routes and errors put together."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from console.web import api, evidence, intake, pages, probes, syndication
from console.web.guard import API, HEADERS, Guard, answer, check_exposure
from console.web.render import page
from schemas.base import wrong_with
from worker import log
from worker.errors import NotFoundError, StetError, TryLaterError
from worker.settings import Settings
from worker.store.bodies import DamagedError

_MACHINE_PATHS = (API, "/feed.", "/metrics", "/readyz", "/healthz", "/static/")
_log = log.get(__name__)


def create_app(settings: Settings) -> FastAPI:
    """Return the pages and the API.

    Raises:
        StetError: they would be shown to a network without a token.
    """
    check_exposure(settings)
    app = FastAPI(
        title="stet",
        summary="Watches the news and tells when its wording changes.",
        version="1",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.settings = settings
    app.add_middleware(Guard, settings=settings)
    for room in (pages, api, evidence, intake, probes, syndication):
        app.include_router(room.router)
    _answer_errors(app)
    return app


def _answer_errors(app: FastAPI) -> None:
    """Say in one sentence what was wrong: as a page to people, as JSON to programs, never as a traceback."""

    @app.exception_handler(NotFoundError)
    def not_found(request: Request, error: NotFoundError) -> Response:
        return _problem(request, 404, str(error))

    @app.exception_handler(DamagedError)
    def damaged(request: Request, error: DamagedError) -> Response:
        return _problem(request, 500, str(error))

    @app.exception_handler(StetError)
    def refused(request: Request, error: StetError) -> Response:
        return _problem(request, 400, str(error))

    @app.exception_handler(TryLaterError)
    def later(request: Request, error: TryLaterError) -> Response:
        response = _problem(request, 503, f"{error.reason}; try again soon")
        response.headers["Retry-After"] = str(int(error.wait.total_seconds()))
        return response

    @app.exception_handler(RequestValidationError)
    def not_understood(request: Request, error: RequestValidationError) -> Response:
        problems = "; ".join(f"{problem['loc'][-1]}: {wrong_with(problem)}" for problem in error.errors())
        return _problem(request, 422, problems)

    @app.exception_handler(HTTPException)
    def refused_by_framework(request: Request, error: HTTPException) -> Response:
        message = f"there is no page {request.url.path}" if error.status_code == 404 else str(error.detail)  # noqa: PLR2004 - HTTP's own number
        response = _problem(request, error.status_code, message)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> Response:
        _log.error("page_failed", path=request.url.path, error=type(error).__name__)
        response = _problem(request, 500, "something went wrong here; the log says what")
        response.headers.update(HEADERS)  # this answer is made outside of the guard
        return response


def _problem(request: Request, status: int, message: str) -> Response:
    path = request.url.path
    if path.startswith(_MACHINE_PATHS):
        return answer(path, status, message)
    return page("problem.html", status, code=status, message=message)
