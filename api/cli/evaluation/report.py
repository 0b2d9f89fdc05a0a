"""``minuted eval report``: one page, and the same as JSON."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from api.cli.evaluation.options import (
    MEASURES,
    SEED,
    SIDE_BY_SIDE,
    MeasuresOption,
    SeedOption,
    SetsOption,
    SplitOption,
    SystemsOption,
    WorkOption,
    split_of,
)
from api.cli.options import JsonOption
from api.cli.terminal import print_json


def command(
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE.html", help="The page; the JSON is written beside it as .json."
        ),
    ] = None,
    sets: SetsOption = None,
    system: SystemsOption = None,
    measure: MeasuresOption = None,
    split: SplitOption = "all",
    answers: Annotated[
        bool, typer.Option("--answers/--no-answers", help="Ask the labelled questions too.")
    ] = True,
    commitments: Annotated[
        bool, typer.Option("--commitments/--no-commitments", help="Score commitments too.")
    ] = True,
    seed: SeedOption = SEED,
    work: WorkOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure systems, answers and commitments on labelled sets, development and test apart."""
    from api.cli.evaluation.sources import open_sets, working
    from corpus.errors import UsageError

    if out is None and not as_json:
        raise UsageError("Say where the report goes.", "Give --out FILE.html, or --json.")
    wanted = split_of(split)
    systems, measures = list(system or SIDE_BY_SIDE), list(measure or MEASURES)
    told = ["minuted", "eval", "report"]
    for option, values in (
        ("--set", sets or ["sample"]),
        ("--system", system or []),
        ("--measure", measure or []),
    ):
        told += [part for value in values for part in (option, value)]
    if wanted:
        told += ["--split", wanted]
    told += [] if answers else ["--no-answers"]
    told += [] if commitments else ["--no-commitments"]
    told += ["--seed", str(seed)]
    with working(work) as place:
        from eval.report import report_json, run_report, write_report

        report = run_report(
            open_sets(sets, place),
            systems,
            measures,
            place,
            seed=seed,
            splits=(wanted,) if wanted else ("dev", "test"),
            answers=answers,
            commitments=commitments,
            calibration=answers,
            command=shlex.join(told),
        )
        if out is not None:
            write_report(report, out, out.with_suffix(".json"))
    if as_json:
        print_json(report_json(report))
    else:
        assert out is not None
        typer.echo(f"{out}\n{out.with_suffix('.json')}")
