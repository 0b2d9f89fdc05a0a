"""Writing a file whole or not at all: what was there is replaced only by a complete file."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from corpus.errors import MinutedError, UsageError

_MEND = "Name a file in a folder that is there and is yours to write."


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under its name once all of it is on the disk.

    Parameters
    ----------
    path
        A file that is there is replaced; a pipe or a device is written to as it is.
    data
        All of it.

    Raises
    ------
    UsageError
        When the name is that of a folder, or of none that is there.
    MinutedError
        When the system refuses to write it.
    """
    try:
        # A name that leads elsewhere keeps leading there.
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise UsageError(f"{path} is a folder, not a file.", _MEND)
        if not target.parent.is_dir():
            raise UsageError(f"There is no folder {path.parent} to write {path.name} in.", _MEND)
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        _replace(target, data)
    except (OSError, ValueError) as error:
        if isinstance(error, BrokenPipeError):
            raise
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise
        said = getattr(error, "strerror", None) or str(error)
        raise MinutedError(f"{path} cannot be written: {said}.", _MEND) from error


def _replace(target: Path, data: bytes) -> None:
    part = target.with_name(f".minuted-{secrets.token_hex(6)}.part")
    try:
        with part.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
