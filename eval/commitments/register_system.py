"""The register itself as a system: what the finding of commitments makes of an archive."""

from __future__ import annotations

from corpus.archive import Archive
from corpus.register import Commitment
from eval.commitments.predicted import Predicted
from indexer.commitments.classifier import Classifier
from indexer.commitments.finding import find_all


def register(archive: Archive, classifier: Classifier | None = None) -> tuple[Predicted, ...]:
    """Find the commitments of every current document.

    Parameters
    ----------
    archive
        Where they are; no index is needed.
    classifier
        The one that comes with Minuted by default.

    Returns
    -------
    tuple of Predicted
        By document id, then in reading order. A commitment that is said again counts at each
        of its places: labels name all of them, and the register lists them all, as one.
    """
    found: list[Predicted] = []
    for one in find_all(archive, archive.documents(), classifier=classifier):
        found.append(_predicted(one, one.document_id, one.start, one.end))
        found += [_predicted(one, p.document_id, p.start, p.end) for p in one.again]
    return tuple(sorted(found, key=lambda p: (p.document_id, p.start, p.end, p.source)))


def _predicted(one: Commitment, document_id: str, start: int, end: int) -> Predicted:
    return Predicted(
        document_id=document_id,
        start=start,
        end=end,
        kind=one.kind,
        binding=one.binding,
        owner=one.owner.raw,
        due=one.due.raw,
        due_date=one.due.date,
        source=f"{one.id}: {one.why}",
    )
