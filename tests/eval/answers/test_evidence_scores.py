"""Evidence precision, recall and F1, worked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.answers.evidence_scores import (
    MeetingHit,
    Overlap,
    cited_pages,
    cited_sentences,
    evidence_means,
    meeting_hit,
    meeting_means,
    overlap,
    page_overlap,
    sentence_overlap,
)
from tests.eval.answers.making import Record, make_answer

UNITS = st.frozensets(st.integers(0, 9))


def test_renditions_count_once_for_recall_and_each_for_precision() -> None:
    gold = [{"a1", "a2"}, {"b"}]
    assert overlap({"a1", "a2", "x"}, gold) == Overlap(right=2, cited=3, found=1, gold=2)
    assert overlap({"a2"}, gold) == Overlap(1, 1, 1, 2)
    assert overlap({"a1"}, gold, nowhere=1) == Overlap(1, 2, 1, 2)


def test_precision_recall_and_f1_of_one_answer() -> None:
    one = Overlap(right=1, cited=4, found=1, gold=2)
    assert (one.precision, one.recall) == (0.25, 0.5)
    assert one.f1 == pytest.approx(1 / 3)
    nothing = Overlap(0, 0, 0, 2)
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, 0.0, 0.0)


def test_macro_leaves_out_undefined_precision_and_micro_pools() -> None:
    means = evidence_means([Overlap(1, 1, 1, 3), Overlap(1, 4, 1, 1), Overlap(0, 0, 0, 1)])
    assert (means.questions, means.uncited) == (3, 1)
    assert means.precision == pytest.approx((1 + 0.25) / 2)
    assert means.recall == pytest.approx((1 / 3 + 1 + 0) / 3)
    assert means.f1 == pytest.approx((0.5 + 0.4 + 0) / 3)
    assert means.hit == pytest.approx(2 / 3)
    assert means.micro_precision == pytest.approx(2 / 5)
    assert means.micro_recall == pytest.approx(2 / 5)
    assert means.micro_f1 == pytest.approx(2 / 5)


def test_means_of_nothing_are_none() -> None:
    means = evidence_means([])
    assert (means.questions, means.precision, means.recall, means.micro_f1) == (0, None, None, None)
    only_uncited = evidence_means([Overlap(0, 0, 0, 2)])
    assert (only_uncited.precision, only_uncited.micro_precision) == (None, None)
    assert (only_uncited.recall, only_uncited.f1, only_uncited.micro_f1) == (0.0, 0.0, 0.0)


@given(cited=UNITS, more=UNITS, gold=st.lists(UNITS.filter(bool), min_size=1, max_size=4))
def test_citing_more_never_lowers_recall(
    cited: frozenset[int], more: frozenset[int], gold: list[frozenset[int]]
) -> None:
    fewer, all_of_it = overlap(cited, gold), overlap(cited | more, gold)
    assert fewer.recall <= all_of_it.recall
    assert fewer.right <= all_of_it.right <= all_of_it.cited
    everything = overlap(frozenset().union(*gold), gold)
    assert (everything.precision, everything.recall, everything.f1) == (1.0, 1.0, 1.0)


def test_a_citation_is_the_sentences_it_covers_by_half(record: Record) -> None:
    noted = record.sentence("draft.txt", "Noted.")
    agreed = record.sentence("draft.txt", "It was Agreed")
    clause = record.cite("draft.txt", "the figures would come")
    assert cited_sentences(record.documents, clause) == {agreed}
    both = record.cite("draft.txt", "It was Agreed that the figures would come in June. Noted.")
    assert cited_sentences(record.documents, both) == {agreed, noted}
    mostly_one = record.cite("draft.txt", "the figures would come in June. No")
    assert cited_sentences(record.documents, mostly_one) == {agreed}
    half_of_noted = record.cite("draft.txt", "the figures would come in June. Not")
    assert cited_sentences(record.documents, half_of_noted) == {agreed, noted}


def test_a_citation_of_no_place_counts_as_one_wrong_one(record: Record) -> None:
    gold = record.gold(("other.txt", "Burglary"))
    right = record.cite("other.txt", "Burglary fell by 8%.")
    nowhere = replace(right, document_id="d-none")
    beyond = replace(right, start=5_000, end=5_010)
    answer = make_answer("c", right, nowhere, beyond)
    assert sentence_overlap(record.documents, answer, gold) == Overlap(1, 3, 1, 1)


def test_the_same_sentence_cited_twice_is_one(record: Record) -> None:
    gold = record.gold(("other.txt", "Burglary"))
    answer = make_answer(
        "c", record.cite("other.txt", "Burglary fell"), record.cite("other.txt", "fell by 8%")
    )
    assert sentence_overlap(record.documents, answer, gold) == Overlap(1, 1, 1, 1)


def test_citing_the_draft_is_right(record: Record) -> None:
    gold = record.gold(("final.txt", "12 officers"), ("final.txt", "the figures would come"))
    draft = record.cite("draft.txt", "12 officers would join by May.")
    assert sentence_overlap(record.documents, make_answer("c", draft), gold) == Overlap(1, 1, 1, 2)


def test_a_page_is_enough_for_its_sentences(record: Record) -> None:
    gold = record.gold(("paged.pdf", "a plan would follow"))
    beside = record.cite("paged.pdf", "Retail crime rose.")
    answer = make_answer("c", beside)
    assert sentence_overlap(record.documents, answer, gold) == Overlap(0, 1, 0, 1)
    assert page_overlap(record.documents, answer, gold) == Overlap(1, 1, 1, 1)


def test_the_page_is_the_one_that_the_citation_names(record: Record) -> None:
    pdf = record.ids["paged.pdf"]
    quiet = record.cite("paged.pdf", "Retail crime")
    assert cited_pages(record.documents, quiet) == {(pdf, 2)}
    assert cited_pages(record.documents, replace(quiet, page=1)) == {(pdf, 1)}
    text = record.cite("final.txt", "Noted.", page=7)
    assert cited_pages(record.documents, text) == {(record.ids["final.txt"], 0)}
    assert cited_pages(record.documents, replace(text, document_id="d-none")) == frozenset()


def test_meetings_are_the_archives(record: Record) -> None:
    gold = record.gold(("final.txt", "12 officers"))
    rendition = record.cite("paged.pdf", "Retail crime")
    elsewhere = replace(record.cite("other.txt", "Burglary"), body="Panel")
    answer = make_answer("c", elsewhere, rendition)
    assert meeting_hit(record.documents, answer, gold) == MeetingHit((False, True))


def test_meeting_means_by_hand() -> None:
    hits = [MeetingHit((True, False, False)), MeetingHit((False, True)), MeetingHit(())]
    means = meeting_means(hits)
    assert (means.questions, means.citations) == (3, 5)
    assert means.first == pytest.approx(1 / 3)
    assert means.any == pytest.approx(2 / 3)
    assert means.share == pytest.approx(2 / 5)
    assert meeting_means([MeetingHit(())]).share is None
