"""Opening text files, plain or gz, for reading and for writing."""

from __future__ import annotations

import gzip
import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from corpus.errors import UsageError

GZIP_MAGIC = b"\x1f\x8b"
"""RFC 1952, section 2.3.1."""

COMPRESSION = 6
"""zlib's default, stated so that the same text gives the same bytes under any Python."""


def is_gzip(stream: io.BufferedReader[Any]) -> bool:
    """Tell whether a stream's next bytes begin a gz file; nothing is consumed."""
    return stream.peek(len(GZIP_MAGIC))[: len(GZIP_MAGIC)] == GZIP_MAGIC


@contextmanager
def reading(path: Path) -> Iterator[tuple[io.BufferedReader[Any], bool]]:
    """Open a file's bytes, unpacked where they are gz, whatever the file is called.

    Yields
    ------
    The unpacked bytes, and whether they were packed.

    Raises
    ------
    OSError
        When the file cannot be opened.
    """
    with path.open("rb") as raw:
        if not is_gzip(raw):
            yield raw, False
            return
        with gzip.GzipFile(fileobj=raw) as unpacked, io.BufferedReader(unpacked) as stream:
            yield stream, True


@contextmanager
def writing(path: Path) -> Iterator[TextIO]:
    """Open a text file to be written whole, UTF-8 with LF line ends; gz if it is called so.

    The text goes to a file beside it that takes its place at the end, so that nobody
    ever reads half of it and an error leaves what was there before. The same text
    gives the same bytes: a gz file holds neither a time nor a name. What is no
    regular file (a pipe, ``/dev/stdout``) is written directly.

    Raises
    ------
    UsageError
        When there is no such folder, the path is one, or access is refused; or
        when the text holds what UTF-8 cannot (half a surrogate pair).
    """
    target = Path(os.path.realpath(path))
    direct = target.exists() and not target.is_file() and not target.is_dir()
    part = target if direct else target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        if target.is_dir():
            raise IsADirectoryError
        raw = part.open("wb" if direct else "xb")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError) as error:
        raise UsageError(*_why_not(path, error)) from error
    try:
        with raw:
            yield from _text(raw, packed=path.suffix.lower() == ".gz")
            raw.flush()
            if not direct:
                os.fsync(raw.fileno())
        if not direct:
            part.replace(target)
    except BaseException as error:
        if not direct:
            part.unlink(missing_ok=True)
        if isinstance(error, UnicodeEncodeError):
            bad = ascii(error.object[error.start : error.end])
            raise UsageError(f"{path} cannot be written: UTF-8 has no {bad}.") from error
        raise


def _text(raw: BinaryIO, *, packed: bool) -> Iterator[TextIO]:
    if not packed:
        text = io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
        try:
            yield text
        finally:
            text.detach()
        return
    with (
        gzip.GzipFile(
            filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=COMPRESSION
        ) as unpacked,
        io.TextIOWrapper(unpacked, encoding="utf-8", newline="\n") as wrapped,
    ):
        yield wrapped


def _why_not(path: Path, error: OSError) -> tuple[str, str]:
    if isinstance(error, IsADirectoryError):
        return f"{path} is a folder.", "Name a file."
    if isinstance(error, PermissionError):
        return f"{path} may not be written.", "Name a file in a folder of yours."
    return f"There is no folder {path.parent}.", "Make it first, or name another."
