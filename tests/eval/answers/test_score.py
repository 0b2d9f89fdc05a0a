"""Scoring a whole set: a small one by hand, and a slice of the sample cases."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from corpus.errors import UsageError
from eval.answers import AnswerScores, GivenAnswer, ask, score_answers, scores_json
from eval.answers.documents import Documents
from eval.answers.evidence_scores import Overlap
from eval.answers.gold import gold_of_all
from eval.answers.summaries import intervals_of
from eval.cases_file import Anchors, Case, load_cases
from eval.sets.catalogue import CASES
from retrieval.engine import Engine
from tests.eval.answers.making import Record, make_answer, make_case

CASES_MADE = [
    make_case("a", evidence=(("final.txt", "12 officers"),), nuggets=("12 officers by May",)),
    make_case(
        "b",
        evidence=(("other.txt", "Burglary"), ("final.txt", "The Commissioner")),
        nuggets=("down 8%", "burglary fell"),
    ),
    make_case("c", evidence=(("paged.pdf", "Retail"),), nuggets=("retail crime rose",)),
    make_case("d", unanswerable="near-miss"),
    make_case("e", unanswerable="near-miss"),
    make_case("f", unanswerable="off-topic"),
    make_case("t", unanswerable="off-topic", split="test"),
]


def answers_made(record: Record) -> list[GivenAnswer]:
    """Answers of which a is right, b half right, c wrong, d wrongly answered; f is missing."""
    return [
        make_answer(
            "a",
            record.cite("draft.txt", "The chief constable said that  12 officers would join"),
            support=0.9,
            took_ms=10.0,
        ),
        make_answer(
            "b",
            record.cite("other.txt", "Burglary fell by 8%."),
            record.cite("other.txt", "It was agreed that the figures would come"),
            status="weak",
            support=0.6,
            took_ms=30.0,
        ),
        make_answer("c", status="abstained", support=0.3, took_ms=20.0),
        make_answer("d", record.cite("other.txt", "8%"), status="weak", support=0.6),
        make_answer("e", status="abstained", support=0.2),
        make_answer("t", status="abstained", support=0.9),
    ]


@pytest.fixture
def scores(record: Record) -> AnswerScores:
    return score_answers(record.archive, CASES_MADE, answers_made(record), split="dev", samples=500)


def test_a_small_set_by_hand(scores: AnswerScores) -> None:
    assert (scores.questions, scores.answerable, scores.missing) == (6, 3, ("f",))
    assert (scores.fidelity.citations, scores.fidelity.share) == (4, 1.0)
    assert scores.counts == {
        "answerable": {"answered": 1, "weak": 1, "abstained": 1},
        "near-miss": {"answered": 0, "weak": 1, "abstained": 1},
        "off-topic": {"answered": 0, "weak": 0, "abstained": 1},
    }
    # a: 1 of 1 cited, 1 of 1 found; b: 1 of 2 cited, 1 of 2 found; c: nothing cited.
    assert (scores.sentences.questions, scores.sentences.uncited) == (3, 1)
    assert scores.sentences.precision == pytest.approx(0.75)
    assert scores.sentences.recall == pytest.approx(0.5)
    assert scores.sentences.f1 == pytest.approx((1 + 0.5) / 3)
    assert scores.sentences.micro_precision == pytest.approx(2 / 3)
    assert scores.sentences.micro_recall == pytest.approx(2 / 4)
    # By page both citations of b are one, which is right.
    assert scores.pages.precision == 1.0
    assert scores.meeting.first == pytest.approx(2 / 3)
    assert scores.meeting.share == 1.0
    # a: "by May" is not quoted but "12 officers" is: 2 of 3 words; b: "down 8%": 1 of 2.
    assert (scores.nuggets.recalled, scores.nuggets.nuggets) == (3, 4)
    assert scores.nuggets.macro == pytest.approx((1 + 1 + 0) / 3)


def test_abstention_of_a_small_set_by_hand(scores: AnswerScores) -> None:
    everything, near, off = scores.abstention
    assert [one.against for one in scores.abstention] == ["all", "near-miss", "off-topic"]
    assert (everything.answerable, everything.unanswerable) == (3, 3)
    assert (near.unanswerable, off.unanswerable) == (2, 1)
    # Abstained: c, e, f; two of them rightly.
    assert everything.precision == pytest.approx(2 / 3)
    assert everything.recall == pytest.approx(2 / 3)
    assert (near.precision, near.recall) == (0.5, 0.5)
    assert (off.precision, off.recall) == (0.5, 1.0)
    # Support yes: .9 .6 .3; no: .6 .2 0.  Lost: c to d, half: b and d.
    assert everything.auroc == pytest.approx((9 - 1 - 0.5) / 9)
    assert near.auroc == pytest.approx((6 - 1.5) / 6)
    assert off.auroc == 1.0
    # Wrong: c (nothing cited), d, e, f.  Steps: a; b and d; c; e; f.
    assert everything.curve.coverage == pytest.approx((1 / 6, 3 / 6, 4 / 6, 5 / 6, 1))
    assert everything.curve.risk == pytest.approx((0, 1 / 3, 2 / 4, 3 / 5, 4 / 6))
    assert everything.answered_share is not None
    assert everything.answered_share.share == pytest.approx(1 / 3)
    assert everything.answered_share.threshold == 0.9


def test_rows_length_and_time(scores: AnswerScores) -> None:
    assert [row.case_id for row in scores.rows] == list("abcdef")
    assert [row.wrong for row in scores.rows] == [False, False, True, True, True, True]
    assert [row.missing for row in scores.rows] == [False] * 5 + [True]
    assert (scores.rows[5].status, scores.rows[5].support) == ("abstained", 0.0)
    # Words: a 9, b 4 + 8 = 12, d 1.
    assert scores.length.answers == 3
    assert scores.length.words_median == 9.0
    assert scores.length.words_p95 == pytest.approx(9 + 0.9 * 3)
    assert scores.length.statements_median == 1.0
    assert scores.length.statements_p95 == pytest.approx(1.9)
    assert (scores.timing.answers, scores.timing.p50_ms) == (3, 20.0)
    assert scores.timing.p95_ms == pytest.approx(29.0)


def test_intervals_hold_their_means(record: Record) -> None:
    given = answers_made(record)
    first = score_answers(record.archive, CASES_MADE, given, split="dev", samples=500, seed=1)
    assert first == score_answers(
        record.archive, CASES_MADE, given, split="dev", samples=500, seed=1
    )
    assert first.intervals["sentence_recall"].mean == first.sentences.recall
    assert first.intervals["sentence_precision"].mean == first.sentences.precision
    assert first.intervals["sentence_precision"].questions == 2
    assert first.intervals["page_f1"].mean == first.pages.f1
    assert first.intervals["nugget_recall_lexical"].mean == first.nuggets.macro
    assert first.intervals["meeting_any"].mean == first.meeting.any
    for one in first.intervals.values():
        assert one.interval.low <= one.mean <= one.interval.high


def test_what_is_drawn_depends_on_the_seed_alone(scores: AnswerScores) -> None:
    rows = [replace(scores.rows[0], sentences=Overlap(1, n, 1, n)) for n in range(1, 40)]
    one, again = (intervals_of(rows, 300, 1, 0.95)["sentence_f1"] for _ in range(2))
    other = intervals_of(rows, 300, 2, 0.95)["sentence_f1"]
    assert one == again
    assert one.mean == other.mean
    assert one.interval != other.interval
    assert one.interval.low < one.mean < one.interval.high
    wider = intervals_of(rows, 300, 1, 0.99)["sentence_f1"].interval
    assert wider.low <= one.interval.low
    assert one.interval.high <= wider.high


def test_the_object_is_plain_json_and_times_stand_apart(
    record: Record, scores: AnswerScores
) -> None:
    found = scores_json(scores)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    late = [replace(answer, took_ms=99.0) for answer in answers_made(record)]
    again = score_answers(record.archive, CASES_MADE, late, split="dev", samples=500)
    assert again == scores
    other = scores_json(again)
    assert other.pop("timing") != found.pop("timing")
    assert json.dumps(other) == json.dumps(found)
    assert found["evidence"]["sentence"]["macro"]["recall"] == scores.sentences.recall
    assert [row["id"] for row in found["per_question"]] == list("abcdef")


def test_the_order_of_answers_and_those_of_another_split_do_not_matter(
    record: Record, scores: AnswerScores
) -> None:
    turned = answers_made(record)[::-1]
    assert score_answers(record.archive, CASES_MADE, turned, split="dev", samples=500) == scores
    whole = score_answers(record.archive, CASES_MADE, turned, split=None, samples=500)
    assert (whole.questions, whole.split) == (7, None)


def test_a_system_without_support_is_ranked_by_its_status(record: Record) -> None:
    silent = [replace(answer, support=None) for answer in answers_made(record)[:1]]
    scores = score_answers(
        record.archive, CASES_MADE, silent + answers_made(record)[1:], split="dev", samples=10
    )
    assert scores.support_from == "status"
    assert [row.support for row in scores.rows] == [1.0, 0.5, 0.0, 0.5, 0.0, 0.0]


def test_a_tampered_quote_shows_in_the_scores(record: Record) -> None:
    answers = answers_made(record)
    (citation,) = answers[0].citations
    answers[0] = replace(answers[0], citations=(replace(citation, quote="13 officers"),))
    scores = score_answers(record.archive, CASES_MADE, answers, split="dev", samples=10)
    assert scores.fidelity.share == 0.75
    assert not scores.fidelity.passes
    assert (scores.rows[0].citations, scores.rows[0].exact) == (1, 0)
    assert scores_json(scores)["quote_fidelity"]["faults"][0]["case"] == "a"


def test_answers_that_fit_no_case_are_all_named(record: Record) -> None:
    answers = [*answers_made(record), make_answer("zz"), make_answer("a"), make_answer("yy")]
    with pytest.raises(UsageError) as caught:
        score_answers(record.archive, CASES_MADE, answers, split="dev")
    for words in ("zz: there is no such", "yy: there is no such", "a: it is answered twice"):
        assert words in str(caught.value)
    with pytest.raises(UsageError, match="train"):
        score_answers(record.archive, CASES_MADE, [], split="train")


def test_no_answer_at_all_is_abstaining_everywhere(record: Record) -> None:
    scores = score_answers(record.archive, CASES_MADE, [], split="dev", samples=10)
    assert len(scores.missing) == 6
    assert (scores.sentences.precision, scores.sentences.recall) == (None, 0.0)
    assert (scores.abstention[0].precision, scores.abstention[0].recall) == (0.5, 1.0)
    assert scores.abstention[0].auroc == 0.5
    assert (scores.length.answers, scores.length.words_median) == (0, None)
    assert (scores.timing.answers, scores.timing.p50_ms) == (0, None)


@pytest.fixture(scope="module")
def few(sample: Engine) -> tuple[list[Case], list[GivenAnswer]]:
    """Every tenth sample case, and what the engine answers."""
    cases = list(load_cases(CASES / "sample" / "questions.jsonl")[::10])
    return cases, ask(sample, cases)


def test_the_engine_over_a_slice_of_the_sample_cases(
    sample: Engine, few: tuple[list[Case], list[GivenAnswer]]
) -> None:
    cases, answers = few
    scores = score_answers(sample.archive, cases, answers, split=None, samples=200)
    assert (scores.questions, scores.missing) == (len(cases), ())
    assert scores.fidelity.passes
    assert scores.fidelity.citations > 10
    assert scores.fidelity.verbatim == scores.fidelity.statements
    assert (scores.sentences.recall or 0) > 0.3
    assert (scores.pages.recall or 0) >= (scores.sentences.recall or 0)
    assert (scores.meeting.any or 0) > 0.5
    assert (scores.abstention[0].auroc or 0) > 0.7
    assert scores.timing.answers >= len(cases) - 1


def test_citing_all_evidence_and_nothing_else_is_perfect(sample: Engine) -> None:
    """An upper bound that every measure but the lexical proxy must reach."""
    cases = [c for c in load_cases(CASES / "sample" / "questions.jsonl") if c.split == "dev"]
    documents = Documents(sample.archive)
    gold = gold_of_all(documents, cases, Anchors(sample.archive).resolve_all(cases))
    record = Record(sample.archive)
    answers = []
    for case in cases:
        if not case.answerable:
            continue
        cited = []
        for piece in gold[case.id].sentences:
            sentence = min(piece)
            read = documents.get(sentence.document_id)
            assert read is not None
            name = next(n for n, i in record.ids.items() if i == sentence.document_id)
            words = read.text[sentence.start : sentence.end]
            cited.append(replace(record.cite(name, words), start=sentence.start, end=sentence.end))
        answers.append(make_answer(case.id, *cited, support=1.0))
    scores = score_answers(sample.archive, cases, answers, split="dev", samples=50)
    assert scores.fidelity.passes
    for means in (scores.sentences, scores.pages):
        assert (means.precision, means.recall, means.f1, means.micro_f1) == (1, 1, 1, 1)
    assert (scores.meeting.first, scores.meeting.share) == (1, 1)
    assert (scores.abstention[0].auroc, scores.abstention[0].precision) == (1, 1)
    assert scores.abstention[0].answered_share is not None
    assert scores.abstention[0].answered_share.share == 1
    assert 0.8 < (scores.nuggets.micro or 0) < 1
