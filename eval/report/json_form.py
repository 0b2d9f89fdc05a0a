"""A report as one JSON object; all that differs from run to run stands under ``timing``."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from eval.answers import scores_json as answers_json
from eval.commitments import scores_json as commitments_json
from eval.comparison import comparison_json
from eval.report.contents import (
    AnswersPart,
    IndexIdentity,
    Report,
    SetReport,
    SplitReport,
)

FORMAT = 1
"""Raised when a reader of an older report could no longer read this one."""

DIGITS = 6
"""Decimals kept: more than any figure is sure of, and fewer than a processor's last bits."""

Json = dict[str, Any]


def report_json(report: Report) -> Json:
    """Return what ``json.dumps`` takes.

    Floats have six decimals; a figure that is not defined is null. Without its key
    ``timing`` the object of two runs on the same files is the same.
    """
    made = {
        "format": FORMAT,
        "settings": asdict(report.settings),
        "versions": dict(report.versions),
        "thresholds": asdict(report.thresholds),
        "sets": [_set(one) for one in report.sets],
        "timing": _timing(report),
    }
    rounded: Json = _rounded(made)
    return rounded


def report_text(report: Report) -> str:
    """Return the bytes of the JSON file as text: keys in order, two spaces a level."""
    found = report_json(report)
    return json.dumps(found, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"


def _set(one: SetReport) -> Json:
    return {
        "name": one.name,
        "title": one.title,
        "labels": one.labels,
        "indexes": [_index(index) for index in one.indexes],
        "unread": list(one.unread),
        "splits": [_split(split) for split in one.splits],
        "commitments": commitments_json(one.commitments) if one.commitments else None,
    }


def _index(index: IndexIdentity) -> Json:
    values = asdict(index)
    del values["built_at"]
    return values


def _split(split: SplitReport) -> Json:
    return {
        "name": split.name,
        "queries": [
            {
                "id": query.id,
                "text": query.text,
                "filters": dict(query.filters),
                "relevant": query.relevant,
            }
            for query in split.queries
        ],
        "comparison": comparison_json(split.comparison, per_query=True)
        if split.comparison
        else None,
        "refused": {name: dict(lines) for name, lines in split.refused.items()},
        "answers": _answers(split.answers) if split.answers else None,
        "reliability": asdict(split.reliability) if split.reliability else None,
    }


def _answers(part: AnswersPart) -> Json:
    scores = answers_json(part.scores)
    del scores["timing"]
    return {
        "scores": scores,
        "questions": dict(part.questions),
        "operating_points": [asdict(point) for point in part.points],
    }


def _timing(report: Report) -> Json:
    return {
        "made_at": report.made_at,
        "took_s": report.took_s,
        "sets": {
            one.name: {
                "indexes_built_at": [index.built_at for index in one.indexes],
                "splits": {
                    split.name: {
                        "systems": {name: asdict(t) for name, t in split.latencies.items()},
                        "answers": answers_json(split.answers.scores)["timing"]
                        if split.answers
                        else None,
                    }
                    for split in one.splits
                },
            }
            for one in report.sets
        },
    }


def _rounded(value: Any) -> Any:
    """Round all floats of a JSON value; tuples become lists."""
    if isinstance(value, float):
        return round(value, DIGITS) + 0.0  # no negative zero
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value
