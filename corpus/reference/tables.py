"""The records of the reference tables, and reading them from JSON with clear errors."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any, Final

from corpus.errors import UsageError
from corpus.reference.json_rows import MEND, Row

_ID_WORDS: Final = re.compile(r"[a-z0-9]+")


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
    valid_from, valid_to
        The first and last day on which it can have met, where they are known.
    generic
        The name alone says nothing of the force ("Monthly Assurance Meeting").
    """

    name: str
    force: str | None = None
    spellings: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """Who oversees a force, under one title, for a time.

    The office goes on under the next title of the same force: a commissioner's
    meetings become the mayor's. A row without a last day ends with the day before
    the first of the next row.

    Attributes
    ----------
    title, short
        As the law calls it ("Police, Fire and Crime Commissioner", "PFCC").
    styles
        Other ways it was written in its time.
    """

    force: str
    title: str
    short: str
    styles: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short form and what it can stand for.

    ``ambiguous`` is True when the reading depends on the force area or is not
    settled; such a form is expanded for searching, never in stored text. ``by_force``
    holds the readings that are known of single forces.
    """

    short: str
    expansions: tuple[str, ...]
    ambiguous: bool = False
    note: str | None = None
    by_force: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def readings(self, forces: Collection[str] = ()) -> tuple[str, ...]:
        """Return what it stands for in some force areas; all readings where none is told.

        A force of which nothing is known leaves every reading open.
        """
        known = dict(self.by_force)
        if not forces or any(force not in known for force in forces):
            return self.expansions
        return tuple(dict.fromkeys(way for force in forces for way in known[force]))


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that people ask about, and the words minutes use for it.

    Attributes
    ----------
    id
        What the register keeps: lower case letters and digits, hyphens between; made from
        the name where the file gives none.
    terms
        Words that stand for it; also in questions, unless ``register_only``.
    also
        Further words by which the register alone knows it.
    register_only
        Only commitments are sorted by it; it widens no question.
    search_only
        It names what is asked for, not what that is about ("commitment"): no commitment is
        sorted by it.
    """

    name: str
    terms: tuple[str, ...]
    id: str = ""
    also: tuple[str, ...] = ()
    register_only: bool = False
    search_only: bool = False

    def __post_init__(self) -> None:
        """Make the id from the name where none is given."""
        if not self.id:
            object.__setattr__(self, "id", topic_id(self.name))


def topic_id(name: str) -> str:
    """Return the id that a topic's name makes.

    >>> topic_id("Night-time economy")
    'night-time-economy'
    """
    return "-".join(_ID_WORDS.findall(name.casefold())) or "topic"


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything one reference file, or all of them together, says."""

    forces: tuple[Force, ...] = ()
    bodies: tuple[Body, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    topics: tuple[Topic, ...] = ()
    offices: tuple[Office, ...] = ()

    def extended(self, other: Tables) -> Tables:
        """Add another file's rows; a row of the same name replaces the older one.

        Bodies of two forces may share a generic name, and an office has one row for
        each day on which its title changed.
        """
        return Tables(
            tuple({f.name.casefold(): f for f in self.forces + other.forces}.values()),
            tuple({_body_key(b): b for b in self.bodies + other.bodies}.values()),
            tuple({a.short: a for a in self.acronyms + other.acronyms}.values()),
            tuple({t.name.casefold(): t for t in self.topics + other.topics}.values()),
            tuple(
                {
                    (o.force.casefold(), o.valid_from): o for o in self.offices + other.offices
                }.values()
            ),
        )


def _body_key(body: Body) -> tuple[str, str]:
    return body.name.casefold(), (body.force or "").casefold() if body.generic else ""


_BUILT_IN: Final = ("forces.json", "bodies.json", "acronyms.json", "topics.json", "offices.json")


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
        raise UsageError(f"The reference file {path} could not be read: {error}.", MEND) from error
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
        raise UsageError(f"{name} is not JSON: {error}.", MEND) from error
    row = Row(data, name, "the file")
    tables = Tables(
        tuple(
            Force(r.text("force"), r.optional("local_policing_body"), r.texts("aliases"))
            for r in row.rows("forces")
        ),
        tuple(
            Body(
                r.text("body"),
                r.optional("force"),
                r.texts("spellings"),
                r.texts("other_names"),
                *r.span(),
                r.flag("generic"),
            )
            for r in row.rows("bodies")
        ),
        tuple(
            Acronym(
                r.text("short"),
                r.texts("expansions", required=True),
                r.flag("ambiguous"),
                r.optional("note"),
                r.lists("by_force"),
            )
            for r in row.rows("acronyms")
        ),
        tuple(
            Topic(
                r.text("name"),
                r.texts("terms", required=True),
                r.slug("id"),
                r.texts("also"),
                r.flag("register_only"),
                r.flag("search_only"),
            )
            for r in row.rows("topics")
        ),
        tuple(
            Office(r.text("force"), r.text("office"), r.text("short"), r.texts("styles"), *r.span())
            for r in row.rows("offices")
        ),
    )
    row.finish()
    return tables
