"""``minuted eval commitments``: a register of commitments against labelled sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.evaluation.options import SEED, SeedOption, SetOption, WorkOption
from api.cli.options import ArchiveOption, JsonOption
from api.cli.terminal import print_json

if TYPE_CHECKING:
    from eval.commitments import CommitmentScores


SYSTEMS = ("register", "cues")


def command(
    system: Annotated[
        str,
        typer.Option(
            "--system",
            metavar="NAME",
            help="What to score: register (what the index would hold), or cues "
            "(the cue rules on single sentences).",
        ),
    ] = "register",
    register: Annotated[
        Path | None,
        typer.Option(
            "--register",
            metavar="FILE",
            help="A register as JSON to score instead (the form of commitments --json).",
        ),
    ] = None,
    labels: Annotated[
        Path | None,
        typer.Option("--labels", metavar="FILE", help="Labels for the archive, as JSON lines."),
    ] = None,
    chosen: SetOption = None,
    quotes: Annotated[
        bool, typer.Option("--quotes", help="Put the sentences of errors into the JSON.")
    ] = False,
    seed: SeedOption = SEED,
    archive: ArchiveOption = None,
    work: WorkOption = None,
    as_json: JsonOption = False,
) -> None:
    """Score commitments by span, kind, owner and due date; traps are counted apart."""
    from api.cli.evaluation.sources import one_source, open_sets, own_archive, working
    from corpus.errors import UsageError

    one_source(chosen, labels, "--labels", archive)
    if system not in SYSTEMS:
        raise UsageError(f"There is no system called {system!r}.", "It is register or cues.")
    with working(work, archive) as place:
        from corpus.archive import Archive
        from eval.commitments import (
            cues,
            load_labels,
            place_labels,
            read_register,
            score_commitments,
            scores_json,
        )
        from eval.commitments.register_system import register as found

        if chosen is not None:
            (labelled,) = open_sets([chosen], place)
            root, path = labelled.root, labelled.commitments
            if path is None:
                raise UsageError(f"The set {labelled.name} has no labelled commitments.")
        else:
            assert labels is not None
            root, path = own_archive(archive), labels
        with Archive(root) as held:
            placed = place_labels(load_labels(path), held)
            if register:
                predicted, name = read_register(register, held), str(register)
            else:
                predicted = cues(held) if system == "cues" else found(held)
                name = system
            scores = score_commitments(placed, predicted, system=name, seed=seed)
            values = scores_json(scores, held if quotes else None) if as_json else None
    if values is not None:
        print_json(values)
    else:
        print_scores(scores)


def print_scores(scores: CommitmentScores) -> None:
    """Print the figures of every part as tables."""
    from api.cli.evaluation.tables import figure, print_table

    print_table(
        ["part", "labels", "binding", "precision", "recall", "F1", "kind right", "owner right"],
        [
            [
                part.name,
                str(part.labels),
                str(part.binding.labelled),
                figure(part.binding.precision, 3),
                figure(part.binding.recall, 3),
                figure(part.binding.f1, 3),
                figure(part.kinds.given_found, 3),
                figure(part.owners.accuracy, 3),
            ]
            for part in scores.parts
        ],
        f"Commitments by {scores.system}",
    )
    print_table(
        ["trap", "labelled", "listed", "taken for binding"],
        [
            [trap.trap, str(trap.labelled), str(trap.listed), str(trap.binding)]
            for trap in scores.part("all").traps
        ],
        "Traps",
    )
