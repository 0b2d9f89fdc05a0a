"""``minuted doctor``: checks the archive and the index, and names the mend of each fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from api.cli.options import ArchiveOption, JsonOption
from api.cli.terminal import print_json, result_console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from api.cli.checks import Check

FAILED_EXIT = 1
_SHOWN = {"ok": ("ok", "green"), "problem": ("PROBLEM", "bold red"), "notice": ("notice", "yellow")}


def command(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Check the archive and the index.

    A problem makes the exit code 1. A notice says what is worth knowing but
    keeps nobody from asking: a file that cannot be read, a page without text.
    """
    from api.cli.checks import State, examine
    from api.cli.opening import open_settings
    from api.cli.progress import Reporter

    settings = open_settings(archive)
    with Reporter(patient=True) as reporter:
        checks = examine(settings, reporter.show)
    sound = all(check.state is not State.PROBLEM for check in checks)
    if as_json:
        print_json(
            {
                "archive": str(settings.archive),
                "ok": sound,
                "checks": [
                    {
                        "name": check.name,
                        "state": check.state.value,
                        "detail": check.detail,
                        "mend": check.mend,
                    }
                    for check in checks
                ],
            }
        )
    else:
        _print(result_console(), checks)
    if not sound:
        raise typer.Exit(FAILED_EXIT)


def _print(console: Console, checks: Sequence[Check]) -> None:
    from api.cli.printing import count, put

    for check in checks:
        word, style = _SHOWN[check.state.value]
        put(console, f"{word:<8} {check.name}: {check.detail}", style=style)
        if check.mend:
            put(console, f"Mend: {check.mend}", indent=9)
    faults = sum(check.state.value == "problem" for check in checks)
    put(console)
    put(
        console,
        "Nothing needs mending." if not faults else f"{count(faults, 'problem')} to mend.",
        style="bold",
    )
