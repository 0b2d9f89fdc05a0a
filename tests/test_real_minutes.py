"""What the main job is judged by, on real minutes (skipped where none are at hand)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path, PurePath

import pytest

from corpus import readers
from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.ingest import Outcome, ingest
from corpus.metadata import read_table
from corpus.model import Citation
from eval.cases_file import load_cases
from indexer.embedder import OnnxEmbedder
from indexer.manifest import IndexSettings
from retrieval.engine import Engine
from retrieval.records import Filters, Status
from retrieval.serial import answer_json
from tests.conftest import REAL, REPOSITORY, add, needs_real_minutes

pytestmark = needs_real_minutes
SEEDS = REAL / "seeds"
TABLE = REAL / "seeds-metadata.csv"


def number(source: str) -> str:
    """The first three digits of a seed's name, by which it is known."""
    return PurePath(source).name[:3]


def files_of(citations: tuple[Citation, ...]) -> set[str]:
    return {number(c.document.source) for c in citations}


def test_all_seeds_are_read_and_what_they_do_not_say_is_unknown(
    tmp_path: Path, embedder: OnnxEmbedder
) -> None:
    root = tmp_path / "archive"
    first = add(root, SEEDS, embedder=embedder)
    assert first.ingest.count(Outcome.READ) == len(first.ingest.files) == 5
    with Archive(root) as archive:
        known = {number(d.source): d for d in archive.documents()}
        assert {k: d.date for k, d in known.items()} == {
            "000": date(2025, 3, 10),
            "001": None,
            "002": date(2021, 9, 9),
            "003": date(2017, 12, 19),
            "004": None,
        }
        assert known["001"].body is None
        assert known["004"].body is None
        assert known["002"].body == "Northamptonshire Police, Fire and Crime Panel"
        assert {k for k, d in known.items() if d.force} == {"002"}
        for document in known.values():
            original = archive.originals.read(document.sha256).decode("utf-8")
            assert archive.text(document.id) == original.replace("\r\n", "\n")
    with_table = add(root, SEEDS, embedder=embedder, table=TABLE)
    assert with_table.ingest.count(Outcome.UPDATED) == 5
    with Archive(root) as archive:
        assert all(d.body and d.force for d in archive.documents())
        assert {d.id for d in archive.documents()} == {d.id for d in known.values()}
    again = add(root, SEEDS, embedder=embedder, table=TABLE)
    assert again.ingest.count(Outcome.UNCHANGED) == 5
    assert not again.index.built


def test_metadata_of_one_file_embeds_that_file_alone(
    tmp_path: Path, embedder: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "archive"
    add(root, SEEDS, embedder=embedder)
    table = tmp_path / "one.csv"
    table.write_text("file,date\n001_7023afac9e667800.txt,2021-01-28\n")

    def never(*_: object) -> None:
        raise AssertionError("an unchanged file was read again")

    monkeypatch.setattr(readers, "read", never)
    with ArchiveWriter(root) as archive:
        report = ingest(archive, discover([SEEDS], readers.SUFFIXES), read_table(table))
        mine = next(f.document_id for f in report.files if f.outcome is Outcome.UPDATED)
    monkeypatch.undo()
    updated = add(root, embedder=embedder)
    engine = Engine(root, IndexSettings())
    passages = engine._open().generation.passages.of_document(str(mine))
    assert updated.index.embedded == len(passages)
    engine.close()


def test_what_was_committed_on_burglary(seeds: Engine) -> None:
    answer = seeds.ask("what was committed on burglary")
    assert answer.status is Status.ANSWERED
    assert files_of(answer.citations) == {"000", "003"}
    monitored = [s for s in answer.statements if "will monitor via Performance FEM" in s.text]
    assert len(monitored) == 1
    assert "burglary" not in monitored[0].text
    assert "burglary" in (monitored[0].context or "")
    assert any("project performance for domestic burglary" in s.text for s in answer.statements)
    for statement in answer.statements:
        for n in statement.citations:
            assert answer.citations[n].quote in statement.text
    for citation in answer.citations:
        assert citation.meeting_date in {date(2025, 3, 10), date(2017, 12, 19)}
        assert citation.body
    # What stands there too, but binds nobody.
    told = " ".join(s.text for s in answer.statements)
    for not_a_promise in ("needs careful monitoring", "aspiring to", "wants to see results"):
        assert not_a_promise not in told


def test_one_force_only(seeds: Engine) -> None:
    answer = seeds.ask("what was committed on burglary", Filters(force="West Mercia"))
    assert answer.statements
    assert files_of(answer.citations + answer.nearest) == {"003"}


@pytest.mark.parametrize("question", ["what was committed on drones", "zzgrblx qwortle"])
def test_what_is_nowhere_is_said_to_be_nowhere(seeds: Engine, question: str) -> None:
    answer = seeds.ask(question)
    assert answer.status is Status.ABSTAINED
    assert answer.nearest
    assert answer.coverage.meetings == 5


def test_nothing_is_promised_where_suggestions_only_stand(seeds: Engine) -> None:
    for number_, question in (
        ("004", "what was agreed on crime prevention"),
        ("002", "what was agreed"),
    ):
        document = next(d for d in seeds.archive.documents() if number(d.source) == number_)
        answer = seeds.ask(question, Filters(document=document.id))
        assert "should consider" not in json.dumps(answer_json(answer)["statements"])
        assert "could be" not in json.dumps(answer_json(answer)["statements"])


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory, embedder: OnnxEmbedder) -> Engine:
    root = tmp_path_factory.mktemp("real") / "archive"
    added = add(root, SEEDS, REAL / "govuk", embedder=embedder, table=TABLE)
    read = [f for f in added.ingest.files if f.source.endswith((".html", ".pdf", ".txt"))]
    assert len(read) == 5 + 23 + 8
    assert all(f.outcome is Outcome.READ for f in read), [f for f in read if f.reason]
    # The rest needs a converter that a machine may not have: read, or told why not.
    others = [f for f in added.ingest.files if f not in read]
    assert len(others) == 61 - 23 - 8
    assert all(f.outcome is Outcome.READ or f.reason for f in others)
    return Engine(root, IndexSettings())


def test_every_quote_is_in_the_record(everything: Engine) -> None:
    cases = load_cases(REPOSITORY / "eval" / "cases" / "real" / "questions.jsonl")
    asked = quotes = 0
    for case in [c for c in cases if any(ch.isalnum() for ch in c.question)][:60]:
        answer = everything.ask(case.question)
        asked += 1
        for citation in answer.citations + answer.nearest:
            text = everything.archive.text(citation.document.id)
            assert text[citation.start : citation.end] == citation.quote
            quotes += 1
    assert asked >= 50
    assert quotes >= 150
