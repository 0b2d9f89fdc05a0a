"""The order a run puts passages in, which its scores alone decide: never ranks or lines."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from eval.measures.measure import UNJUDGED, QueryGrades, TieRule


def ranking(scores: Mapping[str, float], ties: TieRule) -> list[str]:
    """Return passage ids, best first.

    Parameters
    ----------
    scores
        The score of each passage; higher is better. None may be NaN.
    ties
        How equal scores are put in order. Ids compare by code point, as their UTF-8
        bytes do in trec_eval.
    """
    single = ties is TieRule.TREC_EVAL
    ids = sorted(scores, reverse=single)
    values = np.fromiter((scores[passage] for passage in ids), np.float64, len(ids))
    if single:
        # A score beyond the range of 32 bits is infinite to trec_eval, and so here.
        with np.errstate(over="ignore"):
            values = values.astype(np.float32).astype(np.float64)
    # Stable, so that passages of equal score keep the order of their ids.
    return [ids[place] for place in np.argsort(-values, kind="stable").tolist()]


def grades(
    scores: Mapping[str, float], judgements: Mapping[str, int], ties: TieRule
) -> QueryGrades:
    """Return the grades of one query's ranking and of its judgements."""
    order = ranking(scores, ties)
    return QueryGrades(
        np.fromiter((judgements.get(p, UNJUDGED) for p in order), np.int64, len(order)),
        np.fromiter(judgements.values(), np.int64, len(judgements)),
    )
