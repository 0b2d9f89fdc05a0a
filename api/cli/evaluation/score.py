"""``minuted eval score``: the figures of runs by judgements."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.evaluation.options import MEASURES, MeasuresOption
from api.cli.options import JsonOption
from api.cli.terminal import notice, print_json


def command(
    qrels: Annotated[Path, typer.Argument(metavar="QRELS", help="Judgements, as TREC has them.")],
    runs: Annotated[list[Path], typer.Argument(metavar="RUN...", help="Runs.")],
    measure: MeasuresOption = None,
    per_query: Annotated[
        bool, typer.Option("-q", "--per-query", help="Every query's figures too.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Score runs: a query that a run lacks counts 0, as in trec_eval -c and ir_measures."""
    from eval.formats.trec import read_qrels, read_run
    from eval.measures import evaluate, parse_measures

    measures = parse_measures(measure or MEASURES)
    judged = read_qrels(qrels)
    found = {str(path): evaluate(measures, judged, read_run(path)) for path in dict.fromkeys(runs)}
    for name, one in found.items():
        if one.missing:
            notice(f"{name}: {len(one.missing)} judged queries are not in it; they count 0.")
        if one.ignored:
            notice(f"{name}: {len(one.ignored)} of its queries are not judged; they are left out.")
    if as_json:
        print_json(
            {
                "queries": len(judged),
                "runs": {
                    name: {
                        "means": one.means,
                        "missing": list(one.missing),
                        "ignored": list(one.ignored),
                        **({"per_query": one.per_query} if per_query else {}),
                    }
                    for name, one in found.items()
                },
            }
        )
        return
    from api.cli.evaluation.tables import figure, print_table

    names = [str(one) for one in measures]
    print_table(
        ["run", *names, "queries"],
        [
            [name, *(figure(one.means[m]) for m in names), str(len(one.queries))]
            for name, one in found.items()
        ],
    )
    if per_query:
        print_table(
            ["query", "run", *names],
            [
                [query, name, *(figure(one.per_query[m][query]) for m in names)]
                for name, one in found.items()
                for query in one.queries
            ],
        )
