"""Characters in against characters out: what each format holds, by means of its own.

None of this uses a reader of ours: PDFs by pypdf's plain extraction, Word and
OpenDocument by the text nodes of their XML, pages by the standard library's parser.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections import Counter
from email import message_from_bytes, policy
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import olefile
from pypdf import PdfReader

from corpus.model import Reading

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def characters(text: str) -> Counter[str]:
    """Count what is not white space."""
    return Counter(character for character in text if not character.isspace())


def outside_blocks(reading: Reading) -> str:
    """Return the canonical text that stands in no block, furniture being blocks too."""
    gaps = []
    end = 0
    for block in reading.blocks:
        gaps.append(reading.text[end : block.start])
        end = block.end
    return "".join([*gaps, reading.text[end:]])


def of_pdf(data: bytes) -> str:
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    # Codes that WinAnsiEncoding leaves free show a bullet (ISO 32000-1, D.2, note 3).
    return text.replace("\x7f", "\u2022")


class _Page(HTMLParser):
    """The text of a page but for what is never shown."""

    _SILENT = frozenset({"script", "style", "template", "noscript", "head"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in self._SILENT:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.text.append(data)


def of_html(data: bytes) -> str:
    page = _Page()
    page.feed(data.decode("utf-8"))
    page.close()
    return "".join(page.text)


def of_text(data: bytes) -> str:
    return data.decode("utf-8")


def of_markdown(data: bytes) -> str:
    return data.decode("utf-8")


def of_word(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return "".join(node.text or "" for node in root.iter(f"{_WORD}t"))


def of_odt(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    body = root.find(f"{_OFFICE}body")
    assert body is not None
    for changes in body.iter(f"{_TEXT}tracked-changes"):
        changes.clear()  # who changed what, and what was struck out, is no text of the document
    return "".join(body.itertext())


def of_rtf(data: bytes) -> str:
    """Strip the control words of a simple rich text file (ours has no other escapes)."""
    text = data.decode("ascii")
    text = re.sub(r"\{\\(?:fonttbl|\*)[^{}]*(?:\{[^{}]*\}[^{}]*)*\}", "", text)
    text = re.sub(r"\\'([0-9a-f]{2})", lambda m: bytes.fromhex(m[1]).decode("cp1252"), text)
    return re.sub(r"\\[a-z]+-?\d* ?|[{}\r\n]", "", text)


def of_mail(data: bytes) -> str:
    message = message_from_bytes(data, policy=policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def of_outlook(data: bytes) -> str:
    with olefile.OleFileIO(io.BytesIO(data)) as message:
        return str(message.openstream("__substg1.0_1000001F").read().decode("utf-16-le"))


def has_antiword() -> bool:
    return shutil.which("antiword") is not None


def of_doc(data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.doc"
        path.write_bytes(data)
        done = subprocess.run(
            ["antiword", "-m", "UTF-8.txt", "-w", "0", str(path)], capture_output=True, check=True
        )
    return done.stdout.decode("utf-8")
