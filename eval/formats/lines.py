"""The numbered lines of a text file, and what is wrong with the text itself."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.formats.faults import Findings, Tally
from eval.formats.opening import reading

LONGEST_LINE = 1 << 20
"""Bytes, without the line end. A longer line is no record of any of our formats, and reading
it would take as much memory as whoever made the file liked."""

Numbered = tuple[int, str]
"""A line's number, from 1, and its text without the line end."""

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SKIPPED = 1 << 16
"""Bytes taken at a time of what is not looked at."""


class Lines:
    """The lines of a file, in one pass; blank ones are left out.

    Faults and warnings of the text go to the findings as the lines are drawn: bytes
    that are not UTF-8, NUL, lines over :data:`LONGEST_LINE` (these lines are left
    out), an empty file, a damaged gz file, a file that cannot be opened. At most one
    line is in memory at a time.

    Attributes
    ----------
    count
        Lines drawn so far, the blank and the faulty ones too.
    packed
        Whether the file is gz.
    marked
        Whether it begins with a byte order mark, which is left out.
    """

    def __init__(self, path: Path, findings: Findings) -> None:
        self.count = 0
        self.packed = False
        self.marked = False
        self._path = path
        self._findings = findings
        self._blank = Tally("blank lines, which some tools refuse")
        self._crlf = Tally("lines that end in CR LF")

    def __iter__(self) -> Iterator[Numbered]:
        findings = self._findings
        try:
            with reading(self._path) as (stream, self.packed):
                if self._is_text(stream):
                    yield from self._text_lines(stream)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            findings.fault(self.count + 1, f"the gz file is damaged or cut off here: {error}")
        except IsADirectoryError:
            findings.fault(None, "this is a folder, not a file")
        except FileNotFoundError:
            findings.fault(None, "there is no such file")
        except OSError as error:
            findings.fault(None, f"the file cannot be read: {error.strerror or error}")

    def _is_text(self, stream: io.BufferedReader[Any]) -> bool:
        head = stream.peek(_SKIPPED)
        if head.startswith(_UTF_16):
            self._findings.fault(None, "the file is UTF-16; save it as UTF-8")
            return False
        if b"\0" in head:
            self._findings.fault(None, "this is a binary file, not lines of text")
            return False
        if not head:
            self._findings.fault(None, "the file is empty")
            return False
        return True

    def _text_lines(self, stream: io.BufferedReader[Any]) -> Iterator[Numbered]:
        while raw := stream.readline(LONGEST_LINE + 2):
            self.count += 1
            text = self._text(raw, stream)
            if text is None:
                continue
            if not text.strip():
                self._blank.add(self.count)
                continue
            yield self.count, text
        if self._blank.count == self.count:
            self._findings.fault(None, "the file holds nothing but blank lines")
        self._blank.warn(self._findings)
        self._crlf.warn(self._findings)

    def _text(self, raw: bytes, stream: io.BufferedReader[Any]) -> str | None:
        """Return a line's text; None where it has none, which the findings are told."""
        line = raw.removesuffix(b"\n")
        whole = len(line) < len(raw)
        if line.endswith(b"\r"):
            line = line[:-1]
            self._crlf.add(self.count)
        if len(line) > LONGEST_LINE:
            while not whole and (more := stream.readline(_SKIPPED)):
                whole = more.endswith(b"\n")
            self._findings.fault(
                self.count, f"longer than {LONGEST_LINE:,} bytes, which no record is"
            )
            return None
        if self.count == 1 and line.startswith(codecs.BOM_UTF8):
            line = line[len(codecs.BOM_UTF8) :]
            self.marked = True
            self._findings.warn(1, "a byte order mark, which some tools take for part of an id")
        if b"\0" in line:
            self._findings.fault(self.count, "a NUL byte, which no text holds")
            return None
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError as error:
            self._findings.fault(
                self.count,
                f"byte {error.start + 1} (0x{line[error.start]:02x}) is not UTF-8; "
                "save the file as UTF-8",
            )
            return None
