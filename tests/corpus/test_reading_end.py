"""Reading processes end with the program that began them, however that ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.archive_writer import ArchiveWriter
from tests.corpus.reading_tasks import PIDS, gone, running, write

ROOT = Path(__file__).parents[2]

posix = pytest.mark.skipif(os.name == "nt", reason="there are no such signals")

PROGRAM = """
import signal
import sys
from pathlib import Path
from corpus import readers, reading_processes, reading_worker
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.ingest import Outcome, ingest

signal.signal(signal.SIGINT, signal.default_int_handler)
reading_processes.FEWEST_BYTES = 1
reading_worker.READ = "tests.corpus.reading_tasks:harmful"
with ArchiveWriter(Path(sys.argv[1])) as archive:
    report = ingest(archive, discover([Path(sys.argv[2])], readers.SUFFIXES), processes=2)
print(report.count(Outcome.READ))
"""
"""A program that has us inside, without ``if __name__ == "__main__"``."""


def embedded(tmp_path: Path, folder: Path) -> subprocess.Popen[str]:
    program, pids = tmp_path / "program.py", tmp_path / "pids"
    program.write_text(PROGRAM)
    pids.mkdir()
    return subprocess.Popen(
        [sys.executable, str(program), str(tmp_path / "archive"), str(folder)],
        env={**os.environ, PIDS: str(pids), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "minutes"
    folder.mkdir()
    return folder


def test_a_program_without_a_guard_may_have_us_inside(tmp_path: Path, folder: Path) -> None:
    write(folder, a="Sound.", b="EXIT", c="Sound.", d="Sound.")
    with embedded(tmp_path, folder) as program:
        said, trouble = program.communicate(timeout=60)
    assert (said, trouble, program.returncode) == ("3\n", "", 0)


@posix
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_the_command(tmp_path: Path, folder: Path, how: signal.Signals) -> None:
    write(folder, a="HANG", b="HANG", c="Sound.", d="Sound.")
    pids = tmp_path / "pids"
    with embedded(tmp_path, folder) as program:
        until = time.monotonic() + 60
        while len(list(pids.iterdir())) < 4 and time.monotonic() < until:
            time.sleep(0.05)
        assert len(running(pids)) == 4  # two that read, and what each has begun
        if how is signal.SIGINT:
            os.killpg(program.pid, how)  # a terminal sends it to all of them
        else:
            program.send_signal(how)
        _, trouble = program.communicate(timeout=30)
    assert gone(pids)
    assert program.returncode != 0
    if how is signal.SIGINT:
        assert trouble.rstrip().endswith("KeyboardInterrupt")
    with ArchiveWriter(tmp_path / "archive") as archive:  # nobody holds it any more
        assert not archive.documents()
        assert archive.failures() == ()
