"""The manifest of a generation: what it was made of and with, and the sha256 of every file."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import IndexUnusableError

FILE_NAME = "manifest.json"
FORMAT_VERSION = 3
"""Raised whenever an older generation can no longer be opened by this program."""

MEND = "Build the index again: minuted index"


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """The settings an index depends on.

    Attributes
    ----------
    model
        ``all-MiniLM-L6-v2``, a folder, or a hub name.
    lexical_engine
        ``tantivy`` or ``rank-bm25``.
    headers
        Whether body, date and item are indexed with each passage. Always so but for
        the evaluation, which measures what they are worth.
    """

    model: str = "all-MiniLM-L6-v2"
    lexical_engine: str = "tantivy"
    headers: bool = True


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one generation holds.

    Attributes
    ----------
    fingerprint
        Of the catalogue's contents: equal when nothing that is indexed has changed.
    model_key
        Identity of the model and its runtime.
    files
        sha256 of every file of the generation, by its path within it.
    """

    format: int
    generation: str
    created_at: str
    minuted: str
    settings: IndexSettings
    model_key: str
    dimension: int
    versions: dict[str, int]
    fingerprint: str
    documents: int
    passages: int
    commitments: int
    files: dict[str, str]

    def write(self, directory: Path) -> None:
        """Write the manifest into the generation's folder."""
        text = json.dumps(asdict(self), indent=2, sort_keys=True) + "\n"
        (directory / FILE_NAME).write_text(text, encoding="utf-8")


def read_manifest(directory: Path) -> Manifest:
    """Read a generation's manifest.

    Raises
    ------
    IndexUnusableError
        When it is missing, damaged, or of another format.
    """
    path = directory / FILE_NAME
    try:
        values: dict[str, Any] = json.loads(path.read_bytes())
        if values.get("format") != FORMAT_VERSION:
            raise IndexUnusableError(
                f"The index {directory.name} has format {values.get('format')}; "
                f"this Minuted reads format {FORMAT_VERSION}.",
                MEND,
            )
        values["settings"] = IndexSettings(**values["settings"])
        return Manifest(**values)
    except FileNotFoundError:
        raise IndexUnusableError(f"The index {directory.name} has no manifest.", MEND) from None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexUnusableError(
            f"The manifest of index {directory.name} is damaged: {error}.", MEND
        ) from error


def hash_files(directory: Path) -> dict[str, str]:
    """Return the sha256 of every file under a folder except the manifest, by relative path."""
    hashes = {}
    for path in sorted(directory.rglob("*")):
        if path.is_file() and path != directory / FILE_NAME:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            hashes[path.relative_to(directory).as_posix()] = digest
    return hashes


def damaged_files(directory: Path, manifest: Manifest) -> list[str]:
    """Return the files of a generation that are missing, altered, or do not belong to it."""
    found = hash_files(directory)
    names = sorted(set(found) | set(manifest.files))
    # tantivy's lock files come and go with readers and hold nothing.
    return [
        name
        for name in names
        if found.get(name) != manifest.files.get(name) and not name.endswith(".lock")
    ]
