"""Programs on this machine that turn an old Word file (.doc) into something we read.

LibreOffice is asked first, since it keeps everything; antiword where there is no
LibreOffice, or where it fails on a file. A converter runs in an empty folder of its
own with a bare environment, a time limit, and (where there is a shell) limits on
memory and on the size of what it writes; it and all its children are ended
afterwards. What it writes is no more trusted than the file itself.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

_OUTSIDE_PATH = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.com",
    "C:\\Program Files (x86)\\LibreOffice\\program\\soffice.com",
)
_MEMORY_KB = 2_000_000
"""Address space: LibreOffice 7 maps half a gigabyte for a file of minutes."""


class Rank(IntEnum):
    """How well a converter keeps a document; part of the reader's version."""

    NONE = 0
    ANTIWORD = 1
    LIBREOFFICE = 2


@dataclass(frozen=True, slots=True)
class Converter:
    """A program found on this machine."""

    rank: Rank
    name: str
    path: str


class ConversionError(Exception):
    """A converter failed on a file; the message says how, for an officer."""


def find_converters() -> tuple[Converter, ...]:
    """Look for converters, the best first."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    office = office or next((p for p in _OUTSIDE_PATH if Path(p).is_file()), None)
    antiword = shutil.which("antiword")
    found = []
    if office:
        found.append(Converter(Rank.LIBREOFFICE, "LibreOffice", office))
    if antiword:
        found.append(Converter(Rank.ANTIWORD, "antiword", antiword))
    return tuple(found)


def run(
    command: Sequence[str], folder: Path, output: Path, *, seconds: float, largest: int
) -> None:
    """Run a converter in ``folder`` with its standard output going to the file ``output``.

    Raises
    ------
    ConversionError
        When it cannot be started, takes too long, or fails.
    """
    with output.open("wb") as out, (folder / "errors.txt").open("wb") as err:
        try:
            process = subprocess.Popen(  # the command is a list: no shell reads the file's words
                _limited(command, largest),
                cwd=folder,
                env=_environment(folder),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
        except OSError as error:
            raise ConversionError(f"it could not be started ({error.strerror})") from error
        try:
            code = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise ConversionError(f"it did not end within {seconds:.0f} seconds") from None
        finally:
            _end(process)
    if code != 0:
        raise ConversionError(f"it ended with an error (exit code {code})")


def take(path: Path, largest: int) -> bytes:
    """Return what a converter wrote.

    Raises
    ------
    ConversionError
        When it wrote nothing, or more than ``largest`` bytes.
    """
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    if not size:
        raise ConversionError("it made nothing of the file")
    if size > largest:
        raise ConversionError(f"it made {size / 1e6:,.0f} MB of the file")
    return path.read_bytes()


def _limited(command: Sequence[str], largest: int) -> list[str]:
    """Put the command behind a shell's limits; where there is no shell, run it as it is."""
    if sys.platform == "win32" or not Path("/bin/sh").exists():
        return list(command)
    # Sizes of files are in blocks of 512 bytes. A limit that a system lacks is left out.
    limits = (f"-v {_MEMORY_KB}", f"-f {largest // 512 + 1}", "-c 0")
    script = "".join(f"ulimit {limit} 2>/dev/null; " for limit in limits)
    return ["/bin/sh", "-c", f'{script}exec "$@"', "sh", *command]


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours but where programs are: no proxies, no tokens, no home folder."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    home = str(folder)
    return {**kept, "HOME": home, "TMPDIR": home, "TEMP": home, "LANG": "C.UTF-8"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the converter and every process it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        # The session's leader may have gone before its children.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=5)
