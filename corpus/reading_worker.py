"""The program of a reading process: a file comes in, what it says goes out, one at a time.

It is begun by `corpus.reading_process` and talks to that through its standard input and
output, in pickles (both ends are this program, run by the same user). It imports nothing of
the index. It ends

- when its input ends: the main process is gone, and nothing is left behind, not even a
  converter or an OCR that this one has begun (hence SIGTERM, and no sudden exit);
- by itself when one file takes far too long and nobody is there to end it.

Ctrl-C is the main process's affair: it reaches all processes of a terminal, and is not
heeded here.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import IO

from corpus import reference
from corpus.readers import Limits
from corpus.reading import Read, Trouble, trouble_of
from corpus.reference.tables import Tables

READ = "corpus.reading:read_here"
"""What is done with a file: a function of bytes, name and limits, by module and name."""

Answer = Read | Trouble
_GRACE = 60.0
"""Seconds after which a process ends itself that the main process should have ended."""

_LAST_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all files that one process reads.

    Attributes
    ----------
    task
        What is done with each, see `READ`.
    limits
        How large they may be.
    most_bytes
        Address space that the process may have; more is a `MemoryError`, which costs the
        file and not the machine.
    seconds
        How long one file may take.
    extensions
        The user's own reference tables.
    """

    task: str
    limits: Limits
    most_bytes: int
    seconds: float
    extensions: tuple[Tables, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read."""

    name: str
    data: bytes


def main() -> None:
    """Read files until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    incoming, outgoing = _streams()
    terms: Terms = pickle.load(incoming)
    module, _, name = terms.task.partition(":")
    task: Callable[[bytes, str, Limits], Read] = getattr(import_module(module), name)
    reference.set_extensions(terms.extensions)
    _cap_memory(terms.most_bytes)
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(incoming, jobs), daemon=True).start()
    _send(outgoing, True)
    while True:
        job = jobs.get()
        faulthandler.dump_traceback_later(terms.seconds + _GRACE, exit=True)
        answer = _answer(task, job, terms.limits)
        faulthandler.cancel_dump_traceback_later()
        del job
        _send(outgoing, answer)
        del answer


def _answer(task: Callable[[bytes, str, Limits], Read], job: Job, limits: Limits) -> Answer:
    try:
        return task(job.data, job.name, limits)
    except Exception as error:  # noqa: BLE001  the main process decides what it means
        return trouble_of(error)


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """Take input and output for ourselves: what a library prints must not get between."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    return incoming, outgoing


def _send(outgoing: IO[bytes], answer: object) -> None:
    pickle.dump(answer, outgoing, pickle.HIGHEST_PROTOCOL)
    outgoing.flush()


def _listen(incoming: IO[bytes], jobs: queue.SimpleQueue[Job]) -> None:
    """Hand jobs on; at the end of the input, end this process in the midst of its work."""
    with contextlib.suppress(EOFError, OSError, MemoryError, pickle.UnpicklingError):
        while True:
            jobs.put(pickle.load(incoming))
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_LAST_SECONDS)
    os._exit(1)


def _stop(*_: object) -> None:
    raise SystemExit(0)


def _cap_memory(most_bytes: int) -> None:
    """Set a limit on address space where the system knows one, and let no core be dumped."""
    if sys.platform == "win32":
        return
    import resource

    for kind, wanted in ((resource.RLIMIT_AS, most_bytes), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            wanted = min(wanted, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS takes no limit on address space
            resource.setrlimit(kind, (wanted, hard))
