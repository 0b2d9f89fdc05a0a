"""An archive with a hand-made register, hostile quotes among it, for the doors to show."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.register import Due, DueKind, Kind, Owner, OwnerBasis
from indexer.commitments import building
from indexer.embedder import OnnxEmbedder
from tests.conftest import add
from tests.retrieval.register_made import ROAD, SAID, SPEED, Said, finder, write_minutes

FORMULA = '=HYPERLINK("http://evil.example","press") to be sent by the Clerk.'
SUM = "@SUM(A1:A9) to be worked out by the Treasurer."
MARKUP = '<script>alert(1)</script> & "both" to be read out by the Chair.'
BELL = "The bell \x07 and \x1b[2J to be mended by the Caretaker."
EVIL_OWNER = '-2+3"><img src=x onerror=alert(1)>'

HOSTILE = f"""Hostile Parish Council

Date: 3 April 2024

1. Formulas

{FORMULA}

{SUM}

2. Markup

{MARKUP}

{BELL}
"""

HOSTILE_SAID = (
    Said(FORMULA, Kind.ACTION, {"owner": Owner(EVIL_OWNER, None, None, OwnerBasis.COLUMN)}),
    Said(SUM, Kind.ACTION, {"due": Due("=1+1", date(2024, 4, 30), DueKind.DATE)}),
    Said(MARKUP, Kind.ACTION),
    Said(BELL, Kind.ACTION),
)


def build(folder: Path, embedder: OnnxEmbedder) -> Path:
    """Build the archive and return its root."""
    minutes = write_minutes(folder / "minutes")
    (minutes / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        said = (*SAID, *HOSTILE_SAID)
        patch.setattr(building, "find", finder(said, again=((ROAD, SPEED),)))
        add(folder / "archive", minutes, embedder=embedder)
    return folder / "archive"


def document_of(root: Path, words: str) -> str:
    """Return the id of the document that holds some words."""
    with Archive(root) as archive:
        return next(d.id for d in archive.documents() if words in archive.text(d.id))
