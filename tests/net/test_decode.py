"""The decoder against zlib itself, for any body in any pieces."""

import gzip
import zlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from worker.net import decode
from worker.net.decode import BodyDecoder
from worker.net.failure import FetchError

BODIES = st.binary(max_size=400) | st.builds(bytes, st.integers(0, 3000))


@example(bytes(21), "bare", 50, 20)  # zlib has taken in all there is and still holds the last byte back
@given(BODIES, st.sampled_from(["gzip", "deflate", "bare", ""]), st.integers(1, 50), st.integers(1, 300))
@settings(max_examples=150, deadline=None)
def test_any_body_in_any_pieces_comes_out_as_it_was(body: bytes, packing: str, size: int, step: int) -> None:
    bare = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(body[: size * 3]) + gzip.compress(body[size * 3 :]),
        "deflate": zlib.compress(body),
        "bare": bare.compress(body) + bare.flush(),
        "": body,
    }[packing]
    decoder = BodyDecoder(packing.replace("bare", "deflate"), 3000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decode, "STEP_BYTES", step)
        for start in range(0, len(packed), size):
            decoder.feed(packed[start : start + size])
    assert decoder.body == body
    assert decoder.ended


@given(BODIES.filter(bool), st.data())
@settings(max_examples=100, deadline=None)
def test_any_cut_is_noticed_and_what_came_is_a_beginning(body: bytes, data: st.DataObject) -> None:
    packed = gzip.compress(body)
    decoder = BodyDecoder("gzip", 3000)
    decoder.feed(packed[: data.draw(st.integers(1, len(packed) - 1))])
    assert body.startswith(decoder.body)
    assert not decoder.ended


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate"]))
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
    assert len(decoder.body) <= 1001
