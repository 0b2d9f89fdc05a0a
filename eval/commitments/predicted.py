"""Predicted commitments, whoever made them: what ``minuted commitments --json`` prints, checked.

A figure computed from offsets that point elsewhere would be worth nothing, so
every entry is held against the archive before anything is scored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.archive import Archive
from corpus.errors import NotFoundError, UsageError
from corpus.register import BINDING
from indexer.commitments import Kind


@dataclass(frozen=True, slots=True)
class Predicted:
    """One commitment as a system has it.

    Attributes
    ----------
    document_id
        The document it was found in.
    start, end
        Half-open offsets (code points) into the document's canonical text.
    kind, binding
        What it is, and whether somebody is bound.
    owner, due
        The raw words of the record; None where the system states none.
    due_date
        The day that ``due`` was resolved to, if it was. Labels hold no days, so
        it is carried, not scored.
    source
        What made it: a rule's name, or the id it has in a register.
    """

    document_id: str
    start: int
    end: int
    kind: Kind
    binding: bool
    owner: str | None
    due: str | None
    due_date: date | None
    source: str


def read_register(given: Path | Mapping[str, Any], archive: Archive) -> tuple[Predicted, ...]:
    """Read a register and check every entry against the archive it was made from.

    Parameters
    ----------
    given
        What ``minuted commitments --json`` printed: a file, or the object itself.
    archive
        The archive it is about.

    Returns
    -------
    tuple of Predicted
        In the register's order.

    Raises
    ------
    UsageError
        Naming all faulty entries at once: a document the archive does not hold
        or holds with other bytes, offsets outside its text, a quote that is not
        ``text[start:end]``, an unknown kind, a request that binds, fields that
        are missing or of the wrong type; and a list that is only a part.
    """
    name = str(given) if isinstance(given, Path) else "the register"
    entries = _entries(_load(given) if isinstance(given, Path) else given, name)
    reader = _Reader(archive)
    found: list[Predicted] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, entry in enumerate(entries, 1):
        wrong: list[str] = []
        made = reader.read(entry, wrong)
        key = entry.get("id") if isinstance(entry, Mapping) else None
        if isinstance(key, str) and seen.setdefault(key, number) != number:
            wrong.append(f"the id is that of commitment {seen[key]}")
        where = f"commitment {number}" + (f" ({key})" if isinstance(key, str) else "")
        faults += [f"{where}: {what}" for what in wrong]
        if made is not None:
            found.append(made)
    if faults:
        raise UsageError(
            f"{name} cannot be scored:\n  " + "\n  ".join(faults),
            "\nScore it on the archive it was made from: minuted commitments --json",
        )
    return tuple(found)


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"The register in {path} cannot be read: {error}.",
            "Make one with: minuted commitments --json",
        ) from error


def _entries(register: Any, name: str) -> list[Any]:
    entries = register.get("commitments") if isinstance(register, Mapping) else None
    if not isinstance(entries, list):
        raise UsageError(
            f'{name} is no register: it must be an object with a list "commitments".',
            "Make one with: minuted commitments --json",
        )
    total = register.get("total")
    if isinstance(total, int) and total != len(entries):
        raise UsageError(
            f"{name} holds {len(entries)} of {total} commitments; recall would be wrong.",
            "Score the whole register.",
        )
    return entries


class _Reader:
    """Makes records of entries; each document is fetched once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._texts: dict[str, tuple[str, str]] = {}

    def read(self, entry: Any, wrong: list[str]) -> Predicted | None:
        """Return the record of an entry; None when anything was added to ``wrong``."""
        if not isinstance(entry, Mapping):
            wrong.append("not an object")
            return None
        kind = _kind(entry, wrong)
        binding = entry.get("binding")
        if not isinstance(binding, bool):
            wrong.append(f"'binding' must be true or false, not {binding!r}")
        elif binding and kind is not None and kind not in BINDING:
            wrong.append(f"binding, but a {kind.value} never binds")
        owner = _raw(entry, "owner", wrong)
        due = _raw(entry, "due", wrong)
        day = _day(entry, wrong)
        span = self._span(entry, wrong)
        if wrong or kind is None or span is None:
            return None
        source = entry.get("id")
        return Predicted(
            *span,
            kind=kind,
            binding=bool(binding),
            owner=owner,
            due=due,
            due_date=day,
            source=source if isinstance(source, str) else "register",
        )

    def _span(self, entry: Mapping[str, Any], wrong: list[str]) -> tuple[str, int, int] | None:
        citation = entry.get("citation")
        document = citation.get("document") if isinstance(citation, Mapping) else None
        key = document.get("id") if isinstance(document, Mapping) else None
        if not isinstance(citation, Mapping) or not isinstance(key, str):
            wrong.append("it cites no document ('citation.document.id')")
            return None
        start, end = citation.get("start"), citation.get("end")
        if type(start) is not int or type(end) is not int:
            wrong.append("'citation.start' and 'citation.end' must be whole numbers")
            return None
        try:
            text, sha256 = self._text(key)
        except NotFoundError:
            wrong.append(f"the archive holds no document {key!r}")
            return None
        if isinstance(document, Mapping) and document.get("sha256") not in (None, sha256):
            wrong.append(f"the archive holds {key} with another sha256")
        if not 0 <= start < end <= len(text):
            wrong.append(
                f"offsets {start} to {end} are not within the {len(text)} code points of {key}"
            )
            return None
        quotes = [("quote", entry), ("citation.quote", citation)]
        given = [(name, where["quote"]) for name, where in quotes if "quote" in where]
        if not given:
            wrong.append("it holds no quote")
        wrong += [
            f"'{name}' is not what stands at {start} to {end} of {key}"
            for name, quote in given
            if quote != text[start:end]
        ]
        return key, start, end

    def _text(self, key: str) -> tuple[str, str]:
        if key not in self._texts:
            self._texts[key] = (self._archive.text(key), self._archive.document(key).sha256)
        return self._texts[key]


def _kind(entry: Mapping[str, Any], wrong: list[str]) -> Kind | None:
    value = entry.get("kind")
    if isinstance(value, str) and value in set(Kind):
        return Kind(value)
    wrong.append(f"unknown kind {value!r}; known are {', '.join(Kind)}")
    return None


def _raw(entry: Mapping[str, Any], name: str, wrong: list[str]) -> str | None:
    value = entry.get(name)
    raw = value.get("raw") if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or "raw" not in value:
        wrong.append(f"'{name}' must be an object with 'raw'")
    elif raw is not None and not (isinstance(raw, str) and raw.strip()):
        wrong.append(f"'{name}.raw' must be words or null, not {raw!r}")
    return raw if isinstance(raw, str) else None


def _day(entry: Mapping[str, Any], wrong: list[str]) -> date | None:
    due = entry.get("due")
    value = due.get("date") if isinstance(due, Mapping) else None
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        wrong.append(f"'due.date' must be a day (2021-04-30) or null, not {value!r}")
        return None
