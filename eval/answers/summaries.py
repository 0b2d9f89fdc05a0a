"""From rows of questions to the figures of a set."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from eval.answers.abstention import (
    abstention_precision_recall,
    answered_share,
    aurc,
    auroc,
    risk_coverage,
    state_counts,
)
from eval.answers.evidence_scores import mean, ratio
from eval.answers.given import STATUSES, GivenAnswer
from eval.answers.records import (
    Abstention,
    Length,
    MeanInterval,
    NuggetMeans,
    QuestionRow,
    Timing,
)
from eval.comparison.bootstrap import mean_intervals
from eval.comparison.records import Interval

ANSWERABLE = "answerable"
KINDS = ("near-miss", "off-topic")
"""Kinds of unanswerable questions that are always told of, be there any or not."""


def nugget_means(rows: Sequence[QuestionRow]) -> NuggetMeans:
    """Put the nuggets of all answerable questions together."""
    found = [row.nuggets for row in rows if row.nuggets and row.nuggets.nuggets]
    recalled, nuggets = sum(n.recalled for n in found), sum(n.nuggets for n in found)
    return NuggetMeans(
        questions=len(found),
        recalled=recalled,
        nuggets=nuggets,
        macro=mean([n.recalled / n.nuggets for n in found]),
        micro=ratio(recalled, nuggets),
    )


def abstentions(rows: Sequence[QuestionRow]) -> tuple[Abstention, ...]:
    """Measure abstaining against all unanswerable questions, then against each kind."""
    groups = [("all", list(rows))]
    for kind in _kinds(rows):
        groups.append((kind, [row for row in rows if row.unanswerable_kind in (None, kind)]))
    return tuple(_abstention(against, group) for against, group in groups)


def _abstention(against: str, rows: Sequence[QuestionRow]) -> Abstention:
    answerable = np.array([row.unanswerable_kind is None for row in rows], dtype=np.bool_)
    support = np.array([row.support for row in rows], dtype=np.float64)
    wrong = np.array([row.wrong for row in rows], dtype=np.bool_)
    abstained = np.array([row.status == "abstained" for row in rows], dtype=np.bool_)
    precision, recall = abstention_precision_recall(abstained, answerable)
    curve = risk_coverage(wrong, support)
    return Abstention(
        against=against,
        answerable=int(answerable.sum()),
        unanswerable=int((~answerable).sum()),
        precision=precision,
        recall=recall,
        auroc=auroc(answerable, support),
        curve=curve,
        aurc=aurc(curve),
        answered_share=answered_share(answerable, support),
    )


def counts_of(rows: Sequence[QuestionRow]) -> dict[str, dict[str, int]]:
    """Count questions by kind (answerable, near-miss, off-topic) and state."""
    kinds = [row.unanswerable_kind or ANSWERABLE for row in rows]
    states = [row.status for row in rows]
    return state_counts(kinds, states, (ANSWERABLE, *_kinds(rows)), STATUSES)


def _kinds(rows: Sequence[QuestionRow]) -> tuple[str, ...]:
    others = {row.unanswerable_kind for row in rows if row.unanswerable_kind} - set(KINDS)
    return (*KINDS, *sorted(others))


def length_of(answers: Sequence[GivenAnswer]) -> Length:
    """Measure the answers that say anything."""
    said = [answer.statements for answer in answers if answer.statements]
    words = [float(sum(len(s.text.split()) for s in statements)) for statements in said]
    counts = [float(len(statements)) for statements in said]
    return Length(
        answers=len(said),
        words_median=percentile(words, 50),
        words_p95=percentile(words, 95),
        statements_median=percentile(counts, 50),
        statements_p95=percentile(counts, 95),
    )


def timing_of(answers: Sequence[GivenAnswer]) -> Timing:
    """Measure how long answering took."""
    took = {answer.case_id: answer.took_ms for answer in answers if answer.took_ms is not None}
    values = list(took.values())
    return Timing(len(took), percentile(values, 50), percentile(values, 95), took)


def percentile(values: Sequence[float], percent: float) -> float | None:
    """Return a percentile, interpolated linearly between order statistics; None of nothing."""
    return float(np.percentile(np.array(values), percent)) if values else None


def intervals_of(
    rows: Sequence[QuestionRow], samples: int, seed: int, confidence: float
) -> dict[str, MeanInterval]:
    """Return the macro means with bootstrap intervals over the questions they are means of.

    What is drawn depends on the seed and the name of the measure only.
    """
    values: dict[str, list[float]] = {}
    for row in rows:
        for name, value in _figures(row).items():
            if value is not None:
                values.setdefault(name, []).append(value)
    found = {}
    for name, figures in sorted(values.items()):
        key = blake2b(json.dumps([seed, name]).encode(), digest_size=16).digest()
        rng = np.random.default_rng(int.from_bytes(key))
        table = np.array([figures], dtype=np.float64)
        low, high = mean_intervals(table, samples, confidence, rng)[0].tolist()
        average = sum(figures) / len(figures)
        found[name] = MeanInterval(average, Interval(low, high), len(figures))
    return found


def _figures(row: QuestionRow) -> dict[str, float | None]:
    """Return one answerable question's figures; None where one is not defined for it."""
    if row.sentences is None or row.pages is None or row.meeting is None:
        return {}
    return {
        "sentence_precision": row.sentences.precision,
        "sentence_recall": row.sentences.recall,
        "sentence_f1": row.sentences.f1,
        "page_precision": row.pages.precision,
        "page_recall": row.pages.recall,
        "page_f1": row.pages.f1,
        "meeting_first": float(row.meeting.right[:1] == (True,)),
        "meeting_any": float(any(row.meeting.right)),
        "nugget_recall_lexical": row.nuggets.share if row.nuggets else None,
    }
