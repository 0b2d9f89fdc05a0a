"""Progress on stderr: bars on a terminal, a plain line now and then elsewhere.

A log file or a scheduled job gets a line at the start and end of each phase and
one every few seconds, never the thousands of redraws of a bar.
"""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from api.cli.terminal import notice, notice_console, one_line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

EVERY_SECONDS = 10.0
"""Between two plain lines: seldom enough for a log, often enough to see that it is alive."""


def time_left(seconds: float) -> str:
    """Return a duration as people say it.

    >>> time_left(4), time_left(75), time_left(7300)
    ('4 s', '1 min 15 s', '2 h 1 min')
    """
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


class Reporter:
    """Tells how far a command has come, one phase after the other.

    Parameters
    ----------
    patient
        For work that is mostly short: without a terminal, nothing is said in
        the first seconds.
    """

    def __init__(self, *, patient: bool = False) -> None:
        self._patient = patient
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._phase: str | None = None
        self._began = 0.0
        self._said = 0.0

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._bar = _bar()
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, phase: str, done: int, total: int, note: str = "") -> None:
        """Tell how far a phase has come.

        Parameters
        ----------
        phase
            What is being done; another one than before begins a new line.
        done, total
            How much of it; a phase of which there is nothing to do is not shown.
        note
            What stands beside it: the file, or the speed.
        """
        if total <= 0:
            return
        now = time.monotonic()
        begins = phase != self._phase
        if begins:
            self._phase, self._began, self._said = phase, now, now
        if self._bar is not None:
            self._draw(self._bar, phase, done, total, one_line(note), begins)
        elif now - self._said >= EVERY_SECONDS or (not self._patient and (begins or done >= total)):
            self._said = now
            tail = f": {one_line(note)}" if note else ""
            notice(f"{phase} {done:,} of {total:,}{tail}")

    def files(self, done: int, total: int, file: str) -> None:
        """Take the progress of ingestion."""
        self.show("Reading files", done, total, file)

    def index(self, phase: str, done: int, total: int) -> None:
        """Take the progress of a build; embedding tells its speed and the time left."""
        note = ""
        if phase.startswith("embedding"):
            note = self._speed(phase, done, total)
        self.show(phase[:1].upper() + phase[1:], done, total, note)

    def _speed(self, phase: str, done: int, total: int) -> str:
        seconds = time.monotonic() - self._began
        if not done or seconds <= 0 or (self._phase or "").lower() != phase.lower():
            return ""
        speed = done / seconds
        left = f", {time_left((total - done) / speed)} left" if done < total else ""
        return f"{speed:,.0f} passages/s{left}"

    def _draw(
        self, bar: Progress, phase: str, done: int, total: int, note: str, begins: bool
    ) -> None:
        if begins or self._task is None:
            self._task = bar.add_task(phase, total=total, note=note)
        bar.update(self._task, completed=done, total=total, note=note)


def _bar() -> Progress:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.table import Column

    return Progress(
        TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True)),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn(
            "{task.fields[note]}",
            markup=False,
            table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1),
        ),
        console=notice_console(),
        expand=True,
    )
