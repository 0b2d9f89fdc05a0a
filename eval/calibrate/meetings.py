"""Which meetings a question is tied to, so that no fold learns what another is judged by.

An answerable question is tied to the meetings of its evidence. One that the record
does not answer has none; it is tied to a meeting when it names one:

- its words hold the name or the id of a document, or its filter does;
- or its filters together with what Minuted itself reads from its words (force,
  dates) leave the passages of one meeting only.

Renditions of a meeting have one meeting id, and count as one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

from corpus.archive import Archive
from eval.cases_file import Place
from indexer.generation import Generation
from indexer.passage_store import StoredPassage
from retrieval.filters import Understanding
from retrieval.judging import Prepared


class Meetings:
    """The meetings of one archive.

    Parameters
    ----------
    archive, generation
        The archive and its index.
    """

    def __init__(self, archive: Archive, generation: Generation) -> None:
        self._passages = generation.passages
        self._of_document = {d.id: d.meeting_id for d in archive.documents()}
        self._names: dict[str, str] = {}
        for document in archive.documents():
            names = [PurePath(source).name for source in archive.sources(document.id)]
            for name in (document.id, *names):
                self._names[name.casefold()] = document.meeting_id

    def of_places(self, places: Iterable[Place]) -> frozenset[str]:
        """Return the meetings in whose documents some places stand."""
        return frozenset(self._of_document[place.document_id] for place in places)

    def named(self, prepared: Prepared) -> frozenset[str]:
        """Return the meetings that a question names; empty where it names none."""
        words = prepared.question.casefold()
        named = frozenset(meeting for name, meeting in self._names.items() if name in words)
        if named or prepared.understanding.filters.unknown:
            return named
        left = frozenset(p.meeting_id for p in self._left(prepared.understanding))
        return left if len(left) == 1 else frozenset()

    def _left(self, understanding: Understanding) -> list[StoredPassage]:
        """Return the passages within the filters and of the dates mentioned; none for no limit."""
        rows = self._passages.select(understanding.passages)
        if rows is None and not understanding.mentioned:
            return []
        held = self._passages.rows(range(len(self._passages)) if rows is None else rows.tolist())
        if not understanding.mentioned:
            return held
        return [
            passage
            for passage in held
            if passage.date is not None
            and any(m.fits(date.fromisoformat(passage.date)) for m in understanding.mentioned)
        ]
