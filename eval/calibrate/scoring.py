"""What probabilities and thresholds do to one part of the questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from eval.answers.abstention import aurc, auroc, risk_coverage
from eval.calibrate.measuring import ANSWERABLE, NEAR_MISS, OFF_TOPIC
from eval.calibrate.records import KindCounts, PartScores, RiskPoint
from eval.calibrate.reliability import reliability


def score_part(
    name: tuple[str | None, str, str],
    kinds: Sequence[str],
    probabilities: NDArray[np.float64],
    levels: tuple[float, float],
    refused: Sequence[str] = (),
) -> PartScores:
    """Score the questions of one part.

    Parameters
    ----------
    name
        Set, split, and whose probabilities: the first fields of the result.
    kinds
        The kind of each question.
    probabilities
        float64, shape (questions,), in [0, 1].
    levels
        Where *answered* and *weak* begin.
    refused
        The kinds of questions that have no probability.
    """
    named = np.array(kinds, dtype=object)
    answerable = named == ANSWERABLE
    answered, weak = levels
    curve = risk_coverage(~answerable, probabilities)
    return PartScores(
        set_name=name[0],
        split=name[1],
        probabilities=name[2],
        kinds=_counts(named, probabilities, levels, refused),
        auroc=_aurocs(named, answerable, probabilities, _order(kinds, refused)[1:]),
        reliability=reliability(probabilities, answerable),
        curve=curve,
        aurc=aurc(curve),
        risks=(
            _risk("answered", answered, answerable, probabilities),
            _risk("weak", weak, answerable, probabilities),
        ),
    )


def _aurocs(
    kinds: NDArray[np.object_],
    answerable: NDArray[np.bool_],
    probabilities: NDArray[np.float64],
    unanswerable: Sequence[str],
) -> dict[str, float | None]:
    found = {"all": auroc(answerable, probabilities)}
    for kind in unanswerable:
        chosen = answerable | (kinds == kind)
        found[kind] = auroc(answerable[chosen], probabilities[chosen])
    return found


def _order(kinds: Sequence[str], refused: Sequence[str]) -> list[str]:
    known = [ANSWERABLE, NEAR_MISS, OFF_TOPIC]
    return known + sorted({*kinds, *refused} - set(known))


def _counts(
    kinds: NDArray[np.object_],
    probabilities: NDArray[np.float64],
    levels: tuple[float, float],
    refused: Sequence[str],
) -> tuple[KindCounts, ...]:
    not_asked = Counter(refused)
    found = []
    for kind in _order(kinds.tolist(), refused):
        chosen = probabilities[kinds == kind]
        answered = int((chosen >= levels[0]).sum())
        shown = int((chosen >= levels[1]).sum())
        found.append(
            KindCounts(
                kind=kind,
                questions=len(chosen) + not_asked[kind],
                answered=answered,
                weak=shown - answered,
                abstained=len(chosen) - shown,
                refused=not_asked[kind],
            )
        )
    return tuple(found)


def _risk(
    level: str,
    threshold: float,
    answerable: NDArray[np.bool_],
    probabilities: NDArray[np.float64],
) -> RiskPoint:
    at_it = probabilities >= threshold
    many = int(at_it.sum())
    return RiskPoint(
        level,
        threshold,
        coverage=many / max(1, len(answerable)),
        risk=float((~answerable[at_it]).mean()) if many else None,
    )
