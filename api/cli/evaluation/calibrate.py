"""``minuted eval calibrate``: when to answer, fitted on labelled questions."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.evaluation.options import SEED, SeedOption, SetsOption, WorkOption
from api.cli.options import JsonOption
from api.cli.terminal import notice, print_json

if TYPE_CHECKING:
    from eval.calibrate import CalibrationReport
    from eval.calibrate.records import PartScores


def command(
    sets: SetsOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Report only, write nothing.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Where to write (default: the file that comes with Minuted).",
        ),
    ] = None,
    false_answers: Annotated[
        float, typer.Option("--false-answers", help="Share of near misses to let through.")
    ] = 0.05,
    shown: Annotated[
        float, typer.Option("--shown", help="Share of answerable questions to show.")
    ] = 0.9,
    folds: Annotated[int, typer.Option("--folds", help="Of the cross-validation.")] = 5,
    seed: SeedOption = SEED,
    work: WorkOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fit the thresholds of answered and weak on development questions; report on test ones."""
    from api.cli.evaluation.sources import open_sets, working

    with working(work) as place:
        from eval.calibrate import SHIPPED, FitSettings, calibrate, report_json, write_calibration

        settings = FitSettings(false_answers=false_answers, shown=shown, folds=folds, seed=seed)
        given = [part for text in sets or ["sample"] for part in ("--set", text)]
        told = shlex.join(["minuted", "eval", "calibrate", *given])
        report = calibrate(open_sets(sets, place), place, settings, command=told)
        target = out or SHIPPED
        if not dry_run:
            write_calibration(target, report.fitted)
    if as_json:
        print_json({"written": None if dry_run else str(target), **report_json(report)})
    else:
        print_report(report)
    notice("Nothing is written." if dry_run else f"Written: {target}")


def print_report(report: CalibrationReport) -> None:
    """Print what was fitted, and what it does to every part of the questions."""
    from api.cli.evaluation.tables import figure, print_table, signed

    print_table(
        ["signal", "weight", "AUROC alone"],
        [[one.name, signed(one.weight, 3), figure(one.auroc, 3)] for one in report.signals],
        f"Signals, folds over {report.groups} groups of meetings",
    )
    fitted, present = report.fitted, report.present
    print_table(
        ["", "answered from", "weak from"],
        [
            ["fitted now", figure(fitted.answered), figure(fitted.weak)],
            ["in use", figure(present.answered), figure(present.weak)],
        ],
        "Thresholds",
    )
    for title, parts in (("Fitted now", report.parts), ("In use", report.present_parts)):
        print_table(
            ["questions", "n", "answered", "weak", "abstained", "AUROC", "ECE", "Brier"],
            [row for part in parts for row in _rows(part)],
            title,
        )


def _rows(part: PartScores) -> list[list[str]]:
    from api.cli.evaluation.tables import figure

    name = f"{part.set_name or 'together'} {part.split} ({part.probabilities})"
    how = part.reliability
    rows = [
        [
            name,
            "",
            "",
            "",
            "",
            figure(part.auroc.get("all"), 3),
            figure(how.error_mass if how else None, 3),
            figure(how.brier if how else None, 3),
        ]
    ]
    return rows + [
        [
            f"  {one.kind}",
            str(one.questions),
            str(one.answered),
            str(one.weak),
            str(one.abstained + one.refused),
            "",
            "",
            "",
        ]
        for one in part.kinds
    ]
