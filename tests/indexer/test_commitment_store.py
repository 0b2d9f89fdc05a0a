"""The register of a generation: written once, the same bytes for the same records, checked."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.archive_writer import ArchiveWriter
from corpus.errors import IndexUnusableError, MinutedError
from corpus.model import ItemRef
from corpus.register import Acceptance, Commitment, FollowUp, MatchedBy, Outcome, Place
from indexer.build import build_index
from indexer.commitments import building
from indexer.commitments.building import Found
from indexer.commitments.store import FILE_NAME, CommitmentStore, write_commitments
from indexer.embedder import OnnxEmbedder
from indexer.generation import index_root, open_current
from indexer.manifest import IndexSettings, damaged_files
from tests.conftest import add
from tests.retrieval.register_made import (
    MARCH,
    SAID,
    VICTIMS,
    commitments_in,
    finder,
    write_minutes,
)

SETTINGS = IndexSettings()


@pytest.fixture
def built(tmp_path: Path, embedder: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(building, "find", finder())
    add(tmp_path / "archive", write_minutes(tmp_path / "minutes"), embedder=embedder)
    return tmp_path / "archive"


def test_what_is_written_is_read(tmp_path: Path, built: Path) -> None:
    with ArchiveWriter(built) as archive:
        document = next(d for d in archive.documents() if VICTIMS in archive.text(d.id))
        text = archive.text(document.id)
    made = commitments_in(document, text, SAID)
    made[1] = replace(
        made[1],
        acceptance=Acceptance.ACCEPTED,
        item=None,
        context=((0, 5), (7, 9)),
        owner_cell=(3, 6),
        again=(Place("d-other", 1, 2),),
        score=0.25,
        page=3,
        number="9/2022/P",
    )
    made[2] = replace(made[2], item=ItemRef(None, "Roads"))
    later = [
        FollowUp(made[0].id, document.id, 4, 9, outcome, MatchedBy.NUMBER, "number 4", 0.5)
        for outcome in (Outcome.CLOSED, Outcome.PROGRESS)
    ]
    folders = []
    for name, order in (("one", 1), ("two", -1)):
        folder = tmp_path / name
        folder.mkdir()
        write_commitments(folder, made[::order], later[::order], lambda _: text)
        folders.append(folder)
    digests = {hashlib.sha256((f / FILE_NAME).read_bytes()).hexdigest() for f in folders}
    assert len(digests) == 1
    store = CommitmentStore(folders[0])
    assert [s.commitment for s in store.commitments()] == made
    assert [f.follow_up for f in store.follow_ups()] == later
    for stored in store.commitments():
        quote = text[stored.commitment.start : stored.commitment.end]
        assert stored.quote_sha256 == hashlib.sha256(quote.encode()).hexdigest()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store._db.execute("DELETE FROM commitments")
    store.close()


def test_a_register_that_quotes_nothing_is_never_written(tmp_path: Path, built: Path) -> None:
    store = open_current(built, SETTINGS).commitments
    one = store.commitments()[0].commitment
    follow = FollowUp("k-none", one.document_id, 1, 2, Outcome.CLOSED, MatchedBy.WORDS, "", 1.0)
    cases: tuple[tuple[list[Commitment], list[FollowUp], str], ...] = (
        ([replace(one, end=10_000_000)], [], "points at"),
        ([replace(one, start=5, end=5)], [], "points at"),
        ([one, one], [], "twice"),
        ([one], [follow], "k-none"),
    )
    for number, (wrong, later, message) in enumerate(cases):
        folder = tmp_path / str(number)
        folder.mkdir()
        with pytest.raises(MinutedError, match=message):
            write_commitments(folder, wrong, later, lambda _: MARCH)


def test_the_build_counts_and_times_the_register(
    tmp_path: Path, embedder: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "find", finder())
    root = tmp_path / "archive"
    report = add(root, write_minutes(tmp_path / "minutes"), embedder=embedder).index
    assert report.commitments == len(SAID)
    assert 0 < report.finding_s < report.took_s
    generation = open_current(root, SETTINGS)
    assert len(generation.commitments) == generation.manifest.commitments == len(SAID)
    assert FILE_NAME in generation.manifest.files
    assert damaged_files(generation.directory, generation.manifest) == []
    generation.close()
    with ArchiveWriter(root) as archive:
        again = build_index(archive, SETTINGS, embedder, "test")
    assert not again.built
    assert again.commitments == len(SAID)


def test_two_builds_write_the_same_register(built: Path, embedder: OnnxEmbedder) -> None:
    first = open_current(built, SETTINGS).manifest
    with ArchiveWriter(built) as archive:
        build_index(archive, SETTINGS, embedder, "test", force=True)
    assert open_current(built, SETTINGS).manifest.files[FILE_NAME] == first.files[FILE_NAME]


def test_another_way_of_finding_builds_the_index_anew(
    built: Path, embedder: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "versions", lambda: {"commitments": 10_000_000})
    with ArchiveWriter(built) as archive:
        report = build_index(archive, SETTINGS, embedder, "test")
    assert report.built
    assert report.embedded == 0


def test_a_register_that_is_missing_or_altered_asks_for_an_index(built: Path) -> None:
    path = index_root(built) / "gen-000001" / FILE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(IndexUnusableError, match="minuted index"):
        open_current(built, SETTINGS)
    path.unlink()
    with pytest.raises(IndexUnusableError, match="minuted index"):
        open_current(built, SETTINGS)


def test_an_index_of_the_format_without_a_register_asks_for_an_index(built: Path) -> None:
    path = index_root(built) / "gen-000001" / "manifest.json"
    path.write_text(path.read_text().replace('"format": 3', '"format": 2'))
    with pytest.raises(IndexUnusableError, match=r"format 2.*minuted index"):
        open_current(built, SETTINGS)


def test_a_finding_that_fails_leaves_the_index_in_use(
    built: Path, embedder: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = open_current(built, SETTINGS).commitments.commitments()[0].commitment
    bad = Found((replace(one, end=10_000_000),), (), 0.0)
    monkeypatch.setattr(building, "find", lambda *_: bad)
    with ArchiveWriter(built) as archive, pytest.raises(MinutedError, match="defect of Minuted"):
        build_index(archive, SETTINGS, embedder, "test", force=True)
    assert len(open_current(built, SETTINGS).commitments) == len(SAID)
    assert not list(index_root(built).glob(".building-*"))
