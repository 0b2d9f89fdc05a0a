"""Runs against a baseline, by several measures, on the judged queries."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b

import numpy as np

from corpus.errors import UsageError
from eval.comparison.bootstrap import Floats, mean_intervals
from eval.comparison.correction import CORRECTIONS
from eval.comparison.permutation import sign_flip_p
from eval.comparison.records import (
    Comparison,
    Interval,
    MeasureComparison,
    PairedDifference,
    RunMean,
)
from eval.comparison.t_test import t_test_p
from eval.measures import Measure, evaluate
from eval.records import Qrels, Run

TESTS = ("permutation", "t")

SAMPLES = 10_000
"""The Monte Carlo error of a p value of .05 is then .002."""

TIE = 1e-12
"""Figures of a query that differ by no more are equal but for rounding: each is a sum of at
most some thousand fractions of about 1, and two that differ in truth differ by far more."""


def compare(
    qrels: Qrels,
    runs: Mapping[str, Run],
    measures: Sequence[Measure],
    *,
    baseline: str | None = None,
    test: str = "permutation",
    correction: str = "holm",
    samples: int = SAMPLES,
    seed: int = 0,
    confidence: float = 0.95,
) -> Comparison:
    """Compare runs with a baseline.

    Parameters
    ----------
    qrels
        The judgements; their queries are the ones compared.
    runs
        Runs by name.
    measures
        From :func:`eval.measures.parse_measures`.
    baseline
        Name of the run the others are compared with; the first where None.
    test
        ``permutation`` (paired, two-sided) or ``t`` (paired, two-sided).
    correction
        ``holm``, ``bonferroni`` or ``none``, over the family of all pairs of one measure:
        every run against the baseline. Measures are not corrected for one another.
    samples
        Resamples of each bootstrap; sign vectors of a permutation test, which is exact
        where there are no more of them than that.
    seed
        With it, the same input gives the same numbers: what is drawn depends on the seed
        and the measure alone, so not on the order of the runs nor on which others are there.
    confidence
        Of all intervals, in (0, 1).

    Raises
    ------
    corpus.errors.UsageError
        Where the settings cannot be used (all faults at once), or a run cannot be scored.
    """
    _check(runs, measures, baseline, test, correction, samples, confidence)
    names = tuple(runs)
    baseline = names[0] if baseline is None else baseline
    evaluations = {name: evaluate(measures, qrels, run) for name, run in runs.items()}
    compared = []
    for row, measure in enumerate(measures):
        values = np.array([evaluations[name].values[row] for name in names])
        drawn = _Draws(seed, str(measure), samples, confidence)
        compared.append(_by_measure(values, names, baseline, test, correction, drawn))
    return Comparison(
        runs=names,
        baseline=baseline,
        queries=evaluations[baseline].queries,
        test=test,
        correction=correction,
        samples=samples,
        seed=seed,
        confidence=confidence,
        measures=tuple(compared),
        missing={name: evaluation.missing for name, evaluation in evaluations.items()},
        ignored={name: evaluation.ignored for name, evaluation in evaluations.items()},
    )


class _Draws:
    """What is drawn at random for one measure."""

    def __init__(self, seed: int, measure: str, samples: int, confidence: float) -> None:
        self.measure = measure
        self._seed = seed
        self._samples = samples
        self._confidence = confidence

    def _generator(self, purpose: str) -> np.random.Generator:
        # Python's own hash differs from one process to the next.
        key = json.dumps([self._seed, self.measure, purpose]).encode()
        return np.random.default_rng(int.from_bytes(blake2b(key, digest_size=16).digest()))

    def intervals(self, values: Floats) -> list[Interval]:
        ends = mean_intervals(values, self._samples, self._confidence, self._generator("bootstrap"))
        return [Interval(float(low), float(high)) for low, high in ends]

    def permuted(self, differences: Floats) -> tuple[Floats, list[str]]:
        p, exact = sign_flip_p(differences, self._samples, self._generator("permutation"))
        return p, ["exact" if one else "monte-carlo" for one in exact]


def _by_measure(
    values: Floats,
    names: tuple[str, ...],
    baseline: str,
    test: str,
    correction: str,
    drawn: _Draws,
) -> MeasureComparison:
    """Compare by one measure; ``values`` has shape (runs, queries)."""
    others = [row for row, name in enumerate(names) if name != baseline]
    differences = values[others] - values[names.index(baseline)]
    differences[np.abs(differences) <= TIE] = 0.0
    if test == "permutation":
        p, methods = drawn.permuted(differences)
    else:
        p, methods = t_test_p(differences), ["t"] * len(others)
    corrected = CORRECTIONS[correction](p)
    intervals = drawn.intervals(np.concatenate((values, differences)))
    means = values.mean(axis=1)
    return MeasureComparison(
        measure=drawn.measure,
        means=tuple(
            RunMean(name, float(means[row]), intervals[row]) for row, name in enumerate(names)
        ),
        differences=tuple(
            PairedDifference(
                run=names[row],
                difference=float(differences[pair].mean()),
                interval=intervals[len(names) + pair],
                wins=int(np.count_nonzero(differences[pair] > 0)),
                ties=int(np.count_nonzero(differences[pair] == 0)),
                losses=int(np.count_nonzero(differences[pair] < 0)),
                p=float(p[pair]),
                corrected_p=float(corrected[pair]),
                method=methods[pair],
            )
            for pair, row in enumerate(others)
        ),
        values=tuple(tuple(figures) for figures in values.tolist()),
    )


def _check(
    runs: Mapping[str, Run],
    measures: Sequence[Measure],
    baseline: str | None,
    test: str,
    correction: str,
    samples: int,
    confidence: float,
) -> None:
    """Raise where the settings cannot be used, naming every fault."""
    faults = []
    if not runs:
        faults.append("no run is given")
    elif baseline is not None and baseline not in runs:
        faults.append(f"the baseline {baseline!r} is not among the runs: {', '.join(runs)}")
    if not measures:
        faults.append("no measure is given")
    if test not in TESTS:
        faults.append(f"there is no test {test!r}: choose one of {', '.join(TESTS)}")
    if correction not in CORRECTIONS:
        faults.append(
            f"there is no correction {correction!r}: choose one of {', '.join(CORRECTIONS)}"
        )
    if samples < 1:
        faults.append(f"the number of samples is {samples}: it must be at least 1")
    if not 0.0 < confidence < 1.0:
        faults.append(f"the confidence is {confidence}: it must lie between 0 and 1")
    if faults:
        raise UsageError("The runs cannot be compared: " + "; ".join(faults) + ".")
