"""Evidence: anchors widened to sentences, renditions counted once."""

from __future__ import annotations

import pytest

from eval.answers.gold import gold_of
from eval.cases_file import Place
from tests.eval.answers.making import Record, make_case


def test_an_anchor_becomes_its_sentence(record: Record) -> None:
    gold = record.gold(("other.txt", "fell by"))
    assert gold.sentences == (frozenset({record.sentence("other.txt", "Burglary fell")}),)
    assert gold.pages == (frozenset({(record.ids["other.txt"], 0)}),)


def test_two_anchors_in_one_sentence_are_one_piece(record: Record) -> None:
    gold = record.gold(("other.txt", "Burglary"), ("other.txt", "8%"))
    assert len(gold.sentences) == 1


def test_renditions_that_are_listed_are_one_piece(record: Record) -> None:
    """White space and case apart they are the same sentence."""
    gold = record.gold(("final.txt", "12 officers"), ("draft.txt", "would join by"))
    (piece,) = gold.sentences
    assert {s.document_id for s in piece} == {
        record.ids[name] for name in ("final.txt", "draft.txt", "paged.pdf")
    }
    assert len(gold.meetings) == 1


def test_a_rendition_that_is_not_listed_joins_where_it_has_the_sentence_once(
    record: Record,
) -> None:
    (piece,) = record.gold(("paged.pdf", "12 officers")).sentences
    assert record.sentence("final.txt", "The Chief Constable said") in piece
    assert record.sentence("draft.txt", "The chief constable said") in piece


def test_a_sentence_that_stands_twice_in_a_rendition_joins_nothing(record: Record) -> None:
    """The draft has "Noted." once, the final twice: which one is it?"""
    (piece,) = record.gold(("draft.txt", "Noted.")).sentences
    assert {s.document_id for s in piece} == {record.ids["draft.txt"]}


def test_the_same_anchor_words_join_where_sentences_differ(record: Record) -> None:
    """The final says "to the next meeting", the draft "in June"."""
    words = "the figures would come"
    (piece,) = record.gold(("final.txt", words), ("draft.txt", words)).sentences
    final = record.sentence("final.txt", "It was agreed that")
    draft = record.sentence("draft.txt", "It was Agreed that")
    assert piece == {final, draft}
    apart = record.gold(("final.txt", words), ("draft.txt", "would come in June"))
    assert apart.sentences == tuple(sorted(({final}, {draft}), key=min))


def test_the_same_sentence_of_another_meeting_is_another_piece(record: Record) -> None:
    gold = record.gold(("final.txt", "It was agreed"), ("other.txt", "It was agreed"))
    assert len(gold.sentences) == 2
    assert len(gold.meetings) == 2


def test_pages_are_those_of_every_rendition(record: Record) -> None:
    gold = record.gold(("paged.pdf", "12 officers"), ("paged.pdf", "a plan would follow"))
    pdf = record.ids["paged.pdf"]
    assert sorted(len(piece) for piece in gold.pages) == [1, 3]
    assert {page for piece in gold.pages for page in piece if page[0] == pdf} == {
        (pdf, 1),
        (pdf, 2),
    }


def test_an_anchor_over_two_sentences_stands_for_both(record: Record) -> None:
    gold = record.gold(("other.txt", "next meeting. Burglary"))
    assert [len(piece) for piece in gold.sentences] == [2]


def test_a_place_in_no_sentence_is_an_error(record: Record) -> None:
    case = make_case("c", evidence=(("final.txt", "x"),))
    with pytest.raises(ValueError, match="stands in no sentence"):
        gold_of(record.documents, case, [Place(record.ids["final.txt"], 9_000, 9_001)])
