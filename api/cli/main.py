"""The entry point ``minuted``: the list of commands, and the handling of what they raise.

Commands import the engine inside their functions: ``minuted --help`` and a
mistyped option answer at once, and ``minuted ask`` never loads torch.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from api.cli import (
    add,
    ask,
    commitments,
    coverage,
    demo,
    doctor,
    index,
    review,
    search,
    serve,
    show,
    sync,
)
from api.cli.errors import DONE, FAILED, NOBODY_READS, STOPPED, report, silence_stdout
from api.cli.evaluation.main import app as evaluation
from api.cli.terminal import prepare_streams

app = typer.Typer(
    name="minuted",
    help="Answers questions from archives of meeting minutes, in the record's own words.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.command("add")(add.command)
app.add_typer(sync.app, name="sync")
app.command("index")(index.command)
app.command("search")(search.command)
app.command("ask")(ask.command)
app.command("commitments")(commitments.command)
app.add_typer(review.app, name="review")
app.command("show")(show.command)
app.command("coverage")(coverage.command)
app.command("serve")(serve.command)
app.command("doctor")(doctor.command)
app.command("demo")(demo.command)
app.add_typer(evaluation, name="eval")


def _print_version(asked: bool) -> None:
    if asked:
        from api.cli.opening import version

        typer.echo(f"minuted {version()}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Answers questions from archives of meeting minutes, in the record's own words."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 wrong usage.

    Parameters
    ----------
    arguments
        What follows ``minuted``; the process's own by default.
    """
    prepare_streams()
    code = DONE
    try:
        given = list(sys.argv[1:] if arguments is None else arguments)
        outcome = app(given, prog_name="minuted", standalone_mode=False)
        code = outcome if isinstance(outcome, int) else DONE
        if code == STOPPED:
            code = report(KeyboardInterrupt())
    except BaseException as error:  # noqa: BLE001  the last stop: everything is told from here
        code = _exit_code(error) if isinstance(error, SystemExit) else report(error)
    return _ended(code)


def _exit_code(error: SystemExit) -> int:
    """Return our code for an exit that a library chose for itself."""
    if isinstance(error.__context__, BrokenPipeError):  # typer makes a 1 of it
        return NOBODY_READS
    return DONE if error.code in (None, DONE) else FAILED


def _ended(code: int) -> int:
    """Send off what is still held back; a full disk or a closed pipe shows only here."""
    if code == NOBODY_READS:
        silence_stdout()
        return code
    try:
        sys.stdout.flush()
    except OSError as error:
        silence_stdout()
        return report(error)
    return code
