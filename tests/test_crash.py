"""A crash costs nothing: kill ``minuted add`` at random moments, and what was there still answers.

The story: a scrutiny office's machine was switched off while 300 documents were
being added, and the search was empty the next morning. Here the process is
killed (SIGKILL, no clean-up) at moments spread over the whole run: while files
are read, while passages are embedded, while the generation is written.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from corpus.archive import Archive
from indexer.embedder import OnnxEmbedder
from indexer.generation import index_root, open_current
from indexer.manifest import IndexSettings, damaged_files
from retrieval.engine import Engine
from tests.conftest import add

KILLS = 20
SEED = 20261122


def _add(root: Path, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "api.cli", "add", str(folder), "--archive", str(root)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_killing_add_at_random_moments(
    tmp_path: Path, sample_files: Path, embedder: OnnxEmbedder
) -> None:
    first, rest = tmp_path / "first", tmp_path / "rest"
    first.mkdir()
    shutil.copytree(sample_files, rest)
    known = "brackenshire-panel-2021-09-16.html"
    shutil.move(rest / known, first / known)
    base = tmp_path / "base"
    add(base, first, embedder=embedder)

    # How long the whole takes tells over what the kills are to be spread.
    whole = tmp_path / "whole"
    shutil.copytree(base, whole)
    began = time.monotonic()
    assert _add(whole, rest).wait() == 0
    lasted = time.monotonic() - began

    chance = random.Random(SEED)
    root = tmp_path / "archive"
    shutil.copytree(base, root)
    killed = reached = 0
    for turn in range(KILLS):
        if turn % 5 == 0:
            # From the beginning again, so that early moments are tried more than once.
            shutil.rmtree(root)
            shutil.copytree(base, root)
        process = _add(root, rest)
        moment = lasted * (turn % 10 + chance.random()) / 10
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
        with Archive(root) as archive:
            reached = max(reached, len(archive.documents()))
            for document in archive.documents():
                text = archive.text(document.id)
                assert all(b.end <= len(text) for b in archive.blocks(document.id))
                assert archive.originals.read(document.sha256)
        generation = open_current(root, IndexSettings())
        assert damaged_files(generation.directory, generation.manifest) == []
        generation.close()
        engine = Engine(root, IndexSettings())
        answer = engine.ask("will an officer visit every burglary in Brackenshire?")
        assert answer.citations + answer.nearest
        for citation in answer.citations + answer.nearest:
            text = engine.archive.text(citation.document.id)
            assert text[citation.start : citation.end] == citation.quote
        engine.close()
    # The kills have to have hit something, or this test says nothing.
    assert killed >= KILLS // 4  # on a busy machine the first, timed run lasts the longest
    assert reached > 5

    assert _add(root, rest).wait() == 0
    one, other = Engine(root, IndexSettings()), Engine(whole, IndexSettings())
    assert {d.id for d in one.archive.documents()} == {d.id for d in other.archive.documents()}
    for question in ("what was committed on burglary", "how many stop and searches were there?"):
        assert one.ask(question).citations == other.ask(question).citations
    assert not list(index_root(root).glob(".building-*"))
    one.close()
    other.close()
