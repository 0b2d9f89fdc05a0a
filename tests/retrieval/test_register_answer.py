"""Questions about commitments, answered from the register in the record's own words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus import reviews
from corpus.archive_writer import ArchiveWriter
from corpus.register import Corrections, Kind, ReviewAction
from corpus.register import Status as Standing
from indexer.commitments import building
from indexer.embedder import OnnxEmbedder
from indexer.manifest import IndexSettings
from retrieval.engine import Engine
from retrieval.records import Answer, Filters, Status
from retrieval.register_question import wish_of
from retrieval.register_records import RegisterFilters
from retrieval.serial import answer_json
from tests.conftest import add
from tests.retrieval.register_made import (
    CLOSED,
    DOGS,
    FIGURES,
    MISSED,
    NOTE,
    ROAD,
    SPEED,
    STRATEGY,
    TRAINING,
    VICTIMS,
    finder,
    write_minutes,
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: OnnxEmbedder) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("asked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "find", finder())
        add(folder / "archive", write_minutes(folder / "minutes"), embedder=embedder)
    opened = Engine(folder / "archive", IndexSettings())
    yield opened
    opened.close()


def firsts(answer: Answer) -> list[str]:
    """The first quote of each statement."""
    return [answer.citations[s.citations[0]].quote for s in answer.statements]


def check(engine: Engine, answer: Answer) -> None:
    """Every statement is its citations' quotes, and every quote is in the record."""
    for statement in answer.statements:
        cited = [answer.citations[number] for number in statement.citations]
        assert statement.text == " … ".join(citation.quote for citation in cited)
    for citation in answer.citations + answer.nearest:
        text = engine.archive.text(citation.document.id)
        assert text[citation.start : citation.end] == citation.quote
    json.dumps(answer_json(answer))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("what was committed on burglary", [VICTIMS, FIGURES]),
        ("What was promised about burglaries?", [VICTIMS, FIGURES]),
        ("which actions for the DCC are still open", [DOGS]),
        ("what are the Deputy Chief Constable's overdue undertakings?", [DOGS]),
        ("which actions for the DCC are closed", [STRATEGY]),
        ("what was due by March 2024", []),
        ("what was due by April 2024", [DOGS]),
        ("what was due by the end of May 2024?", [DOGS, VICTIMS]),
        ("what was due before May 2024", [DOGS]),
        ("what was due in May 2024", [VICTIMS]),
        ("which undertakings have no later mention", [TRAINING]),
        ("which commitments have no later mention", [TRAINING, ROAD, SPEED, FIGURES]),
        ("what is overdue", [VICTIMS, DOGS]),
        ("which requests were made on burglary", [NOTE]),
        ("what did the Deputy Chief Constable undertake to do on dogs", [DOGS]),
        ("Which undertakings on burglary have been given?", [VICTIMS]),
    ],
)
def test_questions_are_answered_from_the_register(
    engine: Engine, question: str, wanted: list[str]
) -> None:
    answer = engine.ask(question)
    check(engine, answer)
    if wanted:
        assert firsts(answer) == wanted
        assert answer.status is Status.ANSWERED
        assert answer.register
    else:
        assert answer.status is not Status.ANSWERED
        assert "none fits" in (answer.reason or "")


def test_was_an_action_closed(engine: Engine) -> None:
    answer = engine.ask("was the action to share the confidence strategy closed")
    check(engine, answer)
    assert answer.status is Status.ANSWERED
    first = answer.statements[0]
    assert [answer.citations[n].quote for n in first.citations] == [STRATEGY, "DCC", CLOSED]
    assert first.promise is not None
    assert first.promise.status == "closed"
    assert first.promise.status_text == "Closed by the record of 6 June 2024"
    missed = engine.ask("has the undertaking to publish the dog unit review been carried out?")
    assert missed.statements[0].text == f"{DOGS} … {MISSED}"
    assert missed.statements[0].promise is not None
    assert missed.statements[0].promise.status == "overdue"


def test_no_later_record_is_said_and_never_not_done(engine: Engine) -> None:
    answer = engine.ask("was the agreement to monitor speeding on the coast road carried out")
    check(engine, answer)
    assert answer.status is Status.WEAK
    assert answer.reason == "No later record found in the archive (held to 6 June 2024)."
    assert firsts(answer)[0] == ROAD
    assert "not done" not in json.dumps(answer_json(answer))


def test_requests_are_told_as_requests(engine: Engine) -> None:
    answer = engine.ask("which requests were made on burglary")
    found = answer_json(answer)["statements"][0]["commitment"]
    assert found["kind"] == "request"
    assert found["binding"] is False
    assert found["acceptance"] == "not-recorded"
    assert "whether it was accepted is not recorded" in found["acceptance_text"]
    promised = engine.ask("what was committed on burglary")
    assert all(s.promise and s.promise.binding for s in promised.statements)
    assert any("1 request on this" in note for note in promised.coverage.notes)


