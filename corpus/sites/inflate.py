"""Unpacking gzip and deflate within a limit: a small answer can unpack to gigabytes."""

from __future__ import annotations

import zlib

from corpus.sites.faults import FetchError

GZIP = b"\x1f\x8b"
_EITHER = 47  # zlib's own marking for "gzip or zlib, by its first bytes"
_RAW = -15


def inflate(data: bytes, max_bytes: int) -> bytes:
    """Return what gzip or deflate data unpacks to.

    Raises
    ------
    FetchError
        When it is damaged or cut short (may be tried again), or larger than ``max_bytes``.
    """
    try:
        return _inflate(data, max_bytes, _EITHER)
    except zlib.error:
        try:
            return _inflate(data, max_bytes, _RAW)  # what some servers call deflate
        except zlib.error:
            raise FetchError("The answer is packed (gzip) and damaged.", again=True) from None


def _inflate(data: bytes, max_bytes: int, kind: int) -> bytes:
    made: list[bytes] = []
    size = 0
    while data:
        unpacker = zlib.decompressobj(kind)
        while data and not unpacker.eof:
            piece = unpacker.decompress(data, max_bytes - size + 1)
            size += len(piece)
            if size > max_bytes:
                raise FetchError(
                    f"The answer unpacks to more than {max_bytes / 1e6:,.0f} MB.",
                    "Raise --max-file-mb if it really is minutes.",
                )
            made.append(piece)
            data = unpacker.unconsumed_tail
        if not unpacker.eof:
            raise FetchError("The answer is packed (gzip) and was cut short.", again=True)
        # Members may follow one another; what is no member (padding) is left.
        data = unpacker.unused_data if unpacker.unused_data.startswith(GZIP) else b""
    return b"".join(made)
