"""One reading process, as the main process sees it: begun, asked, ended.

It is a program of its own (`corpus.reading_worker`) and not a child of `multiprocessing`.
That would import the main program once more in each child: from a program without an
``if __name__ == "__main__"`` this fails, and from ours it would bring in the whole command
line. A pipe to a program works the same from the console script, ``python -m``, pytest and
any program that has us inside.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from corpus.reading import Read, Trouble, TroubleKind
from corpus.reading_worker import Answer, Job, Terms

_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from corpus.reading_worker import main; main()"
_START_SECONDS = 60.0
"""A busy machine takes a second or two."""

_END_SECONDS = 2.0
"""For a process that is told to end to end what it has begun."""


class StartError(Exception):
    """A reading process could not be begun."""


class ReadingProcess:
    """A process that reads files, one at a time; used by one thread at a time.

    Attributes
    ----------
    files
        How many it has read.

    Raises
    ------
    StartError
        When it cannot be begun.
    """

    def __init__(self, terms: Terms) -> None:
        self.files = 0
        self._seconds = terms.seconds
        try:
            self._process = subprocess.Popen(
                # -P: no module of the folder we happen to be in stands in for Python's own.
                [sys.executable, "-P", "-c", _PROGRAM, *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, ValueError) as error:
            raise StartError(str(error)) from error
        try:
            with self._ended_after(_START_SECONDS):
                self._send(terms)
                ready = pickle.load(self._stream(self._process.stdout))
        except Exception as error:
            self.end()
            raise StartError(str(error)) from error
        if ready is not True:
            self.end()
            raise StartError("it did not say that it was ready")

    def ask(self, name: str, data: bytes) -> tuple[Answer, bool]:
        """Let it read one file.

        Returns
        -------
        Read or Trouble
            What came of it. A process that dies over a file, or takes too long, is trouble
            with that file.
        bool
            Whether the process is lost, so that another one has to take its place.
        """
        try:
            with self._ended_after(self._seconds) as late:
                self._send(Job(name, data))
                answer = pickle.load(self._stream(self._process.stdout))
        except Exception:  # noqa: BLE001  half an answer fails to be read in any way
            code = self.end()
            return (_too_long(self._seconds) if late.is_set() else _died(code)), True
        self.files += 1
        if not isinstance(answer, Read | Trouble):
            self.end()
            return _died(None), True
        return answer, False

    def stop(self) -> None:
        """Tell it to end, whatever it is at; any thread may say so."""
        self._process.terminate()

    def end(self) -> int | None:
        """End it, by force if need be; return its exit code."""
        self.stop()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_END_SECONDS)
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                self._stream(stream).close()
        return self._process.returncode

    def _send(self, said: object) -> None:
        stream = self._stream(self._process.stdin)
        pickle.dump(said, stream, pickle.HIGHEST_PROTOCOL)
        stream.flush()

    @staticmethod
    def _stream(stream: IO[bytes] | None) -> IO[bytes]:
        assert stream is not None
        return stream

    @contextmanager
    def _ended_after(self, seconds: float) -> Iterator[threading.Event]:
        """End the process when the body takes longer, which ends the body's waiting."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.terminate()
            try:
                self._process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            yield late
        finally:
            timer.cancel()


def _too_long(seconds: float) -> Trouble:
    # As with a PDF that takes too long: tried again each time, since the limit may change.
    return Trouble(
        TroubleKind.TOO_LARGE,
        f"Reading it took longer than {seconds:,.0f} seconds and was broken off.",
        "Split it, save it in another format, or raise MINUTED_MAX_PDF_SECONDS.",
        late=True,
    )


def _died(code: int | None) -> Trouble:
    killed = None if sys.platform == "win32" else -int(signal.SIGKILL)
    if killed is not None and code == killed:
        # Tried again each time: there may be more memory then.
        return Trouble(
            TroubleKind.TOO_LARGE,
            "The system ended the process that read it, most likely for want of memory.",
            "Close other programs or set MINUTED_PROCESSES=2, and add it again; or split it.",
        )
    return Trouble(
        TroubleKind.READ,
        f"The process that read it broke down over it ({_how(code)}).",
        "Save it in another format and add that.",
    )


def _how(code: int | None) -> str:
    if code is None:
        return "it gave no sound answer"
    if code >= 0 or os.name == "nt":
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
