"""``minuted eval export``: a labelled set as files that other tools read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.evaluation.options import WorkOption
from api.cli.options import JsonOption
from api.cli.terminal import print_json


def command(
    chosen: Annotated[
        str,
        typer.Option("--set", metavar="NAME[=FOLDER]", help="The labelled set; see eval retrieve."),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write.")],
    headers: Annotated[
        bool, typer.Option("--headers/--no-headers", help="Put a passage's header before it.")
    ] = True,
    work: WorkOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a set as a BEIR folder, with judgements as TREC has them beside it."""
    from api.cli.evaluation.sources import open_sets, working

    with working(work) as place:
        from eval.sets.exporting import export

        (labelled,) = open_sets([chosen], place)
        written = export(labelled, out, headers=headers)
    if as_json:
        print_json(
            {
                "set": labelled.name,
                "passages": written.passages,
                "queries": written.queries,
                "files": [str(path) for path in written.files],
            }
        )
    else:
        typer.echo(f"{labelled.name}: {written.passages} passages, {written.queries} queries:")
        for path in written.files:
            typer.echo(f"  {path}")
