"""Quote fidelity: one byte off and it falls, and it says where."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.archive import Archive
from eval.answers.documents import Documents
from eval.answers.fidelity import fault_of, quote_fidelity
from eval.answers.given import GivenAnswer, GivenCitation, GivenStatement
from tests.eval.answers.making import Record, make_answer


def test_true_quotes_pass_the_gate(record: Record) -> None:
    answer = make_answer("a", record.cite("final.txt", "Noted."), record.cite("other.txt", "8%"))
    found = quote_fidelity(record.documents, [answer])
    assert (found.citations, found.exact, found.share, found.passes) == (2, 2, 1.0, True)
    assert (found.statements, found.verbatim, found.faults) == (2, 2, ())


def test_a_tampered_quote_lowers_fidelity_and_is_named(record: Record) -> None:
    good = record.cite("final.txt", "12 officers would join")
    bad = replace(good, quote="13 officers would join")
    answers = [make_answer("a", good), make_answer("b", good, bad, good)]
    found = quote_fidelity(record.documents, answers)
    assert (found.citations, found.exact, found.share, found.passes) == (4, 3, 0.75, False)
    (fault,) = found.faults
    assert (fault.case_id, fault.citation) == ("b", 1)
    assert "from its character 1 on" in fault.why
    assert "'2 officers" in fault.why
    assert "'3 officers" in fault.why


def test_nothing_cited_has_no_share_and_passes(record: Record) -> None:
    found = quote_fidelity(record.documents, [make_answer("a", status="abstained")])
    assert (found.share, found.passes) == (None, True)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"document_id": "d-none"}, "holds no document"),
        ({"sha256": None}, "names no sha256"),
        ({"sha256": "00"}, "not 00"),
        ({"end": 10_000}, "no stretch"),
        ({"start": -6, "end": -1}, "no stretch"),
        ({"start": 9, "end": 9, "quote": ""}, "no stretch"),
        ({"quote": "Noted"}, "from its character 5 on the record has '.', the quote ''"),
        ({"quote": "Noted.\u200b"}, "the quote '\\u200b'"),
        ({"quote": "noted."}, "'Noted.', the quote 'noted.'"),
    ],
)
def test_every_way_to_be_wrong_has_its_reason(
    record: Record, changes: dict[str, object], why: str
) -> None:
    citation = replace(record.cite("final.txt", "Noted."), **changes)  # type: ignore[arg-type]
    fault = fault_of(record.documents, citation)
    assert fault is not None
    assert why in fault


def test_an_archive_whose_text_was_altered_is_not_the_record(record: Record) -> None:
    class Altered(Archive):
        def text(self, document_id: str) -> str:
            return super().text(document_id).replace("12", "13")

    with Altered(record.archive.root) as archive:
        documents = Documents(archive)
        citation = replace(record.cite("final.txt", "12 officers"), quote="13 officers")
        assert "altered" in (fault_of(documents, citation) or "")


def test_prose_that_is_no_quote_is_counted_but_not_gated(record: Record) -> None:
    quotes = (record.cite("final.txt", "Noted."), record.cite("other.txt", "8%"))
    statements = (
        GivenStatement("Noted. … 8%", (0, 1)),
        GivenStatement("It was noted", (0,)),
        GivenStatement("Noted.", ()),
    )
    found = quote_fidelity(
        record.documents, [GivenAnswer("a", "answered", None, statements, quotes)]
    )
    assert (found.statements, found.verbatim, found.passes) == (3, 1, True)


@given(start=st.integers(0, 40), length=st.integers(1, 40), shift=st.integers(1, 5))
def test_a_quote_from_elsewhere_is_exact_only_where_the_text_repeats(
    record: Record, start: int, length: int, shift: int
) -> None:
    read = record.documents.get(record.ids["final.txt"])
    assert read is not None
    quote = read.text[start : start + length]
    moved = GivenCitation(
        read.document.id,
        read.document.sha256,
        start + shift,
        start + shift + length,
        None,
        quote,
    )
    same = read.text[start + shift : start + shift + length] == quote
    assert (fault_of(record.documents, moved) is None) == same
