"""What scoring a set of answers comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eval.answers.abstention import AnsweredShare, RiskCoverage
from eval.answers.evidence_scores import EvidenceMeans, MeetingHit, MeetingMeans, Overlap
from eval.answers.fidelity import Fidelity
from eval.answers.nuggets import NuggetRecall
from eval.comparison.records import Interval


@dataclass(frozen=True, slots=True)
class NuggetMeans:
    """Nugget recall (lexical) over answerable questions.

    Attributes
    ----------
    questions
        Those with a nugget.
    macro, micro
        Mean of each question's share; all recalled over all nuggets. None of none.
    """

    questions: int
    recalled: int
    nuggets: int
    macro: float | None
    micro: float | None


@dataclass(frozen=True, slots=True)
class Abstention:
    """How well answerable questions are told from unanswerable ones of some kind.

    Attributes
    ----------
    against
        ``all``, or the kind of the unanswerable questions (``near-miss``, ``off-topic``);
        the answerable ones are the same each time.
    precision, recall
        Of abstaining: :func:`eval.answers.abstention.abstention_precision_recall`.
    auroc
        Of the support.
    curve, aurc
        Risk over coverage as the threshold on support falls, and its area. Wrong is
        an unanswerable question that is answered, or an answerable one none of whose
        citations holds evidence (one without citations, then, too).
    answered_share
        :func:`eval.answers.abstention.answered_share` at 5 % false answers.
    """

    against: str
    answerable: int
    unanswerable: int
    precision: float | None
    recall: float | None
    auroc: float | None
    curve: RiskCoverage
    aurc: float | None
    answered_share: AnsweredShare | None


@dataclass(frozen=True, slots=True)
class Length:
    """How long the answers are that say anything.

    Words are the statements' text cut at white space; percentiles are interpolated
    linearly. None where no answer says anything.
    """

    answers: int
    words_median: float | None
    words_p95: float | None
    statements_median: float | None
    statements_p95: float | None


@dataclass(frozen=True, slots=True)
class Timing:
    """How long answering took, in milliseconds, where the system says so.

    Percentiles are interpolated linearly. No two runs have the same.
    """

    answers: int
    p50_ms: float | None
    p95_ms: float | None
    took_ms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class MeanInterval:
    """A mean over questions and its percentile bootstrap interval."""

    mean: float
    interval: Interval
    questions: int


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question: what was answered, and what of it is right.

    Attributes
    ----------
    unanswerable_kind
        None where the record answers.
    status, support
        As scored: a missing answer is an abstention with support 0.
    citations, exact
        Citations, and those that are true to the byte.
    sentences, pages, meeting, nuggets
        None where the record does not answer.
    wrong
        Whether answering it is wrong, for the risk.
    """

    case_id: str
    kind: str
    split: str
    unanswerable_kind: str | None
    missing: bool
    status: str
    support: float
    statements: int
    citations: int
    exact: int
    sentences: Overlap | None
    pages: Overlap | None
    meeting: MeetingHit | None
    nuggets: NuggetRecall | None
    wrong: bool


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """All that is measured of a set of answers.

    Attributes
    ----------
    split
        ``dev`` or ``test``; None for both together.
    questions, answerable
        Cases scored, and those that the record answers.
    missing
        Cases without an answer: counted as abstained with support 0.
    support_from
        ``support``, or ``status`` (answered 1, weak 0.5, abstained 0) where any
        answer gives no support, since two scales cannot be mixed.
    sentences, pages
        Evidence by sentence; by page, where a document of a format without pages
        is one page.
    abstention
        Against all unanswerable questions first, then each kind apart.
    counts
        Kind of question by state of its answer.
    intervals
        Of the macro means, by name; those of no question are left out.
    rows
        One for each question, in the order of the cases.
    timing
        Apart, and not compared.
    """

    split: str | None
    questions: int
    answerable: int
    missing: tuple[str, ...]
    support_from: str
    fidelity: Fidelity
    sentences: EvidenceMeans
    pages: EvidenceMeans
    meeting: MeetingMeans
    nuggets: NuggetMeans
    abstention: tuple[Abstention, ...]
    counts: Mapping[str, Mapping[str, int]]
    length: Length
    intervals: Mapping[str, MeanInterval]
    samples: int
    seed: int
    confidence: float
    rows: tuple[QuestionRow, ...]
    timing: Timing = field(compare=False)
