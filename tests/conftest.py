"""What many tests share: archives that are dear to build are built once a session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus import readers
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.ingest import IngestReport, ingest
from corpus.metadata import read_table
from corpus.sample.build import build_sample
from indexer.build import BuildReport, build_index
from indexer.embedder import OnnxEmbedder, open_embedder
from indexer.manifest import IndexSettings
from indexer.model_export import ensure_exported
from retrieval.engine import Engine

MODEL = "all-MiniLM-L6-v2"
REPOSITORY = Path(__file__).resolve().parent.parent
REAL = REPOSITORY.parent / "shared" / "archive"
"""Real minutes, when they lie beside the checkout; tests that need them are skipped otherwise."""

needs_real_minutes = pytest.mark.skipif(not REAL.is_dir(), reason="no real minutes at hand")


@dataclass(frozen=True)
class Added:
    """What one add did."""

    ingest: IngestReport
    index: BuildReport


def add(
    root: Path,
    *paths: Path,
    embedder: OnnxEmbedder,
    table: Path | None = None,
    settings: IndexSettings | None = None,
) -> Added:
    """Do what ``minuted add`` does, in this process."""
    with ArchiveWriter(root) as archive:
        report = ingest(
            archive, discover(paths, readers.SUFFIXES), read_table(table) if table else None
        )
        index = build_index(archive, settings or IndexSettings(), embedder, "test")
    return Added(report, index)


@pytest.fixture(scope="session")
def embedder() -> OnnxEmbedder:
    """The packaged model, exported once on this machine."""
    ensure_exported(MODEL)
    return open_embedder(MODEL)


@pytest.fixture(scope="session")
def sample_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive's files."""
    folder = tmp_path_factory.mktemp("sample-files")
    build_sample(folder)
    return folder


@pytest.fixture(scope="session")
def sample_root(
    tmp_path_factory: pytest.TempPathFactory, sample_files: Path, embedder: OnnxEmbedder
) -> Path:
    """The sample archive, read and indexed; not to be altered."""
    root = tmp_path_factory.mktemp("sample") / "archive"
    add(root, sample_files, embedder=embedder)
    return root


@pytest.fixture(scope="session")
def sample(sample_root: Path) -> Iterator[Engine]:
    """The sample archive, to be asked."""
    engine = Engine(sample_root, IndexSettings())
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory, embedder: OnnxEmbedder) -> Iterator[Engine]:
    """The five real documents with what is known of them from elsewhere."""
    if not REAL.is_dir():
        pytest.skip("no real minutes at hand")
    root = tmp_path_factory.mktemp("seeds") / "archive"
    add(root, REAL / "seeds", embedder=embedder, table=REAL / "seeds-metadata.csv")
    engine = Engine(root, IndexSettings())
    yield engine
    engine.close()
