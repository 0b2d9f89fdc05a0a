"""What a report holds.

Nothing in it but what is marked as not compared differs from one run to the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eval.answers import AnswerScores
from eval.calibrate.reliability import Reliability
from eval.commitments import CommitmentScores
from eval.comparison import Comparison
from eval.report.plots import OperatingPoint
from retrieval.support import Calibration


@dataclass(frozen=True, slots=True)
class Settings:
    """How it was measured.

    Attributes
    ----------
    systems, measures, splits
        As they were asked for, each once.
    baseline
        The system that the others are compared with.
    depth
        Passages kept for each query.
    samples, confidence
        Of bootstrap intervals and permutation tests.
    answers, commitments, calibration
        Which parts were asked for.
    command
        What makes this report again.
    """

    systems: tuple[str, ...]
    measures: tuple[str, ...]
    splits: tuple[str, ...]
    baseline: str
    test: str
    correction: str
    depth: int
    samples: int
    confidence: float
    seed: int
    answers: bool
    commitments: bool
    calibration: bool
    command: str


@dataclass(frozen=True, slots=True)
class IndexIdentity:
    """The index that was searched.

    Attributes
    ----------
    headers
        Whether body, date and item are indexed with each passage.
    fingerprint
        Of the catalogue's contents.
    minuted
        Version of the program that built it.
    model_key
        Identity of the model and its runtime.
    versions
        Of the parts that made it (readers, passages ...).
    calibrated
        Whether the thresholds in use were measured with this model and kind of index.
    built_at
        When; not compared.
    """

    headers: bool
    generation: str
    fingerprint: str
    minuted: str
    model: str
    model_key: str
    dimension: int
    lexical_engine: str
    versions: Mapping[str, int]
    documents: int
    passages: int
    calibrated: bool
    built_at: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class QueryLine:
    """A query, and how many passages are judged relevant to it."""

    id: str
    text: str
    filters: Mapping[str, str]
    relevant: int


@dataclass(frozen=True, slots=True)
class Latency:
    """How long a system took for some queries: percentiles (interpolated) and sum."""

    queries: int
    p50_ms: float
    p95_ms: float
    total_s: float


@dataclass(frozen=True, slots=True)
class AnswersPart:
    """The product's answers to the cases of a split.

    Attributes
    ----------
    questions
        The text of each case, by its id.
    points
        Where the product stands on the risk-coverage curve of all questions: answering
        only what it calls answered, and what it calls weak too.
    """

    scores: AnswerScores
    questions: Mapping[str, str]
    points: tuple[OperatingPoint, ...]


@dataclass(frozen=True, slots=True)
class SplitReport:
    """One split of a set.

    Attributes
    ----------
    comparison
        Of all systems; None where the split has no query that the record answers.
    refused
        By system: queries that it would not take, with the reason.
    answers, reliability
        None where the set has no cases, or they were not asked for. Reliability is of
        the product's support; a question that it refuses ("?!") has support 0.
    latencies
        By system; not compared.
    """

    name: str
    queries: tuple[QueryLine, ...]
    comparison: Comparison | None
    refused: Mapping[str, tuple[tuple[str, str], ...]]
    answers: AnswersPart | None
    reliability: Reliability | None
    latencies: Mapping[str, Latency] = field(compare=False)


@dataclass(frozen=True, slots=True)
class SetReport:
    """One labelled set.

    Attributes
    ----------
    title
        What it is.
    labels
        sha256 (first 16 digits) of its queries, splits and places: two reports with the
        same measure the same.
    indexes
        Those that were searched.
    unread
        Files that could not be read, with the reason.
    commitments
        None where the set has no labels of commitments, or they were not asked for.
    """

    name: str
    title: str
    labels: str
    indexes: tuple[IndexIdentity, ...]
    unread: tuple[str, ...]
    splits: tuple[SplitReport, ...]
    commitments: CommitmentScores | None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything.

    Attributes
    ----------
    versions
        Of Minuted, Python and the libraries that rankings depend on.
    thresholds
        The calibration in use, by which the product answers.
    made_at
        ISO 8601, UTC; not compared.
    took_s
        Seconds; not compared.
    """

    settings: Settings
    versions: Mapping[str, str]
    thresholds: Calibration
    sets: tuple[SetReport, ...]
    made_at: str = field(compare=False)
    took_s: float = field(compare=False)
