"""Compressed columns: bytes and schemas in, bytes out. A checksum in each shows what is no longer what was packed."""

import sys
from typing import TypeVar

from pydantic import BaseModel

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ZstdError = zstd.ZstdError
"""What unpacking raises where the bytes are no longer what was packed, or the base is another."""
LEVEL = 6
SHORTEST_BASE = 8
"""Bytes; a base with fewer is none."""
_OPTIONS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: LEVEL,
    zstd.CompressionParameter.checksum_flag: 1,
}
M = TypeVar("M", bound=BaseModel)


def pack(data: bytes, base: bytes | None = None) -> bytes:
    """Compress `data`, or what it differs in from `base`, which is then needed to unpack it."""
    return zstd.compress(data, options=_OPTIONS, zstd_dict=_prefix(base))


def unpack(data: bytes, base: bytes | None = None) -> bytes:
    """Return what `pack` was given.

    Raises:
        ZstdError: it is damaged, or was packed with another base.
    """
    return zstd.decompress(data, zstd_dict=_prefix(base))


def _prefix(base: bytes | None) -> tuple[zstd.ZstdDict, int] | None:
    return None if base is None or len(base) < SHORTEST_BASE else zstd.ZstdDict(base, is_raw=True).as_prefix


def pack_model(model: BaseModel) -> bytes:
    """Compress a schema's JSON."""
    return pack(model.model_dump_json(by_alias=True).encode())


def unpack_model(kind: type[M], data: bytes) -> M:
    """Return the schema that `pack_model` was given."""
    return kind.model_validate_json(unpack(data))
