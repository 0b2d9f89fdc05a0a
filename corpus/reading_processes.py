"""Reading in several processes: files are begun ahead and asked for in their order.

A process that dies over a file, or takes too long over it, is ended and another begun;
the file is what it cost. Before a file is blamed for a death or for a want of memory, it is
tried once more in a process that has read nothing before.

Threads of the main process wait for the reading processes, one for each, since that works
on every system; the archive is written by the main thread alone.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from corpus import reading_worker, reference
from corpus.readers import Limits
from corpus.reading import Read, ReadingHere, Readings, Trouble, TroubleKind, read_here
from corpus.reading_process import ReadingProcess, StartError
from corpus.reading_worker import Answer, Terms

FEWEST_FILES = 4
FEWEST_BYTES = 1_000_000
"""Below either, files are read in the main process: to begin another takes half a second."""

_AHEAD = 2
"""Files under way for each process: the one it reads, and the next."""

_LEAST_MEMORY = 2 << 30
_MEMORY_TIMES = 10
"""Bytes of memory for each byte of the largest file."""

_SPARE_SECONDS = 60.0
_CONVERTERS = 2


def seconds_for(limits: Limits) -> float:
    """Return how long a process may take for one file.

    More than all that the readers' own limits allow, OCR of a PDF and every converter of an
    old Word file included, and a minute for the rest: what is still not read then hangs.
    """
    return limits.pdf_seconds + _CONVERTERS * limits.converter_seconds + _SPARE_SECONDS


def memory_for(limits: Limits) -> int:
    """Return the address space (bytes) that a reading process may have."""
    return max(_LEAST_MEMORY, _MEMORY_TIMES * limits.max_binary_bytes)


@contextmanager
def readings(processes: int, files: Sequence[Path], limits: Limits) -> Iterator[Readings]:
    """Open the place where these files are read, and close it in the end.

    Parameters
    ----------
    processes
        How many processes read; 1 for this one alone, which nothing protects then.
    files
        What may have to be read: few or small files are read in this process.
    limits
        How large files may be.
    """
    if processes < 2 or not _many(files):
        yield ReadingHere(limits)
        return
    with ReadingProcesses(processes, limits) as opened:
        yield opened


def _many(files: Sequence[Path]) -> bool:
    """Tell whether files are worth the beginning of processes; a zip may hold many."""
    if len(files) < FEWEST_FILES and not any(path.suffix.lower() == ".zip" for path in files):
        return False
    size = 0
    for path in files:
        try:
            size += path.stat().st_size
        except OSError:
            continue
        if size >= FEWEST_BYTES:
            return True
    return False


class ReadingProcesses:
    """Processes that read; each is begun when a file comes for which none is free.

    Parameters
    ----------
    processes
        How many there may be.
    limits
        How large files may be.

    Attributes
    ----------
    ahead
        How many files may be under way at once.
    """

    def __init__(self, processes: int, limits: Limits) -> None:
        self.ahead = _AHEAD * processes
        self._limits = limits
        self._terms = Terms(
            reading_worker.READ,
            limits,
            memory_for(limits),
            seconds_for(limits),
            reference.extensions(),
        )
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="reading")
        self._begun: dict[tuple[str, str], Future[Answer | None]] = {}
        self._lock = threading.Lock()
        self._free: list[ReadingProcess] = []
        self._running: set[ReadingProcess] = set()
        self._closed = threading.Event()
        self._unstartable = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, sha256: str, name: str, data: bytes) -> None:
        """Begin to read a file, unless the same bytes are under way: those may be held then."""
        if not any(sha256 == begun for begun, _ in self._begun):
            self._begun[sha256, name] = self._threads.submit(self._read, name, data)

    def read(self, sha256: str, name: str, data: bytes) -> Read:
        """Return what a file says, waiting for it where it has been begun.

        Raises
        ------
        ReadError
            When it cannot be read.
        """
        future = self._begun.pop((sha256, name), None)
        answer = (future or self._threads.submit(self._read, name, data)).result()
        if answer is None:  # no process can be begun on this machine
            return read_here(data, name, self._limits)
        if isinstance(answer, Trouble):
            raise answer.error()
        return answer

    def forget(self, sha256: str, name: str) -> None:
        """Give up a file that was begun, and has not been asked for."""
        future = self._begun.pop((sha256, name), None)
        if future:
            future.cancel()

    def close(self) -> None:
        """End all processes, whatever they are at."""
        with self._lock:
            self._closed.set()
            running = tuple(self._running)
        for process in running:
            process.stop()
        for process in running:
            self._end(process)
        self._threads.shutdown(cancel_futures=True)

    def _read(self, name: str, data: bytes) -> Answer | None:
        """Let a process read one file; None where none can be begun."""
        process = self._take()
        if process is None:
            return None
        fresh = process.files == 0
        answer, lost = process.ask(name, data)
        if _suspect(answer, lost) and not fresh:
            self._end(process)
            another = self._begin()
            if another is None:
                return answer
            process = another
            answer, lost = process.ask(name, data)
        if lost or _suspect(answer, lost):
            self._end(process)
        else:
            self._give_back(process)
        return answer

    def _take(self) -> ReadingProcess | None:
        with self._lock:
            if self._free:
                return self._free.pop()
        return self._begin()

    def _begin(self) -> ReadingProcess | None:
        if self._unstartable or self._closed.is_set():
            return None
        try:
            process = ReadingProcess(self._terms)
        except StartError:
            self._unstartable = True
            return None
        with self._lock:
            if not self._closed.is_set():
                self._running.add(process)
                return process
        process.end()
        return None

    def _give_back(self, process: ReadingProcess) -> None:
        with self._lock:
            if not self._closed.is_set():
                self._free.append(process)

    def _end(self, process: ReadingProcess) -> None:
        process.end()
        with self._lock:
            self._running.discard(process)


def _suspect(answer: Answer, lost: bool) -> bool:
    """Tell trouble that may be the process's rather than the file's."""
    if not isinstance(answer, Trouble):
        return False
    if answer.kind is TroubleKind.MEMORY:
        return True
    return lost and not answer.late
