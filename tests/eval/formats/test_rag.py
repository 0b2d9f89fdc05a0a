"""Answers of TREC's RAG track: both shapes are read, and nothing is lost when written."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import UsageError
from eval.formats.faults import Findings
from eval.formats.lines import Lines
from eval.formats.rag import (
    RagAnswer,
    RagCitation,
    RagDetails,
    RagSentence,
    parse_answers,
    read_answers,
    write_answers,
)
from tests.eval.formats.test_trec import IDS

CITATION = RagCitation(
    document="doc1",
    sha256="ab" * 32,
    source="minutes/a.pdf",
    start=10,
    end=16,
    page=2,
    quote="Agreed",
    meeting_date=date(2021, 3, 31),
    body="Police and Crime Panel",
)
PLAIN = RagAnswer(
    run_id="ours",
    topic_id="q1",
    topic="What was agreed?",
    references=("p1", "p2"),
    sentences=(
        RagSentence("Patrols were agreed.", (1, 0)),
        RagSentence("Nothing else was.", ()),
    ),
)
FULL = replace(
    PLAIN,
    topic_id="q2",
    team_id="us",
    sentences=(
        RagSentence("Agreed.", (0, 1), context="Item 4 é"),
        RagSentence("So it was.", (1,)),
    ),
    details=RagDetails(
        status="weak",
        support=0.25,
        citations=(CITATION, replace(CITATION, page=None, meeting_date=None, body=None)),
        reason="too few words in common",
        took_ms=12.5,
    ),
)
ABSTAINED = RagAnswer("ours", "q3", "", (), (), details=RagDetails("abstained", None, ()))

YEAR_2024: dict[str, Any] = {
    "run_id": "theirs",
    "topic_id": "2027497",
    "topic": "how often",
    "references": ["d#0", "d#1", "d#2"],
    "response_length": 5,
    "answer": [
        {"text": "Three times a day.", "citations": [2, 0]},
        {"text": "Daily.", "citations": []},
    ],
}
YEAR_2025: dict[str, Any] = {
    "metadata": {
        "team_id": "they",
        "run_id": "theirs",
        "type": "automatic",
        "narrative_id": 1,
        "narrative": "I want to know how often",
        "prompt": "Answer",
    },
    "references": ["d#0", "d#1", "d#2"],
    "answer": [{"text": "Three times a day.", "citations": ["d#2", "d#0"]}],
}


def written(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def found_in(path: Path) -> Findings:
    findings = Findings()
    for _ in parse_answers(Lines(path, findings), findings):
        pass
    return findings


def test_the_shape_of_2024_is_read(tmp_path: Path) -> None:
    assert read_answers(written(tmp_path / "a", YEAR_2024)) == (
        RagAnswer(
            run_id="theirs",
            topic_id="2027497",
            topic="how often",
            references=("d#0", "d#1", "d#2"),
            sentences=(RagSentence("Three times a day.", (2, 0)), RagSentence("Daily.", ())),
        ),
    )


@pytest.mark.parametrize("citations", [["d#2", "d#0"], [2, 0]])
def test_the_shape_of_2025_is_read_with_citations_by_id_or_place(
    tmp_path: Path, citations: list[object]
) -> None:
    row = YEAR_2025 | {"answer": [{"text": "Three times a day.", "citations": citations}]}
    assert read_answers(written(tmp_path / "a", row)) == (
        RagAnswer(
            run_id="theirs",
            topic_id="1",
            topic="I want to know how often",
            references=("d#0", "d#1", "d#2"),
            sentences=(RagSentence("Three times a day.", (2, 0)),),
            team_id="they",
        ),
    )


def test_2025_with_a_topic_id_is_read_too(tmp_path: Path) -> None:
    metadata = {"team_id": "t", "run_id": "r", "topic_id": "7", "topic": "x"}
    (answer,) = read_answers(written(tmp_path / "a", YEAR_2025 | {"metadata": metadata}))
    assert (answer.topic_id, answer.topic) == ("7", "x")


@pytest.mark.parametrize("name", ["answers.jsonl", "answers.jsonl.gz"])
def test_what_is_written_is_read(tmp_path: Path, name: str) -> None:
    write_answers(tmp_path / name, [PLAIN, FULL, ABSTAINED])
    assert read_answers(tmp_path / name) == (PLAIN, FULL, ABSTAINED)


def test_what_is_written_has_2024s_fields_and_ours_under_one_key(tmp_path: Path) -> None:
    write_answers(tmp_path / "a", [PLAIN, FULL])
    plain, full = map(json.loads, (tmp_path / "a").read_text(encoding="utf-8").splitlines())
    assert plain == {
        "run_id": "ours",
        "topic_id": "q1",
        "topic": "What was agreed?",
        "references": ["p1", "p2"],
        "response_length": 6,
        "answer": [
            {"text": "Patrols were agreed.", "citations": [1, 0]},
            {"text": "Nothing else was.", "citations": []},
        ],
    }
    assert set(full) == {*plain, "team_id", "minuted"}
    assert full["minuted"]["citations"][0] == {
        "document": "doc1",
        "sha256": "ab" * 32,
        "source": "minutes/a.pdf",
        "start": 10,
        "end": 16,
        "page": 2,
        "quote": "Agreed",
        "meeting_date": "2021-03-31",
        "body": "Police and Crime Panel",
    }
    assert {k: v for k, v in full["minuted"].items() if k != "citations"} == {
        "status": "weak",
        "support": 0.25,
        "reason": "too few words in common",
        "took_ms": 12.5,
        "contexts": ["Item 4 é", None],
    }


TEXTS = st.text(st.characters(codec="utf-8"))


@settings(
    max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(data=st.data(), references=st.lists(IDS, max_size=4), packed=st.booleans())
def test_any_answer_comes_back(
    data: st.DataObject, references: list[str], packed: bool, tmp_path: Path
) -> None:
    cited = st.lists(st.integers(0, max(len(references) - 1, 0)), max_size=3).map(tuple)
    sentence = st.builds(RagSentence, TEXTS, cited if references else st.just(()))
    answer = RagAnswer(
        run_id=data.draw(IDS),
        topic_id=data.draw(IDS),
        topic=data.draw(TEXTS),
        references=tuple(references),
        sentences=tuple(data.draw(st.lists(sentence, max_size=3))),
    )
    path = tmp_path / ("a.gz" if packed else "a")
    write_answers(path, [answer])
    assert read_answers(path) == (answer,)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"run_id": None}, "run_id is null"),
        ({"run_id": ""}, "run_id is empty"),
        ({"topic_id": 1.5}, "topic_id must be an id (text), not 1.5"),
        ({"topic": 3}, "topic must be text, not 3"),
        ({"references": "d#0"}, "references must be a list, not 'd#0'"),
        ({"references": ["d#0", "", "d#2", "d#3"]}, "references[1] must be text, not ''"),
        ({"response_length": 4}, "response_length is 4, but the answer has 5 words"),
        ({"response_length": -1}, "response_length must be a whole number from 0, not -1"),
        ({"response_length": True}, "response_length must be a whole number from 0, not True"),
        ({"answer": {}}, "answer must be a list, not {}"),
        ({"answer": ["x"], "response_length": 0}, "answer[0] must be an object, not 'x'"),
        ({"metadata": 3}, "metadata must be an object, not 3"),
        ({"minuted": []}, "minuted must be an object, not []"),
    ],
)
def test_a_faulty_field_is_told(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    path = written(tmp_path / "a", YEAR_2025, YEAR_2024 | change)
    faults = found_in(path).faults.all()
    assert [(fault.line, fault.message) for fault in faults] == [(2, message)]
    with pytest.raises(UsageError, match="line 2"):
        read_answers(path)


@pytest.mark.parametrize("cited", [3, -1, "d#9", True, 1.0, None, [0]])
@pytest.mark.parametrize("row", [YEAR_2024, YEAR_2025])
def test_a_citation_of_what_is_not_there_is_told(
    tmp_path: Path, cited: object, row: dict[str, Any]
) -> None:
    answer = [{"text": "One two three four five.", "citations": [0, cited]}]
    findings = found_in(written(tmp_path / "a", row | {"answer": answer}))
    (fault,) = findings.faults.all()
    assert fault.line == 1
    assert fault.message == (
        f"answer[0].citations: there is no reference {cited!r}; there are 3, from 0"
    )


def test_missing_fields_are_all_told(tmp_path: Path) -> None:
    path = written(tmp_path / "a", {"answer": [{}]}, {"metadata": {}, "references": []})
    assert [(fault.line, fault.message) for fault in found_in(path).faults.all()] == [
        (1, "run_id is missing"),
        (1, "topic_id is missing"),
        (1, "topic is missing"),
        (1, "references is missing"),
        (1, "answer[0].text is missing"),
        (1, "answer[0].citations is missing"),
        (1, "response_length is missing"),
        (2, "metadata.run_id is missing"),
        (2, "metadata.topic_id is missing"),
        (2, "metadata.team_id is missing"),
        (2, "answer is missing"),
    ]


@pytest.mark.parametrize("length", [4, 5, 7])
def test_words_may_be_counted_as_the_tracks_own_tools_count_them(
    tmp_path: Path, length: int
) -> None:
    # By white space 4; NFKC parts the acute accent from its base: 5; commas and semicolons: 7.
    answer = [{"text": "a,b;c d,e don\u00b4t stop", "citations": []}]
    row = YEAR_2024 | {"answer": answer, "response_length": length}
    assert not found_in(written(tmp_path / "a", row)).faults.count


def test_details_are_checked(tmp_path: Path) -> None:
    good = {"document": "d", "start": 1, "end": 4, "quote": "abc"}
    bad = {"document": "", "start": 9, "end": 4, "page": 0, "quote": 1, "meeting_date": "May"}
    details = [
        {"status": "sure", "support": "high", "citations": [good, good, good]},
        {"status": "answered", "support": 1, "citations": [good]},
        {"status": "answered", "citations": [good, bad, 3]},
        {"status": "abstained", "citations": [good] * 3, "contexts": ["x", 3, None]},
    ]
    path = written(
        tmp_path / "a",
        *(YEAR_2024 | {"topic_id": n, "minuted": one} for n, one in enumerate(details)),
    )
    assert [(fault.line, fault.message) for fault in found_in(path).faults.all()] == [
        (1, "minuted.status 'sure' is none of answered, weak, abstained"),
        (1, "minuted.support must be a number, not 'high'"),
        (2, "minuted.citations: 1 for 3 references"),
        (3, "minuted.citations[2] must be an object, not 3"),
        (3, "minuted.citations[1].end 4 is before minuted.citations[1].start 9"),
        (3, "minuted.citations[1].document is empty"),
        (3, "minuted.citations[1].page must be a whole number from 1, not 0"),
        (3, "minuted.citations[1].quote must be text, not 1"),
        (3, "minuted.citations[1].meeting_date must be a date like 2021-03-31, not 'May'"),
        (4, "minuted.contexts[1] must be text or null"),
        (4, "minuted.contexts has 3 entries for 2 sentences"),
        (4, "minuted.status is abstained, and yet there is an answer"),
        (4, "minuted.status is abstained, and yet there are references"),
    ]


@pytest.mark.parametrize("number", ["1e999", "-1e999", f"1{'0' * 400}"])
def test_support_is_a_finite_number(tmp_path: Path, number: str) -> None:
    details = f'"minuted": {{"status": "answered", "citations": [], "support": {number}}}'
    row = json.dumps(YEAR_2024 | {"references": [], "answer": [], "response_length": 0})
    (tmp_path / "a").write_text(f"{row[:-1]}, {details}}}\n")
    (fault,) = found_in(tmp_path / "a").faults.all()
    assert fault.line == 1
    assert fault.message.startswith("minuted.support must be a finite number, not ")


def test_a_topic_is_answered_once_in_a_run(tmp_path: Path) -> None:
    other = YEAR_2024 | {"run_id": "other"}
    findings = found_in(written(tmp_path / "a", YEAR_2024, YEAR_2024, other))
    assert [str(fault) for fault in findings.faults.all()] == [
        "line 2: topic '2027497' is answered on line 1 already"
    ]
    assert [str(warning) for warning in findings.warnings.all()] == [
        "line 3: another run_id than on the first line (1 line)"
    ]


def test_a_reference_that_is_there_twice_is_odd_but_for_our_own_citations(tmp_path: Path) -> None:
    twice = YEAR_2024 | {"references": ["d#0", "d#0", "d#2"]}
    findings = found_in(written(tmp_path / "a", twice))
    assert findings.warnings.all()[0].line == 1
    assert "the same passage twice" in findings.warnings.all()[0].message
    assert not findings.faults.count
    write_answers(tmp_path / "b", [replace(FULL, references=("p1", "p1"))])
    assert found_in(tmp_path / "b") == Findings()


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ([], "there is no answer"),
        ([PLAIN, PLAIN], "topic 'q1' is answered twice"),
        ([replace(PLAIN, run_id="")], "topic 'q1': run_id is empty"),
        ([replace(PLAIN, topic_id="q 1")], "topic_id 'q 1' holds white space"),
        ([replace(PLAIN, references=("p1",))], "there is no reference 1; there are 1, from 0"),
        ([replace(FULL, references=("p1", "p2", "p3"))], "minuted.citations: 2 for 3 references"),
        ([replace(ABSTAINED, references=("p",))], "there are references"),
        ([replace(PLAIN, topic="\ud800")], "The answer to topic 'q1' cannot be written as JSON"),
    ],
)
def test_what_could_not_be_read_is_not_written(
    tmp_path: Path, answers: list[RagAnswer], message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        write_answers(tmp_path / "a", answers)
    assert message in str(caught.value)
    assert not list(tmp_path.iterdir())
