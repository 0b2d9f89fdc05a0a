import io
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from api.cli.render import print_answer, print_search, understood
from corpus.model import Citation, DocumentRef, ItemRef
from retrieval.records import (
    Answer,
    Expansion,
    HeldCoverage,
    Hit,
    Promise,
    QuestionKind,
    SearchResult,
    Statement,
    Status,
    UnderstoodFilters,
)

CITATION = Citation(
    quote="The Commissioner agreed to bring a report.",
    start=120,
    end=162,
    page=3,
    passage_id="p-1",
    document=DocumentRef("d-1", "0" * 64, "minutes/panel.pdf", "Minutes"),
    body="Wealdmere Police and Crime Panel",
    force="Wealdmere",
    meeting_date=date(2025, 3, 10),
    item=ItemRef("4", "Burglary"),
    speaker="Cllr Thornbury",
    link="/meetings/m-1",
)
ANSWER = Answer(
    question="what was committed on burglary",
    kind=QuestionKind.COMMITMENTS,
    status=Status.ANSWERED,
    reason=None,
    filters=UnderstoodFilters(
        force=("Wealdmere",), since=date(2024, 1, 1), from_question=("force",)
    ),
    expansions=(Expansion("burglary", "break-in", "means the same"),),
    statements=(Statement(CITATION.quote, "Actions from the last meeting", (0,)),),
    citations=(CITATION,),
    nearest=(),
    coverage=HeldCoverage(2, date(2024, 5, 7), date(2025, 3, 10), 1, 1, ("A", "B", "C", "D", "E")),
    withheld=0,
    support=0.9,
    generation="gen-000001",
    model="all-MiniLM-L6-v2",
    took_ms=12.0,
)


def _printed(answer: Answer) -> str:
    out = io.StringIO()
    print_answer(Console(file=out), answer)
    return out.getvalue()


def test_a_statement_is_quoted_under_its_context_and_above_its_place() -> None:
    lines = [line.strip() for line in _printed(ANSWER).splitlines()]
    quote = lines.index('1. "The Commissioner agreed to bring a report."')
    assert lines[quote - 1] == "In the record above it: Actions from the last meeting"
    assert lines[quote + 1] == (
        "Wealdmere Police and Crime Panel, 10 March 2025, item 4 Burglary, page 3, "
        "said by Cllr Thornbury"
    )
    assert lines[quote + 2] == "minutes/panel.pdf, characters 120 to 162 of d-1 (passage p-1)"


@pytest.fixture(autouse=True)
def _ascii_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.cli.printing.is_unicode", lambda _stream: False)


def test_the_answer_tells_how_it_was_understood_and_what_was_looked_through() -> None:
    printed = _printed(ANSWER)
    assert "Answered.\n" in printed
    assert (
        "Understood as: a question for commitments; force Wealdmere (from the question); "
        "since 1 January 2024.\n"
    ) in printed
    assert "Looked for besides: means the same.\n" in printed
    assert (
        "Looked through: 2 meetings, 7 May 2024 to 10 March 2025, 1 document without a date "
        "(A; B; C; D; and 1 more body). In the whole archive 1 file or page could not be read: "
        "see minuted coverage.\n"
    ) in printed
    assert "Index gen-000001, model all-MiniLM-L6-v2, 12 ms.\n" in printed


def test_unknown_stays_unknown() -> None:
    bare = replace(CITATION, body=None, meeting_date=None, item=None, page=None, speaker=None)
    printed = _printed(replace(ANSWER, citations=(bare,)))
    assert "   body not stated in the record, date not stated in the record\n" in printed


def test_a_quote_read_by_ocr_says_so_and_how_sure() -> None:
    said = "text recognised from a picture, confidence 87 %"
    assert said in " ".join(
        _printed(replace(ANSWER, citations=(replace(CITATION, ocr=87),))).split()
    )
    assert "recognised" not in _printed(ANSWER)


@pytest.mark.parametrize(
    ("status", "word"), [(Status.WEAK, "Weak: "), (Status.ABSTAINED, "Not in this archive: ")]
)
def test_a_weak_answer_says_why_and_offers_the_nearest(status: Status, word: str) -> None:
    printed = _printed(
        replace(
            ANSWER,
            status=status,
            reason="Only requests.",
            statements=(),
            citations=(),
            nearest=(CITATION,),
        )
    )
    assert f"{word}Only requests.\n" in printed
    assert printed.index("Nearest passages:") < printed.index(f'"{CITATION.quote}"')


