"""What a comparison of runs is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """A bootstrap interval, both ends included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RunMean:
    """One run by one measure: its mean over the queries."""

    run: str
    mean: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """One run against the baseline by one measure.

    Attributes
    ----------
    difference
        Mean of the run less mean of the baseline.
    interval
        Of the difference, from the same resampled queries for both runs.
    wins, ties, losses
        Queries on which the run is better, as good, worse.
    p
        Two-sided.
    corrected_p
        Corrected over the family: all runs against the baseline by this measure.
    method
        ``exact`` or ``monte-carlo`` for a permutation test, ``t``.
    """

    run: str
    difference: float
    interval: Interval
    wins: int
    ties: int
    losses: int
    p: float
    corrected_p: float
    method: str


@dataclass(frozen=True, slots=True)
class MeasureComparison:
    """All runs by one measure.

    Attributes
    ----------
    means
        In the order of the runs.
    differences
        Of every run but the baseline, in the order of the runs.
    values
        The figures per query: a tuple for each run, in the order of the queries.
    """

    measure: str
    means: tuple[RunMean, ...]
    differences: tuple[PairedDifference, ...]
    values: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Runs compared with a baseline on the judged queries.

    Attributes
    ----------
    runs
        Names, in the order given, the baseline among them.
    queries
        Ids of the judged queries, ascending.
    samples
        Of each bootstrap, and of a permutation test that cannot be exact.
    missing, ignored
        By run: judged queries it ranks nothing for, which count 0; its queries without
        judgements, which count nowhere.
    """

    runs: tuple[str, ...]
    baseline: str
    queries: tuple[str, ...]
    test: str
    correction: str
    samples: int
    seed: int
    confidence: float
    measures: tuple[MeasureComparison, ...]
    missing: Mapping[str, tuple[str, ...]]
    ignored: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class QueryRow:
    """One query by one measure.

    Attributes
    ----------
    values
        A figure for each run, in the order of the comparison's runs.
    differences
        The same, each less the baseline's figure; 0 for the baseline itself.
    """

    measure: str
    query: str
    values: tuple[float, ...]
    differences: tuple[float, ...]
