"""One interface for every system, and the filters they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from eval.filters import filters_of
from eval.records import Query
from indexer.lexical import Rows
from retrieval import held
from retrieval.filters import understand
from retrieval.judging import Judge
from retrieval.search import intersect
from retrieval.speaker_filter import rows_with_speaker

Ranked = Sequence[tuple[str, float]]
"""Passage ids with scores, best first; equal scores are in the order of ids."""


class System(Protocol):
    """Ranks passages."""

    def rank(self, query: Query, k: int) -> Ranked:
        """Return the ``k`` best passages for a query, within its filters."""
        ...


def allowed_rows(judge: Judge, query: Query) -> Rows | None:
    """Return the rows that a query's filters allow; None for all.

    What is asked for comes from the filters alone, never from the query's
    words, so that every system ranks the same passages. A passage that only says again
    what a better rendition of its meeting says is not among them: the product ranks the
    other in its place, and the judgements name the other.
    """
    once = said_once(judge)
    understanding = understand(filters_of(query.filters), judge.generation.passages, None)
    if understanding.filters.unknown:
        return held.NO_ROWS
    rows = judge.channels.select(understanding.passages)
    speaker = understanding.filters.speaker
    if speaker is None:
        return intersect(rows, once)
    named = rows_with_speaker(speaker, judge.channels, judge.archive, judge.generation)
    return intersect(intersect(rows, once), named)


def said_once(judge: Judge) -> Rows | None:
    """Return the rows that repeat no other, ascending (int64); None when none does."""
    repeats = judge.generation.passages.repeats()
    if not repeats:
        return None
    rows = np.arange(len(judge.generation.passages), dtype=np.int64)
    return np.delete(rows, sorted(repeats))