def test_each_of_several_quotes_names_its_place() -> None:
    second = replace(CITATION, quote="by June", start=200, end=207)
    printed = _printed(
        replace(
            ANSWER,
            statements=(Statement(f"{CITATION.quote} … by June", None, (0, 1)),),
            citations=(CITATION, second),
        )
    )
    assert '"by June"\n' in printed
    assert "characters 120 to 162" in printed
    assert "characters 200 to 207" in printed


def test_what_is_withheld_is_told() -> None:
    assert "2 passages withheld" in _printed(replace(ANSWER, withheld=2))
    assert "withheld" not in _printed(ANSWER)


def test_nothing_from_a_document_reaches_the_terminal_raw() -> None:
    bad = "x\x1b[31m\x9b2J\u202ey\rz"
    hostile = replace(
        CITATION,
        quote=bad,
        document=DocumentRef("d-1", "0" * 64, f"{bad}\n.pdf", bad),
        body=bad,
        item=ItemRef(bad, bad),
        speaker=bad,
    )
    answer = replace(
        ANSWER,
        question=bad,
        reason=bad,
        filters=UnderstoodFilters(force=(bad,), speaker=bad, unknown=(bad,)),
        expansions=(Expansion(bad, bad, bad),),
        statements=(Statement(bad, bad, (0,)),),
        citations=(hostile,),
        nearest=(hostile,),
        coverage=HeldCoverage(1, None, None, 0, 0, (bad,), (bad,)),
    )
    out = io.StringIO()
    hit = Hit(1, 0.5, 0.5, 1.0, hostile)
    print_search(
        Console(file=out),
        SearchResult(bad, answer.filters, answer.expansions, (hit,), 0, "gen-000001", bad, 1.0),
    )
    printed = _printed(answer) + out.getvalue()
    assert not set("\x1b\x9b\u202e\r") & set(printed)
    assert "x\\x1b[31m\\x9b2J\\u202ey\\x0dz" in printed


def test_colours_only_on_a_terminal_that_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = _printed(ANSWER)
    assert "\x1b" not in plain
    out = io.StringIO()
    print_answer(Console(file=out, force_terminal=True, color_system="standard"), ANSWER)
    assert "\x1b[" in out.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    out = io.StringIO()
    print_answer(Console(file=out, force_terminal=True, color_system="standard"), ANSWER)
    assert "\x1b[3" not in out.getvalue()


def test_filters_of_which_nothing_is_held_are_named() -> None:
    assert understood(UnderstoodFilters(unknown=("Nowhere",))) == ["nothing held of Nowhere"]


PROMISE = Promise(
    id="k-0f3a5c7e9b1d2f46",
    kind="request",
    binding=False,
    acceptance="not-recorded",
    acceptance_text="A request; whether it was accepted is not recorded",
    owner="DCC\x1b[2J",
    due="by May",
    due_date="2025-05-31",
    status="no-later-record",
    status_text="No later record found in the archive (held to 10 March 2025)",
    review="confirmed",
)


def test_a_request_is_told_apart_and_what_the_register_says_is_no_quote() -> None:
    statement = replace(ANSWER.statements[0], promise=PROMISE)
    answer = replace(ANSWER, statements=(statement,), register=(("topic", "burglary"),))
    said = " ".join(_printed(answer).split())
    before, _, after = said.partition(" Request, not a promise. ")
    assert before[:-1].endswith(CITATION.quote)
    assert after.startswith("Owner: DCC\\x1b[2J. ")
    assert "Due: by May (31 May 2025). A request; whether it was accepted is not recorded." in said
    assert f"{PROMISE.status_text}. A person has reviewed it: confirmed. ({PROMISE.id})" in said
    assert "Asked of the register of commitments: topic: burglary." in said
    bound = replace(statement, promise=replace(PROMISE, kind="action", binding=True))
    assert "Request" not in _printed(replace(ANSWER, statements=(bound,)))
