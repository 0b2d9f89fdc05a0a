"""Ranking passages: both channels, within one set of rows, fused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.lexical import LexicalQuery
from retrieval.channels import Channels, Rows, Vector
from retrieval.fusion import FUSIONS

DEPTH = 200
"""Passages taken from each channel. Both channels then score the union exactly, so a
passage that one channel found is never ranked on half of its evidence."""

DEFAULT_FUSION = "convex"


@dataclass(frozen=True, slots=True)
class Ranking:
    """Passages, best first.

    Attributes
    ----------
    rows
        int64, shape (n,).
    fused, dense, lexical
        float64, shape (n,): the fused score, the cosine, the BM25 score.
    """

    rows: Rows
    fused: NDArray[np.float64]
    dense: NDArray[np.float64]
    lexical: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.rows)


def intersect(one: Rows | None, other: Rows | None) -> Rows | None:
    """Return the rows in both sets, where None is the set of all."""
    if one is None:
        return other
    if other is None:
        return one
    return np.intersect1d(one, other, assume_unique=True)


def said_once(rows: Rows, repeats: Mapping[int, int], allowed: Rows | None = None) -> Rows:
    """Return rows with each repeat replaced by what it repeats, ascending, each once.

    A repeat stays where the other is not allowed: a filter on an item may fit one
    rendition alone.
    """
    chosen = set()
    for row in rows.tolist():
        better = repeats.get(row)
        if better is not None and allowed is not None:
            place = int(np.searchsorted(allowed, better))
            if place == len(allowed) or allowed[place] != better:
                better = None
        chosen.add(row if better is None else better)
    return np.array(sorted(chosen), dtype=np.int64)


def rank(
    channels: Channels,
    vector: Vector,
    query: LexicalQuery,
    allowed: Rows | None = None,
    fusion: str = DEFAULT_FUSION,
    depth: int = DEPTH,
    repeats: Mapping[int, int] | None = None,
) -> Ranking:
    """Rank passages by both channels.

    Parameters
    ----------
    channels
        Where to look.
    vector
        The question, float32, shape (d,), of length 1.
    query
        The question's tokens; its phrases and exclusions restrict both channels.
    allowed
        The rows to look at, ascending; None for all.
    fusion
        A name of :data:`retrieval.fusion.FUSIONS`.
    depth
        Candidates from each channel.
    repeats
        Row of a passage to the row that says the same in a better document of its meeting;
        that one is ranked in its place where it is allowed too.

    Returns
    -------
    Ranking
        Ties are in the order of passage ids.
    """
    allowed = intersect(allowed, channels.matching(query))
    if repeats:
        depth *= 2  # a meeting in two renditions takes up twice the candidates
    found = [channels.dense(vector, depth, allowed).rows]
    if query.terms:
        found.append(channels.lexical(query, depth, allowed).rows)
    rows = np.unique(np.concatenate(found))
    if repeats:
        rows = said_once(rows, repeats, allowed)
    dense = channels.dense_scores(vector, rows).astype(np.float64)
    lexical = (
        channels.lexical_scores(query, rows).astype(np.float64)
        if query.terms
        else np.zeros(len(rows))
    )
    fused = FUSIONS[fusion](dense, lexical)
    order = np.lexsort((rows, -fused))
    return Ranking(rows[order], fused[order], dense[order], lexical[order])
