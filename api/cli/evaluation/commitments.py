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


def command(
    register: Annotated[
        Path | None,
        typer.Option(
            "--register",
            metavar="FILE",
            help="A register as JSON (the form of DESIGN's commitments --json); "
            "the cue rules alone by default.",
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
            predicted = read_register(register, held) if register else cues(held)
            name = str(register) if register else "cues"
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
