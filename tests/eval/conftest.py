"""Labelled sets that several tests use are built once a session."""

from __future__ import annotations

import pytest

from eval.sets import LabelledSet, Work, open_set
from indexer.embedder import OnnxEmbedder


@pytest.fixture(scope="session")
def work(tmp_path_factory: pytest.TempPathFactory, embedder: OnnxEmbedder) -> Work:
    """A working folder for archives made to be measured."""
    return Work(folder=tmp_path_factory.mktemp("eval-work"))


@pytest.fixture(scope="session")
def labelled(work: Work) -> LabelledSet:
    """The labelled sample archive."""
    return open_set("sample", None, work)
