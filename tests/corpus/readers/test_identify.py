"""The content decides which reader takes a file; the rest is refused with a mend."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from corpus.errors import ReadError
from corpus.readers import SUFFIXES, Limits, identify, read
from tests.corpus.readers.shapes import html, pdf, saved


def zipped(names: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.pdf", "a.docx", "a", "a.md"])
def test_content_decides_whatever_the_name(name: str) -> None:
    assert identify(html("<p>x</p>"), name).name == "html"
    assert identify(pdf(["x"]), name).name == "pdf"
    assert identify(saved(docx.Document()), name).name == "word"


def test_the_ending_tells_markdown_from_text() -> None:
    assert identify(b"# A\n\ntext", "a.md").name == "markdown"
    assert identify(b"# A\n\ntext", "a.txt").name == "text"
    assert identify(b"The <b>board</b> met.", "a.txt").name == "text"


def test_versions_are_positive_and_suffixes_are_those_read() -> None:
    assert identify(b"x", "a.txt").version >= 1
    assert {".html", ".htm", ".pdf", ".docx", ".txt", ".md"} == SUFFIXES


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\xc2\xa0\n", "a.txt", "no text"),
        (html("<p> </p>"), "a.html", "no text"),
        (b"just text", "a.docx", "not a Word document"),
        (b"just text", "a.pdf", "not a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", r"old Word \(\.doc\)"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a.png", "PNG"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "a.jpg", "JPEG"),
        (b"{\\rtf1 hello}", "a.rtf", r"\.rtf"),
        (bytes(range(256)) * 20, "a.txt", "not text"),
        (b"PK\x03\x04 not a zip at all", "a.docx", "damaged"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "a.odt", "OpenDocument"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "a.xlsx", "spreadsheet"),
        (zipped({"a.txt": b"x"}), "a.zip", "zip archive"),
    ],
)
def test_what_is_not_read_is_refused_with_a_mend(data: bytes, name: str, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read(data, name)
    assert caught.value.mend


def test_too_large_names_limit_and_setting() -> None:
    with pytest.raises(ReadError, match=r"up to 0\.0 MB.*MINUTED_MAX_FILE_MB"):
        read(b"The board met.", "a.txt", Limits(max_bytes=10))
