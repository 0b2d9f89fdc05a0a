"""The options that both kinds of ``minuted sync`` take."""

from __future__ import annotations

from typing import Annotated

import typer

GivenForceOption = Annotated[
    str | None,
    typer.Option("--force", metavar="NAME", help="The police force area that the minutes are of."),
]
ContactOption = Annotated[
    str | None,
    typer.Option(
        "--contact",
        metavar="TEXT",
        help="An e-mail address or page by which the site's keeper reaches you; sent along.",
    ),
]
DelayOption = Annotated[
    float, typer.Option("--delay", metavar="SECONDS", min=0, max=3600, help="Between requests.")
]
TimeoutOption = Annotated[
    float,
    typer.Option("--timeout", metavar="SECONDS", min=1, max=600, help="For each wait."),
]
RetriesOption = Annotated[
    int, typer.Option("--retries", metavar="N", min=0, max=10, help="After a passing fault.")
]
MaxFilesOption = Annotated[
    int,
    typer.Option("--max-files", metavar="N", min=1, help="Documents fetched in one run, at most."),
]
MaxFileOption = Annotated[
    int,
    typer.Option("--max-file-mb", metavar="MB", min=1, max=1000, help="The largest document."),
]
MaxMinutesOption = Annotated[
    float | None,
    typer.Option(
        "--max-minutes",
        metavar="N",
        min=0.01,
        help="Stop after so long; the next run goes on there.",
        show_default=False,
    ),
]
PrivateOption = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="The host you name may lie in a private network; no other may, even so.",
    ),
]
RefreshOption = Annotated[
    bool, typer.Option("--refresh", help="Ask for everything again, settled or not.")
]
DryOption = Annotated[
    bool, typer.Option("--dry-run", help="Read the lists, say what would be fetched, and stop.")
]
