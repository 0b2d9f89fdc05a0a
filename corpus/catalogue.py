"""The catalogue's file: one SQLite database with numbered migrations.

A migration is a file ``migrations/NNNN_what.sql``, run once, in order, each in
one transaction; ``PRAGMA user_version`` holds the number of the last one.
"""

from __future__ import annotations

import re
import sqlite3
from importlib import resources
from pathlib import Path

from corpus.errors import ArchiveError

FILE_NAME = "catalogue.sqlite"


def _migrations() -> list[tuple[int, str]]:
    found = []
    for entry in resources.files("corpus").joinpath("migrations").iterdir():
        match = re.fullmatch(r"(\d{4})_\w+\.sql", entry.name)
        if match:
            found.append((int(match.group(1)), entry.read_text(encoding="utf-8")))
    return sorted(found)


def latest_version() -> int:
    """Return the number of the newest migration this program knows."""
    return _migrations()[-1][0]


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open the catalogue; a writer also brings an older one up to date.

    Parameters
    ----------
    path
        The database file; created when ``write`` is true.
    write
        Whether the caller is going to write. A reader never alters the file:
        an older catalogue is an error for it, not a silent upgrade.

    Raises
    ------
    ArchiveError
        When the file is not a catalogue, is damaged, or was written by a
        newer version of Minuted (or an older one, for a reader).
    """
    try:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA busy_timeout = 10000")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        latest = latest_version()
        if version > latest:
            raise ArchiveError(
                f"The archive was written by a newer Minuted (catalogue version {version}; "
                f"this program knows {latest}).",
                "Update your copy of Minuted, then: pip install -c constraints.txt .",
            )
        if version < latest and not write:
            raise ArchiveError(
                f"The archive's catalogue is of an older version ({version} of {latest}).",
                "Bring it up to date: minuted index",
            )
        if write:
            connection.execute("PRAGMA journal_mode = WAL")
            _migrate(connection, version)
        else:
            connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.DatabaseError as error:
        raise ArchiveError(
            f"The catalogue {path} cannot be opened: {error}.",
            "If the disk is full or the file is not yours, mend that; if the file is damaged, "
            "move it aside and run minuted add on your folders again (the originals are kept "
            "in the archive's originals/ folder).",
        ) from error
    return connection


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    for number, script in _migrations():
        if number <= version:
            continue
        # executescript commits what is open before it starts, so the
        # transaction has to be part of the script for it to be all or nothing.
        connection.executescript(
            f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;"
        )
