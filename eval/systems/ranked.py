"""One interface for every system, and the filters they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

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
    store = judge.generation.passages
    once = store.said_once() if store.repeats() else None
    understanding = understand(filters_of(query.filters), judge.generation.passages, None)
    if understanding.filters.unknown:
        return held.NO_ROWS
    rows = judge.channels.select(understanding.passages)
    speaker = understanding.filters.speaker
    if speaker is None:
        return intersect(rows, once)
    named = rows_with_speaker(speaker, judge.channels, judge.archive, judge.generation)
    return intersect(intersect(rows, once), named)
