"""The register as one step of the index build: found, followed up, and timed."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.archive import Archive
from corpus.model import Document
from corpus.register import Commitment, FollowUp
from indexer.commitments.store import write_commitments

Progress = Callable[[str, int, int], None]

_OPEN_TEXTS = 64
"""Canonical texts kept while quotes are hashed; commitments come in the order of documents."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the step found, and how long it took (seconds)."""

    commitments: tuple[Commitment, ...]
    follow_ups: tuple[FollowUp, ...]
    seconds: float

    def write(self, directory: Path, archive: Archive) -> None:
        """Write the register into a generation's folder; raises as `write_commitments` does."""
        texts = lru_cache(maxsize=_OPEN_TEXTS)(archive.text)
        write_commitments(directory, self.commitments, self.follow_ups, texts)


def find(archive: Archive, documents: Sequence[Document], tell: Progress) -> Found:
    """Find the commitments of some documents, and what later passages say of them.

    Parameters
    ----------
    archive
        Where their texts are.
    documents
        Those to be indexed.
    tell
        Told how far it has come, as "finding commitments".
    """
    began = time.perf_counter()
    finding, following = _parts()
    if finding is None:
        return Found((), (), 0.0)
    found = finding.find_all(
        archive, documents, lambda *told: tell("finding commitments", told[-2], told[-1])
    )
    later = []
    if following is not None:
        units = importlib.import_module("indexer.commitments.unit_building")
        held = {document.id: document for document in documents}
        best = [meeting.document_ids[0] for meeting in archive.meetings()]
        records = (units.record_of(archive, held[key]) for key in best if key in held)
        later = following.follow_ups(found, records)
    return Found(tuple(found), tuple(later), time.perf_counter() - began)


def version() -> int:
    """Return the version of finding: a generation made with another one is out of date."""
    finding, following = _parts()
    return int(getattr(finding, "VERSION", 0)) * 1000 + int(getattr(following, "VERSION", 0))


def _parts() -> tuple[Any, Any]:
    """Return what finds and what follows up; None while one of them is not there yet."""
    found: list[Any] = []
    for name in ("finding", "follow_ups"):
        try:
            found.append(importlib.import_module(f"indexer.commitments.{name}"))
        except ModuleNotFoundError:
            found.append(None)
    model = Path(__file__).with_name("classifier.json")
    return (found[0], found[1]) if found[0] and model.is_file() else (None, None)
