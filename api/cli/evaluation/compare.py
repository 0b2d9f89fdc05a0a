"""``minuted eval compare``: which run is better, and whether chance would do as much."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.evaluation.options import MEASURES, SEED, MeasuresOption, SeedOption
from api.cli.options import JsonOption
from api.cli.terminal import notice, print_json
from corpus.errors import UsageError

if TYPE_CHECKING:
    from eval.comparison import Comparison


def command(
    qrels: Annotated[Path, typer.Argument(metavar="QRELS", help="Judgements, as TREC has them.")],
    runs: Annotated[list[Path], typer.Argument(metavar="RUN...", help="Two runs or more.")],
    measure: MeasuresOption = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="RUN", help="The first run by default."),
    ] = None,
    test: Annotated[
        str, typer.Option("--test", metavar="TEST", help="permutation or t.")
    ] = "permutation",
    correction: Annotated[
        str, typer.Option("--correction", metavar="NAME", help="holm, bonferroni or none.")
    ] = "holm",
    samples: Annotated[
        int, typer.Option("--samples", help="Of bootstraps and permutations.")
    ] = 10_000,
    seed: SeedOption = SEED,
    per_query: Annotated[
        bool, typer.Option("-q", "--per-query", help="Every query's figures too.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Compare runs with a baseline, query by query."""
    from eval.comparison import compare, comparison_json
    from eval.formats.trec import read_qrels, read_run
    from eval.measures import parse_measures

    measures = parse_measures(measure or MEASURES)
    paths = list(dict.fromkeys([*([baseline] if baseline else []), *runs]))
    if len(paths) < 2:
        raise UsageError("There is only one run.", "Give two or more: eval compare QRELS RUN RUN")
    judged = read_qrels(qrels)
    found = compare(
        judged,
        {str(path): read_run(path) for path in paths},
        measures,
        baseline=str(baseline) if baseline else None,
        test=test,
        correction=correction,
        samples=samples,
        seed=seed,
    )
    for name in found.runs:
        if found.missing[name]:
            notice(
                f"{name}: {len(found.missing[name])} judged queries are not in it; they count 0."
            )
    if as_json:
        print_json(comparison_json(found, per_query=per_query))
    else:
        print_comparison(found, per_query=per_query)


def print_comparison(found: Comparison, *, per_query: bool = False) -> None:
    """Print a comparison as tables, one for each measure."""
    from api.cli.evaluation.tables import figure, p_value, print_table, signed
    from eval.comparison import per_query_rows

    level = f"{found.confidence:.0%}"
    for one in found.measures:
        pairs = {pair.run: pair for pair in one.differences}
        rows = []
        for mean in one.means:
            row = [mean.run, figure(mean.mean)]
            row.append(f"{figure(mean.interval.low)}..{figure(mean.interval.high)}")
            pair = pairs.get(mean.run)
            if pair is None:
                row += ["baseline", "", "", "", ""]
            else:
                row += [
                    signed(pair.difference),
                    f"{signed(pair.interval.low)}..{signed(pair.interval.high)}",
                    f"{pair.wins}/{pair.ties}/{pair.losses}",
                    p_value(pair.p),
                    p_value(pair.corrected_p),
                ]
            rows.append(row)
        head = ["run", one.measure, level, "difference", level, "w/t/l", "p"]
        print_table(
            [*head, f"p ({found.correction})"],
            rows,
            f"{one.measure}, {len(found.queries)} queries, {found.test} test",
        )
    if per_query:
        print_table(
            ["query", "measure", *found.runs],
            [
                [row.query, row.measure, *(figure(value) for value in row.values)]
                for row in per_query_rows(found)
            ],
        )
