"""What a request brings back, and how its body is read within the limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from schemas.page import Page
from worker.net.connection import HEADER_BYTES, MeteredSocket
from worker.net.decode import BodyDecoder
from worker.net.failure import Failure, FetchError
from worker.net.validators import NONE, Validators

PERMANENT_STATUSES = frozenset({301, 308})
EXCERPT_BYTES = 1024
UNASKED_304 = "HTTP 304: not modified, though it was asked for in full"
"""What is wrong with a 304 that answers no condition: it says nothing, and nobody has the page."""
PIECE_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: the status that demanded it and the URL it led to."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for a page."""

    page: Page
    final_url: str
    """In normal form, without a fragment; the page's own URL."""
    redirects: tuple[Hop, ...]
    elapsed_seconds: float
    known: Validators = NONE
    """What the URL that answered was known by before."""
    conditional: bool = False
    """Whether it was asked on the condition that it is something else."""

    @property
    def moved_permanently(self) -> bool:
        """Whether there were redirects and each was permanent: the final URL replaces the one asked for."""
        return bool(self.redirects) and all(hop.status in PERMANENT_STATUSES for hop in self.redirects)

    @property
    def is_unasked_304(self) -> bool:
        """Whether it says that nothing changed, though it was not asked so."""
        return self.page.status == HTTPStatus.NOT_MODIFIED and not self.conditional


@dataclass(frozen=True, slots=True)
class PostAnswer:
    """What came of posting."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    excerpt: bytes
    """At most 1,024 bytes of the body, as they came."""


def plain_headers(response: HTTPResponse) -> dict[str, str]:
    """Return the headers with names in lower case; those sent more than once are joined with commas."""
    return {name.lower(): response.headers[name] for name in response.headers}


def read_body(response: HTTPResponse, sock: MeteredSocket, limit: int, *, cut: bool = False) -> tuple[bytes, bool]:
    """Read a body to its end and return it decoded, with whether it is known to be whole.

    It is not whole where Content-Length or the chunks promise more than came, where gzip's or deflate's end mark is
    missing, and where a body without any of these over TLS ends without the closing alert (RFC 9112, 9.8). A plain
    body without a length, over plain TCP, can be cut without a trace.

    Args:
        response: its head is read, its body is not.
        sock: what it comes from.
        limit: in bytes, for what comes and for what it decodes to.
        cut: whether a body above the limit is cut there, which otherwise is an error.

    Raises:
        FetchError: of kind `too-large`, `ratio`, `deadline` or `protocol`.
    """
    length = response.length_remaining
    if length is not None and length > limit and not cut:
        raise FetchError(Failure.TOO_LARGE, f"the body is announced as {length:,} bytes, more than {limit:,}")
    decoder = BodyDecoder(response.headers.get("content-encoding", ""), limit)
    sock.allowance = limit + HEADER_BYTES
    whole = True
    try:
        for piece in response.stream(PIECE_BYTES, decode_content=False):
            sock.deadline.remaining()  # tiny chunks cost computing, not waiting
            decoder.feed(piece)
    except FetchError as error:
        if not (cut and error.kind is Failure.TOO_LARGE):
            raise
        return decoder.body, False
    except HTTPError:
        whole = False  # the connection broke or the framing did; what came before stands, marked as cut
    has_no_end = length is None and not response.chunked and not decoder.packed
    return decoder.body, whole and decoder.ended and not (has_no_end and sock.cut)


def read_excerpt(response: HTTPResponse) -> bytes:
    """Read the beginning of a body, as far as it comes: the status alone decides what became of a post."""
    try:
        return response.read(EXCERPT_BYTES, decode_content=False)
    except (HTTPError, FetchError):
        return b""
