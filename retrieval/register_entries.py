"""Entries of the register: rows with their quotes, cut now and checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from corpus.errors import NotFoundError
from corpus.model import Citation
from corpus.register import Place
from indexer.passage_store import PassageStore
from retrieval.reading import Library
from retrieval.register_records import AgainPlace, EntryFollowUp, RegisterEntry
from retrieval.register_rows import Row
from retrieval.register_status import in_order, spelled, status_text


class Quoting:
    """Cuts the quotes of entries.

    Parameters
    ----------
    library, passages
        Where the quotes and the passages around them are.
    """

    def __init__(self, library: Library, passages: PassageStore) -> None:
        self._library = library
        self._passages = passages

    def cite(self, place: Place, sha256: str | None = None) -> Citation | None:
        """Cut one quote, or return None where the text was altered."""
        around = self._passages.at(place.document_id, place.start)
        return self._library.cite_span(
            place.document_id, place.start, place.end, around.id if around else "", sha256
        )

    def entry(self, row: Row, as_of: date | None) -> RegisterEntry | None:
        """Return the entry of a row, or None where its own quote has to be withheld."""
        one = row.commitment
        citation = self.cite(Place(one.document_id, one.start, one.end), row.sha256)
        if citation is None:
            return None
        if citation.item is None and one.item is not None:
            citation = replace(citation, item=one.item)
        withheld = 0
        later = {later: stored for stored, later in row.followed()}
        follow_ups: list[EntryFollowUp] = []
        for where in in_order(list(later)):
            stored = later[where]
            found = stored.follow_up
            cut = self.cite(Place(found.document_id, found.start, found.end), stored.quote_sha256)
            if cut is None:
                withheld += 1
                continue
            follow_ups.append(
                EntryFollowUp(
                    found.outcome,
                    found.matched_by,
                    found.why,
                    found.score,
                    cut,
                    found.commitment_id,
                )
            )
        again, lost = self._again(row)
        cell = self.cite(Place(one.document_id, *one.owner_cell)) if one.owner_cell else None
        status = row.status(as_of)
        machine = replace(row.machine, status=row.machine_status(as_of)) if row.machine else None
        return RegisterEntry(
            commitment=one,
            found_by=row.found_by,
            citation=citation,
            owner_citation=cell,
            context=self._context(row),
            machine=machine,
            facts=replace(row.facts, status=status),
            review=row.review,
            status_text=_status_text(row, as_of),
            held_to=row.held_to,
            follow_ups=tuple(follow_ups),
            again=tuple(again),
            withheld=withheld + lost,
        )

    def _context(self, row: Row) -> str | None:
        opened = self._library.open(row.commitment.document_id)
        parts = [opened.text[start:end] for start, end in row.commitment.context]
        if not parts and opened.blocks:
            heading = opened.heading_above(opened.block_at(row.commitment.start))
            if heading is not None:
                block = opened.blocks[heading]
                parts = [opened.text[block.start : block.end]]
        return " … ".join(part for part in parts if part.strip()) or None

    def _again(self, row: Row) -> tuple[list[AgainPlace], int]:
        places: list[tuple[Place, str | None]] = [(p, None) for p in row.commitment.again]
        for other in row.merged:
            one = other.commitment
            places.append((Place(one.document_id, one.start, one.end), one.id))
        found: list[AgainPlace] = []
        lost = 0
        for place, merged in places:
            try:
                cut = self.cite(place)
            except NotFoundError:
                cut = None
            if cut is None:
                lost += 1
            else:
                found.append(AgainPlace(cut, merged))
        return found, lost


def _status_text(row: Row, as_of: date | None) -> str:
    status, said = row.status(as_of), row.review.corrections.status
    if said is not None:
        by = next(
            (r.by for r in reversed(row.review.reviews) if r.corrections.status is said),
            row.review.by,
        )
        return f"{_NAMES[said.value]}, as {by} has it"
    text = status_text(status, row.facts.due, row.later, row.held_to, as_of or row.held_to)
    if row.document.date and row.document.date == row.held_to and not row.later:
        return f"{text}; no later minutes of this body are held"
    return text


_NAMES = {
    "open": "Open",
    "closed": "Closed",
    "overdue": "Overdue",
    "no-later-record": "No later record",
}


def found_text(entry: RegisterEntry) -> str:
    """Return in words where a commitment was recorded."""
    when = entry.citation.meeting_date
    day = spelled(when) if when else "a meeting whose date is not stated"
    return f"Recorded at {day}" if when is None else f"Recorded on {day}"
