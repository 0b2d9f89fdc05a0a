"""Scores of commitments as JSON, for other programs and for the report."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from corpus.archive import Archive
from eval.commitments.intervals import LEVEL
from eval.commitments.records import (
    CommitmentScores,
    Detection,
    Interval,
    Intervals,
    PartScores,
    PhraseScores,
)


def scores_json(scores: CommitmentScores, archive: Archive | None = None) -> dict[str, Any]:
    """Return scores as what ``json.dumps`` takes; the same scores give the same bytes.

    Parameters
    ----------
    scores
        What :func:`eval.commitments.score.score_commitments` found.
    archive
        Given, misses and false positives hold their sentences, cut from it;
        without, file and offsets only, so that no record is copied into a report.

    Returns
    -------
    dict
        ``null`` stands for a share of nothing. ``taken_for`` is what the
        sentence of a miss is listed as, ``against`` what the sentence of a false
        positive is labelled as.
    """
    return {
        "system": scores.system,
        "bootstrap": {"over": "documents", "resamples": scores.resamples, "seed": scores.seed}
        | {"level": LEVEL},
        "ignored": {"predictions": scores.ignored, "documents": scores.ignored_documents},
        "parts": {part.name: _part(part) for part in scores.parts},
        "misses": [
            {
                "file": miss.label.label.file,
                "split": miss.label.label.split,
                "document_id": miss.label.document_id,
                "start": miss.label.start,
                "end": miss.label.end,
                "kind": miss.label.label.kind,
                "anchor": miss.label.label.anchor,
                "taken_for": None
                if miss.taken_for is None
                else {"kind": miss.taken_for.kind.value, "source": miss.taken_for.source},
            }
            | _quote(archive, miss.label.document_id, miss.label.start, miss.label.end)
            for miss in scores.misses
        ],
        "false_positives": [
            {
                "file": one.file,
                "split": one.split,
                "document_id": one.predicted.document_id,
                "start": one.predicted.start,
                "end": one.predicted.end,
                "kind": one.predicted.kind.value,
                "source": one.predicted.source,
                "against": one.against,
            }
            | _quote(archive, one.predicted.document_id, one.predicted.start, one.predicted.end)
            for one in scores.false_positives
        ],
    }


def _quote(archive: Archive | None, document_id: str, start: int, end: int) -> dict[str, str]:
    return {} if archive is None else {"quote": archive.text(document_id)[start:end]}


def _part(part: PartScores) -> dict[str, Any]:
    macro = part.kinds.macro
    return {
        "documents": len(part.documents),
        "labels": part.labels,
        "predictions": part.predictions,
        "binding": _detection(part.binding) | {"intervals": _intervals(part.intervals)},
        "kinds": {
            "found": part.kinds.found,
            "right": part.kinds.right,
            "given_found": part.kinds.given_found,
            "macro": None
            if macro is None
            else dict(zip(("precision", "recall", "f1"), macro, strict=True)),
            "each": {
                one.kind.value: _detection(one.end_to_end)
                | {"found": one.found, "given_found": one.given_found}
                for one in part.kinds.kinds
            },
        },
        "owners": _phrases(part.owners),
        "dues": _phrases(part.dues),
        "traps": {
            one.trap: {"labelled": one.labelled, "listed": one.listed, "binding": one.binding}
            for one in part.traps
        },
        "false_positives": dict(part.against),
        "jaccard": part.jaccard,
        "by_document": [
            {
                "file": row.file,
                "document_id": row.document_id,
                "split": row.split,
                "labels": row.labels,
                "predictions": row.predictions,
                "binding": _detection(row.binding),
                "traps_binding": row.traps_binding,
            }
            for row in part.documents
        ],
    }


def _detection(detection: Detection) -> dict[str, Any]:
    return asdict(detection) | {
        "precision": detection.precision,
        "recall": detection.recall,
        "f1": detection.f1,
    }


def _phrases(phrases: PhraseScores) -> dict[str, Any]:
    return asdict(phrases) | {
        "accuracy": phrases.accuracy,
        "with_partial": phrases.with_partial,
        "stated": phrases.stated,
        "precision": phrases.precision,
    }


def _intervals(intervals: Intervals) -> dict[str, list[float] | None]:
    return {
        "precision": _interval(intervals.precision),
        "recall": _interval(intervals.recall),
        "f1": _interval(intervals.f1),
    }


def _interval(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.low, interval.high]
