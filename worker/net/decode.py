"""One body on its way in: unpacked piece by piece, with limits on size and ratio, and its end looked for."""

import sys
import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli

from worker.net.failure import Failure, FetchError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPTED = "gzip, deflate, br, zstd"
"""What the client asks for in Accept-Encoding."""
RATIO_FLOOR_BYTES = 1_000_000
MAX_RATIO = 200
"""Above the floor, a body may not unpack to more than this many times what was sent; text seldom passes 20."""
STEP_BYTES = 1 << 18

_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_GZIP_FIRST_BYTE = 0x1F
_ZLIB_METHOD = 8
_ZSTD_FIRST_BYTES = frozenset({0x28, *range(0x50, 0x60)})
"""Of a frame, and of one that is to be skipped (RFC 8878, 3.1)."""
_ZSTD_WINDOW_LOG = 23
"""A window of 8 MB, which is all that a sender may use (RFC 9659)."""
_BROKEN = (zlib.error, zstd.ZstdError, brotli.error)


class Unpacker(Protocol):
    """Unpacks one content encoding, a bounded step at a time."""

    @property
    def ended(self) -> bool:
        """Whether the packing's own end mark was the last thing seen."""

    def unpack(self, piece: bytes) -> Iterator[tuple[bytes, int]]:
        """Yield what a piece unpacks to, in steps, each with how many bytes of the piece are still to come."""


class Zlib:
    """gzip, and deflate: meant is zlib's format, but servers also send it bare (RFC 9110, 8.4.1.2)."""

    def __init__(self, *, is_gzip: bool) -> None:
        """Wait for the first byte, which says more."""
        self._is_gzip = is_gzip
        self._member: zlib._Decompress | None = None

    @property
    def ended(self) -> bool:
        """Whether the last member is whole."""
        return self._member is not None and self._member.eof

    def unpack(self, piece: bytes) -> Iterator[tuple[bytes, int]]:
        """Unpack all members in a piece: gzip's may stand one after another."""
        while piece:
            if self._member is not None and self._member.eof:
                if not self._is_gzip or piece[0] != _GZIP_FIRST_BYTE:
                    return  # padding after the end, which every browser ignores
                self._member = None
            member = self._member = self._member or zlib.decompressobj(self._window(piece[0]))
            while not member.eof:
                unpacked = member.decompress(piece, STEP_BYTES)
                piece = member.unconsumed_tail
                yield unpacked, len(piece)
                if not piece and len(unpacked) < STEP_BYTES:
                    break
            piece = member.unused_data if member.eof else b""

    def _window(self, first: int) -> int:
        if self._is_gzip:
            return _GZIP_WINDOW
        return zlib.MAX_WBITS if first & 0x0F == _ZLIB_METHOD else -zlib.MAX_WBITS


class Zstd:
    """zstd (RFC 8878), with the window that RFC 9659 allows."""

    def __init__(self) -> None:
        """Nothing has come yet."""
        self._frame: zstd.ZstdDecompressor | None = None

    @property
    def ended(self) -> bool:
        """Whether the last frame is whole."""
        return self._frame is not None and self._frame.eof

    def unpack(self, piece: bytes) -> Iterator[tuple[bytes, int]]:
        """Unpack all frames in a piece: they may stand one after another."""
        while piece:
            if self._frame is not None and self._frame.eof:
                if piece[0] not in _ZSTD_FIRST_BYTES:
                    return
                self._frame = None
            frame = self._frame = self._frame or zstd.ZstdDecompressor(
                options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG}
            )
            yield frame.decompress(piece, STEP_BYTES), 0
            while not (frame.needs_input or frame.eof):
                yield frame.decompress(b"", STEP_BYTES), 0
            piece = frame.unused_data if frame.eof else b""


class Brotli:
    """Brotli (RFC 7932)."""

    def __init__(self) -> None:
        """Nothing has come yet."""
        self._stream = brotli.Decompressor()

    @property
    def ended(self) -> bool:
        """Whether the stream is whole."""
        return bool(self._stream.is_finished())

    def unpack(self, piece: bytes) -> Iterator[tuple[bytes, int]]:
        """Unpack a piece; what comes after the end is ignored."""
        while not self.ended:
            unpacked = self._stream.process(piece, output_buffer_limit=STEP_BYTES)
            piece = b""
            yield unpacked, 0
            if not unpacked and self._stream.can_accept_more_data():
                return


class BodyDecoder:
    """Collects the pieces of one body. What it holds exceeds `limit` by one step at most, while it finds that out."""

    def __init__(self, encoding: str, limit: int) -> None:
        """Prepare for one content encoding.

        Args:
            encoding: the value of Content-Encoding, empty for none.
            limit: of the decoded body, in bytes.

        Raises:
            FetchError: an encoding that was not asked for, or several on top of each other.
        """
        self._unpacker = _unpacker(encoding.strip().lower())
        self._limit = limit
        self._received = 0
        self._body = bytearray()

    @property
    def packed(self) -> bool:
        """Whether the body comes compressed."""
        return self._unpacker is not None

    @property
    def body(self) -> bytes:
        """What came, decoded."""
        return bytes(self._body)

    @property
    def ended(self) -> bool:
        """Whether the packing's own end mark was seen; a body that is empty or not packed has none to miss."""
        return self._unpacker is None or not self._received or self._unpacker.ended

    def feed(self, piece: bytes) -> None:
        """Take the next bytes as they came.

        Raises:
            FetchError: of kind `too-large`, `ratio`, or `protocol` where the body is not what it claims to be.
        """
        self._received += len(piece)
        if self._unpacker is None:
            self._add(piece, received=self._received)
            return
        try:
            for unpacked, left in self._unpacker.unpack(piece):
                self._add(unpacked, received=self._received - left)
        except _BROKEN as error:
            raise FetchError(Failure.PROTOCOL, f"the body cannot be unpacked: {error}") from error

    def _add(self, decoded: bytes, *, received: int) -> None:
        self._body += decoded
        if len(self._body) > self._limit:
            del self._body[self._limit :]
            raise FetchError(Failure.TOO_LARGE, f"the body is larger than {self._limit:,} bytes")
        if len(self._body) > max(RATIO_FLOOR_BYTES, MAX_RATIO * received):
            raise FetchError(Failure.RATIO, f"the body unpacks to more than {MAX_RATIO} times what was sent")


def _unpacker(name: str) -> Unpacker | None:
    if name in {"", "identity"}:
        return None
    if name in {"gzip", "x-gzip", "deflate"}:
        return Zlib(is_gzip=name != "deflate")
    if name == "br":
        return Brotli()
    if name == "zstd":
        return Zstd()
    raise FetchError(Failure.PROTOCOL, f"the body is packed as {name[:40]!r}, which was not asked for")
