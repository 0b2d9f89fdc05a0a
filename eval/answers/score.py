"""Scoring the answers to a file of cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.archive import Archive
from corpus.errors import UsageError
from eval.answers.documents import Documents
from eval.answers.evidence_scores import (
    evidence_means,
    meeting_hit,
    meeting_means,
    page_overlap,
    sentence_overlap,
)
from eval.answers.fidelity import fault_of, quote_fidelity
from eval.answers.given import GivenAnswer
from eval.answers.gold import Gold, gold_of_all
from eval.answers.nuggets import nugget_recall, texts_of
from eval.answers.records import AnswerScores, QuestionRow
from eval.answers.summaries import (
    abstentions,
    counts_of,
    intervals_of,
    length_of,
    nugget_means,
    timing_of,
)
from eval.cases_file import Anchors, Case

SAMPLES = 10_000
CONFIDENCE = 0.95
SEED = 0

_STATUS_SUPPORT = {"answered": 1.0, "weak": 0.5, "abstained": 0.0}


def score_answers(
    archive: Archive,
    cases: Iterable[Case],
    answers: Iterable[GivenAnswer],
    *,
    split: str | None,
    samples: int = SAMPLES,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
) -> AnswerScores:
    """Score answers against labelled cases.

    Parameters
    ----------
    archive
        The one that was asked: every quote is checked against it.
    cases
        The labelled questions.
    answers
        At most one for each case. Those to cases of another split are passed over; a
        case without one counts as abstained with support 0 and is named in ``missing``.
    split
        ``dev``, ``test``, or None for every case.
    samples, seed, confidence
        Of the bootstrap intervals.

    Raises
    ------
    UsageError
        When no case is of that split, a case is answered twice, an answer is to no
        case, or evidence cannot be found: all of a kind in one message.
    """
    all_cases = list(cases)
    scored = [case for case in all_cases if split in (None, case.split)]
    if not scored:
        if not all_cases:
            raise UsageError("There are no cases to be answered.", "Choose a set that has some.")
        raise UsageError(f"No case is of the split {split!r}.", "The splits are dev and test.")
    by_case = _by_case(all_cases, answers)
    missing = tuple(case.id for case in scored if case.id not in by_case)
    given = [by_case.get(case.id, _nothing(case)) for case in scored]
    documents = Documents(archive)
    gold = gold_of_all(documents, scored, Anchors(archive).resolve_all(scored))
    support, support_from = _supports(given)
    rows = tuple(
        _row(documents, case, answer, sure, gold.get(case.id), case.id not in by_case)
        for case, answer, sure in zip(scored, given, support, strict=True)
    )
    return AnswerScores(
        split=split,
        questions=len(rows),
        answerable=len(gold),
        missing=missing,
        support_from=support_from,
        fidelity=quote_fidelity(documents, given),
        sentences=evidence_means([row.sentences for row in rows if row.sentences]),
        pages=evidence_means([row.pages for row in rows if row.pages]),
        meeting=meeting_means([row.meeting for row in rows if row.meeting]),
        nuggets=nugget_means(rows),
        abstention=abstentions(rows),
        counts=counts_of(rows),
        length=length_of(given),
        intervals=intervals_of(rows, samples, seed, confidence),
        samples=samples,
        seed=seed,
        confidence=confidence,
        rows=rows,
        timing=timing_of(given),
    )


def _by_case(cases: Sequence[Case], answers: Iterable[GivenAnswer]) -> dict[str, GivenAnswer]:
    known = {case.id for case in cases}
    found: dict[str, GivenAnswer] = {}
    faults: list[str] = []
    for answer in answers:
        if answer.case_id not in known:
            faults.append(f"{answer.case_id}: there is no such case")
        elif answer.case_id in found:
            faults.append(f"{answer.case_id}: it is answered twice")
        found[answer.case_id] = answer
    if faults:
        raise UsageError(
            "The answers do not fit the cases:\n  " + "\n  ".join(faults),
            "Give one answer for each case, under the case's id.",
        )
    return found


def _nothing(case: Case) -> GivenAnswer:
    return GivenAnswer(case.id, "abstained", 0.0, reason="no answer was given")


def _supports(answers: Sequence[GivenAnswer]) -> tuple[list[float], str]:
    supports = [answer.support for answer in answers if answer.support is not None]
    if len(supports) == len(answers):
        return supports, "support"
    return [_STATUS_SUPPORT[answer.status] for answer in answers], "status"


def _row(
    documents: Documents,
    case: Case,
    answer: GivenAnswer,
    support: float,
    gold: Gold | None,
    missing: bool,
) -> QuestionRow:
    sentences = sentence_overlap(documents, answer, gold) if gold else None
    return QuestionRow(
        case_id=case.id,
        kind=case.kind,
        split=case.split,
        unanswerable_kind=None if case.answerable else case.unanswerable_kind or "unanswerable",
        missing=missing,
        status=answer.status,
        support=support,
        statements=len(answer.statements),
        citations=len(answer.citations),
        exact=sum(fault_of(documents, citation) is None for citation in answer.citations),
        sentences=sentences,
        pages=page_overlap(documents, answer, gold) if gold else None,
        meeting=meeting_hit(documents, answer, gold) if gold else None,
        nuggets=nugget_recall(case.nuggets, texts_of(documents, answer)) if gold else None,
        wrong=sentences is None or not sentences.right,
    )
