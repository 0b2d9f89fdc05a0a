"""The options that several commands share, and how their values are checked."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import UsageError
from retrieval.records import Filters

ArchiveOption = Annotated[
    Path | None,
    typer.Option(
        "--archive",
        metavar="DIR",
        help="The archive's folder (default: MINUTED_ARCHIVE, else ./archive).",
        show_default=False,
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON document instead of text.")
]
ForceOption = Annotated[
    str | None, typer.Option("--force", metavar="NAME", help="Only this police force area.")
]
BodyOption = Annotated[str | None, typer.Option("--body", metavar="NAME", help="Only this body.")]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Only meetings on or after it (2021-03-31)."),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="Only meetings on or before it (2021-03-31)."),
]
ItemOption = Annotated[
    str | None, typer.Option("--item", metavar="TEXT", help="Only items of this number or title.")
]
SpeakerOption = Annotated[
    str | None,
    typer.Option("--speaker", metavar="NAME", help="Only what this person says or is named in."),
]
DocumentOption = Annotated[
    str | None, typer.Option("--document", metavar="ID", help="Only this document.")
]


def words(value: str, what: str) -> str:
    """Return what was typed, as text.

    Raises
    ------
    UsageError
        When it is blank, or not UTF-8; the message names ``what``.
    """
    if any("\ud800" <= character <= "\udfff" for character in value):
        # Under an ASCII locale Python hands the bytes on undecoded.
        try:
            value = os.fsencode(value).decode("utf-8")
        except UnicodeError:
            raise UsageError(f"{what} is not UTF-8 text.", "Type it again.") from None
    if not value.strip():
        raise UsageError(f"{what} is empty.", "Say what to look for.")
    return value


def parse_day(value: str | None, option: str) -> date | None:
    """Return the date an option gives.

    Raises
    ------
    UsageError
        When it is no date of the form 2021-03-31; the message names the option.
    """
    if value is None:
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise UsageError(
            f"{option} {value!r} is not a date.", f"Write it as {option} 2021-03-31."
        ) from None


def filters(
    force: str | None,
    body: str | None,
    since: str | None,
    until: str | None,
    item: str | None,
    speaker: str | None,
    document: str | None,
) -> Filters:
    """Return the filters that the options ask for.

    Raises
    ------
    UsageError
        When one is blank or no date, or the first day comes after the last.
    """
    first, last = parse_day(since, "--since"), parse_day(until, "--until")
    if first and last and first > last:
        raise UsageError(f"--since {first} is after --until {last}.", "Swap the two dates.")
    given = {"force": force, "body": body, "item": item, "speaker": speaker, "document": document}
    texts = {
        name: None if value is None else words(value, f"--{name}") for name, value in given.items()
    }
    return Filters(since=first, until=last, **texts)
