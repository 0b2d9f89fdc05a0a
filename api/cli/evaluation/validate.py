"""``minuted eval validate``: every fault of runs, judgements, queries, cases and answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.errors import DONE, FAILED
from api.cli.options import JsonOption
from api.cli.terminal import one_line, print_json
from corpus.errors import UsageError


def command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files and BEIR folders.")],
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="KIND", help="What they are; found out by default."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Report every fault of evaluation files at once; exit 1 when there is any."""
    from api.cli.printing import count
    from eval.formats.validate import KINDS, validate

    if kind is not None and kind not in KINDS:
        raise UsageError(f"There is no kind {kind!r}.", f"Kinds are {', '.join(KINDS)}.")
    found = [validate(path, kind) for path in dict.fromkeys(files)]
    if as_json:
        print_json(
            {
                "files": [
                    {
                        "file": str(one.path),
                        "kind": one.kind,
                        "lines": one.lines,
                        "queries": one.queries,
                        "faults": [{"line": f.line, "message": f.message} for f in one.faults],
                        "warnings": [{"line": f.line, "message": f.message} for f in one.warnings],
                    }
                    for one in found
                ]
            }
        )
    else:
        for one in found:
            verdict = count(len(one.faults), "fault") if one.faults else "no fault"
            typer.echo(
                f"{one_line(str(one.path))}: {one.kind or 'unknown'}, "
                f"{count(one.lines, 'line')}, {count(one.queries, 'query', 'queries')}: {verdict}"
            )
            for what, faults in (("fault", one.faults), ("warning", one.warnings)):
                for fault in faults:
                    where = f"line {fault.line}: " if fault.line else ""
                    typer.echo(f"  {what}: {where}{one_line(fault.message)}")
    raise typer.Exit(FAILED if any(one.faults for one in found) else DONE)
