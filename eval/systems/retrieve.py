"""Running a system over queries."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.errors import UsageError
from eval.formats.single_precision import strictly_decreasing
from eval.records import Query, Run
from eval.sets.archives import Progress, silent
from eval.systems.ranked import System

DEPTH = 100
"""Passages kept for each query: what R@100 needs."""

DEEPEST = 10_000


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A system's run.

    Attributes
    ----------
    run
        Query id, passage id, score; scores strictly decrease with the rank. A
        query for which nothing was found is there with no passage.
    refused
        Queries that cannot be asked ("?!"), with the reason.
    took_ms
        Milliseconds of each query, in order.
    """

    run: Run
    refused: tuple[tuple[str, str], ...]
    took_ms: tuple[float, ...] = field(compare=False)


def retrieve(
    system: System,
    queries: Sequence[Query],
    k: int = DEPTH,
    progress: Progress = silent,
    name: str = "retrieving",
) -> Retrieved:
    """Ask a system every query.

    Raises
    ------
    UsageError
        When ``k`` is out of bounds.
    """
    if not 1 <= k <= DEEPEST:
        raise UsageError(f"k must be from 1 to {DEEPEST}; it is {k}.")
    run: dict[str, dict[str, float]] = {}
    refused: list[tuple[str, str]] = []
    took: list[float] = []
    for done, query in enumerate(queries):
        progress(name, done, len(queries))
        began = time.perf_counter()
        try:
            ranked = system.rank(query, k)
        except UsageError as error:
            ranked = ()
            refused.append((query.id, error.message))
        took.append((time.perf_counter() - began) * 1000.0)
        # Equal scores would be ordered by each tool in its own way.
        scores = strictly_decreasing([score for _, score in ranked])
        run[query.id] = {passage: score for (passage, _), score in zip(ranked, scores, strict=True)}
    progress(name, len(queries), len(queries))
    return Retrieved(run, tuple(refused), tuple(took))
