"""``minuted eval answer``: how good answers are, and a gate on their quotes."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.errors import DONE, FAILED
from api.cli.evaluation.options import (
    SEED,
    SeedOption,
    SetOption,
    SplitOption,
    WorkOption,
    split_of,
)
from api.cli.options import ArchiveOption, JsonOption
from api.cli.terminal import notice, print_json

if TYPE_CHECKING:
    from eval.answers import AnswerScores, GivenAnswer
    from eval.sets import LabelledSet, Work


def command(
    chosen: SetOption = None,
    cases: Annotated[
        Path | None,
        typer.Option("--cases", metavar="FILE", help="Cases for the archive, as JSON lines."),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers",
            metavar="FILE",
            help="Score these answers (JSON lines, as TREC RAG has them) instead of asking.",
        ),
    ] = None,
    split: SplitOption = "all",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write the answers, as TREC RAG has them."),
    ] = None,
    per_question: Annotated[
        bool, typer.Option("-q", "--per-question", help="Every question's figures too.")
    ] = False,
    seed: SeedOption = SEED,
    archive: ArchiveOption = None,
    work: WorkOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask labelled questions and score the answers; exit 1 unless every quote is exact."""
    from api.cli.evaluation.sources import one_source, open_sets, own_archive, working

    one_source(chosen, cases, "--cases", archive)
    wanted = split_of(split)
    with working(work, archive) as place:
        from corpus.archive import Archive
        from eval.answers import score_answers, scores_json
        from eval.sets.catalogue import own_set

        if chosen is not None:
            (labelled,) = open_sets([chosen], place)
        else:
            assert cases is not None
            labelled = own_set(own_archive(archive), cases, place)
        given = _answers(labelled, answers, wanted, place)
        if out is not None:
            _write(out, labelled, given)
        with Archive(labelled.root) as held:
            scores = score_answers(held, labelled.cases, given, split=wanted, seed=seed)
    if as_json:
        print_json({"set": labelled.name, **scores_json(scores)})
    else:
        print_scores(scores, labelled.name, per_question=per_question)
    if scores.missing:
        notice(f"{len(scores.missing)} questions have no answer; they count as abstained.")
    if scores.fidelity.withheld:
        notice(f"{scores.fidelity.withheld} quotes were withheld: the stored text was altered.")
    if not scores.fidelity.passes:
        for fault in scores.fidelity.faults[:20]:
            notice(f"{fault.case_id}, citation {fault.citation}: {fault.why}")
        notice(
            f"{len(scores.fidelity.faults)} of {scores.fidelity.citations} quotes are not "
            "the record's own words."
        )
    raise typer.Exit(DONE if scores.fidelity.passes else FAILED)


def _answers(
    labelled: LabelledSet, answers: Path | None, split: str | None, work: Work
) -> list[GivenAnswer]:
    from eval.answers import ask
    from retrieval.engine import Engine

    if answers is not None:
        from corpus.archive import Archive
        from eval.answers.rag import from_rag_all
        from eval.formats.rag import read_answers

        with Archive(labelled.root) as held:
            return from_rag_all(read_answers(answers), held)
    asked = [case for case in labelled.cases if split in (None, case.split)]
    with closing(Engine(labelled.root, labelled.settings, work.model_cache)) as engine:
        return ask(engine, asked, work.progress)


def _write(out: Path, labelled: LabelledSet, given: list[GivenAnswer]) -> None:
    from eval.answers.rag import to_rag
    from eval.formats.rag import write_answers

    cases = {case.id: case for case in labelled.cases}
    write_answers(out, [to_rag(cases[one.case_id], one, "minuted") for one in given])


def print_scores(scores: AnswerScores, name: str, *, per_question: bool = False) -> None:
    """Print the figures as tables."""
    from api.cli.evaluation.tables import figure, print_table

    rows = [
        ["quotes exact", figure(scores.fidelity.share), f"{scores.fidelity.citations} quotes"],
    ]
    for what, means in (("sentence", scores.sentences), ("page", scores.pages)):
        of = f"{means.questions} questions"
        cited = f"{means.questions - means.uncited} that cite"
        rows += [
            [f"evidence by {what}: precision", figure(means.precision), cited],
            [f"evidence by {what}: recall", figure(means.recall), of],
            [f"evidence by {what}: F1", figure(means.f1), of],
        ]
    rows += [
        ["first citation in the right meeting", figure(scores.meeting.first), ""],
        ["any citation in the right meeting", figure(scores.meeting.any), ""],
        [
            "nugget recall (lexical)",
            figure(scores.nuggets.macro),
            f"{scores.nuggets.nuggets} nuggets",
        ],
        ["words, median", figure(scores.length.words_median, 1), ""],
        ["latency p50, ms", figure(scores.timing.p50_ms, 0), ""],
        ["latency p95, ms", figure(scores.timing.p95_ms, 0), ""],
    ]
    print_table(["measure", "figure", "of"], rows, f"{name}: {scores.questions} questions")
    print_table(
        ["unanswerable", "AUROC", "answered at 5 % false", "abstained: precision", "recall"],
        [
            [
                one.against,
                figure(one.auroc, 3),
                figure(one.answered_share.share if one.answered_share else None, 3),
                figure(one.precision, 3),
                figure(one.recall, 3),
            ]
            for one in scores.abstention
        ],
        "Told from answerable ones",
    )
    states = ("answered", "weak", "abstained")
    print_table(
        ["questions", *states],
        [
            [kind, *(str(counts.get(state, 0)) for state in states)]
            for kind, counts in scores.counts.items()
        ],
        "What became of them",
    )
    if per_question:
        print_table(
            ["question", "kind", "status", "support", "citations", "evidence found"],
            [
                [
                    row.case_id,
                    row.unanswerable_kind or row.kind,
                    row.status,
                    figure(row.support, 3),
                    str(row.citations),
                    figure(row.sentences.recall if row.sentences else None, 2),
                ]
                for row in scores.rows
            ],
        )
