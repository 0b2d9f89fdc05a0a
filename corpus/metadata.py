"""Sidecars: what a file beside a document, or one CSV for many, says of it.

A sidecar of ``minutes.html`` is ``minutes.json`` or ``minutes.html.json``: an
object with any of ``body, force, date, title, status, source_url``. The CSV has
a column ``file`` and any of the same names, one row a file. A field that is
given wins over what the text says; an empty one says nothing.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from corpus.errors import ReadError, UsageError
from corpus.model import MeetingStatus, Metadata

FIELDS = tuple(field.name for field in fields(Metadata))
_LONGEST = 500
"""Code points: longer than any body or title on a published page, shorter than a mistake."""


def merge(older: Metadata, newer: Metadata) -> Metadata:
    """Return ``older`` with every field that ``newer`` gives."""
    given = {name: getattr(newer, name) for name in FIELDS if getattr(newer, name) is not None}
    return replace(older, **given)


def parse(values: Mapping[str, object]) -> Metadata:
    """Check the fields of one sidecar.

    Raises
    ------
    ValueError
        With a message that names the field that is wrong.
    """
    unknown = sorted(set(values) - set(FIELDS))
    if unknown:
        raise ValueError(f"unknown field {unknown[0]!r} (known: {', '.join(FIELDS)})")
    given: dict[str, str] = {}
    for name, value in values.items():
        if value is None:
            continue
        if not isinstance(value, str):
            raise ValueError(f"{name} must be text, not {type(value).__name__}")
        text = " ".join(value.split())
        if len(text) > _LONGEST:
            raise ValueError(f"{name} is longer than {_LONGEST} characters")
        if text:
            given[name] = text
    held_on = None
    if "date" in given:
        try:
            held_on = date.fromisoformat(given["date"])
        except ValueError:
            raise ValueError(f"date {given['date']!r} is not of the form 2025-03-10") from None
    status = None
    if "status" in given:
        try:
            status = MeetingStatus(given["status"].lower())
        except ValueError:
            known = ", ".join(MeetingStatus)
            raise ValueError(f"status {given['status']!r} is none of {known}") from None
    return Metadata(
        body=given.get("body"),
        force=given.get("force"),
        date=held_on,
        title=given.get("title"),
        status=status,
        source_url=given.get("source_url"),
    )


def sidecar_of(path: Path) -> Path | None:
    """Return the sidecar beside a file, if there is one."""
    for candidate in (path.with_name(path.name + ".json"), path.with_suffix(".json")):
        if candidate != path and candidate.is_file():
            return candidate
    return None


def read_sidecar(path: Path) -> Metadata:
    """Read one sidecar file.

    Raises
    ------
    ReadError
        When it is not a JSON object of the known fields.
    """
    try:
        values = json.loads(path.read_bytes())
        if not isinstance(values, dict):
            raise ValueError("it is not a JSON object")
        return parse(values)
    except (ValueError, RecursionError, OSError) as error:
        raise ReadError(
            f"The sidecar {path.name} cannot be used: {error}.",
            "Correct it, or move it away, and add the file again.",
        ) from error


@dataclass(frozen=True, slots=True)
class MetadataTable:
    """The rows of ``--metadata FILE.csv``, by the file they name."""

    path: Path
    rows: Mapping[str, Metadata]

    def lookup(self, source: Path) -> tuple[str, Metadata] | None:
        """Return the row for a file: the longest matching end of its path."""
        parts = source.parts
        for start in range(len(parts)):
            key = "/".join(parts[start:])
            if key in self.rows:
                return key, self.rows[key]
        return None


def read_table(path: Path) -> MetadataTable:
    """Read the whole CSV, or say everything that is wrong with it at once.

    Raises
    ------
    UsageError
        Before any document is touched: a table that is half right would leave
        an archive that is half right.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"The metadata file {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        raise UsageError(
            f"The metadata file {path} is not UTF-8 text.", "Save it as 'CSV UTF-8'."
        ) from None
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    faults: list[str] = []
    names = [name.strip() for name in reader.fieldnames or []]
    if "file" not in names:
        faults.append("line 1: there is no column named 'file'")
    faults += [
        f"line 1: unknown column {name!r} (known: file, {', '.join(FIELDS)})"
        for name in names
        if name not in (*FIELDS, "file")
    ]
    found: dict[str, Metadata] = {}
    try:
        for row in reader if not faults else ():
            line = reader.line_num
            if row.get(""):
                faults.append(f"line {line}: more cells than columns (quote those with commas)")
                continue
            cells = {name.strip(): value for name, value in row.items()}
            name = cells.pop("file").strip().replace("\\", "/").removeprefix("./")
            if not name:
                faults.append(f"line {line}: the file name is empty")
            elif name in found:
                faults.append(f"line {line}: {name} has a row already")
            else:
                try:
                    found[name] = parse(cells)
                except ValueError as error:
                    faults.append(f"line {line}: {error}")
    except csv.Error as error:
        faults.append(f"line {reader.line_num}: {error}")
    if faults:
        listed = "\n  ".join(faults[:20])
        more = f"\n  and {len(faults) - 20} more" if len(faults) > 20 else ""
        raise UsageError(
            f"The metadata file {path} cannot be used:\n  {listed}{more}\n",
            "Nothing was added. Correct it and run the command again.",
        )
    return MetadataTable(path, found)
