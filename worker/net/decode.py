"""One body on its way in: unpacked piece by piece, with limits on size and ratio, and its end looked for."""

import zlib

from worker.net.failure import Failure, FetchError

ACCEPTED = "gzip, deflate"
"""What the client asks for in Accept-Encoding."""
RATIO_FLOOR_BYTES = 1_000_000
MAX_RATIO = 200
"""Above the floor, a body may not unpack to more than this many times what was sent; text seldom passes 20."""
STEP_BYTES = 1 << 18

_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_GZIP_FIRST_BYTE = 0x1F
_ZLIB_METHOD = 8


class BodyDecoder:
    """Collects the pieces of one body. What it holds never exceeds `limit` by more than one piece as it came."""

    def __init__(self, encoding: str, limit: int) -> None:
        """Prepare for one content encoding.

        Args:
            encoding: the value of Content-Encoding, empty for none.
            limit: of the decoded body, in bytes.

        Raises:
            FetchError: an encoding that was not asked for, or several on top of each other.
        """
        name = encoding.strip().lower()
        if name not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise FetchError(Failure.PROTOCOL, f"the body is packed as {name[:40]!r}, which was not asked for")
        self.packed = name not in {"", "identity"}
        """Whether the body comes compressed."""
        self._is_gzip = name.endswith("gzip")
        self._unpacker: zlib._Decompress | None = None
        self._limit = limit
        self._received = 0
        self._body = bytearray()

    @property
    def body(self) -> bytes:
        """What came, decoded."""
        return bytes(self._body)

    @property
    def ended(self) -> bool:
        """Whether the packing's own end mark was seen; a body that is empty or not packed has none to miss."""
        return not self.packed or not self._received or (self._unpacker is not None and self._unpacker.eof)

    def feed(self, piece: bytes) -> None:
        """Take the next bytes as they came.

        Raises:
            FetchError: of kind `too-large`, `ratio`, or `protocol` where the body is not what it claims to be.
        """
        self._received += len(piece)
        if not self.packed:
            self._add(piece, received=self._received)
            return
        try:
            while piece:
                piece = self._unpack(piece)
        except zlib.error as error:
            raise FetchError(Failure.PROTOCOL, f"the body cannot be unpacked: {error}") from error

    def _unpack(self, piece: bytes) -> bytes:
        """Unpack one member of `piece` and return what follows it: gzip members may stand one after another."""
        if self._unpacker is not None and self._unpacker.eof:
            if not self._is_gzip or piece[0] != _GZIP_FIRST_BYTE:
                return b""  # padding after the end, which every browser ignores
            self._unpacker = None
        unpacker = self._unpacker = self._unpacker or zlib.decompressobj(self._window(piece[0]))
        while True:
            room = min(STEP_BYTES, self._limit - len(self._body) + 1)
            unpacked = unpacker.decompress(piece, room)
            piece = unpacker.unconsumed_tail
            self._add(unpacked, received=self._received - len(piece))
            if unpacker.eof:
                return unpacker.unused_data
            if not piece and len(unpacked) < room:
                return b""

    def _window(self, first: int) -> int:
        """Choose zlib's window setting; `deflate` means zlib's format, but servers also send it bare (RFC 9110)."""
        if self._is_gzip:
            return _GZIP_WINDOW
        return zlib.MAX_WBITS if first & 0x0F == _ZLIB_METHOD else -zlib.MAX_WBITS

    def _add(self, decoded: bytes, *, received: int) -> None:
        self._body += decoded
        if len(self._body) > max(RATIO_FLOOR_BYTES, MAX_RATIO * received):
            raise FetchError(Failure.RATIO, f"the body unpacks to more than {MAX_RATIO} times what was sent")
        if len(self._body) > self._limit:
            raise FetchError(Failure.TOO_LARGE, f"the body is larger than {self._limit:,} bytes")
