"""What stands beside the body of a Word file: page headers and footers, notes, struck text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from docx.document import Document as WordDocument

from corpus.readers.characters import collapse
from corpus.readers.paragraphs import Paragraph
from corpus.readers.word_xml import Styles, paragraphs_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def running(document: WordDocument, what: str, styles: Styles) -> Iterator[Paragraph]:
    """Yield the distinct lines of the page headers or footers, as furniture.

    Parameters
    ----------
    document
        An opened file.
    what
        "header" or "footer".
    styles
        Those of the document.
    """
    seen: set[str] = set()
    parts = {str(part.partname): part for part in document.part.package.iter_parts()}
    for name in sorted(parts):
        root = getattr(parts[name], "element", None)
        if not name.startswith(f"/word/{what}") or root is None:
            continue
        for paragraph in paragraphs_of(root, styles):
            text = collapse(paragraph.text)
            if text and text not in seen:
                seen.add(text)
                yield replace(paragraph, text=text, row=-1, column=0, furniture=True)


def left_out(document: WordDocument, body: Any) -> list[str]:
    """Return notes of what the file holds and a reading leaves out."""
    counts = {"footnotes": 0, "endnotes": 0, "comments": 0}
    for part in document.part.package.iter_parts():
        which = str(part.partname).rpartition("/")[2].removesuffix(".xml")
        if which == "comments":
            counts[which] += part.blob.count(b"<w:comment ")
        elif which in counts:
            # Two of them are the lines that part notes from the page.
            found = part.blob.count(f"<w:{which[:-1]} ".encode())
            counts[which] += max(0, found - 2)
    deleted = hidden = 0
    for element in body.iter(f"{_W}delText"):
        deleted += len((element.text or "").strip())
    for element in body.iter(f"{_W}vanish"):
        if element.get(f"{_W}val") not in ("0", "false", "off", "none"):
            properties = element.getparent()
            run = properties.getparent() if properties is not None else None
            for text in run.findall(f"{_W}t") if run is not None else ():
                hidden += len((text.text or "").strip())
    return [
        f"{count:,} {one if count == 1 else many} not read."
        for count, one, many in (
            (counts["footnotes"], "footnote", "footnotes"),
            (counts["endnotes"], "endnote", "endnotes"),
            (counts["comments"], "comment", "comments"),
            (deleted, "character of tracked deletions", "characters of tracked deletions"),
            (hidden, "character of hidden text", "characters of hidden text"),
        )
        if count
    ]
