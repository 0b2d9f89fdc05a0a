"""The gate: scores that are expected, and what is said when they change.

``eval/expected.json`` holds what each system scored on each labelled set, with
the command that measured it. A score that falls by more than the margin fails;
one that rises by more asks for the file to be measured again, since otherwise
the next fall back to the old score would pass unseen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from eval.measures import evaluate, parse_measures
from eval.sets.archives import Work
from eval.sets.labelled import LabelledSet, judgements
from eval.systems.opening import Systems
from eval.systems.retrieve import retrieve

EXPECTED = Path(__file__).parent / "expected.json"
MARGIN = 0.02
"""Of a mean over 100 questions: two that are found no more, and more than the last digits
of a vector (another processor) can do."""

MEASURES = ("nDCG@10", "R@100", "Success@5")
SYSTEMS = ("bm25", "rank-bm25", "dense", "rrf", "convex", "hybrid", "ask")

Scores = Mapping[str, Mapping[str, float]]
"""System, measure, mean."""


class Verdict(StrEnum):
    """What became of one score."""

    SAME = "same"
    FALLEN = "fallen"
    RISEN = "risen"
    NEW = "new"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Line:
    """One score: expected, measured, and the verdict."""

    set_name: str
    system: str
    measure: str
    expected: float | None
    measured: float | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Gate:
    """The verdict on every score of the sets that were measured."""

    lines: tuple[Line, ...]
    margin: float
    command: str

    @property
    def passed(self) -> bool:
        """Whether nothing fell, and nothing that is expected is missing."""
        return not self.of(Verdict.FALLEN, Verdict.MISSING)

    def of(self, *verdicts: Verdict) -> tuple[Line, ...]:
        """Return the lines of some verdicts."""
        return tuple(line for line in self.lines if line.verdict in verdicts)


def measure_set(labelled: LabelledSet, work: Work, systems: Sequence[str] = SYSTEMS) -> Scores:
    """Return the scores of systems over all queries of a set."""
    measures = parse_measures(MEASURES)
    scores: dict[str, dict[str, float]] = {}
    with Systems(labelled.root, labelled.settings, work) as opened:
        qrels = judgements(labelled.queries, opened.engine().judge().generation)
        queries = [asked.query for asked in labelled.queries]
        for name in systems:
            found = retrieve(
                opened.open(name),
                queries,
                progress=work.progress,
                name=f"{labelled.name}: {name}",
            )
            means = evaluate(measures, qrels, found.run).means
            scores[name] = {str(measure): round(means[str(measure)], 4) for measure in measures}
    return scores


def compare_with(expected: Mapping[str, Any], measured: Mapping[str, Scores]) -> Gate:
    """Compare what was measured with what was expected; sets not measured are left out.

    Parameters
    ----------
    expected
        The contents of the expectations' file.
    measured
        Scores by the name of the set.
    """
    margin = float(expected["margin"])
    lines: list[Line] = []
    for name, scores in measured.items():
        wanted: Scores = expected["sets"].get(name, {})
        for system in sorted({*wanted, *scores}):
            old, new = wanted.get(system, {}), scores.get(system, {})
            for measure in sorted({*old, *new}):
                was, now = old.get(measure), new.get(measure)
                lines.append(Line(name, system, measure, was, now, _verdict(was, now, margin)))
    return Gate(tuple(lines), margin, str(expected["command"]))


def _verdict(was: float | None, now: float | None, margin: float) -> Verdict:
    if was is None:
        return Verdict.NEW
    if now is None:
        return Verdict.MISSING
    if now < was - margin:
        return Verdict.FALLEN
    return Verdict.RISEN if now > was + margin else Verdict.SAME


def read_expected(path: Path = EXPECTED) -> dict[str, Any]:
    """Read the file of expected scores.

    Raises
    ------
    UsageError
        When it is missing or damaged.
    """
    try:
        values: dict[str, Any] = json.loads(path.read_bytes())
        if not isinstance(values["sets"], dict) or float(values["margin"]) < 0:
            raise ValueError("its sets or its margin are not what they should be")
        str(values["command"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"The expected scores in {path} cannot be used: {type(error).__name__}: {error}.",
            "Measure them again: minuted eval gate --update",
        ) from error
    return values


def write_expected(measured: Mapping[str, Scores], command: str, path: Path = EXPECTED) -> None:
    """Write the file of expected scores; sets that were not measured now keep theirs."""
    kept: dict[str, Any] = {}
    margin = MARGIN
    if path.is_file():
        old = read_expected(path)
        kept, margin = old["sets"], float(old["margin"])
    values = {"command": command, "margin": margin, "sets": {**kept, **measured}}
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(values, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    part.replace(path)
