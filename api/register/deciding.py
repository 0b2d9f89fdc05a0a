"""Decisions of reviewers: the commitment is looked up, the lock taken, the review kept."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.register import Corrections, Kind, Review, ReviewAction

if TYPE_CHECKING:
    from retrieval.engine import Engine

_one_at_a_time = threading.Lock()
"""Two readers of one server who decide at the same moment wait for each other."""

NOTHING = Corrections()


def topic_ids(given: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of topics that are named by id or by name; unknown ones as they are.

    What keeps a review refuses those, and names the topics that there are.
    """
    from corpus.reference import topics

    known: dict[str, str] = {}
    for topic in topics():
        key = str(getattr(topic, "id", topic.name))
        known |= {topic.name.casefold(): key, key.casefold(): key}
    names = [" ".join(name.split()) for name in given if name.strip()]
    return tuple(dict.fromkeys(known.get(name.casefold(), name) for name in names))


def decide(
    engine: Engine,
    commitment_id: str,
    action: ReviewAction,
    *,
    by: str,
    reason: str,
    corrections: Corrections = NOTHING,
    into: str | None = None,
) -> Review:
    """Keep what a person decided about a commitment.

    Parameters
    ----------
    engine
        The archive and its register.
    commitment_id
        The commitment that was shown.
    action
        CONFIRM, CORRECT, MERGE or REJECT.
    by, reason
        Who, and why.
    corrections
        What is said instead, for CORRECT.
    into
        Id of the commitment it is merged into, for MERGE.

    Raises
    ------
    NotFoundError
        When the register holds no such commitment.
    UsageError
        When something is missing, too long, unknown or impossible.
    ArchiveError
        When another command is writing to the archive, or its text was altered.
    """
    from corpus import reviews
    from corpus.archive_writer import ArchiveWriter

    register = engine.register()
    shown = register.entry(commitment_id)
    target = register.entry(into).commitment if into is not None else None
    with _one_at_a_time, ArchiveWriter(engine.archive.root) as writer:
        return reviews.decide(
            writer,
            shown.commitment,
            action,
            by=by,
            reason=reason,
            corrections=corrections,
            into=target,
        )


def add(
    engine: Engine,
    document_id: str,
    quote: str,
    *,
    kind: Kind,
    by: str,
    reason: str,
    start: int | None = None,
    corrections: Corrections = NOTHING,
) -> Review:
    """Keep a commitment that a person found; raises as :func:`decide` does."""
    from corpus import reviews
    from corpus.archive_writer import ArchiveWriter

    with _one_at_a_time, ArchiveWriter(engine.archive.root) as writer:
        return reviews.add(
            writer,
            document_id,
            quote,
            kind=kind,
            by=by,
            reason=reason,
            start=start,
            corrections=corrections,
        )


def withdraw(engine: Engine, review_id: int, *, by: str, reason: str) -> Review:
    """Take a review back; raises as :func:`decide` does."""
    from corpus import reviews
    from corpus.archive_writer import ArchiveWriter

    with _one_at_a_time, ArchiveWriter(engine.archive.root) as writer:
        return reviews.withdraw(writer, review_id, by=by, reason=reason)
