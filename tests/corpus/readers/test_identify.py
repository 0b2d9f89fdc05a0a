"""The content decides which reader takes a file; the rest is refused with a mend."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from corpus.errors import ReadError
from corpus.readers import SUFFIXES, Limits, identify, read
from eval.benchmarks.made_files import RTF, mail, odt, old_word, outlook
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
    assert identify(odt(), name).name == "odt"
    assert identify(RTF, name).name == "rtf"
    assert identify(old_word(), name).name == "doc"
    assert identify(outlook(), name).name == "outlook"
    assert identify(mail(), name).name == "mail"


def test_the_ending_tells_markdown_from_text() -> None:
    assert identify(b"# A\n\ntext", "a.md").name == "markdown"
    assert identify(b"# A\n\ntext", "a.txt").name == "text"
    assert identify(b"The <b>board</b> met.", "a.txt").name == "text"


def test_versions_are_positive_and_suffixes_are_those_read() -> None:
    assert identify(b"x", "a.txt").version >= 1
    assert {".html", ".htm", ".pdf", ".docx", ".txt", ".md"} < SUFFIXES
    assert {".doc", ".odt", ".fodt", ".rtf", ".eml", ".msg", ".mht", ".zip"} < SUFFIXES


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\xc2\xa0\n", "a.txt", "no text"),
        (html("<p> </p>"), "a.html", "no text"),
        (b"just text", "a.docx", "not a Word document"),
        (b"just text", "a.pdf", "not a PDF"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "a.doc",
            "old Office file that is damaged",
        ),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a.png", "PNG"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "a.jpg", "JPEG"),
        (b"{\\rtf1 }", "a.rtf", "no text"),
        (b'x\x9f>"\x00\x01', "winmail.dat", "only Outlook opens"),
        (bytes(range(256)) * 20, "a.txt", "not text"),
        (b"PK\x03\x04 not a zip at all", "a.docx", "damaged"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "a.odt", "damaged"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.graphics"}), "a.odt", "drawing"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "a.xlsx", "spreadsheet"),
        (zipped({"ppt/presentation.xml": b"<x/>"}), "a.pptx", "presentation"),
        (zipped({"Index/Document.iwa": b"x"}), "a.pages", "iWork"),
        (zipped({"a.txt": b"x"}), "a.zip", "none itself"),
    ],
)
def test_what_is_not_read_is_refused_with_a_mend(data: bytes, name: str, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read(data, name)
    assert caught.value.mend


def test_too_large_names_limit_and_setting() -> None:
    with pytest.raises(ReadError, match=r"up to 0\.0 MB.*MINUTED_MAX_FILE_MB"):
        read(b"The board met.", "a.txt", Limits(max_bytes=10))
