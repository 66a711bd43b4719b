"""The bounded inflater: every way of cutting the wire gives the same body, and no body grows past its bound."""

import gzip
import zlib
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.http.inflate import STEP_BYTES, BodyRefused, Inflater


def raw_deflate(body: bytes) -> bytes:
    squeeze = zlib.compressobj(wbits=-15)
    return squeeze.compress(body) + squeeze.flush()


CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "X-GZIP": gzip.compress,
    "deflate": zlib.compress,
    " deflate ": raw_deflate,
}


def inflated(coding: str, wire: bytes, *, cuts: tuple[int, ...] = (), limit_bytes: int = 10_000_000) -> bytes:
    inflater = Inflater(coding, limit_bytes=limit_bytes)
    body, edges = b"", [0, *sorted(cuts), len(wire)]
    for start, end in pairwise(edges):
        body += b"".join(inflater.feed(wire[start:end]))
    return body + b"".join(inflater.finish())


@given(st.sampled_from(sorted(CODINGS)), st.binary(max_size=2000), st.lists(st.integers(0, 2000), max_size=6))
def test_however_the_wire_cuts_it_the_body_is_the_same(coding: str, body: bytes, cuts: list[int]) -> None:
    if body.startswith(b"\x1f\x8b"):
        return
    wire = CODINGS[coding](body)

    assert inflated(coding, wire, cuts=tuple(min(cut, len(wire)) for cut in cuts)) == body


@pytest.mark.parametrize("size", [STEP_BYTES - 1, STEP_BYTES, STEP_BYTES + 1, 5 * STEP_BYTES])
@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_bodies_around_the_size_of_a_step_are_whole(coding: str, size: int) -> None:
    assert inflated(coding, CODINGS[coding](b"a" * size)) == b"a" * size
    assert inflated("deflate", raw_deflate(b"a" * size)) == b"a" * size


def test_a_gzip_file_may_have_several_members_and_padding() -> None:
    wire = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 7

    assert inflated("gzip", wire) == b"one two"
    assert inflated("gzip", wire, cuts=tuple(range(len(wire)))) == b"one two"
    assert inflated("gzip", gzip.compress(b"one") + b"junk") == b"one"


def test_a_sitemap_that_is_a_gzip_file_is_opened() -> None:
    assert inflated("", gzip.compress(b"<urlset/>")) == b"<urlset/>"


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "gzip,deflate", "compress", "\udcff"])
def test_encodings_we_did_not_ask_for_are_refused(coding: str) -> None:
    with pytest.raises(BodyRefused):
        Inflater(coding, limit_bytes=100)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_stream_without_its_end_is_refused(coding: str) -> None:
    wire = CODINGS[coding](b"a story about a vote " * 50)
    for cut in range(1, len(wire)):
        with pytest.raises(BodyRefused):
            inflated(coding, wire[:cut])


@given(st.sampled_from(["gzip", "deflate"]), st.binary(max_size=200))
def test_any_bytes_are_a_body_or_refused(coding: str, wire: bytes) -> None:
    with suppress(BodyRefused):
        assert len(inflated(coding, wire, limit_bytes=1000)) <= 1000


def test_a_bomb_is_cut_at_the_bound() -> None:
    pieces: list[bytes] = []
    with pytest.raises(BodyRefused, match="too large"):
        pieces.extend(Inflater("gzip", limit_bytes=1_000_000).feed(gzip.compress(b"\0" * 30_000_000)))

    assert sum(len(piece) for piece in pieces) <= 1_000_000


def test_a_body_of_exactly_the_bound_passes() -> None:
    assert len(inflated("gzip", gzip.compress(b"a" * 1000), limit_bytes=1000)) == 1000
    assert len(inflated("", b"a" * 1000, limit_bytes=1000)) == 1000
    with pytest.raises(BodyRefused):
        inflated("", b"a" * 1001, limit_bytes=1000)


def test_a_swarm_of_empty_members_is_refused() -> None:
    with pytest.raises(BodyRefused, match="too many parts"):
        inflated("gzip", gzip.compress(b"") * 2000)
