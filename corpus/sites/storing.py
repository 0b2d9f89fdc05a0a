"""Storing what came from a site: through the same door as files, known by its address."""

from __future__ import annotations

from collections.abc import Callable

from corpus import readers
from corpus.bundles import Intake, take_in
from corpus.intake import FileReport, Incoming, guarded
from corpus.originals import sha256_of
from corpus.sites.state import SiteArchive


def store(
    archive: SiteArchive, incoming: Incoming, limits: readers.Limits, also: Callable[[], None]
) -> FileReport:
    """Store one document, or record why it cannot be read; one transaction.

    The bytes are kept in either case: a better reader may make sense of them
    without their being fetched again. A bundle is stored with all its members
    and reported as a whole.

    Parameters
    ----------
    archive, limits
        What it works with.
    incoming
        The bytes, with the address in place of the path.
    also
        Called in the same transaction, after the document is stored.
    """
    archive.originals.keep(incoming.data, sha256_of(incoming.data))
    intake = Intake(archive, limits, lambda _source: None, readers.Budget.of(limits))
    with archive.transaction():
        reports = guarded(
            archive,
            incoming.key,
            incoming.source,
            lambda tried: take_in(intake, incoming, tried),
        )
        also()
    return reports[0]
