"""What fitting a calibration comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.errors import UsageError
from eval.answers.abstention import RiskCoverage
from eval.calibrate.reliability import Reliability
from retrieval.support import Calibration, Signals

SEED = 20261122
CROSS_VALIDATED = "cross-validated"
FITTED = "fitted"


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How a calibration is fitted.

    Attributes
    ----------
    false_answers
        Share of near misses that *answered* is set to let through, in (0, 1).
    shown
        Share of answerable questions that *weak* is set to show, in (0, 1).
    folds
        Of the cross-validation; at least 2.
    seed
        Of the assignment of groups to folds.
    inverse_regularisation
        scikit-learn's ``C`` of the logistic regression, above 0.
    balanced
        Whether the two classes weigh the same, however many questions there are of
        each. The ranking of questions hardly depends on it; as a probability, support
        is then that of an archive which answers every second question.

    Raises
    ------
    UsageError
        Naming all that is out of its range.
    """

    false_answers: float = 0.05
    shown: float = 0.9
    folds: int = 5
    seed: int = SEED
    inverse_regularisation: float = 1.0
    balanced: bool = True

    def __post_init__(self) -> None:
        faults = [
            f"The share of {what} must lie between 0 and 1; it is {value:g}."
            for what, value in (("false answers", self.false_answers), ("shown", self.shown))
            if not 0.0 < value < 1.0
        ]
        if self.folds < 2:
            faults.append(f"At least 2 folds are needed; it is {self.folds}.")
        if self.seed < 0:
            faults.append(f"The seed must not be negative; it is {self.seed}.")
        if not self.inverse_regularisation > 0.0:
            faults.append(f"C must be above 0; it is {self.inverse_regularisation:g}.")
        if faults:
            raise UsageError("\n".join(faults))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where *answered* and *weak* begin, and what they do to the questions they were set on.

    Attributes
    ----------
    false_answers
        Share of near misses at *answered* or above. Can be over the target: the
        threshold lies between two near misses.
    shown
        Share of answerable questions at *weak* or above.
    """

    answered: float
    weak: float
    false_answers: float
    shown: float


@dataclass(frozen=True, slots=True)
class SignalWeight:
    """One signal: its weight in log odds, and the AUROC of ordering by it alone.

    The AUROC is of the signal as it is, on development questions: a signal that speaks
    against an answer lies below one half.
    """

    name: str
    weight: float
    auroc: float | None


@dataclass(frozen=True, slots=True)
class Fold:
    """The questions of one fold, by class, and the groups they come from."""

    questions: int
    answerable: int
    near_misses: int
    groups: int


@dataclass(frozen=True, slots=True)
class KindCounts:
    """What the thresholds alone make of questions of one kind.

    Attributes
    ----------
    kind
        ``answerable``, ``near-miss``, ``off-topic``.
    questions
        All of them: those below add up to it.
    refused
        Those that ask nothing ("?!"), and so have no signals; they are abstained from.
    """

    kind: str
    questions: int
    answered: int
    weak: int
    abstained: int
    refused: int


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """What a threshold costs: share of questions at it or above, and unanswerable ones of these.

    ``risk`` is None where there are none.
    """

    level: str
    threshold: float
    coverage: float
    risk: float | None


@dataclass(frozen=True, slots=True)
class PartScores:
    """A calibration on one part of the questions.

    The thresholds are judged by themselves: an answer must also keep the rules of
    :mod:`retrieval.answer`, which look at what is quoted.

    Attributes
    ----------
    set_name
        None for all sets together.
    split
        ``dev`` or ``test``.
    probabilities
        ``cross-validated``: each of a model that had seen no meeting of its question;
        ``fitted``: of the one set of weights.
    kinds
        Counts by kind.
    auroc
        Of answerable against ``all`` unanswerable ones, and against each kind of them.
    reliability
        None where no question has a probability.
    curve, aurc
        Risk over coverage, wrong being an unanswerable question that is answered;
        :mod:`eval.answers.abstention`.
    risks
        At the two thresholds.
    """

    set_name: str | None
    split: str
    probabilities: str
    kinds: tuple[KindCounts, ...]
    auroc: Mapping[str, float | None]
    reliability: Reliability | None
    curve: RiskCoverage
    aurc: float | None
    risks: tuple[RiskPoint, ...]


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question, as it was measured.

    Attributes
    ----------
    group
        The first of the meetings it is tied to, or a name of its own; development only.
    fold
        From 0; development only.
    cross_validated
        The probability that the thresholds were set on; development only.
    fitted
        The probability by the fitted weights.
    """

    set_name: str
    case_id: str
    split: str
    kind: str
    group: str | None
    fold: int | None
    signals: Signals
    cross_validated: float | None
    fitted: float


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """Everything that a fit gives, beside the calibration that is in use.

    Attributes
    ----------
    fitted
        What may be written (:func:`eval.calibrate.writing.write_calibration`).
    thresholds
        Set on cross-validated probabilities of development questions.
    signals
        In the order of :class:`retrieval.support.Signals`.
    groups, largest_group
        Groups of development questions, and the questions of the largest.
    folds
        In their order.
    shared
        By set: test questions one of whose meetings a development question has too.
        Their figures are not quite those of unseen meetings.
    parts
        For every set and then all together (where there are several): development
        cross-validated, development fitted, test fitted.
    present
        The calibration that is in use, and whether it holds for these indexes.
    present_parts
        The same parts by it, as far as they are fitted.
    questions
        In the order of sets and cases; refused ones are left out.
    """

    settings: FitSettings
    fitted: Calibration
    thresholds: Thresholds
    signals: tuple[SignalWeight, ...]
    groups: int
    largest_group: int
    folds: tuple[Fold, ...]
    shared: Mapping[str, int]
    parts: tuple[PartScores, ...]
    present: Calibration
    present_holds: bool
    present_parts: tuple[PartScores, ...]
    questions: tuple[QuestionRow, ...]

    def part(self, set_name: str | None, split: str, probabilities: str) -> PartScores:
        """Return one part of the fitted calibration; raises KeyError when there is none."""
        for one in self.parts:
            if (one.set_name, one.split, one.probabilities) == (set_name, split, probabilities):
                return one
        raise KeyError((set_name, split, probabilities))
