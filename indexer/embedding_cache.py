"""Embeddings kept per content and model, so that adding ten meetings embeds ten meetings.

The key is the sha256 of the indexed text (header and passage) together with the
identity of the model and its runtime: vectors of different runtimes are not
interchangeable at rank level. Every batch is kept as soon as it is made, so a
build that is killed does not embed the same passage twice.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_BATCH = 64
"""Passages between two commits: about a second of work on two cores."""


_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


class EmbeddingCache:
    """A SQLite file of vectors.

    Parameters
    ----------
    path
        The file; made when it is not there. One that is damaged is made anew,
        since everything in it can be computed again.
    model_key
        Identity of model and runtime.
    """

    def __init__(self, path: Path, model_key: str) -> None:
        self._model = model_key
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = self._open(path)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", None) not in _DAMAGED:
                raise  # locked, or the disk is full: what is in it is worth hours
            for ending in ("", "-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
            self._db = self._open(path)

    @staticmethod
    def _open(path: Path) -> sqlite3.Connection:
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(
            "CREATE TABLE IF NOT EXISTS vectors (model TEXT NOT NULL, content BLOB NOT NULL, "
            "vector BLOB NOT NULL, PRIMARY KEY (model, content)) WITHOUT ROWID"
        )
        return db

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def embed(
        self,
        texts: Sequence[str],
        dimension: int,
        compute: Callable[[Sequence[str]], NDArray[np.float32]],
        progress: Callable[[int, int], None] | None = None,
    ) -> tuple[NDArray[np.float32], int]:
        """Return the vectors of ``texts`` and how many had to be computed.

        Parameters
        ----------
        texts
            Indexed texts.
        dimension
            Length of a vector.
        compute
            Embeds some texts: float32, shape (number of texts, dimension).
        progress
            Called with (done, to do) in passages that have to be computed.

        Returns
        -------
        vectors : float32, shape (len(texts), dimension)
        computed : int
        """
        keys = [hashlib.sha256(text.encode("utf-8")).digest() for text in texts]
        vectors = np.zeros((len(texts), dimension), dtype=np.float32)
        missing: dict[bytes, list[int]] = {}
        for row, key in enumerate(keys):
            found = self._db.execute(
                "SELECT vector FROM vectors WHERE model = ? AND content = ?", (self._model, key)
            ).fetchone()
            if found is not None and len(found[0]) == 4 * dimension:
                vectors[row] = np.frombuffer(found[0], dtype="<f4")
            else:
                missing.setdefault(key, []).append(row)
        # Longest first within the whole: batches of like lengths waste no padding,
        # and the time that is left can be told from the share that is done.
        order = sorted(missing, key=lambda key: (-len(texts[missing[key][0]]), key))
        if progress:
            progress(0, len(order))
        for begin in range(0, len(order), _BATCH):
            batch = order[begin : begin + _BATCH]
            made = compute([texts[missing[key][0]] for key in batch])
            self._db.execute("BEGIN")
            self._db.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?,?,?)",
                [
                    (self._model, key, np.ascontiguousarray(vector, dtype="<f4").tobytes())
                    for key, vector in zip(batch, made, strict=True)
                ],
            )
            self._db.execute("COMMIT")
            for key, vector in zip(batch, made, strict=True):
                vectors[missing[key]] = vector
            if progress:
                progress(begin + len(batch), len(order))
        return vectors, len(order)
