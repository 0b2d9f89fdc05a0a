"""Answers to and from the records of TREC's RAG track (:mod:`eval.formats.rag`).

Written, every citation is a reference of its own, by the id of its passage (of
its document, where the system has no passages). Read, a record that Minuted
wrote gives back the same answer. A record of another system says which passages
it cites and no more: each is then a citation of the whole passage, so its quotes
are exact by themselves and its evidence is as precise as its passages are short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from corpus.archive import Archive
from corpus.errors import UsageError
from corpus.model import Document
from eval.answers.given import GivenAnswer, GivenCitation, GivenStatement
from eval.cases_file import Case
from eval.formats.rag import RagAnswer, RagCitation, RagDetails, RagSentence
from indexer.generation import current_name, index_root
from indexer.passage_store import PassageStore


def to_rag(case: Case, answer: GivenAnswer, run_id: str) -> RagAnswer:
    """Return an answer as a record of the track, with what it has no field for beside.

    Raises
    ------
    ValueError
        When the answer is to another case.
    """
    if case.id != answer.case_id:
        raise ValueError(f"the answer to {answer.case_id} is not one to {case.id}")
    return RagAnswer(
        run_id=run_id,
        topic_id=case.id,
        topic=case.question,
        references=tuple(c.passage_id or c.document_id for c in answer.citations),
        sentences=tuple(RagSentence(s.text, s.citations, s.context) for s in answer.statements),
        details=RagDetails(
            status=answer.status,
            support=answer.support,
            citations=tuple(_details(citation) for citation in answer.citations),
            reason=answer.reason,
            took_ms=answer.took_ms,
        ),
    )


def from_rag(record: RagAnswer, archive: Archive) -> GivenAnswer:
    """Return a record of the track as an answer that can be scored; see :func:`from_rag_all`."""
    return from_rag_all([record], archive)[0]


def from_rag_all(records: Iterable[RagAnswer], archive: Archive) -> list[GivenAnswer]:
    """Return records of the track as answers that can be scored, in their order.

    A record without Minuted's details counts as answered where it says anything
    and as abstained where it does not, with no support. Its references are passages
    of the index in use, or documents; those that no sentence cites are left out,
    and citations stand in the order in which sentences first cite them.

    Raises
    ------
    UsageError
        Naming every reference that is neither, in all records.
    """
    faults: list[str] = []
    given: list[GivenAnswer] = []
    documents = {document.id: document for document in archive.documents(replaced=True)}
    with _passages(archive) as passages:
        for record in records:
            if record.details is not None:
                given.append(_with_details(record, record.details))
                continue
            cited: list[GivenCitation] = []
            for reference in _cited(record):
                citation = _whole(reference, archive, documents, passages)
                if citation is None:
                    faults.append(f"{record.topic_id}: {reference}")
                else:
                    cited.append(citation)
            if not faults:  # else nothing is scored, and places would not fit
                given.append(_stranger(record, cited))
    if faults:
        raise UsageError(
            "References that the archive does not hold:\n  " + "\n  ".join(faults),
            "Answers are scored against the archive, and the index, that was asked.",
        )
    return given


def _details(citation: GivenCitation) -> RagCitation:
    return RagCitation(
        document=citation.document_id,
        sha256=citation.sha256,
        source=citation.source,
        start=citation.start,
        end=citation.end,
        page=citation.page,
        quote=citation.quote,
        meeting_date=citation.meeting_date,
        body=citation.body,
    )


def _with_details(record: RagAnswer, details: RagDetails) -> GivenAnswer:
    citations = tuple(
        GivenCitation(
            document_id=one.document,
            sha256=one.sha256,
            start=one.start,
            end=one.end,
            page=one.page,
            quote=one.quote,
            meeting_date=one.meeting_date,
            body=one.body,
            source=one.source,
            passage_id=reference if reference != one.document else None,
        )
        for reference, one in zip(record.references, details.citations, strict=True)
    )
    return GivenAnswer(
        case_id=record.topic_id,
        status=details.status,
        support=details.support,
        statements=tuple(GivenStatement(s.text, s.citations, s.context) for s in record.sentences),
        citations=citations,
        reason=details.reason,
        took_ms=details.took_ms,
    )


def _cited(record: RagAnswer) -> list[str]:
    """Return the references that are cited, each once, as they are first cited."""
    places = (place for sentence in record.sentences for place in sentence.citations)
    return list(dict.fromkeys(record.references[place] for place in places))


def _whole(
    reference: str,
    archive: Archive,
    documents: dict[str, Document],
    passages: PassageStore | None,
) -> GivenCitation | None:
    """Return the whole of a passage or document as a citation; None where it is not held."""
    passage = passages.by_id(reference) if passages else None
    document = documents.get(passage.document_id if passage else reference)
    if document is None:
        return None
    text = archive.text(document.id)
    start, end = (passage.start, passage.end) if passage else (0, len(text))
    return GivenCitation(
        document_id=document.id,
        sha256=document.sha256,
        start=start,
        end=end,
        page=None,  # a passage may run over two: its sentences tell
        quote=text[start:end],
        meeting_date=document.date,
        body=document.body,
        source=document.source,
        passage_id=passage.id if passage else None,
    )


def _stranger(record: RagAnswer, citations: list[GivenCitation]) -> GivenAnswer:
    number = {reference: at for at, reference in enumerate(_cited(record))}
    return GivenAnswer(
        case_id=record.topic_id,
        status="answered" if record.sentences else "abstained",
        support=None,
        statements=tuple(
            GivenStatement(
                sentence.text,
                tuple(dict.fromkeys(number[record.references[p]] for p in sentence.citations)),
            )
            for sentence in record.sentences
        ),
        citations=tuple(citations),
    )


@contextmanager
def _passages(archive: Archive) -> Iterator[PassageStore | None]:
    """Open the passages of the generation in use; None where there is no index."""
    root = index_root(archive.root)
    name = current_name(root)
    if name is None:
        yield None
        return
    store = PassageStore(root / name)
    try:
        yield store
    finally:
        store.close()
