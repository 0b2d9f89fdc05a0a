"""Scores of follow-up links as JSON, for other programs and for the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.archive import Archive
from corpus.register import Place
from eval.commitments.follow_up_labels import PlacedFollowUp
from eval.commitments.follow_up_scores import RESAMPLES, PartLinks, Wrong
from eval.commitments.intervals import LEVEL
from eval.commitments.records import Interval


def links_json(
    runs: Mapping[str, Sequence[PartLinks]], seed: int, archive: Archive | None = None
) -> dict[str, Any]:
    """Return scores as what ``json.dumps`` takes.

    Parameters
    ----------
    runs
        The parts of each run, by its name.
    archive
        Given, wrong links hold their sentences, cut from it; without, offsets only, so that
        no record is copied into a report.
    """
    return {
        "bootstrap": {"over": "later documents", "resamples": RESAMPLES, "seed": seed}
        | {"level": LEVEL},
        "runs": {
            name: {part.name: _part(part, archive) for part in parts}
            for name, parts in runs.items()
        },
    }


def _part(part: PartLinks, archive: Archive | None) -> dict[str, Any]:
    counts = part.counts
    return {
        "links": {
            "right": counts.right,
            "predicted": counts.predicted,
            "found": counts.found,
            "labelled": counts.labelled,
            "precision": counts.precision,
            "recall": counts.recall,
            "intervals": {
                "precision": _interval(part.precision),
                "recall": _interval(part.recall),
            },
        },
        "outcomes": {"right": counts.outcome_right, "accuracy": counts.outcomes},
        "by_outcome": _shares(part.by_outcome, "found", "labelled"),
        "by_number": _shares(part.groups, "found", "labelled"),
        "matched_by": _shares(part.matched_by, "right", "predicted"),
        "traps": {"struck": part.traps[0], "labelled": part.traps[1]},
        "no_later_record": {"struck": part.no_later[0], "labelled": part.no_later[1]},
        "false_closed": part.false_closed,
        "wrong": [_wrong(one, archive) for one in part.wrong],
        "missed": [_missed(one) for one in part.missed],
    }


def _shares(given: Mapping[str, tuple[int, int]], some: str, of: str) -> dict[str, Any]:
    return {name: {some: pair[0], of: pair[1]} for name, pair in given.items()}


def _wrong(one: Wrong, archive: Archive | None) -> dict[str, Any]:
    return {
        "against": one.against,
        "label": None if one.label is None else one.label.label.id,
        "outcome": one.link.outcome.value,
        "matched_by": one.link.matched_by,
        "why": one.link.why,
        "earlier": _place(one.link.earlier[0], archive),
        "later": _place(one.link.later, archive),
    }


def _missed(one: PlacedFollowUp) -> dict[str, Any]:
    outcome = one.label.outcome
    return {"label": one.label.id, "outcome": None if outcome is None else outcome.value}


def _place(place: Place, archive: Archive | None) -> dict[str, Any]:
    values: dict[str, Any] = {
        "document_id": place.document_id,
        "start": place.start,
        "end": place.end,
    }
    if archive is not None:
        values["quote"] = archive.text(place.document_id)[place.start : place.end]
    return values


def _interval(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.low, interval.high]
