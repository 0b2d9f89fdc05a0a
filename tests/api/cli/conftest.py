"""A small archive of made-up minutes, added through the command line itself."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.api.cli.invoking import Outcome, minuted

HOSTILE = "The clerk read \x1b]0;owned\x07\x1b[2J the notice \u202edesrever\u202c \x9b31m aloud."

PANEL = """<!doctype html><html><head><title>Wealdmere Police and Crime Panel</title></head><body>
<h1>Minutes of the Wealdmere Police and Crime Panel held on 10 March 2025</h1>
<p>Present: Councillor Ada Thornbury (Chair)</p>
<h2>4. Burglary</h2>
<p>The Commissioner agreed to bring a report on burglary attendance to the June meeting.</p>
<p>Councillor Thornbury asked how many burglaries had been solved since the spring.</p>
<h2>5. Café licences</h2>
<p>The Panel noted a paper on café licences – no action was asked for.</p>
</body></html>
"""

BOARD = f"""Wealdmere Accountability Board

Minutes of the meeting held on 7 May 2024

1. Rural crime

The Chief Constable will publish the hare coursing figures by September 2024.

2. Notices

{HOSTILE}
"""


@dataclass(frozen=True)
class Small:
    """The small archive and what adding it said."""

    root: Path
    files: Path
    added: Outcome


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    for name in ("MINUTED_ARCHIVE", "MINUTED_DEBUG", "MINUTED_MODEL", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The small archive; not to be altered."""
    place = tmp_path_factory.mktemp("cli")
    files = place / "files"
    files.mkdir()
    (files / "panel.html").write_text(PANEL, encoding="utf-8")
    (files / "board.txt").write_text(BOARD, encoding="utf-8")
    (files / "broken.pdf").write_bytes(b"%PDF-1.7\nthis is no PDF")
    (files / "sheet.xlsx").write_bytes(b"PK\x03\x04")
    root = place / "archive"
    return Small(root, files, minuted("add", files, "--archive", root, "--json"))


@pytest.fixture
def copy(small: Small, tmp_path: Path) -> Path:
    """A copy of the small archive, to be damaged."""
    target = tmp_path / "copied"
    shutil.copytree(small.root, target)
    return target
