"""Answers as records of TREC's RAG track, there and back; and those of other systems."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import UsageError
from eval.answers import GivenAnswer, GivenStatement, from_answer, from_rag, from_rag_all, to_rag
from eval.answers.evidence_scores import cited_pages
from eval.answers.fidelity import quote_fidelity
from eval.formats.rag import RagAnswer, RagSentence, read_answers, write_answers
from retrieval.engine import Engine
from tests.eval.answers.making import Record, make_answer, make_case


def stranger(
    references: tuple[str, ...], *sentences: tuple[str, tuple[int, ...]], topic: str = "c"
) -> RagAnswer:
    made = tuple(RagSentence(text, citations) for text, citations in sentences)
    return RagAnswer("theirs", topic, "What of c?", references, made)


def test_an_answer_of_the_engine_comes_back_from_a_file(sample: Engine, tmp_path: Path) -> None:
    answer = sample.ask("Did the chief constable promise to attend every burglary?")
    given = from_answer("c", answer)
    record = to_rag(make_case("c"), given, "minuted")
    assert record.references == tuple(c.passage_id for c in answer.citations)
    assert [s.text for s in record.sentences] == [s.text for s in answer.statements]
    write_answers(tmp_path / "answers.jsonl", [record])
    (read,) = read_answers(tmp_path / "answers.jsonl")
    back = from_rag(read, sample.archive)
    assert back == given
    assert back.took_ms == given.took_ms


def test_what_has_no_passage_no_support_or_no_words_comes_back_too(
    record: Record, tmp_path: Path
) -> None:
    without_passage = make_answer("a", record.cite("paged.pdf", "Retail", page=2), support=None)
    abstained = GivenAnswer("b", "abstained", 0.25, reason="nothing of that")
    with_context = replace(
        make_answer("c", record.cite("final.txt", "Noted."), record.cite("other.txt", "8%")),
        statements=(GivenStatement("Noted. … 8%", (1, 0), "Minutes"), GivenStatement("x", ())),
    )
    given = [without_passage, abstained, with_context]
    path = tmp_path / "answers.jsonl.gz"
    write_answers(path, [to_rag(make_case(g.case_id), g, "run") for g in given])
    assert from_rag_all(read_answers(path), record.archive) == given


def test_an_answer_to_another_case_is_refused() -> None:
    with pytest.raises(ValueError, match="not one to b"):
        to_rag(make_case("b"), make_answer("a"), "run")


def test_another_systems_references_are_whole_passages(sample: Engine) -> None:
    hits = sample.search("burglary", k=3).hits
    ids = tuple(hit.citation.passage_id for hit in hits)
    record = stranger(ids, ("Prose.", (2,)), ("More prose.", (0, 2)))
    given = from_rag(record, sample.archive)
    assert (given.case_id, given.status, given.support) == ("c", "answered", None)
    # The second is not cited; the third is cited first.
    assert [c.passage_id for c in given.citations] == [ids[2], ids[0]]
    assert [c.quote for c in given.citations] == [
        hits[2].citation.quote,
        hits[0].citation.quote,
    ]
    assert [s.citations for s in given.statements] == [(0,), (1, 0)]


def test_a_passage_named_twice_is_one_citation(sample: Engine) -> None:
    (hit,) = sample.search("burglary", k=1).hits
    twice = (hit.citation.passage_id, hit.citation.passage_id)
    given = from_rag(stranger(twice, ("Prose.", (0, 1)), ("More.", (1,))), sample.archive)
    assert len(given.citations) == 1
    assert [s.citations for s in given.statements] == [(0,), (0,)]


def test_a_reference_may_be_a_document(record: Record) -> None:
    """As the archive of this test has no index, there is nothing else."""
    given = from_rag(stranger((record.ids["paged.pdf"],), ("Prose.", (0,))), record.archive)
    (citation,) = given.citations
    assert quote_fidelity(record.documents, [given]).passes
    assert {page for _, page in cited_pages(record.documents, citation)} == {1, 2}


def test_a_record_that_says_nothing_abstains(record: Record) -> None:
    given = from_rag(stranger(("unknown, but not cited",)), record.archive)
    assert (given.status, given.citations) == ("abstained", ())


def test_every_reference_that_is_not_held_is_named(record: Record) -> None:
    known = record.ids["final.txt"]
    records = [
        stranger(("p-1", known), ("a", (0, 1)), topic="a"),
        stranger(("p-2", "p-3"), ("b", (1,)), topic="b"),
    ]
    with pytest.raises(UsageError) as caught:
        from_rag_all(records, record.archive)
    assert "a: p-1" in str(caught.value)
    assert "b: p-3" in str(caught.value)
    assert "p-2" not in str(caught.value)
    assert known not in str(caught.value)
