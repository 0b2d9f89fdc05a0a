"""Answers as they are given: what cannot be meant is refused; the engine's fit the form."""

from __future__ import annotations

import pytest

from corpus.errors import UsageError
from eval.answers import GivenAnswer, GivenStatement, ask, from_answer
from eval.cases_file import Case
from retrieval.engine import Engine
from tests.eval.answers.making import make_answer, make_case


def asked(case_id: str, question: str, filters: dict[str, str] | None = None) -> Case:
    return Case(case_id, "fact", question, False, "off-topic", filters or {}, (), (), "dev")


@pytest.mark.parametrize(
    ("status", "support", "statements", "said"),
    [
        ("sure", 0.5, (), "not one of"),
        ("abstained", 0.5, (GivenStatement("a", ()),), "yet says something"),
        ("answered", float("nan"), (), "not a number"),
        ("answered", 0.5, (GivenStatement("a", (0,)),), "no citation 0"),
    ],
)
def test_answers_that_cannot_be_meant_are_refused(
    status: str, support: float, statements: tuple[GivenStatement, ...], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        GivenAnswer("c", status, support, statements)


def test_time_is_not_compared() -> None:
    assert make_answer("c", took_ms=1.0) == make_answer("c", took_ms=2.0)


def test_an_answer_of_the_engine_keeps_quotes_places_and_statements(sample: Engine) -> None:
    answer = sample.ask("Did the chief constable promise to attend every burglary?")
    given = from_answer("s", answer)
    assert (given.status, given.support) == (answer.status.value, answer.support)
    assert [c.quote for c in given.citations] == [c.quote for c in answer.citations]
    assert [(s.text, s.citations, s.context) for s in given.statements] == [
        (s.text, s.citations, s.context) for s in answer.statements
    ]
    assert given.citations
    for ours, theirs in zip(given.citations, answer.citations, strict=True):
        text = sample.archive.text(ours.document_id)
        assert text[ours.start : ours.end] == ours.quote
        assert (ours.sha256, ours.page) == (theirs.document.sha256, theirs.page)
        assert (ours.body, ours.meeting_date) == (theirs.body, theirs.meeting_date)
        assert (ours.source, ours.passage_id) == (theirs.document.source, theirs.passage_id)


def test_a_question_that_is_refused_is_an_abstention_with_its_reason(sample: Engine) -> None:
    told: list[tuple[int, int]] = []
    (given,) = ask(
        sample, [asked("n", "?!")], lambda _what, done, total: told.append((done, total))
    )
    assert (given.status, given.support, given.citations) == ("abstained", 0.0, ())
    assert given.reason is not None
    assert "no word" in given.reason
    assert told == [(0, 1), (1, 1)]


@pytest.mark.parametrize("filters", [{"colour": "red"}, {"since": "2024-05", "until": "2023"}])
def test_a_faulty_filter_is_no_abstention(sample: Engine, filters: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        ask(sample, [asked("n", "burglary", filters)])


def test_dates_the_wrong_way_round_are_a_fault_of_the_case(sample: Engine) -> None:
    with pytest.raises(UsageError):
        ask(sample, [asked("n", "burglary", {"since": "2024-01-01", "until": "2023-01-01"})])


def test_a_case_made_for_tests_is_what_it_says() -> None:
    assert make_case("c").answerable
    assert make_case("c", unanswerable="near-miss").unanswerable_kind == "near-miss"
