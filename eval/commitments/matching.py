"""Which predicted span is which labelled one: a maximum-overlap assignment.

One to one, so that a sentence found twice is one hit and one false alarm, and
a span over a whole page does not find everything on it. The assignment is the
one of greatest total overlap (Kuhn 1955, "The Hungarian method for the
assignment problem"); of equals, the one with most agreement; of equals again,
the first in the order of the spans, so that ties do not depend on the solver.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]


def overlaps(predicted: NDArray[np.int64], labelled: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many code points each predicted span shares with each labelled one.

    Parameters
    ----------
    predicted, labelled
        Half-open spans of one document, int64, shapes (n, 2) and (m, 2).

    Returns
    -------
    ndarray
        int64, shape (n, m); 0 where two spans do not meet.
    """
    first = np.maximum(predicted[:, None, 0], labelled[None, :, 0])
    last = np.minimum(predicted[:, None, 1], labelled[None, :, 1])
    shared: NDArray[np.int64] = np.maximum(last - first, 0)
    return shared


def may_match(predicted: NDArray[np.int64], labelled: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which pairs share at least half of the shorter span; bool, shape (n, m)."""
    shorter = np.minimum(
        (predicted[:, 1] - predicted[:, 0])[:, None], (labelled[:, 1] - labelled[:, 0])[None, :]
    )
    found: NDArray[np.bool_] = 2 * overlaps(predicted, labelled) >= shorter
    return found


def match_spans(
    predicted: NDArray[np.int64],
    labelled: NDArray[np.int64],
    agreement: NDArray[np.int64] | None = None,
) -> NDArray[np.int64]:
    """Pair predicted spans with labelled ones, one to one, by greatest total overlap.

    Parameters
    ----------
    predicted, labelled
        Half-open spans of one document in code points, int64, shapes (n, 2) and (m, 2).
    agreement
        How well a pair agrees otherwise, whole numbers from 0, int64, shape
        (n, m); decides between assignments of the same total overlap.

    Returns
    -------
    ndarray
        Pairs (index of predicted, index of labelled), int64, shape (k, 2), by
        the first. Only pairs that :func:`may_match` are in it.

    Raises
    ------
    ValueError
        When a span is empty, or a shape is not as above.
    """
    for name, spans in (("predicted", predicted), ("labelled", labelled)):
        if spans.ndim != 2 or spans.shape[1] != 2:
            raise ValueError(f"{name} spans have shape {spans.shape}, not (n, 2)")
        if (spans[:, 0] >= spans[:, 1]).any():
            raise ValueError(f"a {name} span is empty")
    shape = (len(predicted), len(labelled))
    if agreement is not None and (agreement.shape != shape or (agreement < 0).any()):
        raise ValueError(f"agreement must have shape {shape} and no number below 0")
    if 0 in shape:
        return np.empty((0, 2), dtype=np.int64)
    extra = np.zeros(shape, dtype=np.int64) if agreement is None else agreement
    # So large that all the agreement there is never outweighs one code point.
    scale = 1 + int(extra.max()) * min(shape)
    weights = np.where(
        may_match(predicted, labelled), overlaps(predicted, labelled) * scale + extra, 0
    )
    return _first_best(weights)


def _first_best(weights: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return, of all assignments of greatest weight, the first in the order of rows and columns.

    ``weights`` are whole numbers, so sums are exact; 0 is "may not be paired".
    """
    allowed = weights > 0
    rows = list(range(weights.shape[0]))
    columns = list(range(weights.shape[1]))
    pairs: list[tuple[int, int]] = []
    # Most spans meet one other, which meets no third: nothing to choose there.
    for row in np.flatnonzero(allowed.sum(axis=1) == 1).tolist():
        column = int(np.flatnonzero(allowed[row])[0])
        if allowed[:, column].sum() == 1:
            pairs.append((row, column))
            rows.remove(row)
            columns.remove(column)
    rows = [row for row in rows if allowed[row].any()]
    left = _best(weights, rows, columns)
    while rows:
        row, rows = rows[0], rows[1:]
        for column in [c for c in columns if allowed[row, c]]:
            others = [c for c in columns if c != column]
            rest = _best(weights, rows, others)
            if int(weights[row, column]) + rest == left:
                pairs.append((row, column))
                columns, left = others, rest
                break
        # No column: the best assignment has no place for this row, and ``left`` stays.
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def _best(weights: NDArray[np.int64], rows: list[int], columns: list[int]) -> int:
    """Return the greatest total weight of an assignment within some rows and columns."""
    if not rows or not columns:
        return 0
    part = weights[np.ix_(rows, columns)]
    return int(part[linear_sum_assignment(part, maximize=True)].sum())
