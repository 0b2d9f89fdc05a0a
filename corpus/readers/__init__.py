"""The readers' room: the bytes of one file become canonical text and blocks.

One file per format; which reader takes a file is decided by its content, not its
name. Doors: `read`, `identify`, `SUFFIXES`, `Limits`, `ReaderInfo`.
"""

from __future__ import annotations

from corpus.readers.identify import IDENTIFY_VERSION, SUFFIXES, ReaderInfo, identify
from corpus.readers.limits import Limits
from corpus.readers.read import read

__all__ = ["IDENTIFY_VERSION", "SUFFIXES", "Limits", "ReaderInfo", "identify", "read"]
