"""What reading processes are given to do in tests: files that do harm by what they say."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from corpus import readers
from corpus.reading import Read, read_here

HARMFUL = "tests.corpus.reading_tasks:harmful"
PIDS = "READING_TASKS_PIDS"
"""The folder into which a file that hangs writes which processes it keeps."""

MINUTES = "Harrowdale Police and Crime Panel\n\nDate: {day} June 2024\n\n1. Burglary\n\nNoted.\n"

_read_before = False


def harmful(data: bytes, name: str, limits: readers.Limits) -> Read:
    """Read a file that does no harm; do what is said by one that does."""
    global _read_before
    used, _read_before = _read_before, True
    if b"EXIT" in data:
        os._exit(7)
    if b"CRASH" in data:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"KILLED" in data or (b"TIRED" in data and used):
        os.kill(os.getpid(), signal.SIGKILL)
    if b"GREEDY" in data:
        bytearray(64 << 30)
    if b"ODD" in data:
        raise ZeroDivisionError("columns")
    if b"NOISY" in data:
        os.write(1, b"A library says something.")
        print("Another says more.", flush=True)
    if b"STUBBORN" in data:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True:
            time.sleep(1)
    if b"HANG" in data:
        _hang(Path(os.environ[PIDS]))
    return read_here(data, name, limits)


def _hang(pids: Path) -> None:
    (pids / str(os.getpid())).touch()
    # As a converter does: a program of another that has to end with this one.
    program = "import os, sys, time; open(f'{sys.argv[1]}/{os.getpid()}', 'w'); time.sleep(600)"
    subprocess.run([sys.executable, "-c", program, str(pids)], check=False)


def write(folder: Path, **texts: str) -> None:
    for day, (name, text) in enumerate(texts.items(), 1):
        whole = f"{MINUTES.format(day=day)}\n{text}\n"
        (folder / f"{name}.txt").write_text(whole, encoding="utf-8")


def running(pids: Path) -> list[str]:
    """Return the processes of these numbers that run still."""
    return [path.name for path in pids.iterdir() if _runs(int(path.name))]


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        # One that has ended, which nobody has asked after, still has its number.
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # there is no /proc
        return True


def gone(pids: Path, seconds: float = 8.0) -> bool:
    """Tell whether all processes that hung end soon."""
    assert any(pids.iterdir())
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not running(pids):
            return True
        time.sleep(0.05)
    return False
