"""Everything that is measured on one labelled set."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

import numpy as np

from corpus.archive import Archive
from eval.answers import AnswerScores, GivenAnswer, ask, score_answers
from eval.calibrate.reliability import Reliability, reliability
from eval.cases_file import Case
from eval.commitments import CommitmentScores, load_labels, place_labels, score_commitments
from eval.commitments.register_system import register
from eval.comparison import Comparison, compare
from eval.measures import parse_measures
from eval.records import Qrels
from eval.report.contents import (
    AnswersPart,
    IndexIdentity,
    Latency,
    QueryLine,
    SetReport,
    Settings,
    SplitReport,
)
from eval.report.plots import OperatingPoint
from eval.sets.archives import Work
from eval.sets.catalogue import SETS
from eval.sets.labelled import LabelledSet, SetQuery, judgements
from eval.systems import Retrieved, Systems, retrieve
from eval.systems.names import has_headers
from indexer.generation import Generation
from retrieval.support import calibration, index_identity

REGISTER = "register"
"""The system whose commitments are scored."""


class SetRun:
    """Runs systems over one set; what is asked of several splits is asked once.

    Parameters
    ----------
    labelled
        The set.
    settings
        What to measure; they are in order.
    work
        Where an index without headers is made, and who is told how far it has come.
    """

    def __init__(self, labelled: LabelledSet, settings: Settings, work: Work) -> None:
        self._set = labelled
        self._settings = settings
        self._work = work
        self._systems = Systems(labelled.root, labelled.settings, work)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._systems.close()

    def report(self) -> SetReport:
        """Measure all that was asked for."""
        labelled, settings = self._set, self._settings
        asked = [query for query in labelled.queries if query.split in settings.splits]
        found = {name: self._retrieve(name, asked) for name in settings.systems}
        cases = [case for case in labelled.cases if case.split in settings.splits]
        given = self._ask(cases)
        splits = [
            self._split(split, labelled.of_split(split), found, cases, given)
            for split in settings.splits
            if labelled.of_split(split) or any(case.split == split for case in cases)
        ]
        kinds = dict.fromkeys(has_headers(name) for name in settings.systems)
        return SetReport(
            name=labelled.name,
            title=SETS.get(labelled.name, "an archive and cases of one's own"),
            labels=_labels(labelled),
            indexes=tuple(
                _identity(self._systems.engine(headers=headers).judge().generation)
                for headers in sorted({True, *kinds}, reverse=True)
            ),
            unread=labelled.unread,
            splits=tuple(splits),
            commitments=self._commitments(),
        )

    def _retrieve(self, name: str, asked: Sequence[SetQuery]) -> Retrieved:
        queries = [one.query for one in asked]
        what = f"{self._set.name}: {name}"
        return retrieve(
            self._systems.open(name), queries, self._settings.depth, self._work.progress, what
        )

    def _ask(self, cases: Sequence[Case]) -> list[GivenAnswer] | None:
        """Answer the cases, where there are some and anything is to be known of them."""
        wanted = self._settings.answers or self._settings.calibration
        if not cases or not wanted:
            return None
        return ask(self._systems.engine(), cases, self._work.progress)

    def _split(
        self,
        name: str,
        asked: Sequence[SetQuery],
        found: Mapping[str, Retrieved],
        cases: Sequence[Case],
        given: Sequence[GivenAnswer] | None,
    ) -> SplitReport:
        settings = self._settings
        wanted = {one.query.id for one in asked}
        qrels = judgements(asked, self._systems.engine().judge().generation)
        scores = self._score(name, cases, given)
        return SplitReport(
            name=name,
            queries=tuple(
                QueryLine(q.query.id, q.query.text, q.query.filters, len(qrels[q.query.id]))
                for q in asked
            ),
            comparison=self._compare(qrels, found) if asked else None,
            refused={
                system: refused
                for system, one in found.items()
                if (refused := tuple(line for line in one.refused if line[0] in wanted))
            },
            answers=_answers(scores, cases) if scores and settings.answers else None,
            reliability=_reliability(scores) if scores and settings.calibration else None,
            latencies=_latencies(found, wanted),
        )

    def _compare(self, qrels: Qrels, found: Mapping[str, Retrieved]) -> Comparison:
        settings = self._settings
        return compare(
            qrels,
            {
                # Queries of another split are not among these judgements.
                name: {query: one.run[query] for query in qrels}
                for name, one in found.items()
            },
            parse_measures(settings.measures),
            baseline=settings.baseline,
            test=settings.test,
            correction=settings.correction,
            samples=settings.samples,
            seed=settings.seed,
            confidence=settings.confidence,
        )

    def _score(
        self, split: str, cases: Sequence[Case], given: Sequence[GivenAnswer] | None
    ) -> AnswerScores | None:
        if given is None or not any(case.split == split for case in cases):
            return None
        settings = self._settings
        return score_answers(
            self._systems.engine().archive,
            cases,
            given,
            split=split,
            samples=settings.samples,
            seed=settings.seed,
            confidence=settings.confidence,
        )

    def _commitments(self) -> CommitmentScores | None:
        settings, path = self._settings, self._set.commitments
        if path is None or not settings.commitments:
            return None
        labels = [label for label in load_labels(path) if label.split in settings.splits]
        if not labels:
            return None
        self._work.progress(f"{self._set.name}: commitments", 0, 1)
        with Archive(self._set.root) as archive:
            scores = score_commitments(
                place_labels(labels, archive),
                register(archive),
                system=REGISTER,
                seed=settings.seed,
            )
        self._work.progress(f"{self._set.name}: commitments", 1, 1)
        return scores


def _answers(scores: AnswerScores, cases: Sequence[Case]) -> AnswersPart:
    scored = {row.case_id for row in scores.rows}
    return AnswersPart(
        scores=scores,
        questions={case.id: case.question for case in cases if case.id in scored},
        points=(
            _point(scores, "answered", {"answered"}),
            _point(scores, "answered or weak", {"answered", "weak"}),
        ),
    )


def _point(scores: AnswerScores, name: str, states: set[str]) -> OperatingPoint:
    said = [row for row in scores.rows if row.status in states]
    wrong = sum(row.wrong for row in said)
    return OperatingPoint(name, len(said) / len(scores.rows), wrong / len(said) if said else None)


def _reliability(scores: AnswerScores) -> Reliability | None:
    support = np.array([row.support for row in scores.rows], dtype=np.float64)
    answerable = np.array([row.unanswerable_kind is None for row in scores.rows], dtype=np.bool_)
    return reliability(support, answerable)


def _latencies(found: Mapping[str, Retrieved], wanted: set[str]) -> dict[str, Latency]:
    """Return how long each system took for the queries of a split, where there are some."""
    latencies = {}
    for system, one in found.items():
        # A run's queries are in the order in which they were asked.
        took = [ms for query, ms in zip(one.run, one.took_ms, strict=True) if query in wanted]
        if took:
            p50, p95 = np.percentile(np.array(took), [50, 95]).tolist()
            latencies[system] = Latency(len(took), p50, p95, sum(took) / 1000.0)
    return latencies


def _identity(generation: Generation) -> IndexIdentity:
    manifest = generation.manifest
    return IndexIdentity(
        headers=manifest.settings.headers,
        generation=manifest.generation,
        fingerprint=manifest.fingerprint,
        minuted=manifest.minuted,
        model=manifest.settings.model,
        model_key=manifest.model_key,
        dimension=manifest.dimension,
        lexical_engine=manifest.settings.lexical_engine,
        versions=manifest.versions,
        documents=manifest.documents,
        passages=manifest.passages,
        calibrated=calibration().holds_for(manifest.model_key, index_identity(manifest)),
        built_at=manifest.created_at,
    )


def _labels(labelled: LabelledSet) -> str:
    """Return the start of a sha256 of everything that is labelled in a set."""
    lines: list[object] = [
        (
            one.query.id,
            one.query.text,
            sorted(one.query.filters.items()),
            one.split,
            [(place.document_id, place.start, place.end) for place in one.places],
        )
        for one in labelled.queries
    ]
    lines += [
        (
            case.id,
            case.question,
            case.answerable,
            case.unanswerable_kind,
            case.split,
            sorted(case.filters.items()),
            case.nuggets,
        )
        for case in labelled.cases
    ]
    digest = hashlib.sha256(json.dumps(lines).encode())
    if labelled.commitments is not None:
        digest.update(labelled.commitments.read_bytes())
    return digest.hexdigest()[:16]
