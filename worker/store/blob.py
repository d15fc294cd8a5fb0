"""Compressed columns: bytes and schemas in, bytes out."""

import sys
from typing import TypeVar

from pydantic import BaseModel

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ZstdError = zstd.ZstdError
"""What unpacking raises where the bytes are no longer what was packed."""
LEVEL = 6
M = TypeVar("M", bound=BaseModel)


def pack(data: bytes) -> bytes:
    """Compress `data`."""
    return zstd.compress(data, LEVEL)


def unpack(data: bytes) -> bytes:
    """Return what `pack` was given."""
    return zstd.decompress(data)


def pack_model(model: BaseModel) -> bytes:
    """Compress a schema's JSON."""
    return pack(model.model_dump_json(by_alias=True).encode())


def unpack_model(kind: type[M], data: bytes) -> M:
    """Return the schema that `pack_model` was given."""
    return kind.model_validate_json(unpack(data))
