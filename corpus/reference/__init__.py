"""Facts about police scrutiny in England and Wales, as data files.

The doors: `forces`, `bodies`, `offices`, `acronyms`, `topics`, `fold_body`,
`force_of_body`, `force_of_area`, `same_body` (one name for a body under all its
names), `out_of_its_time`, `known_body_in`, and `load_extension` for a user's own
file of the same form (one JSON object with any of the lists "forces", "bodies",
"offices", "acronyms", "topics").
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from corpus.reference import naming, succession
from corpus.reference.tables import (
    Acronym,
    Body,
    Force,
    Office,
    Tables,
    Topic,
    built_in,
    tables_from_file,
)

__all__ = [
    "Acronym",
    "Body",
    "Force",
    "Office",
    "Topic",
    "acronyms",
    "bodies",
    "clear_extensions",
    "extensions",
    "fold_body",
    "force_of_area",
    "force_of_body",
    "forces",
    "known_body_in",
    "load_extension",
    "offices",
    "out_of_its_time",
    "same_body",
    "set_extensions",
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
    same_body.cache_clear()


def load_extension(path: Path | str) -> None:
    """Add a user's own reference file to the tables, for this process.

    Raises
    ------
    UsageError
        When the file cannot be read or is not of the form; nothing is added then.
    """
    _extensions.append(tables_from_file(Path(path)))
    _forget()


def extensions() -> tuple[Tables, ...]:
    """Return the tables that were added to the built-in ones, in order."""
    return tuple(_extensions)


def set_extensions(tables: Iterable[Tables]) -> None:
    """Add just these tables to the built-in ones: what another process of ours has."""
    _extensions[:] = tables
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


def offices() -> tuple[Office, ...]:
    """Give who has overseen each force, and under which title, by force and first day."""
    return succession.in_order(_tables())


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


@lru_cache(maxsize=4096)
def same_body(name: str, force: str | None) -> str:
    """Give one name for a body under whatever name it met: for grouping, not for showing.

    >>> same_body("Northamptonshire Police and Crime Panel", "Northamptonshire")
    'Northamptonshire Police, Fire and Crime Panel'
    >>> same_body("Northants PFCC: Police Assurance & Accountability Meeting", "Northamptonshire")
    'Police Assurance and Accountability Meeting'
    """
    return succession.one_name(name, force, _tables())


def out_of_its_time(name: str, force: str | None, held_on: date) -> str | None:
    """Tell why a body of this name can hardly have met on a day, or None when it can."""
    return succession.out_of_its_time(name, force, held_on, _tables())


def known_body_in(title: str) -> str | None:
    """Give the body of the tables with whose name a title begins, or None.

    >>> known_body_in("Local Public Data Panel minutes from 4 July")
    'Local Public Data Panel'
    """
    return naming.known_at_start(title, _tables())
