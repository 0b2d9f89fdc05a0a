"""The register: filtered, quoted now, with statuses that claim no more than the minutes say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import NotFoundError, UsageError
from corpus.register import Kind, Outcome, Status
from indexer.commitments import building
from indexer.embedder import OnnxEmbedder
from indexer.manifest import IndexSettings
from retrieval.engine import Engine
from retrieval.records import Filters
from retrieval.register import Register
from retrieval.register_records import RegisterFilters, RegisterPage, Sort
from retrieval.register_serial import counts_json, page_json, timeline_json
from tests.conftest import add
from tests.retrieval.register_made import (
    BODY,
    CLOSED,
    DOGS,
    FIGURES,
    HOPE,
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
def root(tmp_path_factory: pytest.TempPathFactory, embedder: OnnxEmbedder) -> Path:
    folder = tmp_path_factory.mktemp("register")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "find", finder(again=((ROAD, SPEED),)))
        add(folder / "archive", write_minutes(folder / "minutes"), embedder=embedder)
    return folder / "archive"


@pytest.fixture(scope="module")
def engine(root: Path) -> Iterator[Engine]:
    opened = Engine(root, IndexSettings())
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def register(engine: Engine) -> Register:
    return engine.register()


def quotes(page: RegisterPage) -> list[str]:
    return [entry.citation.quote for entry in page.entries]


def test_everything_is_listed_by_date_and_quoted_from_the_record(
    engine: Engine, register: Register
) -> None:
    page = register.entries()
    assert quotes(page) == [
        FIGURES, VICTIMS, NOTE, HOPE, STRATEGY, DOGS, ROAD, SPEED, TRAINING
    ]  # fmt: skip
    assert page.total == len(register) == 9
    assert page.withheld == page.lost == 0
    for entry in page.entries:
        cited = [entry.citation, *(f.citation for f in entry.follow_ups)]
        cited += [place.citation for place in entry.again]
        cited += [entry.owner_citation] if entry.owner_citation else []
        for citation in cited:
            text = engine.archive.text(citation.document.id)
            assert text[citation.start : citation.end] == citation.quote
            assert citation.passage_id
            assert engine.passage(citation.passage_id).document.id == citation.document.id
    assert page.entries[4].owner_citation is not None
    assert page.entries[4].owner_citation.quote == "DCC"
    assert [p.citation.quote for p in page.entries[6].again] == [SPEED]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (RegisterFilters(topic="burglary"), [FIGURES, VICTIMS, NOTE, HOPE]),
        (RegisterFilters(topic="Domestic Burglaries"), [FIGURES, VICTIMS, NOTE, HOPE]),
        (RegisterFilters(topic="burglary", binding=True), [FIGURES, VICTIMS]),
        (RegisterFilters(topic="burglary", binding=False), [NOTE, HOPE]),
        (RegisterFilters(kinds=(Kind.REQUEST,)), [NOTE]),
        (RegisterFilters(kinds=(Kind.ACTION, Kind.AGREED)), [FIGURES, STRATEGY, ROAD, SPEED]),
        (RegisterFilters(owner="DCC"), [STRATEGY, DOGS]),
        (RegisterFilters(owner="deputy chief constable"), [STRATEGY, DOGS]),
        (RegisterFilters(owner="Chief Constable"), [VICTIMS]),
        (RegisterFilters(owner="hale"), [ROAD, SPEED]),
        (RegisterFilters(due_before=date(2024, 4, 30)), [DOGS]),
        (RegisterFilters(due_before=date(2024, 4, 29)), []),
        (RegisterFilters(due_after=date(2024, 5, 31)), [VICTIMS]),
        (RegisterFilters(due_before=date(2025, 1, 1), sort=Sort.DUE), [DOGS, VICTIMS]),
        (RegisterFilters(later=True), [VICTIMS, STRATEGY, DOGS]),
        (RegisterFilters(statuses=(Status.CLOSED,)), [STRATEGY]),
        (RegisterFilters(statuses=(Status.OVERDUE,)), [VICTIMS, DOGS]),
        (RegisterFilters(statuses=(Status.OVERDUE,), as_of=date(2024, 5, 1)), [DOGS]),
        (RegisterFilters(statuses=(Status.OPEN,), as_of=date(2024, 5, 1)), [VICTIMS]),
        (RegisterFilters(words="coast roads"), [ROAD, SPEED]),
        (RegisterFilters(scope=Filters(body="tarnbrook")), [FIGURES]),
        (RegisterFilters(scope=Filters(since=date(2024, 6, 1))), [TRAINING]),
        (RegisterFilters(scope=Filters(until=date(2024, 1, 1))), [FIGURES]),
        (RegisterFilters(scope=Filters(item="made"), owner="clerk"), [TRAINING]),
        (RegisterFilters(scope=Filters(speaker="Clerk")), [TRAINING]),
        (RegisterFilters(reviewed=True), []),
    ],
)
def test_filters(register: Register, asked: RegisterFilters, wanted: list[str]) -> None:
    page = register.entries(asked)
    assert quotes(page) == wanted
    assert page.total == len(wanted)


def test_a_filter_for_which_nothing_is_held_is_named(register: Register) -> None:
    page = register.entries(RegisterFilters(topic="zeppelins"))
    assert (page.total, page.unknown) == (0, ("zeppelins",))
    page = register.entries(RegisterFilters(scope=Filters(force="Kent")))
    assert (page.total, page.unknown) == (0, ("Kent",))
    assert page_json(page)["filters"]["unknown"] == ["Kent"]


def test_what_cannot_be_asked_for_is_refused(register: Register) -> None:
    for limit, offset in ((0, 0), (1_001, 0), (10, -1)):
        with pytest.raises(UsageError, match="must"):
            register.entries(limit=limit, offset=offset)
    with pytest.raises(UsageError, match="Swap"):
        register.entries(RegisterFilters(due_after=date(2025, 1, 1), due_before=date(2024, 1, 1)))
    for asked in (RegisterFilters(topic=" "), RegisterFilters(owner="x" * 301)):
        with pytest.raises(UsageError):
            register.entries(asked)
    with pytest.raises(NotFoundError, match="k-none"):
        register.entry("k-none")


def test_pages_of_the_list(register: Register) -> None:
    whole = quotes(register.entries(limit=None))
    parts = [quotes(register.entries(limit=4, offset=start)) for start in (0, 4, 8, 12)]
    assert [len(part) for part in parts] == [4, 4, 1, 0]
    assert [quote for part in parts for quote in part] == whole


def status_of(register: Register, quote: str) -> tuple[Status, str]:
    entry = next(e for e in register.entries(limit=None).entries if e.citation.quote == quote)
    return entry.status, entry.status_text


def test_statuses_say_what_the_minutes_say_and_no_more(register: Register) -> None:
    told = {q: status_of(register, q) for q in (STRATEGY, DOGS, VICTIMS, ROAD, TRAINING, FIGURES)}
    assert told[STRATEGY] == (Status.CLOSED, "Closed by the record of 6 June 2024")
    assert told[DOGS][0] is Status.OVERDUE
    assert told[DOGS][1] == "Was due by 30 April 2024. Recorded as not done on 6 June 2024"
    assert told[VICTIMS][1] == "Was due by 31 May 2024. Progress is recorded on 6 June 2024"
    none = "No later record found in the archive (held to 6 June 2024)"
    assert told[ROAD] == (Status.NO_LATER_RECORD, none)
    assert told[TRAINING][1] == f"{none}; no later minutes of this body are held"
    assert told[FIGURES][1].startswith("No later record found in the archive (held to 12 May 2023)")
    for _, text in told.values():
        assert "not done" not in text.replace("Recorded as not done", "")


def test_only_what_binds_can_be_overdue(register: Register) -> None:
    page = register.entries(RegisterFilters(as_of=date(2030, 1, 1)), limit=None)
    for entry in page.entries:
        assert entry.status is not Status.OVERDUE or entry.facts.binding
    request = next(e for e in page.entries if e.facts.kind is Kind.REQUEST)
    shown = page_json(page)["commitments"][page.entries.index(request)]
    assert shown["acceptance"] == "not-recorded"
    assert "whether it was accepted is not recorded" in shown["acceptance_text"]
    assert shown["binding"] is False


def test_the_json_is_the_contract(register: Register) -> None:
    found = page_json(register.entries(RegisterFilters(owner="DCC")))
    assert found["total"] == len(found["commitments"]) == 2
    first = found["commitments"][0]
    assert set(first) >= {
        "id", "kind", "binding", "quote", "owner", "due", "topics", "status", "acceptance",
        "follow_ups", "review", "citation", "status_text", "held_to", "machine", "human", "why",
        "score", "number", "again", "context",
    }  # fmt: skip
    assert first["quote"] == first["citation"]["quote"] == STRATEGY
    assert first["owner"] == {
        "raw": "DCC", "person": None, "role": None, "basis": "column", "note": None
    }  # fmt: skip
    assert first["follow_ups"][0]["quote"] == CLOSED
    assert first["follow_ups"][0]["outcome"] == "closed"
    assert first["review"]["state"] == "none"
    assert first["human"] is None
    assert first["machine"]["status"] == first["status"] == "closed"
    assert first["number"] == "4"
    second = found["commitments"][1]
    assert second["due"] == {"raw": "by 30 April 2024", "date": "2024-04-30", "kind": "date"}
    assert found["filters"]["owner"] == "DCC"
    assert found["generation"] == "gen-000001"


def test_a_timeline_is_by_date(register: Register) -> None:
    one = register.entries(RegisterFilters(owner="DCC")).entries[0]
    steps = register.timeline(one.id)
    assert [step.what for step in steps] == ["found", Outcome.CLOSED.value]
    assert [step.when for step in steps] == [date(2024, 3, 7), date(2024, 6, 6)]
    shown = timeline_json(steps)["timeline"]
    assert shown[1]["citation"]["quote"] == CLOSED
    assert shown[1]["text"] == "Closed on 6 June 2024: the same words"


def test_overviews(register: Register) -> None:
    counts = counts_json(register.counts(RegisterFilters(scope=Filters(body=BODY))))
    assert counts["total"] == 8
    assert counts["binding"] == 6
    assert counts["by_status"] == {"closed": 1, "no-later-record": 5, "overdue": 2}
    assert [(t.id, t.count) for t in register.topics()] == [("burglary", 4)]
    assert register.owners()[0] == ("Ms Hale", 2)


def test_an_altered_text_is_not_quoted(root: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "archive"
    shutil.copytree(root, copy)
    with sqlite3.connect(copy / "catalogue.sqlite") as db:
        db.execute(
            "UPDATE documents SET text = replace(text, 'confidence strategy', 'confident strategy')"
        )
    engine = Engine(copy, IndexSettings())
    register = engine.register()
    page = register.entries(limit=None)
    assert page.withheld == 7
    assert quotes(page) == [FIGURES, TRAINING]
    assert page_json(page)["withheld"] == 7
    gone = next(r for r in register.rows(RegisterFilters()) if r.commitment.kind is Kind.ACTION)
    with pytest.raises(NotFoundError, match="not what was indexed"):
        register.entry(gone.commitment.id)
    engine.close()
    # The later passage alone: the commitment is shown, and the missing quote counted.
    shutil.rmtree(copy)
    shutil.copytree(root, copy)
    with sqlite3.connect(copy / "catalogue.sqlite") as db:
        db.execute(
            "UPDATE documents SET text = replace(text, 'was closed', 'was opened') "
            "WHERE date = '2024-06-06'"
        )
    engine = Engine(copy, IndexSettings())
    entry = engine.register().entries(RegisterFilters(statuses=(Status.CLOSED,))).entries[0]
    assert (entry.follow_ups, entry.withheld) == ((), 1)
    engine.close()
