"""Asking Minuted itself."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.errors import QuestionError
from corpus.model import Citation
from eval.answers.given import GivenAnswer, GivenCitation, GivenStatement
from eval.cases_file import Case
from eval.filters import filters_of
from eval.sets.archives import Progress, silent
from retrieval.engine import Engine
from retrieval.records import Answer


def ask(engine: Engine, cases: Iterable[Case], progress: Progress = silent) -> list[GivenAnswer]:
    """Ask every case under its filters, in the cases' order.

    A question that is refused ("?!" asks nothing) is an abstention with support 0,
    and its reason is the refusal.

    Raises
    ------
    UsageError
        When a case's filters cannot be meant: a fault of the case, not an answer.
    """
    asked = list(cases)
    given = []
    for number, case in enumerate(asked):
        progress("asking", number, len(asked))
        filters = filters_of(case.filters)
        try:
            given.append(from_answer(case.id, engine.ask(case.question, filters)))
        except QuestionError as refusal:
            given.append(GivenAnswer(case.id, "abstained", 0.0, reason=str(refusal)))
    progress("asking", len(asked), len(asked))
    return given


def from_answer(case_id: str, answer: Answer) -> GivenAnswer:
    """Return Minuted's answer to a case in the form in which all answers are scored."""
    return GivenAnswer(
        case_id=case_id,
        status=answer.status.value,
        support=answer.support,
        statements=tuple(GivenStatement(s.text, s.citations, s.context) for s in answer.statements),
        citations=tuple(_citation(citation) for citation in answer.citations),
        reason=answer.reason,
        took_ms=answer.took_ms,
        withheld=answer.withheld,
    )


def _citation(citation: Citation) -> GivenCitation:
    return GivenCitation(
        document_id=citation.document.id,
        sha256=citation.document.sha256,
        start=citation.start,
        end=citation.end,
        page=citation.page,
        quote=citation.quote,
        meeting_date=citation.meeting_date,
        body=citation.body,
        source=citation.document.source,
        passage_id=citation.passage_id,
    )
