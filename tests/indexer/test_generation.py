"""Generations: immutable, checked when opened, replaced as a whole."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.archive_writer import ArchiveWriter
from corpus.errors import IndexUnusableError
from indexer.build import build_index
from indexer.embedder import OnnxEmbedder
from indexer.generation import Generation, current_name, index_root, open_current
from indexer.manifest import IndexSettings
from indexer.passage_store import PassageFilter
from tests.conftest import add

SETTINGS = IndexSettings()


@pytest.fixture
def root(tmp_path: Path, embedder: OnnxEmbedder) -> Path:
    folder = tmp_path / "minutes"
    folder.mkdir()
    for month, day in (("may", "7 May 2024"), ("june", "4 June 2024")):
        (folder / f"{month}.txt").write_text(
            f"Harrowdale Police and Crime Panel\n\nDate: {day}\n\n1. Burglary\n\n"
            f"The Commissioner spoke of burglary in {month}.\n"
        )
    add(tmp_path / "archive", folder, embedder=embedder)
    return tmp_path / "archive"


def rebuild(root: Path, embedder: OnnxEmbedder, force: bool = False) -> str:
    with ArchiveWriter(root) as archive:
        return build_index(archive, SETTINGS, embedder, "test", force=force).generation


def test_an_index_that_is_up_to_date_is_left_alone(root: Path, embedder: OnnxEmbedder) -> None:
    assert rebuild(root, embedder) == "gen-000001"
    assert rebuild(root, embedder, force=True) == "gen-000002"


def test_a_new_meeting_embeds_itself_alone(root: Path, embedder: OnnxEmbedder) -> None:
    page = root.parent / "july.txt"
    page.write_text("Minutes of July\n\nThe Panel met and spoke of custody.\n")
    added = add(root, page, embedder=embedder)
    assert 0 < added.index.embedded < added.index.passages
    assert added.index.embedded <= 2


def test_old_generations_are_swept_but_the_last(root: Path, embedder: OnnxEmbedder) -> None:
    for _ in range(3):
        rebuild(root, embedder, force=True)
    kept = sorted(p.name for p in index_root(root).glob("gen-*"))
    assert kept == ["gen-000003", "gen-000004"]
    assert current_name(index_root(root)) == "gen-000004"


def test_builds_of_the_same_archive_are_equal_byte_for_byte(
    root: Path, embedder: OnnxEmbedder
) -> None:
    first = open_current(root, SETTINGS)
    rebuild(root, embedder, force=True)
    second = open_current(root, SETTINGS)
    stable = ("passages.sqlite", "vocabulary.sqlite", "dense/")
    for name, digest in first.manifest.files.items():
        if name.startswith(stable):
            assert second.manifest.files[name] == digest, name


def test_other_settings_are_an_error_that_names_both(root: Path) -> None:
    with pytest.raises(IndexUnusableError) as caught:
        open_current(root, IndexSettings(lexical_engine="rank-bm25"))
    message = str(caught.value)
    assert "tantivy" in message
    assert "rank-bm25" in message
    assert "minuted index" in message


@pytest.mark.parametrize(
    "name", ["passages.sqlite", "vocabulary.sqlite", "dense", "lexical", "manifest.json"]
)
def test_a_missing_part_is_noticed(root: Path, name: str) -> None:
    part = index_root(root) / "gen-000001" / name
    shutil.rmtree(part) if part.is_dir() else part.unlink()
    with pytest.raises(IndexUnusableError, match="minuted index"):
        open_current(root, SETTINGS)


def test_an_altered_byte_is_noticed(root: Path) -> None:
    path = next((index_root(root) / "gen-000001" / "dense").iterdir())
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(IndexUnusableError, match="is not what was built"):
        open_current(root, SETTINGS)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 99}', '{"format": 1}'])
def test_a_damaged_manifest_is_an_error_with_its_mend(root: Path, text: str) -> None:
    (index_root(root) / "gen-000001" / "manifest.json").write_text(text)
    with pytest.raises(IndexUnusableError, match="minuted index"):
        open_current(root, SETTINGS)


@pytest.mark.parametrize("name", ["", "../../etc", "gen-000009", "gen-1", "\udcff\udcfe"])
def test_a_current_that_names_nothing_is_an_error_and_mended_by_a_build(
    root: Path, name: str, embedder: OnnxEmbedder
) -> None:
    (index_root(root) / "CURRENT").write_bytes(name.encode("utf-8", "surrogateescape"))
    with pytest.raises(IndexUnusableError, match="minuted index"):
        open_current(root, SETTINGS)
    rebuild(root, embedder)
    assert len(open_current(root, SETTINGS).passages) > 0


def test_a_damaged_generation_is_built_again_though_nothing_changed(
    root: Path, embedder: OnnxEmbedder
) -> None:
    (index_root(root) / "gen-000001" / "passages.sqlite").write_bytes(b"x")
    assert rebuild(root, embedder) == "gen-000002"


def test_the_manifest_says_what_it_was_built_with(root: Path, embedder: OnnxEmbedder) -> None:
    found = json.loads((index_root(root) / "gen-000001" / "manifest.json").read_text())
    assert found["model_key"] == embedder.identity.key
    assert found["settings"] == {
        "headers": True,
        "lexical_engine": "tantivy",
        "model": "all-MiniLM-L6-v2",
    }
    assert found["documents"] == 2
    assert set(found["files"]) >= {"passages.sqlite", "vocabulary.sqlite"}


def test_an_index_without_headers_is_not_taken_for_one_with_them(root: Path) -> None:
    with pytest.raises(IndexUnusableError, match="built with headers"):
        Generation(index_root(root) / "gen-000001", replace(SETTINGS, headers=False))


def test_filters_select_rows_and_unknown_fits_none(root: Path) -> None:
    store = open_current(root, SETTINGS).passages
    everything = store.select(PassageFilter())
    assert everything is None
    june = store.select(PassageFilter(since="2024-06-01"))
    assert june is not None
    assert {p.date for p in store.rows(june)} == {"2024-06-04"}
    nothing = store.select(PassageFilter(force=("Kent",)))
    assert nothing is not None
    assert len(nothing) == 0
    assert store.values("force") == ["Harrowdale"]
