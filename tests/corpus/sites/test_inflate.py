import gzip
import zlib

import pytest

from corpus.sites.faults import FetchError
from corpus.sites.inflate import inflate

TEXT = b"It was agreed that the Panel would meet in May. " * 50


def test_what_is_packed_is_unpacked() -> None:
    raw = zlib.compressobj(wbits=-15)
    for packed in (
        gzip.compress(TEXT),
        zlib.compress(TEXT),
        raw.compress(TEXT) + raw.flush(),
        gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]),
        gzip.compress(TEXT) + b"\0\0\0",
    ):
        assert inflate(packed, 10_000) == TEXT
    assert inflate(gzip.compress(b""), 10) == b""


def test_what_unpacks_to_too_much_is_refused_early() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    with pytest.raises(FetchError, match="unpacks to more than"):
        inflate(bomb, 1_000_000)


@pytest.mark.parametrize(
    "packed",
    [gzip.compress(TEXT)[:-20], b"\x1f\x8bnonsense", b"nonsense"],
    ids=["cut", "not gzip", "nothing"],
)
def test_what_is_damaged_is_tried_again(packed: bytes) -> None:
    with pytest.raises(FetchError) as fault:
        inflate(packed, 10_000)
    assert fault.value.again
