"""Running everything that a report holds."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime

from corpus.errors import UsageError
from eval.measures import parse_measures
from eval.report.contents import Report, Settings
from eval.report.set_runs import SetRun
from eval.report.versions import versions
from eval.sets.archives import Work
from eval.sets.labelled import LabelledSet
from eval.systems import check_systems
from eval.systems.retrieve import DEPTH
from retrieval import support

BASELINE = "bm25"
SPLITS = ("dev", "test")
SAMPLES = 10_000
CONFIDENCE = 0.95
TEST, CORRECTION = "permutation", "holm"


def run_report(
    sets: Sequence[LabelledSet],
    systems: Sequence[str],
    measures: Sequence[str],
    work: Work,
    *,
    seed: int,
    splits: Sequence[str] = SPLITS,
    answers: bool = True,
    commitments: bool = True,
    calibration: bool = True,
    command: str = "",
    samples: int = SAMPLES,
) -> Report:
    """Measure systems, answers and commitments on labelled sets.

    Parameters
    ----------
    sets
        From :func:`eval.sets.open_set`; their indexes are up to date.
    systems, measures
        By name. Systems are compared with ``bm25``; with the first where that is not
        among them.
    work
        Where an index without headers is made, and who is told how far it has come.
    seed
        Of everything that is drawn by chance.
    splits
        ``dev``, ``test`` or both; they are never put together.
    answers
        Whether the product answers the cases of sets that have some.
    commitments
        Whether the cue baseline is scored on sets with labelled commitments.
    calibration
        Whether the product's support is held against what the record answers.
    command
        What makes this report again, to be shown in it.
    samples
        Of bootstrap intervals and permutation tests.

    Raises
    ------
    UsageError
        Naming all that is wrong with the settings, before anything runs.
    """
    began = time.monotonic()
    settings = _settings(
        sets, systems, measures, splits, seed, samples, (answers, commitments, calibration), command
    )
    reports = []
    for labelled in sets:
        with SetRun(labelled, settings, work) as run:
            reports.append(run.report())
    return Report(
        settings=settings,
        versions=versions(),
        thresholds=support.calibration(),
        sets=tuple(reports),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        took_s=time.monotonic() - began,
    )


def _settings(
    sets: Sequence[LabelledSet],
    systems: Sequence[str],
    measures: Sequence[str],
    splits: Sequence[str],
    seed: int,
    samples: int,
    parts: tuple[bool, bool, bool],
    command: str,
) -> Settings:
    faults: list[str] = []
    if not sets:
        faults.append("No set is given.")
    names = [labelled.name for labelled in sets]
    for name in sorted({name for name in names if names.count(name) > 1}):
        faults.append(f"The set {name} is given twice.")
    if not systems:
        faults.append("No system is given.")
    unknown = [split for split in splits if split not in SPLITS]
    if unknown or not splits:
        faults.append(f"Splits are dev and test, not {', '.join(unknown) or 'none'}.")
    for check in (lambda: check_systems(systems), lambda: parse_measures(measures)):
        try:
            check()
        except UsageError as error:
            faults.append(str(error))
    if faults:
        raise UsageError("\n".join(faults))
    checked = check_systems(systems)
    return Settings(
        systems=checked,
        measures=tuple(str(measure) for measure in parse_measures(measures)),
        splits=tuple(split for split in SPLITS if split in splits),
        baseline=BASELINE if BASELINE in checked else checked[0],
        test=TEST,
        correction=CORRECTION,
        depth=DEPTH,
        samples=samples,
        confidence=CONFIDENCE,
        seed=seed,
        answers=parts[0],
        commitments=parts[1],
        calibration=parts[2],
        command=command,
    )
