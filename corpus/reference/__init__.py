"""Facts about police scrutiny in England and Wales, as data files.

The doors: `forces`, `bodies`, `acronyms`, `topics`, `fold_body`,
`force_of_body`, `force_of_area`, and `load_extension` for a user's own file of
the same form (one JSON object with any of the lists "forces", "bodies",
"acronyms", "topics").
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from corpus.reference import naming
from corpus.reference.tables import Acronym, Body, Force, Tables, Topic, built_in, tables_from_file

__all__ = [
    "Acronym",
    "Body",
    "Force",
    "Topic",
    "acronyms",
    "bodies",
    "clear_extensions",
    "fold_body",
    "force_of_area",
    "force_of_body",
    "forces",
    "load_extension",
    "topics",
]

_extensions: list[Tables] = []


@cache
def _tables() -> Tables:
    tables = built_in()
    for extension in _extensions:
        tables = tables.extended(extension)
    return tables


def _forget() -> None:
    _tables.cache_clear()
    fold_body.cache_clear()
    force_of_body.cache_clear()


def load_extension(path: Path | str) -> None:
    """Add a user's own reference file to the tables, for this process.

    Raises
    ------
    UsageError
        When the file cannot be read or is not of the form; nothing is added then.
    """
    _extensions.append(tables_from_file(Path(path)))
    _forget()


def clear_extensions() -> None:
    """Go back to the tables that come with the program."""
    _extensions.clear()
    _forget()


def forces() -> tuple[Force, ...]:
    """Give the police force areas: 43 in England and Wales, and the user's own."""
    return _tables().forces


def bodies() -> tuple[Body, ...]:
    """Give the bodies whose force area is known by name."""
    return _tables().bodies


def acronyms() -> tuple[Acronym, ...]:
    """Give the short forms of the field and what they can stand for."""
    return _tables().acronyms


def topics() -> tuple[Topic, ...]:
    """Give the subjects people ask about and the words minutes use for them."""
    return _tables().topics


@lru_cache(maxsize=4096)
def fold_body(name: str) -> str:
    """Write a body's name in its one spelling.

    >>> fold_body("NORTHAMPTONSHIRE POLICE, FIRE & CRIME PANEL")
    'Northamptonshire Police, Fire and Crime Panel'
    """
    return naming.fold(name, _tables())


@lru_cache(maxsize=4096)
def force_of_body(name: str) -> str | None:
    """Tell a body's force area from its name, or None when the name does not say.

    >>> force_of_body("Kent & Medway Police and Crime Panel")
    'Kent'
    """
    return naming.force_of(name, _tables())


def force_of_area(name: str) -> str | None:
    """Tell which force of the tables an area's name means, or None.

    >>> force_of_area("Northants")
    'Northamptonshire'
    """
    return naming.force_named(name, _tables())
