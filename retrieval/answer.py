"""From a question to an answer in the record's own words, or to the word that there is none."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Citation
from retrieval.evidence import Evidence
from retrieval.judging import Judge, Judged, Prepared
from retrieval.records import (
    Answer,
    Filters,
    Hit,
    Promise,
    QuestionKind,
    SearchResult,
    Statement,
    Status,
)
from retrieval.register_answer import RegisterAnswer, RegisterAnswerer
from retrieval.selection import choose, wants_figure
from retrieval.support import calibration, index_identity

NEAREST = 4
"""Passages offered when there is no firm answer."""

NOT_MEASURED = (
    "What counts as answered was measured with another model or another kind of index: "
    "read the passages before relying on this."
)
"""Said beside every answer that the calibration does not hold for."""


class Answerer:
    """Answers questions from one generation of one archive.

    Parameters
    ----------
    judge
        What finds and judges the evidence.
    register
        What answers questions about commitments; without it they are answered from the
        sentences of the record alone.
    """

    def __init__(self, judge: Judge, register: RegisterAnswerer | None = None) -> None:
        self._judge = judge
        self._register = register

    def search(self, query: str, filters: Filters, k: int) -> SearchResult:
        """Return the ``k`` best passages for a query, each cut from the stored text."""
        began = time.perf_counter()
        prepared = self._judge.prepare(query, filters, whole=True)
        ranking = prepared.ranking
        hits: list[Hit] = []
        withheld = 0
        rows = self._judge.generation.passages.rows(ranking.rows[:k])
        for number, passage in enumerate(rows):
            citation = self._judge.library.cite(passage, passage.start, passage.end)
            if citation is None:
                withheld += 1
                continue
            hits.append(
                Hit(
                    len(hits) + 1,
                    float(ranking.fused[number]),
                    float(ranking.dense[number]),
                    float(ranking.lexical[number]),
                    citation,
                )
            )
        return SearchResult(
            query=prepared.question,
            filters=prepared.understanding.filters,
            expansions=prepared.expansions,
            hits=tuple(hits),
            withheld=withheld,
            generation=self._judge.generation.name,
            model=self._judge.embedder.identity.name,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def ask(self, question: str, filters: Filters) -> Answer:
        """Answer a question."""
        began = time.perf_counter()
        judged = self._judge.judge(self._judge.prepare(question, filters, whole=False))
        prepared = judged.prepared
        register = self._register.answer(prepared, filters) if self._register else None
        understood = register.filters if register else prepared.understanding.filters
        holding = self._judge.held.within(understood)
        if register is not None:
            holding = replace(holding, notes=(*holding.notes, *register.notes))
        levels = calibration()
        measured = levels.holds_for(
            self._judge.model_key, index_identity(self._judge.generation.manifest)
        )
        if not measured and not (register and register.complete):
            holding = replace(holding, notes=(*holding.notes, NOT_MEASURED))
        probability = levels.probability(judged.signals)
        status, reason = self._decide(judged, probability)
        statements, citations, withheld = self._statements(judged, status)
        if status is not Status.ABSTAINED and not statements:
            status = Status.ABSTAINED
            reason = self._why_nothing(prepared.kind, judged, withheld)
        if status is Status.ANSWERED:
            status, reason = _second_thoughts(judged, statements)
        if register is not None:
            status, reason, statements, citations, withheld = _with_register(
                register, status, reason, statements, citations, withheld
            )
        nearest: tuple[Citation, ...] = ()
        if status is not Status.ANSWERED:
            nearest, lost = self._nearest(prepared, citations)
            withheld += lost
        return Answer(
            question=prepared.question,
            kind=prepared.kind,
            status=status,
            reason=reason,
            filters=understood,
            expansions=prepared.expansions,
            statements=tuple(statements),
            citations=tuple(citations),
            nearest=nearest,
            coverage=holding,
            withheld=withheld,
            support=probability,
            generation=self._judge.generation.name,
            model=self._judge.embedder.identity.name,
            took_ms=(time.perf_counter() - began) * 1000,
            register=register.register if register else (),
        )

    def _decide(self, judged: Judged, probability: float) -> tuple[Status, str | None]:
        prepared = judged.prepared
        filters = prepared.understanding.filters
        if filters.unknown:
            names = " or ".join(repr(name) for name in filters.unknown)
            return Status.ABSTAINED, f"The archive holds nothing of {names}."
        if not len(prepared.ranking):
            if prepared.parsed.phrases:
                return (
                    Status.ABSTAINED,
                    "No passage holds the exact words in quotation marks.",
                )
            return Status.ABSTAINED, "The archive holds no passage within these filters."
        if prepared.understanding.named_forces and not judged.evidence:
            names = ", ".join(ways[0] for ways in prepared.understanding.named_forces)
            return Status.ABSTAINED, f"The archive holds nothing that names {names}."
        if prepared.understanding.mentioned and not judged.evidence:
            years = " or ".join(str(m.year) for m in prepared.understanding.mentioned)
            return Status.ABSTAINED, f"Nothing near the question is of {years}."
        levels = calibration()
        if not prepared.concepts:
            return Status.ABSTAINED, "The question names no topic to look for."
        if judged.signals.missing >= 0.999 and judged.signals.coverage == 0:
            return (
                Status.ABSTAINED,
                "None of the words asked about stands in this archive.",
            )
        if probability >= levels.answered:
            return Status.ANSWERED, None
        if probability >= levels.weak:
            return (
                Status.WEAK,
                "The record touches on this, but may not answer it: read the passages.",
            )
        return Status.ABSTAINED, "Nothing in this archive answers the question."

    @staticmethod
    def _why_nothing(kind: QuestionKind, judged: Judged, withheld: int) -> str:
        if withheld:
            return (
                "The stored text no longer matches what was indexed, so nothing is quoted; "
                "run minuted doctor."
            )
        if kind is QuestionKind.COMMITMENTS:
            others = {e.cue.kind.value for e in judged.evidence if e.cue and e.coverage > 0.5}
            if others:
                return (
                    "The record holds no commitment on this, only "
                    f"{' and '.join(sorted(others))}: see the nearest passages."
                )
            return "The record speaks of this, but holds no commitment on it."
        return "Nothing in this archive answers the question."

    def _statements(
        self, judged: Judged, status: Status
    ) -> tuple[list[Statement], list[Citation], int]:
        if status is Status.ABSTAINED:
            lost = sum(not self._judge.library.holds(p) for p in judged.prepared.passages)
            return [], [], lost
        withheld = sum(not self._judge.library.holds(p) for p in judged.prepared.passages)
        statements: list[Statement] = []
        citations: list[Citation] = []
        shown = [one for one in judged.shown if not self._denied(judged, one)]
        for scored in choose(shown, judged.prepared.kind):
            evidence = scored.evidence
            spans = [(evidence.start, evidence.end)]
            if evidence.owner and evidence.cue and evidence.cue.binding:
                spans.append(evidence.owner)
            cut = [
                self._judge.library.cite(evidence.passage, start, end, evidence.speaker)
                for start, end in spans
            ]
            whole = [citation for citation in cut if citation is not None]
            if len(whole) < len(cut):
                withheld += 1
                continue
            first = len(citations)
            citations += whole
            opened = self._judge.library.open(evidence.passage.document_id)
            context = " … ".join(opened.text[a:b] for a, b in evidence.context) or None
            statements.append(
                Statement(
                    " … ".join(citation.quote for citation in whole),
                    context,
                    tuple(range(first, len(citations))),
                    self._promise(judged, evidence),
                )
            )
        return statements, citations, withheld

    def _promise(self, judged: Judged, evidence: Evidence) -> Promise | None:
        """Return what the register holds of a sentence, where commitments are asked for."""
        if self._register is None or judged.prepared.kind is not QuestionKind.COMMITMENTS:
            return None
        return self._register.promise(evidence.passage.document_id, evidence.start, evidence.end)

    def _denied(self, judged: Judged, evidence: Evidence) -> bool:
        """Tell whether the register says that what looks like a promise is none."""
        return (
            self._register is not None
            and judged.prepared.kind is QuestionKind.COMMITMENTS
            and evidence.cue is not None
            and evidence.cue.binding
            and self._register.denies(evidence.passage.document_id, evidence.start, evidence.end)
        )

    def _nearest(
        self, prepared: Prepared, cited: Sequence[Citation]
    ) -> tuple[tuple[Citation, ...], int]:
        shown = {citation.passage_id for citation in cited}
        found: list[Citation] = []
        lost = 0
        for passage in prepared.passages:
            if passage.id in shown:
                continue
            citation = self._judge.library.cite(passage, passage.start, passage.end)
            if citation is None:
                lost += 1
                continue
            found.append(citation)
            if len(found) == NEAREST:
                break
        return tuple(found), lost


def _with_register(
    register: RegisterAnswer,
    status: Status,
    reason: str | None,
    statements: list[Statement],
    citations: list[Citation],
    withheld: int,
) -> tuple[Status, str | None, list[Statement], list[Citation], int]:
    """Return an answer with what the register says first, or by itself where that is all."""
    told = list(register.statements)
    if register.complete:
        if register.status is Status.ANSWERED and not told:
            return (
                Status.ABSTAINED,
                "The stored text no longer matches what was indexed, so nothing is quoted; "
                "run minuted doctor.",
                [],
                [],
                register.withheld,
            )
        return register.status, register.reason, told, list(register.citations), register.withheld
    cited = list(register.citations)
    known = {one.promise.id for one in told if one.promise}
    for one in statements:
        if one.promise and one.promise.id in known:
            continue
        first = len(cited)
        cited += [citations[number] for number in one.citations]
        told.append(replace(one, citations=tuple(range(first, len(cited)))))
    if status is not Status.ANSWERED:
        status, reason = register.status, register.reason
    return status, reason, told, cited, withheld + register.withheld


def _second_thoughts(judged: Judged, statements: Sequence[Statement]) -> tuple[Status, str | None]:
    """Return whether an answer stands that lacks what was asked for: a figure, or who spoke."""
    subject = judged.prepared.subject
    if judged.others_words and subject is not None:
        return (
            Status.WEAK,
            f"These are not {subject.name}’s own words or promises, so far as the record shows.",
        )
    figures = any(character.isdigit() for s in statements for character in s.text)
    if wants_figure(judged.prepared.question) and not figures:
        return Status.WEAK, "A figure was asked for; these sentences give none."
    return Status.ANSWERED, None
