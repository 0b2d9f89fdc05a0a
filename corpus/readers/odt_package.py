"""Opens an OpenDocument text: the zip (.odt) or the single XML file (.fodt) it comes as.

Nothing is unpacked to disk. The parser resolves no entities and reaches no network,
and refuses what nests more than 256 deep.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree

from corpus.errors import ReadError
from corpus.readers.limits import Limits

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_MOST_TAGS = 2_000_000
"""About three seconds of work; a page of minutes has some 500."""

_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"


@dataclass(frozen=True, slots=True)
class Parts:
    """The XML of a document: its own, that of its styles (None where absent), its title."""

    content: Any
    styles: Any
    title: str | None


def open_parts(data: bytes, limits: Limits) -> Parts:
    """Parse what of the file is needed.

    Raises
    ------
    ReadError
        When it is damaged, locked with a password, or unpacks to more than the limits.
    """
    if not data.startswith(b"PK"):
        return _flat(data, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "encrypted-package" in names or _is_locked(archive, names, limits):
                raise locked()
            content = _part(archive, "content.xml", limits)
            styles = _part(archive, "styles.xml", limits) if "styles.xml" in names else None
            meta = _part(archive, "meta.xml", limits) if "meta.xml" in names else None
    except ReadError:
        raise
    except Exception as error:  # damaged zips fail in many ways: BadZipFile, zlib, struct ...
        raise damaged() from error
    return Parts(content, styles, _title(meta))


def damaged() -> ReadError:
    """Return what is said of a file that cannot be opened."""
    return ReadError(
        "The OpenDocument file is damaged and cannot be opened.",
        "Download it again, or open it in a word processor and save it anew.",
    )


def locked() -> ReadError:
    """Return what is said of a file that is encrypted."""
    return ReadError(
        "The OpenDocument file is locked with a password.",
        "Open it in a word processor, take off the password, save it, and add it again.",
    )


def _flat(data: bytes, limits: Limits) -> Parts:
    _check(len(data), limits)
    try:
        root = _parsed(data)
    except etree.XMLSyntaxError as error:
        raise damaged() from error
    return Parts(root, root, _title(root))


def _part(archive: zipfile.ZipFile, name: str, limits: Limits) -> Any:
    entry = archive.getinfo(name)
    if entry.flag_bits & 1:
        raise locked()
    # What a zip hands out never exceeds the size it declares.
    _check(entry.file_size, limits)
    return _parsed(archive.read(entry))


def _is_locked(archive: zipfile.ZipFile, names: set[str], limits: Limits) -> bool:
    if "META-INF/manifest.xml" not in names:
        return False
    manifest = _part(archive, "META-INF/manifest.xml", limits)
    return any(
        entry.get(f"{_MANIFEST}full-path") == "content.xml"
        and entry.find(f"{_MANIFEST}encryption-data") is not None
        for entry in manifest.iter(f"{_MANIFEST}file-entry")
    )


def _parsed(data: bytes) -> Any:
    tags = data.count(b"<")
    if tags > _MOST_TAGS:
        raise ReadError(
            f"The OpenDocument file has {tags:,} marks of layout; up to {_MOST_TAGS:,} are read.",
            "Split the document and add the parts.",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    return etree.fromstring(data, parser)


def _check(size: int, limits: Limits) -> None:
    largest = min(limits.max_xml_bytes, limits.max_decompressed_bytes)
    if size > largest:
        raise ReadError(
            f"The OpenDocument file unpacks to {size / 1e6:,.0f} MB of text and layout; up to "
            f"{largest / 1e6:,.0f} MB are read.",
            "Split the document and add the parts.",
        )


def _title(meta: Any) -> str | None:
    found = meta.find(f".//{_DC_TITLE}") if meta is not None else None
    return (found.text or None) if found is not None else None
