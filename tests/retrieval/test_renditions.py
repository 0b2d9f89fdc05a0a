"""One meeting in several documents: quoted once, from the best, and the rest still found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.model import Document, MeetingStatus, Metadata
from indexer.build import build_index
from indexer.embedder import OnnxEmbedder
from indexer.lexical import LexicalQuery
from indexer.manifest import IndexSettings
from retrieval.engine import Engine
from retrieval.held import Held
from retrieval.records import Filters, UnderstoodFilters
from retrieval.search import rank, said_once
from retrieval.serial import answer_json, citation_json
from tests.conftest import add
from tests.corpus.made import prose, put

BODY = "Wexcombe Police and Crime Panel"
BURGLARY = (
    "The Chief Constable undertook to write to every victim of burglary within a week of the "
    "report, and to bring the letters to the panel."
)
DRONES = "The panel heard that the drone unit had flown over the quarry at Tarrow on nine nights."
SPEED = {
    "draft": "The Commissioner agreed to fund 14 speed cameras on the coast road by the spring.",
    "final": "The Commissioner agreed to fund 12 speed cameras on the coast road by the spring.",
}
OPENING = "Members met at the Guildhall and the minutes of the previous meeting were agreed."


def page(status: str, *items: tuple[str, str]) -> str:
    made = "".join(
        f"<h2>{n}. {title}</h2><p>{text}</p>" for n, (title, text) in enumerate(items, 1)
    )
    return (
        f"<html><head><title>{BODY}</title></head><body><h1>{BODY}</h1>"
        f"<p>{status}</p><p>Date: 9 March 2023</p>{made}</body></html>"
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("renditions")
    common = ("Welcome", OPENING), ("Burglary", BURGLARY)
    draft = page("Draft minutes", *common, ("Roads", SPEED["draft"]), ("Drones", DRONES))
    final = page("Approved minutes", *common, ("Roads", SPEED["final"]))
    (folder / "draft.html").write_text(draft, encoding="utf-8")
    (folder / "final.html").write_text(final, encoding="utf-8")
    (folder / "plain.txt").write_text(
        f"{BODY}\n\nDate: 9 March 2023\n\n1. Welcome\n\n{OPENING}\n\n2. Burglary\n\n{BURGLARY}\n",
        encoding="utf-8",
    )
    (folder / "other.html").write_text(
        page("Minutes", ("Burglary", BURGLARY)).replace("9 March 2023", "4 May 2023"),
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def engine(
    files: Path, tmp_path_factory: pytest.TempPathFactory, embedder: OnnxEmbedder
) -> Iterator[Engine]:
    root = tmp_path_factory.mktemp("renditions-archive") / "archive"
    add(root, files, embedder=embedder)
    made = Engine(root, IndexSettings())
    yield made
    made.close()


def named(engine: Engine, name: str) -> Document:
    return next(d for d in engine.archive.documents() if d.source.endswith(name))


def test_three_documents_are_one_meeting(engine: Engine) -> None:
    found = {m.date: m for m in engine.archive.meetings()}
    assert set(found) == {date(2023, 3, 9), date(2023, 5, 4)}
    best = named(engine, "final.html")
    assert found[date(2023, 3, 9)].document_ids[0] == best.id
    assert found[date(2023, 3, 9)].status is MeetingStatus.APPROVED


def test_a_search_gives_what_is_said_once_from_the_best(engine: Engine) -> None:
    hits = engine.search("letters to victims of burglary", k=20).hits
    holding = [h.citation for h in hits if "write to every victim" in h.citation.quote]
    # The same words at another meeting are another thing.
    assert {c.document.id for c in holding} == {
        named(engine, "final.html").id,
        named(engine, "other.html").id,
    }
    assert len(holding) == 2


def test_what_only_the_draft_holds_is_found(engine: Engine) -> None:
    draft = named(engine, "draft.html").id
    first = engine.search("drone unit over the quarry").hits[0].citation
    assert first.document.id == draft
    assert first.status is MeetingStatus.DRAFT
    # A figure that was changed is in both, each as it stands.
    said = [h.citation for h in engine.search("speed cameras on the coast road", k=20).hits]
    cameras = {c.document.id: c.quote for c in said if "speed cameras" in c.quote}
    assert "14 speed" in cameras[draft]
    assert "12 speed" in cameras[named(engine, "final.html").id]


def test_one_document_can_be_searched_whole(engine: Engine) -> None:
    plain = named(engine, "plain.txt").id
    hits = engine.search("victims of burglary", Filters(document=plain)).hits
    assert any("write to every victim" in h.citation.quote for h in hits)
    assert {h.citation.document.id for h in hits} == {plain}


def test_an_answer_quotes_the_best_and_names_the_others(engine: Engine) -> None:
    answer = engine.ask("what was committed on burglary", Filters(until=date(2023, 4, 1)))
    (statement,) = [s for s in answer.statements if "write to every victim" in s.text]
    citation = answer.citations[statement.citations[0]]
    assert citation.document.id == named(engine, "final.html").id
    assert [r.id for r in citation.renditions] == [
        named(engine, "plain.txt").id,
        named(engine, "draft.html").id,
    ]
    made = citation_json(citation)
    assert made["status"] == "approved"
    assert [r["status"] for r in made["other_renditions"]] == [None, "draft"]
    for other in made["other_renditions"]:
        assert other["link"].endswith(f"?document={other['id']}")
        assert engine.archive.document(other["id"]).meeting_id in other["link"]
    assert json.dumps(answer_json(answer))


def test_rows_are_said_once() -> None:
    import numpy as np

    rows = np.array([1, 4, 7, 9], dtype=np.int64)
    assert said_once(rows, {4: 1, 9: 3}).tolist() == [1, 3, 7]
    # A repeat stays where a filter leaves out what it repeats.
    allowed = np.array([4, 7, 9], dtype=np.int64)
    assert said_once(rows[1:], {4: 1, 9: 7}, allowed).tolist() == [4, 7]
    assert said_once(rows[1:], {4: 99}, allowed).tolist() == [4, 7, 9]


def test_ranking_without_repeats_holds_every_rendition(engine: Engine) -> None:
    judge = engine.judge()
    vector = judge.embedder.embed_question("burglary")
    query = LexicalQuery((("burglari", 1.0),), ())
    every = rank(judge.channels, vector, query)
    once = rank(judge.channels, vector, query, repeats=judge.generation.passages.repeats())
    again = judge.generation.passages.repeats()
    assert again
    assert set(once.rows.tolist()) == set(every.rows.tolist()) - set(again)


def test_a_draft_that_becomes_final_is_quoted_instead(
    tmp_path: Path, embedder: OnnxEmbedder
) -> None:
    text = prose(1)
    known: dict[str, Any] = {"body": BODY, "force": "Wexcombe", "held_on": date(2023, 3, 9)}
    root = tmp_path / "archive"
    with ArchiveWriter(root) as archive:
        first = put(archive, "a.html", [*text, "One."], status=MeetingStatus.APPROVED, **known)
        second = put(archive, "b.html", [*text, "Two."], status=MeetingStatus.DRAFT, **known)
        build_index(archive, IndexSettings(), embedder, "test")
        assert not build_index(archive, IndexSettings(), embedder, "test").built
    engine = Engine(root, IndexSettings())
    assert engine.search("topic1x3").hits[0].citation.document.id == first
    with ArchiveWriter(root) as archive:
        with archive.transaction():
            archive.point("a.html", "a.html", first, Metadata(status=MeetingStatus.AGENDA))
        assert build_index(archive, IndexSettings(), embedder, "test").built
    assert engine.search("topic1x3").hits[0].citation.document.id == second
    engine.close()


# What is held -----------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    with ArchiveWriter(tmp_path / "archive") as archive:
        for number, month in enumerate((1, 2, 3, 4, 8, 9)):
            put(
                archive,
                f"{number}.html",
                prose(number),
                body=BODY,
                force="Wexcombe",
                held_on=date(2022, month, 3),
                status=MeetingStatus.DRAFT if month == 9 else None,
                pages_without_text=(2,) if month == 2 else (),
            )
        put(archive, "k.html", prose(30), body="Kent Forum", force="Kent", held_on=date(2022, 5, 1))
    return tmp_path / "archive"


def test_what_is_missing_is_told_within_the_filters(root: Path) -> None:
    with Archive(root) as archive:
        held = Held(archive)
        said = " ".join(held.within(UnderstoodFilters(body=(BODY,))).notes)
        assert "no minutes held between 3 April 2022 and 3 August 2022" in said
        assert "usually meets every 4 weeks" in said
        assert "1 page of the documents looked through holds no text." in said
        assert "1 meeting held in draft only." in said
        early = UnderstoodFilters(force=("Wexcombe",), until=date(2022, 3, 31))
        assert "no minutes held" not in " ".join(held.within(early).notes)
        assert "draft" not in " ".join(held.within(early).notes)
        across = UnderstoodFilters(since=date(2022, 6, 1), until=date(2022, 6, 30))
        assert held.within(across).notes == (
            "Nothing is held within these filters; this is the whole archive.",
        )
        assert held.within(UnderstoodFilters(force=("Kent",))).notes == ()
        # Asked of everything, nobody's rhythm is told.
        assert "no minutes held" not in " ".join(held.within(UnderstoodFilters()).notes)


def test_the_list_of_documents_is_read_once_and_again_when_it_changes(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = 0
    documents = Archive.documents

    def counted(self: Archive, *, replaced: bool = False) -> list[Document]:
        nonlocal read
        read += 1
        return documents(self, replaced=replaced)

    with Archive(root) as archive:
        monkeypatch.setattr(Archive, "documents", counted)
        held = Held(archive)
        assert held.within(UnderstoodFilters()).meetings == 7
        once = read
        assert once
        for _ in range(5):
            held.within(UnderstoodFilters(force=("Kent",)))
        assert read == once
        with ArchiveWriter(root) as writer:
            put(writer, "new.html", prose(77), body="Kent Forum", held_on=date(2023, 1, 1))
        assert held.within(UnderstoodFilters()).meetings == 8
        assert read > once
