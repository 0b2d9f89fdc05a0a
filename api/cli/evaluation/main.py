"""The list of ``minuted eval``'s commands."""

from __future__ import annotations

import typer

from api.cli.evaluation import (
    answer,
    calibrate,
    commitments,
    compare,
    export,
    followups,
    gate,
    report,
    retrieve,
    score,
    train_commitments,
    validate,
)

app = typer.Typer(
    name="eval",
    help="Measures how good retrieval and answers are, and compares systems.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
)

app.command("retrieve")(retrieve.command)
app.command("score")(score.command)
app.command("compare")(compare.command)
app.command("answer")(answer.command)
app.command("commitments")(commitments.command)
app.command("followups")(followups.command)
app.command("train-commitments")(train_commitments.command)
app.command("calibrate")(calibrate.command)
app.command("report")(report.command)
app.command("gate")(gate.command)
app.command("export")(export.command)
app.command("validate")(validate.command)
