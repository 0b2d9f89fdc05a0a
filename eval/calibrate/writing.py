"""Writing ``retrieval/calibration.json``, either wholly or not at all."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import retrieval.support
from retrieval.support import FILE_NAME, Calibration, calibration

SHIPPED = Path(retrieval.support.__file__).with_name(FILE_NAME)
"""The file that comes with Minuted."""


def write_calibration(path: Path, fitted: Calibration) -> None:
    """Write weights and thresholds with what they hold for.

    A killed run leaves the file as it was: the new one is made beside it, forced
    to the disk, and renamed.

    Parameters
    ----------
    path
        :data:`SHIPPED`, or another file for a trial.
    fitted
        ``CalibrationReport.fitted``, or one that is kept with altered fields.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(json.dumps(asdict(fitted), indent=2) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    calibration.cache_clear()
