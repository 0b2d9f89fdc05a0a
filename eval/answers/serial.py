"""Scores as one JSON object; what differs from run to run stands under ``timing`` alone."""

from __future__ import annotations

from typing import Any

from eval.answers.evidence_scores import EvidenceMeans, Overlap
from eval.answers.fidelity import Fidelity
from eval.answers.records import Abstention, AnswerScores, QuestionRow

Json = dict[str, Any]


def scores_json(scores: AnswerScores) -> Json:
    """Return the object that ``--json`` prints; figures that are not defined are null."""
    return {
        "split": scores.split,
        "questions": scores.questions,
        "answerable": scores.answerable,
        "missing": list(scores.missing),
        "support_from": scores.support_from,
        "quote_fidelity": _fidelity(scores.fidelity),
        "evidence": {"sentence": _evidence(scores.sentences), "page": _evidence(scores.pages)},
        "meeting": {
            "first": scores.meeting.first,
            "any": scores.meeting.any,
            "citations": scores.meeting.citations,
            "share": scores.meeting.share,
        },
        "nugget_recall_lexical": {
            "questions": scores.nuggets.questions,
            "recalled": scores.nuggets.recalled,
            "nuggets": scores.nuggets.nuggets,
            "macro": scores.nuggets.macro,
            "micro": scores.nuggets.micro,
        },
        "abstention": {one.against: _abstention(one) for one in scores.abstention},
        "counts": {kind: dict(states) for kind, states in scores.counts.items()},
        "length": {
            "answers": scores.length.answers,
            "words_median": scores.length.words_median,
            "words_p95": scores.length.words_p95,
            "statements_median": scores.length.statements_median,
            "statements_p95": scores.length.statements_p95,
        },
        "bootstrap": {
            "samples": scores.samples,
            "seed": scores.seed,
            "confidence": scores.confidence,
            "means": {
                name: {
                    "mean": one.mean,
                    "interval": [one.interval.low, one.interval.high],
                    "questions": one.questions,
                }
                for name, one in scores.intervals.items()
            },
        },
        "per_question": [_row(row) for row in scores.rows],
        "timing": {
            "answers": scores.timing.answers,
            "p50_ms": scores.timing.p50_ms,
            "p95_ms": scores.timing.p95_ms,
            "took_ms": dict(scores.timing.took_ms),
        },
    }


def _fidelity(fidelity: Fidelity) -> Json:
    return {
        "citations": fidelity.citations,
        "exact": fidelity.exact,
        "share": fidelity.share,
        "withheld": fidelity.withheld,
        "passes": fidelity.passes,
        "statements": fidelity.statements,
        "verbatim_statements": fidelity.verbatim,
        "faults": [
            {"case": fault.case_id, "citation": fault.citation, "why": fault.why}
            for fault in fidelity.faults
        ],
    }


def _evidence(means: EvidenceMeans) -> Json:
    return {
        "questions": means.questions,
        "uncited": means.uncited,
        "hit": means.hit,
        "macro": {"precision": means.precision, "recall": means.recall, "f1": means.f1},
        "micro": {
            "precision": means.micro_precision,
            "recall": means.micro_recall,
            "f1": means.micro_f1,
        },
    }


def _abstention(one: Abstention) -> Json:
    share = one.answered_share
    return {
        "answerable": one.answerable,
        "unanswerable": one.unanswerable,
        "precision": one.precision,
        "recall": one.recall,
        "auroc": one.auroc,
        "aurc": one.aurc,
        "answered_share_at_5_percent": share.share if share else None,
        "answered_share_threshold": share.threshold if share else None,
        "answered_share_false_answers": share.false_answers if share else None,
        "risk_coverage": {
            "threshold": list(one.curve.threshold),
            "coverage": list(one.curve.coverage),
            "risk": list(one.curve.risk),
        },
    }


def _row(row: QuestionRow) -> Json:
    return {
        "id": row.case_id,
        "kind": row.kind,
        "split": row.split,
        "unanswerable_kind": row.unanswerable_kind,
        "missing": row.missing,
        "status": row.status,
        "support": row.support,
        "statements": row.statements,
        "citations": row.citations,
        "exact": row.exact,
        "sentence": _overlap(row.sentences),
        "page": _overlap(row.pages),
        "meeting": list(row.meeting.right) if row.meeting else None,
        "nuggets": {"recalled": row.nuggets.recalled, "nuggets": row.nuggets.nuggets}
        if row.nuggets
        else None,
        "wrong": row.wrong,
    }


def _overlap(one: Overlap | None) -> Json | None:
    if one is None:
        return None
    return {
        "right": one.right,
        "cited": one.cited,
        "found": one.found,
        "gold": one.gold,
        "precision": one.precision,
        "recall": one.recall,
        "f1": one.f1,
    }
