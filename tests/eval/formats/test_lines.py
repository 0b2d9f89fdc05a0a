"""Whatever a file holds, its text comes line by line and the rest is told with its line."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest

from eval.formats.faults import Fault, Findings
from eval.formats.lines import LONGEST_LINE, Lines


def read(path: Path, content: bytes | None = None) -> tuple[list[tuple[int, str]], Findings, Lines]:
    if content is not None:
        path.write_bytes(content)
    findings = Findings()
    lines = Lines(path, findings)
    return list(lines), findings, lines


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file"


def test_lines_are_numbered_and_blank_ones_left_out(path: Path) -> None:
    text, findings, lines = read(path, b"a\n\n \t\nb\x0bc\xc2\x85d\nlast")
    assert text == [(1, "a"), (4, "b\x0bc\x85d"), (5, "last")]
    assert not findings.faults.count
    assert findings.warnings.all() == (
        Fault(2, "blank lines, which some tools refuse (2 lines, from here on)"),
    )
    assert (lines.count, lines.packed, lines.marked) == (5, False, False)


@pytest.mark.parametrize("packed", [False, True])
def test_crlf_and_a_byte_order_mark_are_taken_off_and_warned_of(path: Path, packed: bool) -> None:
    content = b"\xef\xbb\xbfa\r\nb\nc\r\n\xef\xbb\xbfd"
    text, findings, lines = read(path, gzip.compress(content) if packed else content)
    assert text == [(1, "a"), (2, "b"), (3, "c"), (4, "\ufeffd")]
    assert [w.line for w in findings.warnings.all()] == [1, 1]
    assert findings.warnings.all()[0].message.startswith("a byte order mark")
    assert findings.warnings.all()[1].message == "lines that end in CR LF (2 lines, from here on)"
    assert (lines.packed, lines.marked) == (packed, True)


def test_every_line_that_is_not_utf_8_is_named_and_the_others_are_read(path: Path) -> None:
    text, findings, _ = read(path, b"ok\ncaf\xe9\nok\n\xff\n")
    assert text == [(1, "ok"), (3, "ok")]
    first, second = findings.faults.all()
    assert first == Fault(2, "byte 4 (0xe9) is not UTF-8; save the file as UTF-8")
    assert second.line == 4


def test_a_nul_far_down_is_a_fault_of_its_line(path: Path) -> None:
    text, findings, _ = read(path, b"ok\n" * 10_000 + b"a\0b\nok\n")
    assert len(text) == 10_001
    assert findings.faults.all() == (Fault(10_001, "a NUL byte, which no text holds"),)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\n\n  \r\n", "the file holds nothing but blank lines"),
        (b"%PDF-1.7\n\0\1\2", "this is a binary file, not lines of text"),
        ("a b\n".encode("utf-16"), "the file is UTF-16; save it as UTF-8"),
        (gzip.compress(b""), "the file is empty"),
    ],
)
def test_what_holds_no_lines_is_one_fault(path: Path, content: bytes, message: str) -> None:
    text, findings, _ = read(path, content)
    assert text == []
    assert findings.faults.all() == (Fault(None, message),)


def test_a_gz_file_that_is_cut_off_or_damaged_is_told_where(path: Path) -> None:
    whole = gzip.compress(b"".join(b"line %d\n" % n for n in range(20_000)))
    text, findings, _ = read(path, whole[:-4000])
    (fault,) = findings.faults.all()
    assert fault.line == len(text) + 1 > 1000
    assert "damaged or cut off" in fault.message
    for broken in (whole[:5000] + b"\xff" * 50 + whole[5050:], b"\x1f\x8b", b"\x1f\x8b\x08rubbish"):
        _, findings, _ = read(path, broken)
        assert "damaged or cut off" in findings.faults.all()[-1].message


def test_what_is_not_there_or_is_a_folder_is_told(path: Path, tmp_path: Path) -> None:
    assert read(path)[1].faults.all() == (Fault(None, "there is no such file"),)
    assert read(tmp_path)[1].faults.all() == (Fault(None, "this is a folder, not a file"),)
    (fault,) = read(tmp_path / ("y" * 300))[1].faults.all()
    assert fault == Fault(None, "the file cannot be read: File name too long")


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
def test_a_line_of_the_longest_length_is_read_and_a_longer_one_told(path: Path, end: bytes) -> None:
    longest = b"x" * LONGEST_LINE
    text, findings, _ = read(path, b"a\n" + longest + end)
    assert [len(line) for _, line in text] == [1, LONGEST_LINE]
    assert not findings.faults.count
    text, findings, lines = read(path, b"a\n" + longest + b"x" + end + (b"b\n" if end else b""))
    assert [line for _, line in text] == (["a", "b"] if end else ["a"])
    assert findings.faults.all() == (Fault(2, "longer than 1,048,576 bytes, which no record is"),)
    assert lines.count == (3 if end else 2)


def test_a_giant_line_does_not_fill_memory(path: Path) -> None:
    path.write_bytes(gzip.compress(b"x" * (64 << 20) + b"\nb\n", 1))
    tracemalloc.start()
    try:
        text, findings, _ = read(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert text == [(2, "b")]
    assert findings.faults.all()[0].line == 1
    assert peak < 8 << 20
