"""``minuted eval followups``: what became of commitments, against labelled pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.evaluation.options import SEED, SeedOption, SetOption, SplitOption, WorkOption
from api.cli.options import ArchiveOption, JsonOption
from api.cli.terminal import print_json

if TYPE_CHECKING:
    from eval.commitments.follow_up_scores import PartLinks


def command(
    labels: Annotated[
        Path | None,
        typer.Option("--labels", metavar="FILE", help="Labels for the archive, as JSON lines."),
    ] = None,
    chosen: SetOption = None,
    commitments: Annotated[
        Path | None,
        typer.Option(
            "--commitments",
            metavar="FILE",
            help="Labelled commitments beside --labels, for the links given the labels.",
        ),
    ] = None,
    split: SplitOption = "all",
    quotes: Annotated[
        bool, typer.Option("--quotes", help="Put the sentences of wrong links into the JSON.")
    ] = False,
    seed: SeedOption = SEED,
    archive: ArchiveOption = None,
    work: WorkOption = None,
    as_json: JsonOption = False,
) -> None:
    """Score links from commitments to later passages: end to end, and given the labels."""
    from api.cli.evaluation.options import split_of
    from api.cli.evaluation.sources import one_source, open_sets, own_archive, working
    from corpus.errors import UsageError

    one_source(chosen, labels, "--labels", archive)
    only = split_of(split)
    with working(work, archive) as place:
        from corpus.archive import Archive
        from eval.commitments.follow_up_labels import load_follow_ups, place_follow_ups
        from eval.commitments.follow_up_runs import (
            best_records,
            links_given_labels,
            links_of_archive,
        )
        from eval.commitments.follow_up_scores import score_links
        from eval.commitments.follow_ups_json import links_json
        from eval.commitments.labels import load_labels, place_labels

        if chosen is not None:
            (labelled,) = open_sets([chosen], place)
            if labelled.commitments is None:
                raise UsageError(f"The set {labelled.name} has no labelled commitments.")
            root, commitments = labelled.root, labelled.commitments
            path = commitments.with_name("followups.jsonl")
        else:
            assert labels is not None
            root, path = own_archive(archive), labels
        with Archive(root) as held:
            placed = place_follow_ups(load_follow_ups(path), held)
            others = place_labels(load_labels(commitments), held) if commitments else ()
            given = {
                "register": links_of_archive(held),
                "given the labels": links_given_labels(placed, others, best_records(held)),
            }
            runs = {
                name: [
                    part
                    for part in score_links(placed, links, seed)
                    if only is None or part.name == only
                ]
                for name, links in given.items()
            }
            values = links_json(runs, seed, held if quotes else None) if as_json else None
    if values is not None:
        print_json(values)
    else:
        print_links(runs)


def print_links(runs: Mapping[str, Sequence[PartLinks]]) -> None:
    """Print the figures of every run and part as tables."""
    from api.cli.evaluation.tables import figure, print_table

    print_table(
        [
            "commitments",
            "part",
            "links",
            "right",
            "precision",
            "labelled",
            "found",
            "recall",
            "outcome right",
            "traps struck",
            "no later record struck",
            "false closed",
        ],
        [
            [
                name,
                part.name,
                str(part.counts.predicted),
                str(part.counts.right),
                figure(part.counts.precision, 3),
                str(part.counts.labelled),
                str(part.counts.found),
                figure(part.counts.recall, 3),
                figure(part.counts.outcomes, 3),
                f"{part.traps[0]}/{part.traps[1]}",
                f"{part.no_later[0]}/{part.no_later[1]}",
                str(part.false_closed),
            ]
            for name, parts in runs.items()
            for part in parts
        ],
        "Follow-ups",
    )
    print_table(
        ["commitments", "part", "outcome", "labelled", "found"],
        [
            [name, part.name, key, str(pair[1]), str(pair[0])]
            for name, parts in runs.items()
            for part in parts
            for key, pair in (*part.by_outcome.items(), *part.groups.items())
        ],
        "Found by outcome, and by whether both meetings give a number",
    )
    print_table(
        ["commitments", "part", "matched by", "links", "right"],
        [
            [name, part.name, key, str(pair[1]), str(pair[0])]
            for name, parts in runs.items()
            for part in parts
            for key, pair in part.matched_by.items()
        ],
        "What joins them",
    )
