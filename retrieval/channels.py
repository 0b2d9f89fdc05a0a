"""The one interface through which a question reaches the two channels.

Nothing above it knows whether a local generation answers or something else:
given a question vector, question terms and a filter it returns scored rows.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.generation import Generation
from indexer.lexical import LexicalQuery, ScoredRows
from indexer.passage_store import PassageFilter

Rows = NDArray[np.int64]
Vector = NDArray[np.float32]
Scores = NDArray[np.float32]


class Channels(Protocol):
    """Two rankings of the same passages, numbered in the order of their ids."""

    @property
    def size(self) -> int:
        """Number of passages."""
        ...

    def select(self, wanted: PassageFilter) -> Rows | None:
        """Return the rows that fit a filter, ascending; None for all."""
        ...

    def matching(self, query: LexicalQuery) -> Rows | None:
        """Return the rows that hold the required phrases and none excluded; None for all."""
        ...

    def dense(self, vector: Vector, limit: int, allowed: Rows | None) -> ScoredRows:
        """Return the nearest rows by cosine."""
        ...

    def lexical(self, query: LexicalQuery, limit: int, allowed: Rows | None) -> ScoredRows:
        """Return the best rows by BM25, without those that score 0."""
        ...

    def dense_scores(self, vector: Vector, rows: Rows) -> Scores:
        """Return the cosines of some rows."""
        ...

    def lexical_scores(self, query: LexicalQuery, rows: Rows) -> Scores:
        """Return the BM25 scores of some rows."""
        ...


class LocalChannels:
    """The channels of one generation on this machine."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation

    @property
    def size(self) -> int:
        """Number of passages."""
        return self._generation.dense.size

    def select(self, wanted: PassageFilter) -> Rows | None:
        """Return the rows that fit a filter."""
        return self._generation.passages.select(wanted)

    def matching(self, query: LexicalQuery) -> Rows | None:
        """Return the rows that satisfy phrases and exclusions."""
        return self._generation.lexical.matching(query)

    def dense(self, vector: Vector, limit: int, allowed: Rows | None) -> ScoredRows:
        """Return the nearest rows by cosine."""
        return self._generation.dense.search(vector, limit, allowed)

    def lexical(self, query: LexicalQuery, limit: int, allowed: Rows | None) -> ScoredRows:
        """Return the best rows by BM25."""
        return self._generation.lexical.search(query, limit, allowed)

    def dense_scores(self, vector: Vector, rows: Rows) -> Scores:
        """Return the cosines of some rows."""
        return self._generation.dense.score_rows(vector, rows)

    def lexical_scores(self, query: LexicalQuery, rows: Rows) -> Scores:
        """Return the BM25 scores of some rows."""
        return self._generation.lexical.score_rows(query, rows)
