"""The gate: scores that are expected, and what is said when they change.

``eval/expected.json`` holds what each system scored on each labelled set, with
the command that measured it and a digest of the questions: figures of other
questions are not compared. A score that falls by more than the margin fails;
one that rises by more asks for the file to be measured again, since otherwise
the next fall back to the old score would pass unseen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
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
SYSTEMS = (
    "bm25",
    "rank-bm25",
    "dense",
    "rrf",
    "convex",
    "hybrid",
    "hybrid-rrf",
    "hybrid-no-headers",
    "ask",
)

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
class Measured:
    """What was measured on one set.

    Attributes
    ----------
    questions
        sha256 of its queries, filters and relevant places.
    scores
        System, measure, mean.
    """

    questions: str
    scores: Scores


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
    commands: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing fell, and nothing that is expected is missing."""
        return not self.of(Verdict.FALLEN, Verdict.MISSING)

    def of(self, *verdicts: Verdict) -> tuple[Line, ...]:
        """Return the lines of some verdicts."""
        return tuple(line for line in self.lines if line.verdict in verdicts)


def questions_digest(labelled: LabelledSet) -> str:
    """Return a sha256 of a set's queries and of where their answers stand."""
    listed = [
        [q.query.id, q.query.text, sorted(q.query.filters.items()), [astuple(p) for p in q.places]]
        for q in labelled.queries
    ]
    return hashlib.sha256(json.dumps(listed, ensure_ascii=False).encode("utf-8")).hexdigest()


def measure_set(labelled: LabelledSet, work: Work, systems: Sequence[str] = SYSTEMS) -> Measured:
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
    return Measured(questions_digest(labelled), scores)


def compare_with(expected: Mapping[str, Any], measured: Mapping[str, Measured]) -> Gate:
    """Compare what was measured with what was expected; sets not measured are left out.

    Parameters
    ----------
    expected
        The contents of the expectations' file.
    measured
        By the name of the set.

    Raises
    ------
    UsageError
        When nothing is expected of a set, or what is expected is of other questions.
    """
    margin = float(expected["margin"])
    lines: list[Line] = []
    commands: dict[str, None] = {}
    for name, found in measured.items():
        wanted = expected["sets"].get(name)
        if wanted is None:
            raise UsageError(
                f"Nothing is expected of the set {name} yet.",
                f"Measure it first: minuted eval gate --update --set {name}=FOLDER",
            )
        if wanted["questions"] != found.questions:
            raise UsageError(
                f"The questions of {name} are not those that the expected scores are of.",
                f"Give the same files, or measure again: {wanted['command']}",
            )
        commands[str(wanted["command"])] = None
        old_scores: Scores = wanted["scores"]
        for system in sorted({*old_scores, *found.scores}):
            old, new = old_scores.get(system, {}), found.scores.get(system, {})
            for measure in sorted({*old, *new}):
                was, now = old.get(measure), new.get(measure)
                lines.append(Line(name, system, measure, was, now, _verdict(was, now, margin)))
    return Gate(tuple(lines), margin, tuple(commands))


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
        for one in values["sets"].values():
            str(one["command"]), str(one["questions"]), dict(one["scores"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"The expected scores in {path} cannot be used: {type(error).__name__}: {error}.",
            "Measure them again: minuted eval gate --update",
        ) from error
    return values


def write_expected(
    measured: Mapping[str, Measured], commands: Mapping[str, str], path: Path = EXPECTED
) -> None:
    """Write the file of expected scores; sets that were not measured now keep theirs.

    Parameters
    ----------
    measured, commands
        By the name of the set: what it scored, and what measures it again.
    path
        The file.
    """
    kept: dict[str, Any] = {}
    margin = MARGIN
    if path.is_file():
        old = read_expected(path)
        kept, margin = old["sets"], float(old["margin"])
    now = {
        name: {"command": commands[name], "questions": one.questions, "scores": one.scores}
        for name, one in measured.items()
    }
    values = {"margin": margin, "sets": {**kept, **now}}
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(values, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    part.replace(path)
