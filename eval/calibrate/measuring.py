"""The signals of labelled questions, and the meetings that each is tied to."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from corpus.errors import QuestionError
from eval.calibrate.meetings import Meetings
from eval.cases_file import Anchors, Case
from eval.filters import filters_of
from eval.sets.archives import Progress, Work
from eval.sets.labelled import LabelledSet
from retrieval.engine import Engine
from retrieval.support import IndexIdentity, Signals, index_identity

ANSWERABLE, NEAR_MISS, OFF_TOPIC = "answerable", "near-miss", "off-topic"


@dataclass(frozen=True, slots=True)
class Measured:
    """A question, its signals, and the meetings it is tied to (:mod:`eval.calibrate.meetings`)."""

    set_name: str
    case: Case
    meetings: frozenset[str]
    signals: Signals


@dataclass(frozen=True, slots=True)
class MeasuredSet:
    """The questions of a set, and the model and kind of index they were measured with.

    Attributes
    ----------
    refused
        Questions that ask nothing ("?!") and so have no signals.
    """

    name: str
    model_key: str
    index: IndexIdentity
    questions: tuple[Measured, ...]
    refused: tuple[Case, ...]


def kind_of_case(case: Case) -> str:
    """Return ``answerable``, or what kind of unanswerable question a case is."""
    return ANSWERABLE if case.answerable else case.unanswerable_kind or "unanswerable"


def measure_set(labelled: LabelledSet, work: Work, progress: Progress) -> MeasuredSet:
    """Measure every case of a set, under its filters.

    Parameters
    ----------
    labelled
        A set with cases, whose index is up to date.
    work
        Says where exported models are kept.
    progress
        Told how many questions are done.

    Raises
    ------
    UsageError
        When a case's filters cannot be meant, or its evidence is not where it should be.
    """
    found: list[Measured] = []
    refused: list[Case] = []
    with closing(Engine(labelled.root, labelled.settings, work.model_cache)) as engine:
        judge = engine.judge()
        places = Anchors(engine.archive).resolve_all(labelled.cases)
        meetings = Meetings(engine.archive, judge.generation)
        what = f"measuring {labelled.name}"
        for number, case in enumerate(labelled.cases):
            progress(what, number, len(labelled.cases))
            filters = filters_of(case.filters)
            try:
                prepared = judge.prepare(case.question, filters, whole=False)
            except QuestionError:
                refused.append(case)
                continue
            tied = meetings.of_places(places[case.id]) or meetings.named(prepared)
            signals = judge.judge(prepared).signals
            found.append(Measured(labelled.name, case, tied, signals))
        progress(what, len(labelled.cases), len(labelled.cases))
        return MeasuredSet(
            labelled.name,
            judge.model_key,
            index_identity(judge.generation.manifest),
            tuple(found),
            tuple(refused),
        )
