"""What is wrong with a file: collected while it is parsed, told all at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import UsageError

PRINTED = 50
"""Faults that an error spells out; the rest are counted."""

KEPT = 100_000
"""Faults that are kept in memory; a large file of the wrong kind has one on every line."""

LONGEST_SHOWN = 60
"""Characters of a value from a file that a message repeats."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, or odd.

    Attributes
    ----------
    line
        From 1; None where no line is at fault.
    message
        What it is, in plain words.
    """

    line: int | None
    message: str

    def __str__(self) -> str:
        return self.message if self.line is None else f"line {self.line}: {self.message}"


@dataclass(slots=True)
class FaultList:
    """Faults in the order they were found, and how many there were."""

    kept: list[Fault] = field(default_factory=list)
    count: int = 0

    def add(self, line: int | None, message: str) -> None:
        """Add one; beyond :data:`KEPT` it is only counted."""
        self.count += 1
        if len(self.kept) < KEPT:
            self.kept.append(Fault(line, message))

    def all(self) -> tuple[Fault, ...]:
        """Return all of them; where some were only counted, the last says how many."""
        missing = self.count - len(self.kept)
        more = (Fault(None, f"and {missing} more, only counted"),) if missing else ()
        return (*self.kept, *more)


@dataclass(slots=True)
class Findings:
    """What the parser of one file found.

    Attributes
    ----------
    faults
        What makes the file unusable.
    warnings
        What is odd, and what other tools may take otherwise.
    """

    faults: FaultList = field(default_factory=FaultList)
    warnings: FaultList = field(default_factory=FaultList)

    def fault(self, line: int | None, message: str) -> None:
        """Add a fault."""
        self.faults.add(line, message)

    def warn(self, line: int | None, message: str) -> None:
        """Add a warning."""
        self.warnings.add(line, message)

    def adopt(self, other: Findings, name: str) -> None:
        """Take over what was found in one file of a folder, under the file's name."""
        for mine, theirs in ((self.faults, other.faults), (self.warnings, other.warnings)):
            for fault in theirs.kept:
                mine.add(fault.line, f"{name}: {fault.message}")
            mine.count += theirs.count - len(theirs.kept)

    def refuse(self, what: str, path: Path) -> None:
        """Raise the faults of a file that was to be read, if there are any.

        Parameters
        ----------
        what
            What the file should be, as in "run".
        path
            The file.

        Raises
        ------
        UsageError
            Naming the first :data:`PRINTED` faults, and how many more there are.
        """
        if self.faults.count:
            raise UsageError(
                f"{path} cannot be used as {what}:\n  {self.told()}",
                "Mend it; every fault is listed by: minuted eval validate FILE",
            )

    def refuse_to_write(self, path: Path | None = None) -> None:
        """Raise the faults of what was to be written, if there are any.

        Raises
        ------
        UsageError
            Naming the first :data:`PRINTED` faults, and how many more there are.
        """
        if self.faults.count:
            where = f" to {path}" if path else ""
            raise UsageError(f"This cannot be written{where}:\n  {self.told()}")

    def told(self) -> str:
        """Return the faults as lines of text."""
        lines = [str(fault) for fault in self.faults.kept[:PRINTED]]
        if self.faults.count > len(lines):
            lines.append(f"and {self.faults.count - len(lines)} more")
        return "\n  ".join(lines)


@dataclass(slots=True)
class Tally:
    """Something that many lines share, told once with its first line and how many there are."""

    message: str
    first: int | None = None
    count: int = 0

    def add(self, line: int) -> None:
        """Count a line."""
        self.first = line if self.first is None else self.first
        self.count += 1

    def warn(self, findings: Findings) -> None:
        """Warn of the lines, if there were any."""
        if self.count:
            lines = "1 line" if self.count == 1 else f"{self.count} lines, from here on"
            findings.warn(self.first, f"{self.message} ({lines})")


def shown(value: object) -> str:
    """Return a value of a file as a message may show it: on one line, shortened, escaped."""
    try:
        plain = not isinstance(value, str) or value.isprintable()
        text = repr(value) if plain else ascii(value)
    except RecursionError:
        text = "something nested deeply"
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 3] + "..."
