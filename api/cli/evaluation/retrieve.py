"""``minuted eval retrieve``: a system's run, as TREC writes it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.evaluation.options import SetOption, SplitOption, WorkOption, split_of
from api.cli.options import ArchiveOption, JsonOption
from api.cli.terminal import notice, print_json
from corpus.errors import UsageError

if TYPE_CHECKING:
    from eval.records import Query
    from eval.sets import Work
    from eval.systems import Systems


def command(
    system: Annotated[
        str,
        typer.Option(
            "--system",
            metavar="NAME",
            help="bm25, rank-bm25, dense, rrf, convex, hybrid, hybrid-rrf or ask; "
            "each also with -no-headers at its end.",
        ),
    ] = "hybrid",
    queries: Annotated[
        Path | None,
        typer.Option(
            "--queries",
            metavar="FILE",
            help="Queries for the archive: BEIR queries.jsonl, cases, or lines of id, tab, text.",
        ),
    ] = None,
    chosen: SetOption = None,
    split: SplitOption = "all",
    k: Annotated[int, typer.Option("-k", help="Passages for each query.")] = 100,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="The run (.gz too); stdout by default."),
    ] = None,
    archive: ArchiveOption = None,
    work: WorkOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rank passages for queries and write the run."""
    from api.cli.evaluation.sources import one_source, working

    one_source(chosen, queries, "--queries", archive)
    wanted = split_of(split)
    if queries is not None and wanted is not None:
        raise UsageError("Queries of one's own have no splits.", "Leave out --split.")
    with working(work, archive) as place:
        from eval.formats.trec import run_lines, write_run
        from eval.systems import check_systems, retrieve

        (name,) = check_systems([system])
        systems, asked = _opened(chosen, queries, wanted, archive, place)
        with closing(systems):
            found = retrieve(systems.open(name), asked, k, place.progress, f"asking {name}")
            generation = systems.engine().judge().generation.manifest
        if out is not None:
            write_run(out, found.run, name)
    for query, reason in found.refused:
        notice(f"{query} cannot be asked: {reason}")
    if as_json:
        print_json(
            {
                "system": name,
                "queries": len(asked),
                "passages": sum(map(len, found.run.values())),
                "without_results": sorted(q for q, scores in found.run.items() if not scores),
                "refused": dict(found.refused),
                "out": str(out) if out else None,
                "run": None
                if out
                else {q: list(scores.items()) for q, scores in found.run.items()},
                "index": generation.fingerprint,
                "model": generation.model_key,
            }
        )
    elif out is None:
        for line in run_lines(found.run, name):
            typer.echo(line)
    else:
        empty = sum(not scores for scores in found.run.values())
        typer.echo(
            f"{name}: {len(asked)} queries, {sum(map(len, found.run.values()))} passages, "
            f"{empty} queries without any: {out}"
        )


def _opened(
    chosen: str | None, queries: Path | None, split: str | None, archive: Path | None, work: Work
) -> tuple[Systems, list[Query]]:
    from api.cli.evaluation.sources import open_sets, own_archive
    from eval.formats.queries import read_queries
    from eval.systems import Systems

    if chosen is not None:
        (labelled,) = open_sets([chosen], work)
        systems = Systems(labelled.root, labelled.settings, work)
        return systems, [asked.query for asked in labelled.of_split(split)]
    assert queries is not None
    asked = list(read_queries(queries))
    return Systems(own_archive(archive), work.settings, work), asked
