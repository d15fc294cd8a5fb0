"""The decoder against zlib itself, for any body in any pieces."""

import gzip
import sys
import zlib

import brotli
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from worker.net import decode
from worker.net.decode import BodyDecoder
from worker.net.failure import Failure, FetchError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BODIES = st.binary(max_size=400) | st.builds(bytes, st.integers(0, 3000))


@example(bytes(21), "bare", 50, 20)  # zlib has taken in all there is and still holds the last byte back
@given(BODIES, st.sampled_from(["gzip", "deflate", "bare", "br", "zstd", ""]), st.integers(1, 50), st.integers(1, 300))
@settings(max_examples=150, deadline=None)
def test_any_body_in_any_pieces_comes_out_as_it_was(body: bytes, packing: str, size: int, step: int) -> None:
    bare = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(body[: size * 3]) + gzip.compress(body[size * 3 :]),
        "deflate": zlib.compress(body),
        "bare": bare.compress(body) + bare.flush(),
        "br": brotli.compress(body),
        "zstd": zstd.compress(body[: size * 3]) + zstd.compress(body[size * 3 :]),
        "": body,
    }[packing]
    decoder = BodyDecoder(packing.replace("bare", "deflate"), 3000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decode, "STEP_BYTES", step)
        for start in range(0, len(packed), size):
            decoder.feed(packed[start : start + size])
    assert decoder.body == body
    assert decoder.ended


@given(BODIES.filter(bool), st.sampled_from(["gzip", "br", "zstd"]), st.data())
@settings(max_examples=150, deadline=None)
def test_any_cut_is_noticed_and_what_came_is_a_beginning(body: bytes, packing: str, data: st.DataObject) -> None:
    packed = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstd.compress}[packing](body)
    decoder = BodyDecoder(packing, 3000)
    decoder.feed(packed[: data.draw(st.integers(1, len(packed) - 1))])
    assert body.startswith(decoder.body)
    assert not decoder.ended


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", "zstd"]))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_a_body_or_one_error(packed: bytes, encoding: str) -> None:
    decoder = BodyDecoder(encoding, 1000)
    try:
        decoder.feed(packed)
    except FetchError as error:
        said = str(error)
    else:
        said = "a body"
    assert len(said.splitlines()) == 1
    assert len(decoder.body) <= 1000


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_given_up_one_step_beyond_the_limit(packing: str) -> None:
    zeros = bytes(30_000_000)
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "br": _brotli_quickly, "zstd": zstd.compress}[packing](
        zeros
    )
    decoder = BodyDecoder(packing, 10_000_000)
    with pytest.raises(FetchError) as failed:
        decoder.feed(packed)
    assert failed.value.kind is Failure.RATIO
    assert len(decoder.body) < 4_000_000


def _brotli_quickly(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=2))


def test_a_window_larger_than_allowed_is_refused() -> None:
    whole = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    packed = whole.compress(bytes(1000)) + whole.flush()  # without its size, so that the window stands in the frame
    with pytest.raises(FetchError, match="cannot be unpacked"):
        BodyDecoder("zstd", 3000).feed(packed)


@pytest.mark.parametrize("encoding", ["gzip, br", "br,br", "compress", "lzma", "identity, gzip"])
def test_encodings_that_were_not_asked_for_or_lie_on_each_other_are_refused(encoding: str) -> None:
    with pytest.raises(FetchError, match="was not asked for"):
        BodyDecoder(encoding, 3000)
