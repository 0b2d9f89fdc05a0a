"""A calibration report as one JSON object."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from eval.calibrate.records import CalibrationReport, PartScores, QuestionRow
from eval.calibrate.reliability import Bin, Reliability

Json = dict[str, Any]

DIGITS = 6
"""Decimals of a figure: what is below is noise of the arithmetic."""


def report_json(report: CalibrationReport) -> Json:
    """Return the object that ``--json`` prints; what is not defined is null.

    A part whose ``set`` is null is of all sets together.
    """
    return {
        "settings": asdict(report.settings),
        "fitted": asdict(report.fitted),
        "thresholds": _rounded(asdict(report.thresholds)),
        "signals": [_rounded(asdict(one)) for one in report.signals],
        "groups": {
            "number": report.groups,
            "largest": report.largest_group,
            "folds": [asdict(fold) for fold in report.folds],
            "test_questions_on_development_meetings": dict(report.shared),
        },
        "parts": [_part(part) for part in report.parts],
        "present": {
            "calibration": asdict(report.present),
            "holds_for_these_indexes": report.present_holds,
            "parts": [_part(part) for part in report.present_parts],
        },
        "per_question": [_row(row) for row in report.questions],
    }


def _part(part: PartScores) -> Json:
    values: Json = _rounded(
        {
            "set": part.set_name,
            "split": part.split,
            "probabilities": part.probabilities,
            "kinds": [asdict(counts) for counts in part.kinds],
            "auroc": dict(part.auroc),
            "reliability": _reliability(part.reliability) if part.reliability else None,
            "risk": [asdict(point) for point in part.risks],
            "aurc": part.aurc,
            "risk_coverage": asdict(part.curve),
        }
    )
    return values


def _reliability(one: Reliability) -> Json:
    return {
        "questions": one.questions,
        "observed": one.observed,
        "mean": one.mean,
        "brier": one.brier,
        "brier_of_base_rate": one.brier_of_base_rate,
        "log_loss": one.log_loss,
        "expected_calibration_error": {"width": one.error_width, "mass": one.error_mass},
        "bins": {"width": _bins(one.equal_width), "mass": _bins(one.equal_mass)},
    }


def _bins(bins: tuple[Bin, ...]) -> list[Json]:
    return [
        {
            "start": one.start,
            "end": one.end,
            "count": one.count,
            "mean": one.mean,
            "observed": one.observed,
            "interval": [one.low, one.high],
        }
        for one in bins
    ]


def _row(row: QuestionRow) -> Json:
    values: Json = _rounded(
        {
            "set": row.set_name,
            "id": row.case_id,
            "split": row.split,
            "kind": row.kind,
            "group": row.group,
            "fold": row.fold,
            "signals": asdict(row.signals),
            "cross_validated": row.cross_validated,
            "fitted": row.fitted,
        }
    )
    return values


def _rounded(value: Any) -> Any:
    """Return a value whose floats, however deep, are rounded."""
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value
