"""Documents made by hand, put into an archive as ingestion puts them."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from corpus.archive_writer import ArchiveWriter
from corpus.identity import document_id
from corpus.model import Block, BlockKind, Item, MeetingStatus, Metadata, Reading, Structure

_WORDS = [
    *("panel", "members", "officer", "report", "ward", "patrol", "budget", "figures", "residents"),
    *("grant", "vehicles", "custody", "response", "training", "hub", "volunteers", "estate"),
    *("review", "quarter", "survey", "plan", "reserves", "station", "cadets"),
]


def prose(seed: int, paragraphs: int = 12) -> list[str]:
    """Return paragraphs of made-up words, the same for the same seed."""
    pick = random.Random(seed)
    made = []
    for number in range(paragraphs):
        words = [pick.choice(_WORDS) for _ in range(40)]
        words[7] = f"topic{seed}x{number}"
        made.append(" ".join(words).capitalize() + ".")
    return made


def put(
    archive: ArchiveWriter,
    source: str,
    paragraphs: Sequence[str],
    *,
    body: str | None = None,
    force: str | None = None,
    held_on: date | None = None,
    status: MeetingStatus | None = None,
    items: int = 1,
    notes: tuple[str, ...] = (),
    pages_without_text: tuple[int, ...] = (),
) -> str:
    """Store a document, let its source point at it, and return its id."""
    text = "\n\n".join(paragraphs)
    blocks, at = [], 0
    for words in paragraphs:
        blocks.append(Block(at, at + len(words), BlockKind.PARAGRAPH))
        at += len(words) + 2
    edges = [round(n * len(blocks) / items) for n in range(items + 1)]
    sha256 = hashlib.sha256(f"{source}\n{text}".encode()).hexdigest()
    text_sha256 = hashlib.sha256(text.encode()).hexdigest()
    key = document_id(sha256, text_sha256)
    with archive.transaction():
        archive.store(
            document_id=key,
            sha256=sha256,
            text_sha256=text_sha256,
            variant="",
            source=source,
            reader="hand",
            reader_version=1,
            structure_version=1,
            reading=Reading(text, tuple(blocks), None, None, pages_without_text, notes),
            structure=Structure(
                body=body,
                force=force,
                date=held_on,
                status=status,
                items=tuple(
                    Item(str(n + 1), None, first, end)
                    for n, (first, end) in enumerate(pairwise(edges))
                ),
            ),
        )
        archive.point(source, source, key, Metadata())
    return key
