"""The options that the evaluation's commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import UsageError

SetOption = Annotated[
    str | None,
    typer.Option(
        "--set",
        metavar="NAME[=FOLDER]",
        help="A labelled set: sample, real=FOLDER, qmsum=FOLDER or qmsum-whole=FOLDER.",
    ),
]
SetsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME[=FOLDER]",
        help="A labelled set: sample, real=FOLDER, qmsum=FOLDER or qmsum-whole=FOLDER. "
        "May be repeated; sample by default.",
    ),
]
SplitOption = Annotated[
    str,
    typer.Option("--split", metavar="SPLIT", help="Which questions: dev, test or all."),
]
WorkOption = Annotated[
    Path | None,
    typer.Option(
        "--work",
        metavar="DIR",
        help="Where archives of the sets are built (default: the user's cache folder).",
        show_default=False,
    ),
]
MeasuresOption = Annotated[
    list[str] | None,
    typer.Option(
        "-m",
        "--measure",
        metavar="NAME",
        help="A measure by its ir_measures name; may be repeated. "
        "By default nDCG@10, R@100, RR@10 and Success@5.",
    ),
]
SystemsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--system",
        metavar="NAME",
        help="A system; may be repeated. Each name also with -no-headers at its end.",
    ),
]
SeedOption = Annotated[
    int, typer.Option("--seed", min=0, help="Of everything that is drawn by chance.")
]

SEED = 20261122
MEASURES = ("nDCG@10", "R@100", "RR@10", "Success@5")
SIDE_BY_SIDE = ("bm25", "rank-bm25", "dense", "rrf", "convex", "hybrid", "ask")
"""Systems that a report compares where none is named."""


def split_of(text: str) -> str | None:
    """Return the split an option names; None for all.

    Raises
    ------
    UsageError
        When it names none.
    """
    if text not in ("dev", "test", "all"):
        raise UsageError(f"There is no split called {text!r}.", "It is dev, test or all.")
    return None if text == "all" else text
