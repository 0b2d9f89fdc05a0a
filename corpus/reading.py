"""What one file says, read here or elsewhere, and how trouble with it is handed on.

Reading depends on nothing but the bytes, the name and the limits, so it may be done ahead
and in another process: what comes of it is the same. `Readings` is the door to it;
`ReadingHere` reads in this process, `corpus.reading_processes` in several.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from corpus import readers
from corpus.errors import ReadError, TooLargeError
from corpus.model import Reading, Structure
from corpus.structure import recognise

FULL_DISK = (errno.ENOSPC, errno.EDQUOT)
"""Errors that say that a disk is full, which is no fault of the file's."""

_LONGEST_MESSAGE = 200


@dataclass(frozen=True, slots=True)
class Read:
    """A file's text, and what it says of its meeting."""

    reading: Reading
    structure: Structure


def read_here(data: bytes, name: str, limits: readers.Limits) -> Read:
    """Read one file in this process.

    Raises
    ------
    ReadError
        When it cannot be read.
    """
    reading = readers.read(data, name, limits)
    return Read(reading, recognise(reading, name))


class Readings(Protocol):
    """Where files are read.

    Attributes
    ----------
    ahead
        How many files may be under way at once; 1 where nothing is read ahead.
    """

    ahead: int

    def begin(self, sha256: str, name: str, data: bytes) -> None:
        """Begin to read a file that will be asked for soon; nothing is promised."""

    def read(self, sha256: str, name: str, data: bytes) -> Read:
        """Return what a file says, waiting for it where it has been begun.

        Raises
        ------
        ReadError
            When it cannot be read.
        """

    def forget(self, sha256: str, name: str) -> None:
        """Give up a file that was begun, and has not been asked for."""


class ReadingHere:
    """Reads each file in this process, when it is asked for."""

    def __init__(self, limits: readers.Limits) -> None:
        self.ahead = 1
        self._limits = limits

    def begin(self, sha256: str, name: str, data: bytes) -> None:
        """Begin nothing: there is nobody else to read it."""

    def read(self, sha256: str, name: str, data: bytes) -> Read:  # noqa: ARG002
        """Read a file."""
        return read_here(data, name, self._limits)

    def forget(self, sha256: str, name: str) -> None:
        """Forget nothing."""


class UnforeseenError(Exception):
    """An error that no reader foresaw, in another process.

    Parameters
    ----------
    kind
        The name of its class.
    message
        What it said.
    """

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)


class TroubleKind(StrEnum):
    """What is wrong with a file, as far as it matters to how the failure is recorded."""

    READ = "read"
    TOO_LARGE = "too large"
    MEMORY = "memory"
    FULL_DISK = "full disk"
    UNFORESEEN = "unforeseen"


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error in a form that comes through a pipe whole; not every exception does.

    Attributes
    ----------
    kind
        Which sort.
    message, mend
        What it says.
    name
        The class of an unforeseen one.
    number
        The system's, of a full disk.
    late
        Whether it is that the reading took too long.
    """

    kind: TroubleKind
    message: str = ""
    mend: str | None = None
    name: str = ""
    number: int = 0
    late: bool = False

    def error(self) -> Exception:
        """Return the error anew, to be raised in this process."""
        match self.kind:
            case TroubleKind.READ:
                return ReadError(self.message, self.mend)
            case TroubleKind.TOO_LARGE:
                return TooLargeError(self.message, self.mend)
            case TroubleKind.MEMORY:
                return MemoryError(self.message)
            case TroubleKind.FULL_DISK:
                return OSError(self.number, self.message)
            case TroubleKind.UNFORESEEN:
                return UnforeseenError(self.name, self.message)


def trouble_of(error: Exception) -> Trouble:
    """Return what is to be handed on of an error."""
    if isinstance(error, TooLargeError):
        return Trouble(TroubleKind.TOO_LARGE, error.message, error.mend)
    if isinstance(error, ReadError):
        return Trouble(TroubleKind.READ, error.message, error.mend)
    if isinstance(error, MemoryError):
        return Trouble(TroubleKind.MEMORY)
    if isinstance(error, OSError) and error.errno in FULL_DISK:
        return Trouble(TroubleKind.FULL_DISK, error.strerror or "", number=error.errno)
    said = str(error)[:_LONGEST_MESSAGE]
    return Trouble(TroubleKind.UNFORESEEN, said, name=type(error).__name__)
