"""From labelled sets to a calibration, and to what it is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UsageError
from eval.answers.abstention import auroc
from eval.calibrate.fitting import cross_validated, fit, set_thresholds
from eval.calibrate.folds import assign_folds, connected
from eval.calibrate.measuring import (
    NEAR_MISS,
    Measured,
    MeasuredSet,
    kind_of_case,
    measure_set,
)
from eval.calibrate.records import (
    CROSS_VALIDATED,
    FITTED,
    CalibrationReport,
    FitSettings,
    Fold,
    PartScores,
    QuestionRow,
    SignalWeight,
)
from eval.calibrate.scoring import score_part
from eval.sets.archives import Progress, Work
from eval.sets.labelled import LabelledSet
from retrieval.support import Calibration, calibration

COMMAND = "minuted eval calibrate"


@dataclass(frozen=True, slots=True)
class _HeldOut:
    """Development questions, the fold of each, and its probability by the other folds."""

    questions: tuple[Measured, ...]
    groups: tuple[str, ...]
    folds: NDArray[np.int64]
    probabilities: NDArray[np.float64]


def calibrate(
    sets: Sequence[LabelledSet],
    work: Work,
    settings: FitSettings | None = None,
    *,
    command: str = COMMAND,
    progress: Progress | None = None,
) -> CalibrationReport:
    """Fit weights and thresholds on the development questions of some sets.

    Nothing is written. Test questions are only reported on, never fitted.

    Parameters
    ----------
    sets
        From :func:`eval.sets.open_set`: all measured with one model and one kind of index.
    work
        Where exported models are kept, and who is told how far it has come.
    settings
        Targets and folds; the defaults otherwise.
    command
        What measures again, to be written with the figures.
    progress
        Told how far it has come, instead of the one in ``work``.

    Raises
    ------
    UsageError
        When there is no set, a set has no cases, two differ in model or index, or there
        are too few development questions.
    """
    _check(sets)
    measured = [measure_set(one, work, progress or work.progress) for one in sets]
    return fit_report(measured, settings or FitSettings(), command=command)


def fit_report(
    measured: Sequence[MeasuredSet], settings: FitSettings, *, command: str = COMMAND
) -> CalibrationReport:
    """Do the same with questions that are measured already.

    Raises
    ------
    UsageError
        When sets differ in model or index, or there are too few development questions.
    """
    first = measured[0]
    for other in measured[1:]:
        if (other.model_key, other.index) != (first.model_key, first.index):
            raise UsageError(
                f"The sets {first.name} and {other.name} were measured with different models or "
                "kinds of index.",
                "Open them with the same settings.",
            )
    dev = tuple(q for one in measured for q in one.questions if q.case.split == "dev")
    x, y, kinds = _arrays(dev)
    groups = connected((f"{q.set_name}/{q.case.id}", q.meetings) for q in dev)
    folds = assign_folds(y, groups, settings.folds, settings.seed)
    held_out = _HeldOut(dev, groups, folds, cross_validated(x, y, folds, settings))
    thresholds = set_thresholds(held_out.probabilities, y, kinds == NEAR_MISS, settings)
    bias, weights = fit(x, y, settings)
    fitted = Calibration(
        model_key=first.model_key,
        index=first.index,
        bias=bias,
        weights=weights,
        answered=thresholds.answered,
        weak=thresholds.weak,
        fitted_on=f"{' and '.join(one.name for one in measured)}: {len(dev)} development "
        "questions, folds grouped by meeting",
        command=command,
    )
    present = calibration()
    return CalibrationReport(
        settings=settings,
        fitted=fitted,
        thresholds=thresholds,
        signals=tuple(
            SignalWeight(name, weight, auroc(y, x[:, column]))
            for column, (name, weight) in enumerate(weights.items())
        ),
        groups=len(set(groups)),
        largest_group=max(Counter(groups).values()),
        folds=tuple(_fold(held_out, kinds, number) for number in range(settings.folds)),
        shared=_shared(measured),
        parts=_parts(measured, fitted, held_out),
        present=present,
        present_holds=present.holds_for(first.model_key, first.index),
        present_parts=_parts(measured, present, None),
        questions=_rows(measured, fitted, held_out),
    )


def _check(sets: Sequence[LabelledSet]) -> None:
    faults = [] if sets else ["No set is given."]
    names = Counter(one.name for one in sets)
    faults += [f"The set {name} is given twice." for name, many in names.items() if many > 1]
    faults += [
        f"The set {one.name} has no questions that are labelled as answerable or not."
        for one in sets
        if not one.cases
    ]
    if faults:
        raise UsageError("\n".join(faults), "Calibrate on sample, on real=FOLDER, or on both.")


def _arrays(
    questions: Sequence[Measured],
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.object_]]:
    """Return signals (n, signals), answerable (n,) and kinds (n,)."""
    return (
        np.array([astuple(q.signals) for q in questions], dtype=np.float64).reshape(
            len(questions), -1
        ),
        np.array([q.case.answerable for q in questions], dtype=np.bool_),
        np.array([kind_of_case(q.case) for q in questions], dtype=object),
    )


def _fold(held_out: _HeldOut, kinds: NDArray[np.object_], number: int) -> Fold:
    inside = np.flatnonzero(held_out.folds == number).tolist()
    return Fold(
        questions=len(inside),
        answerable=sum(held_out.questions[n].case.answerable for n in inside),
        near_misses=sum(kinds[n] == NEAR_MISS for n in inside),
        groups=len({held_out.groups[n] for n in inside}),
    )


def _shared(measured: Sequence[MeasuredSet]) -> dict[str, int]:
    seen = {
        meeting
        for one in measured
        for q in one.questions
        if q.case.split == "dev"
        for meeting in q.meetings
    }
    return {
        one.name: sum(q.case.split == "test" and bool(q.meetings & seen) for q in one.questions)
        for one in measured
    }


def _parts(
    measured: Sequence[MeasuredSet], levels: Calibration, held_out: _HeldOut | None
) -> tuple[PartScores, ...]:
    """Return every set's parts, and those of all together; cross-validated ones if given."""
    wanted: list[tuple[str | None, Sequence[MeasuredSet]]] = [(one.name, [one]) for one in measured]
    if len(measured) > 1:
        wanted.append((None, measured))
    cut = (levels.answered, levels.weak)
    found = []
    for name, sets in wanted:
        for split in ("dev", "test"):
            questions = [q for one in sets for q in one.questions if q.case.split == split]
            refused = [kind_of_case(c) for one in sets for c in one.refused if c.split == split]
            if not questions and not refused:
                continue
            kinds = [kind_of_case(q.case) for q in questions]
            if split == "dev" and held_out is not None:
                inside = [name in (None, q.set_name) for q in held_out.questions]
                probabilities = held_out.probabilities[np.array(inside)]
                found.append(
                    score_part((name, split, CROSS_VALIDATED), kinds, probabilities, cut, refused)
                )
            probabilities = np.array([levels.probability(q.signals) for q in questions])
            found.append(score_part((name, split, FITTED), kinds, probabilities, cut, refused))
    return tuple(found)


def _rows(
    measured: Sequence[MeasuredSet], fitted: Calibration, held_out: _HeldOut
) -> tuple[QuestionRow, ...]:
    place = {(q.set_name, q.case.id): n for n, q in enumerate(held_out.questions)}
    rows = []
    for q in (q for one in measured for q in one.questions):
        at = place.get((q.set_name, q.case.id))
        rows.append(
            QuestionRow(
                set_name=q.set_name,
                case_id=q.case.id,
                split=q.case.split,
                kind=kind_of_case(q.case),
                group=None if at is None else held_out.groups[at],
                fold=None if at is None else int(held_out.folds[at]),
                signals=q.signals,
                cross_validated=None if at is None else float(held_out.probabilities[at]),
                fitted=fitted.probability(q.signals),
            )
        )
    return tuple(rows)
