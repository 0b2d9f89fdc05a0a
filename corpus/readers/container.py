"""What a file that holds files (a zip, a mail message) hands on: its members, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import TooLargeError
from corpus.readers.limits import Limits

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a container.

    Attributes
    ----------
    name
        What it is called there, made fit to be shown: data, never a path on this machine.
    data
        Its bytes; None when they could not be had.
    reason
        Why not, for an officer; or, with ``passed_over``, why it is no document.
    passed_over
        Whether it is of no concern: a logo, a folder, what macOS leaves behind.
    again
        Whether to try again another time, although nothing has changed: a limit of the
        settings was in the way.
    """

    name: str
    data: bytes | None
    reason: str | None = None
    passed_over: bool = False
    again: bool = False


@dataclass(slots=True)
class Budget:
    """What is left of the limits that hold for a container with all that is nested in it."""

    bytes_left: int
    members_left: int
    depth_left: int

    @classmethod
    def of(cls, limits: Limits) -> Budget:
        """Return the whole of what the limits allow."""
        return cls(limits.max_decompressed_bytes, limits.max_members, limits.max_depth)

    def spend(self, size: int) -> None:
        """Take ``size`` bytes off.

        Raises
        ------
        TooLargeError
            When that many are not left.
        """
        if size > self.bytes_left:
            raise too_much()
        self.bytes_left -= size


def too_much() -> TooLargeError:
    """Return what is said of a member that no room is left for."""
    return TooLargeError(
        "The bundle unpacks to more than is read at once.",
        "Unpack it and add the folder.",
    )


def fit_name(name: str) -> str:
    """Return a member's name as it is shown and stored: one line, ``/`` between folders."""
    shown = _CONTROL.sub("\ufffd", name.replace("\\", "/")).strip()
    if len(shown) > _LONGEST_NAME:
        # The end tells more than the beginning: it has the file's own name and ending.
        shown = f"...{shown[-_LONGEST_NAME:]}"
    # A number sign parts a bundle's name from its member's.
    return shown.replace("#", "%23")


def leads_out(name: str) -> bool:
    """Tell a name that is built to be written outside the folder it is unpacked to."""
    parts = name.replace("\\", "/").split("/")
    return name[:1] in ("/", "\\") or ".." in parts or bool(re.match(r"[A-Za-z]:", name))


def distinct(members: Iterator[Member]) -> Iterator[Member]:
    """Number the names that a container uses twice, in its order."""
    counts: dict[str, int] = {}
    for member in members:
        count = counts[member.name] = counts.get(member.name, 0) + 1
        if count == 1:
            yield member
            continue
        name = f"{member.name} ({count})"
        counts.setdefault(name, 1)
        yield Member(name, member.data, member.reason, member.passed_over, member.again)
