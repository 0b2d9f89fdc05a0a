"""The readers' room: the bytes of one file become canonical text and blocks.

One file per format; which reader takes a file is decided by its content, not its
name. Doors: `read`, `identify`, `SUFFIXES`, `Limits`, `ReaderInfo`; and for files that
hold files (zip, mail) `is_container`, `open_container`, `Budget`, `Member`.
"""

from __future__ import annotations

from corpus.readers.container import Budget, Member
from corpus.readers.identify import IDENTIFY_VERSION, SUFFIXES, ReaderInfo, identify
from corpus.readers.limits import Limits
from corpus.readers.read import Opened, is_container, member_names, open_container, read

__all__ = [
    "IDENTIFY_VERSION",
    "SUFFIXES",
    "Budget",
    "Limits",
    "Member",
    "Opened",
    "ReaderInfo",
    "identify",
    "is_container",
    "member_names",
    "open_container",
    "read",
]
