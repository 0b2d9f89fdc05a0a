"""The records of the reference tables, and reading them from JSON with clear errors."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final

from corpus.errors import UsageError


@dataclass(frozen=True, slots=True)
class Force:
    """A police force area: the stable key, since bodies change names and hosts.

    Attributes
    ----------
    name
        The name of the area ("Northamptonshire").
    local_policing_body
        Who oversees it ("PFCC", "Mayor (2024)"), or None.
    aliases
        Other names of the same area ("Northants").
    """

    name: str
    local_policing_body: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A body that meets.

    Attributes
    ----------
    name
        The canonical spelling.
    force
        The force area it belongs to, or None.
    spellings
        Other ways to write the same name; folded to ``name``.
    other_names
        Names it had at other times; they keep their wording and share the force.
    """

    name: str
    force: str | None = None
    spellings: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short form and what it can stand for.

    ``ambiguous`` is True when the reading depends on the force area or is not
    settled; such a form is expanded for searching, never in stored text.
    """

    short: str
    expansions: tuple[str, ...]
    ambiguous: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that people ask about, and the words minutes use for it."""

    name: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything one reference file, or all of them together, says."""

    forces: tuple[Force, ...] = ()
    bodies: tuple[Body, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    topics: tuple[Topic, ...] = ()

    def extended(self, other: Tables) -> Tables:
        """Add another file's rows; a row of the same name replaces the older one."""
        return Tables(
            tuple({f.name.casefold(): f for f in self.forces + other.forces}.values()),
            tuple({b.name.casefold(): b for b in self.bodies + other.bodies}.values()),
            tuple({a.short: a for a in self.acronyms + other.acronyms}.values()),
            tuple({t.name.casefold(): t for t in self.topics + other.topics}.values()),
        )


_BUILT_IN: Final = ("forces.json", "bodies.json", "acronyms.json", "topics.json")
_MEND: Final = "Mend the file, or remove it from the settings; docs describe its form."


def built_in() -> Tables:
    """Read the tables that come with the program."""
    here = resources.files("corpus.reference")
    tables = Tables()
    for name in _BUILT_IN:
        text = here.joinpath(name).read_text(encoding="utf-8")
        tables = tables.extended(tables_from_json(text, name))
    return tables


def tables_from_file(path: Path) -> Tables:
    """Read a user's own reference file.

    Raises
    ------
    UsageError
        When the file cannot be read or is not of the form.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The reference file {path} could not be read: {error}.", _MEND) from error
    return tables_from_json(text, str(path))


def tables_from_json(text: str, name: str) -> Tables:
    """Read tables from JSON text; ``name`` is the file named in messages.

    Raises
    ------
    UsageError
        When the text is not JSON or not of the form.
    """
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{name} is not JSON: {error}.", _MEND) from error
    row = _Row(data, name, "the file")
    tables = Tables(
        tuple(
            Force(r.text("force"), r.optional("local_policing_body"), r.texts("aliases"))
            for r in row.rows("forces")
        ),
        tuple(
            Body(r.text("body"), r.optional("force"), r.texts("spellings"), r.texts("other_names"))
            for r in row.rows("bodies")
        ),
        tuple(
            Acronym(
                r.text("short"),
                r.texts("expansions", required=True),
                r.flag("ambiguous"),
                r.optional("note"),
            )
            for r in row.rows("acronyms")
        ),
        tuple(Topic(r.text("name"), r.texts("terms", required=True)) for r in row.rows("topics")),
    )
    row.finish()
    return tables


class _Row:
    """One JSON object, read key by key, so that a wrong or unknown key is named."""

    def __init__(self, data: Any, file: str, place: str) -> None:
        self._file = file
        self._place = place
        if not isinstance(data, dict):
            raise self._error("must be an object in curly brackets")
        self._data: dict[str, Any] = dict(data)

    def _error(self, what: str) -> UsageError:
        return UsageError(f"{self._file}: {self._place} {what}.", _MEND)

    def optional(self, key: str) -> str | None:
        value = self._data.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self._error(f'has a "{key}" that is not text')
        return value.strip()

    def text(self, key: str) -> str:
        value = self.optional(key)
        if value is None:
            raise self._error(f'lacks "{key}"')
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        value = self._data.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self._error(f'has a "{key}" that is not a list of texts')
        if required and not value:
            raise self._error(f'lacks "{key}"')
        return tuple(v.strip() for v in value)

    def flag(self, key: str) -> bool:
        value = self._data.pop(key, False)
        if not isinstance(value, bool):
            raise self._error(f'has a "{key}" that is neither true nor false')
        return value

    def rows(self, key: str) -> list[_Row]:
        value = self._data.pop(key, [])
        if not isinstance(value, list):
            raise self._error(f'has a "{key}" that is not a list')
        self._children = getattr(self, "_children", [])
        rows = [_Row(v, self._file, f'entry {n} of "{key}"') for n, v in enumerate(value, start=1)]
        self._children.extend(rows)
        return rows

    def finish(self) -> None:
        """Refuse keys that nothing has read: a misspelt key would be lost silently."""
        for row in (self, *getattr(self, "_children", [])):
            if row._data:
                raise row._error(f'has an unknown key "{min(row._data)}"')
