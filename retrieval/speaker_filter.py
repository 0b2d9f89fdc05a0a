"""The filter on who is speaking: by name, role or initials, within each document."""

from __future__ import annotations

import numpy as np

from corpus.archive import Archive
from indexer.analysis import phrase_tokens
from indexer.generation import Generation
from indexer.lexical import LexicalQuery
from retrieval.channels import Channels, Rows
from retrieval.evidence import Evidence


def _forms(speaker: str, archive: Archive, document_id: str) -> set[tuple[str, ...]]:
    """Return the ways a document may name a speaker: as asked, and by its own initials."""
    wanted = phrase_tokens(speaker)
    forms = {tuple(wanted)} if wanted else set()
    for attendee in archive.attendees(document_id):
        named = phrase_tokens(f"{attendee.role or ''} {attendee.name}")
        if wanted and set(wanted) <= set(named):
            if attendee.initials:
                forms.add(tuple(phrase_tokens(attendee.initials)))
            surname = phrase_tokens(attendee.name)[-1:]
            if surname:
                forms.add(tuple(surname))
    return {form for form in forms if form}


def rows_with_speaker(
    speaker: str, channels: Channels, archive: Archive, generation: Generation
) -> Rows:
    """Return the passages that name a speaker, ascending (int64)."""
    found: set[int] = set()
    by_form: dict[tuple[str, ...], set[int]] = {}
    for document in archive.documents():
        own: set[int] | None = None
        for form in _forms(speaker, archive, document.id):
            if form not in by_form:
                rows = channels.matching(LexicalQuery((), phrases=(form,)))
                by_form[form] = set(rows.tolist()) if rows is not None else set()
            if not by_form[form]:
                continue
            if own is None:
                own = {p.row for p in generation.passages.of_document(document.id)}
            found |= by_form[form] & own
    return np.array(sorted(found), dtype=np.int64)


def speaks(speaker: str, evidence: Evidence, archive: Archive) -> bool:
    """Tell whether a sentence is a speaker's own, or names them."""
    forms = _forms(speaker, archive, evidence.passage.document_id)
    line = phrase_tokens(evidence.text)
    return any(
        tuple(line[i : i + len(form)]) == form
        for form in forms
        for i in range(len(line) - len(form) + 1)
    )
