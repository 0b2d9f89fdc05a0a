"""``minuted eval gate``: whether anything scores worse than it did."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.errors import DONE, FAILED
from api.cli.evaluation.options import SetsOption, WorkOption
from api.cli.options import JsonOption
from api.cli.terminal import notice, print_json

if TYPE_CHECKING:
    from eval.gate import Gate, Measured


def command(
    sets: SetsOption = None,
    update: Annotated[
        bool, typer.Option("--update", help="Write what is measured now as what is expected.")
    ] = False,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="FILE", help="The expected scores (default: Minuted's)."),
    ] = None,
    work: WorkOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure the systems and compare with the expected scores; exit 1 when one fell."""
    from api.cli.evaluation.sources import open_sets, working
    from eval.gate import (
        EXPECTED,
        Verdict,
        compare_with,
        measure_set,
        read_expected,
        write_expected,
    )

    path = file or EXPECTED
    expected = None if update else read_expected(path)
    given = sets or ["sample"]
    measured: dict[str, Measured] = {}
    with working(work) as place:
        for labelled in open_sets(given, place):
            measured[labelled.name] = measure_set(labelled, place)
    if expected is None:
        commands = {
            text.partition("=")[0]: shlex.join(
                ["minuted", "eval", "gate", "--update", "--set", text]
            )
            for text in given
        }
        write_expected(measured, commands, path)
        notice(f"Written: {path}")
        expected = read_expected(path)
    gate = compare_with(expected, measured)
    if as_json:
        print_json(_json(gate))
    else:
        _print(gate)
    if gate.of(Verdict.RISEN, Verdict.NEW):
        again = "; ".join(gate.commands)
        notice(f"Some scores are better than expected, or new; write them down: {again}")
    raise typer.Exit(DONE if gate.passed else FAILED)


def _json(gate: Gate) -> dict[str, Any]:
    return {
        "passed": gate.passed,
        "margin": gate.margin,
        "commands": list(gate.commands),
        "scores": [
            {
                "set": line.set_name,
                "system": line.system,
                "measure": line.measure,
                "expected": line.expected,
                "measured": line.measured,
                "verdict": line.verdict.value,
            }
            for line in gate.lines
        ],
    }


def _print(gate: Gate) -> None:
    from api.cli.evaluation.tables import figure, print_table

    print_table(
        ["set", "system", "measure", "expected", "measured", "verdict"],
        [
            [
                line.set_name,
                line.system,
                line.measure,
                figure(line.expected),
                figure(line.measured),
                line.verdict.value,
            ]
            for line in gate.lines
        ],
    )
    typer.echo("passed" if gate.passed else f"failed: a score fell by more than {gate.margin}")