def test_what_the_register_says_is_beside_the_quote_and_no_part_of_it(engine: Engine) -> None:
    found = answer_json(engine.ask("what was due by April 2024"))
    assert found["register"] == {"binding": "yes", "due by": "2024-04-30"}
    statement = found["statements"][0]
    assert statement["text"] == DOGS
    assert statement["commitment"]["due"] == {"raw": "by 30 April 2024", "date": "2024-04-30"}
    assert statement["commitment"]["owner"] == "The Deputy Chief Constable"


def test_nothing_open_is_an_answer(engine: Engine) -> None:
    answer = engine.ask("which actions on the confidence strategy are still open")
    assert answer.status is Status.WEAK
    assert (answer.reason or "").startswith("Of 1 such in the register, none fits")
    assert firsts(answer) == [STRATEGY]


def test_filters_hold_for_the_register(engine: Engine) -> None:
    answer = engine.ask("what was committed on burglary", Filters(body="Tarnbrook"))
    assert firsts(answer) == [FIGURES]
    late = engine.ask("what was committed on burglary", Filters(since=date(2024, 1, 1)))
    assert firsts(late) == [VICTIMS]
    none = engine.ask("what was committed on burglary", Filters(force="Kent"))
    assert none.status is Status.ABSTAINED
    assert not none.register


@pytest.mark.parametrize(
    "question",
    [
        "what was committed on drones",
        "which undertakings on drones are still open",
        "what did the Home Office promise on burglary",
        'what was committed on "burglary helicopters"',
        "what was due by March 2024 on drones",
        "zzgrblx qwortle",
    ],
)
def test_what_the_register_does_not_hold_is_not_answered_from_it(
    engine: Engine, question: str
) -> None:
    answer = engine.ask(question)
    check(engine, answer)
    assert answer.status is not Status.ANSWERED
    assert not answer.register


def test_sentences_that_are_shown_carry_what_the_register_holds(engine: Engine) -> None:
    answer = engine.ask("What will Ms Hale keep watching on the road along the coast?")
    told = [s.promise for s in answer.statements if s.promise]
    assert all(p.id.startswith("k-") for p in told)


def test_people_decide_what_is_answered(
    tmp_path: Path, embedder: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "find", finder())
    root = tmp_path / "archive"
    add(root, write_minutes(tmp_path / "minutes"), embedder=embedder)
    asked = Engine(root, IndexSettings())
    rows = {asked.register().quote_of(r): r for r in asked.register().rows(RegisterFilters())}
    with ArchiveWriter(root) as writer:
        who: dict[str, Any] = {"by": "Jo Day", "reason": "I was there"}
        reviews.decide(writer, rows[VICTIMS].commitment, ReviewAction.REJECT, **who)
        reviews.decide(
            writer,
            rows[ROAD].commitment,
            ReviewAction.CORRECT,
            corrections=Corrections(topics=("burglary",), status=Standing.CLOSED),
            **who,
        )
    answer = asked.ask("what was committed on burglary")
    assert firsts(answer) == [ROAD, FIGURES]
    # Nor does a rejected promise come back by way of the sentences.
    other = asked.ask("what was promised to each victim of burglary who had a letter written")
    assert not other.register
    assert VICTIMS not in [c.quote for c in other.citations]
    promise = answer.statements[0].promise
    assert promise is not None
    assert (promise.review, promise.status_text) == ("corrected", "Closed, as Jo Day has it")
    asked.close()


@pytest.mark.parametrize(
    ("question", "kinds", "owners", "later", "due"),
    [
        ("which resolutions have no later record", (Kind.RESOLVED,), (), False, None),
        ("what are the DCC's open actions", (Kind.ACTION,), ("the DCC",), None, None),
        ("show me the actions assigned to Ms Hale", (Kind.ACTION,), ("Ms Hale",), None, None),
        ("what was due by 31 March 2018", (), (), None, date(2018, 3, 31)),
        ("which actions are due before 2018-04-01", (Kind.ACTION,), (), None, date(2018, 3, 31)),
        ("what falls due by 2018?", (), (), None, date(2018, 12, 31)),
        ("what was due by 31 February 2018", (), (), None, None),
    ],
)
def test_understanding(
    question: str,
    kinds: tuple[Kind, ...],
    owners: tuple[str, ...],
    later: bool | None,
    due: date | None,
) -> None:
    wish = wish_of(question)
    assert (wish.kinds, wish.owners, wish.later, wish.due_before) == (kinds, owners, later, due)
