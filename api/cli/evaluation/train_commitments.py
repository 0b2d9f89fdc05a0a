"""``minuted eval train-commitments``: the classifier of commitments, learnt from labels."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.evaluation.options import SEED, SeedOption, SetsOption, WorkOption
from api.cli.options import JsonOption
from api.cli.terminal import notice, print_json

if TYPE_CHECKING:
    from eval.commitments.training import TrainingReport


def command(
    sets: SetsOption = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Where to write (default: the file that comes with Minuted).",
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Report only, write nothing.")] = False,
    folds: Annotated[int, typer.Option("--folds", min=2, help="Of the cross-validation.")] = 10,
    seed: SeedOption = SEED,
    work: WorkOption = None,
    as_json: JsonOption = False,
) -> None:
    """Train on labels for training and development; labels of the test split are left alone."""
    from api.cli.evaluation.sources import open_sets, working
    from corpus.errors import UsageError

    with working(work) as place:
        from corpus.archive import Archive
        from eval.commitments.examples import examples_of, labels_to_learn_from
        from eval.commitments.training import TrainSettings, train
        from indexer.commitments.classifier import SHIPPED

        examples = []
        for labelled in open_sets(sets, place):
            if labelled.commitments is None:
                raise UsageError(f"The set {labelled.name} has no labelled commitments.")
            with Archive(labelled.root) as held:
                paths = labels_to_learn_from(labelled.commitments)
                examples += examples_of(held, paths, labelled.name)
        # Folders differ from machine to machine; what was learnt from does not.
        given = [part for text in sets or ["sample"] for part in ("--set", _named(text))]
        told = shlex.join(["minuted", "eval", "train-commitments", *given])
        report = train(examples, TrainSettings(folds=folds, seed=seed), command=told)
        target = out or SHIPPED
        if not dry_run:
            target.write_text(report.classifier.to_json(), encoding="utf-8", newline="\n")
    if as_json:
        print_json({"written": None if dry_run else str(target), **_json(report)})
    else:
        print_report(report)
    notice("Nothing is written." if dry_run else f"Written: {target}")


def _named(text: str) -> str:
    name, _, folder = text.partition("=")
    return f"{name}=FOLDER" if folder else name


def _json(report: TrainingReport) -> dict[str, object]:
    return {
        "examples": report.examples,
        "binding": report.binding,
        "open": {"examples": report.open_examples, "binding": report.open_binding},
        "meetings": report.meetings,
        "average_precision": report.average_precision,
        "threshold": report.classifier.threshold,
        "margin": report.classifier.margin,
        "cross_validated": [
            {
                "way": one.way,
                "set": one.source,
                "right": one.right,
                "predicted": one.predicted,
                "labelled": one.labelled,
                "precision": one.precision,
                "recall": one.recall,
                "f1": one.f1,
            }
            for one in report.counts
        ],
    }


def print_report(report: TrainingReport) -> None:
    """Print how well binding commitments are told, each meeting judged without having been seen."""
    from api.cli.evaluation.tables import figure, print_table

    print_table(
        ["decided by", "set", "right", "predicted", "labelled", "precision", "recall", "F1"],
        [
            [
                one.way,
                one.source,
                str(one.right),
                str(one.predicted),
                str(one.labelled),
                figure(one.precision, 3),
                figure(one.recall, 3),
                figure(one.f1, 3),
            ]
            for one in report.counts
        ],
        f"Binding units, folds over {report.meetings} meetings",
    )
    print_table(
        ["", "units", "binding"],
        [
            ["all", str(report.examples), str(report.binding)],
            ["left open by the rules", str(report.open_examples), str(report.open_binding)],
        ],
        f"Threshold {report.classifier.threshold}, margin {report.classifier.margin}; "
        f"average precision where the rules are silent {figure(report.average_precision, 3)}",
    )
