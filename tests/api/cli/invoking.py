"""Running ``minuted`` as a caller sees it: exit code, stdout, stderr."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.cli.main import run


@dataclass(frozen=True)
class Outcome:
    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.raw)


def minuted(*arguments: str | Path, encoding: str = "utf-8") -> Outcome:
    """Run a command in this process."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, newline="\n", write_through=False)
    err = io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return Outcome(code, raw.getvalue(), err.getvalue())


def _heed_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def process(
    *arguments: str | Path,
    cwd: Path | None = None,
    environment: dict[str, str] | None = None,
    **kwargs: Any,
) -> subprocess.Popen[bytes]:
    """Start a command in a process of its own, as from a terminal.

    A shell starts what it runs in the background with Ctrl-C ignored, and a process hands
    that on: the tests of Ctrl-C would then wait for what cannot come.
    """
    if os.name != "nt":
        kwargs.setdefault("preexec_fn", _heed_ctrl_c)
    return subprocess.Popen(
        [sys.executable, "-c", "import sys; from api.cli.main import run; sys.exit(run())"]
        + [str(argument) for argument in arguments],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdout=kwargs.pop("stdout", subprocess.PIPE),
        stderr=kwargs.pop("stderr", subprocess.PIPE),
        **kwargs,
    )
