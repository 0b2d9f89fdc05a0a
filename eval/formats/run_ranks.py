"""Ranks of a run that say something else than its scores do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from eval.formats.faults import Fault, shown


class RunEntry(NamedTuple):
    """One line of a run. ``rank`` is None where it is no whole number."""

    score: float
    rank: int | None
    line: int


def rank_warnings(query: str, entries: Mapping[str, RunEntry]) -> list[Fault]:
    """Return what is odd about the ranks of one query; nothing where one is no number.

    Tools order by score alone, in 32 bits some of them, so that a rank that
    disagrees is a ranking its writer meant and nobody will measure.

    Parameters
    ----------
    query
        Its id.
    entries
        Passage id to line.

    Returns
    -------
    list of Fault
        At most two: the first place where ranks are not consecutive from 0 or 1, and
        the first where a score is not lower than the one ranked before it.
    """
    ranked = [(entry.rank, entry) for entry in entries.values() if entry.rank is not None]
    if len(ranked) < len(entries):
        return []
    ranked.sort(key=lambda pair: (pair[0], pair[1].line))
    name = shown(query)
    warnings = []
    expected = 0 if ranked[0][0] == 0 else 1
    for rank, entry in ranked:
        if rank != expected:
            message = f"query {name}: rank {rank} where {expected} is expected"
            if rank == ranked[0][0] and entry is ranked[0][1]:
                message = f"query {name}: the ranks begin at {rank}, not at 0 or 1"
            warnings.append(Fault(entry.line, message))
            break
        expected += 1
    with np.errstate(over="ignore"):
        scores = np.array([entry.score for _, entry in ranked]).astype(np.float32)
    wrong = np.flatnonzero(scores[1:] >= scores[:-1])
    if len(wrong):
        (before, _), (rank, entry) = ranked[wrong[0]], ranked[wrong[0] + 1]
        tied = scores[wrong[0] + 1] == scores[wrong[0]]
        relation = "ties in 32 bits with" if tied else "is higher than"
        warnings.append(
            Fault(
                entry.line,
                f"query {name}: the score of rank {rank} {relation} that of rank {before}; "
                "tools order by score, whatever the ranks are",
            )
        )
    return warnings
