"""The register as one step of the index build: found, followed up, and timed."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.archive import Archive
from corpus.model import Document
from corpus.register import Commitment, FollowUp
from indexer.commitments import finding, follow_ups
from indexer.commitments.classifier import SHIPPED
from indexer.commitments.store import write_commitments
from indexer.commitments.unit_building import record_of

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
    found = finding.find_all(
        archive, documents, lambda done, total: tell("finding commitments", done, total)
    )
    held = {document.id: document for document in documents}
    best = [meeting.document_ids[0] for meeting in archive.meetings()]
    records = (record_of(archive, held[key]) for key in best if key in held)
    later = follow_ups.follow_ups(found, records)
    return Found(tuple(found), tuple(later), time.perf_counter() - began)


def versions() -> dict[str, int]:
    """Return what finding depends on: a generation made otherwise is out of date."""
    model = hashlib.sha256(SHIPPED.read_bytes()).digest()
    return {
        "commitments": finding.VERSION,
        "follow_ups": follow_ups.VERSION,
        "commitments_model": int.from_bytes(model[:4], "big"),
    }
