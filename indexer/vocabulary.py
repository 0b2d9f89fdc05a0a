"""The words of a generation: in how many passages each occurs, and which look alike.

Kept beside the postings so that both lexical engines share one count, and so
that a word the record does not hold ("burglery") can be met with the ones it
does hold. The record's own misspellings stay findable and are never corrected.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from indexer.analysis import SENTINEL

FILE_NAME = "vocabulary.sqlite"

_SHORTEST = 6
"""Letters of a stem. Among shorter ones nearly everything is one letter from something:
"drone" from "done"."""


def write_vocabulary(directory: Path, passages: Sequence[Sequence[str]]) -> None:
    """Write the passage frequency of every token."""
    counts: Counter[str] = Counter()
    for tokens in passages:
        counts.update(set(tokens))
    counts.pop(SENTINEL, None)
    db = sqlite3.connect(directory / FILE_NAME, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute(
            "CREATE TABLE terms (token TEXT PRIMARY KEY, passages INTEGER NOT NULL) WITHOUT ROWID"
        )
        db.execute("BEGIN")
        db.executemany("INSERT INTO terms VALUES (?,?)", sorted(counts.items()))
        db.execute("COMMIT")
    finally:
        db.close()


class Vocabulary:
    """The words of one generation, for reading."""

    def __init__(self, directory: Path) -> None:
        uri = f"{(directory / FILE_NAME).resolve().as_uri()}?mode=ro&immutable=1"
        self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def passages_with(self, token: str) -> int:
        """Return in how many passages a token occurs."""
        row = self._db.execute("SELECT passages FROM terms WHERE token = ?", (token,)).fetchone()
        return int(row[0]) if row else 0

    def alike(self, token: str, most: int = 3) -> list[str]:
        """Return words of the record at an edit distance of one (two from nine letters on).

        The first letter has to agree: people rarely mistype it, and it keeps the
        look-up to one stretch of the list. Nearest first, then the more frequent.
        """
        if len(token) < _SHORTEST or not token.isalpha():
            return []
        limit = 2 if len(token) >= 9 else 1
        found = self._db.execute(
            "SELECT token, passages FROM terms WHERE token >= ? AND token < ? "
            "AND length(token) BETWEEN ? AND ?",
            (token[0], chr(ord(token[0]) + 1), len(token) - limit, len(token) + limit),
        )
        near = []
        for other, count in found:
            distance = edit_distance(token, other, limit)
            if distance is not None and other != token and other.isalpha():
                near.append((distance, -count, other))
        return [other for _, _, other in sorted(near)[:most]]


def edit_distance(one: str, other: str, limit: int) -> int | None:
    """Return the edits (insert, delete, replace, swap neighbours) between two words.

    None when there are more than ``limit``. Restricted Damerau-Levenshtein
    distance, row by row.
    """
    if abs(len(one) - len(other)) > limit:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row_above = before, row
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(row_above[j] + 1, row[j - 1] + 1, row_above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return None
        before = row_above
    return row[-1] if row[-1] <= limit else None
