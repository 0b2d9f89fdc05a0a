"""The evidence of a case: its sentences and pages, each counted once over all renditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.answers.documents import Documents, Page, Sentence, folded
from eval.cases_file import Anchor, Case, Place


@dataclass(frozen=True, slots=True)
class Gold:
    """What answers one question.

    Attributes
    ----------
    sentences
        One set for each piece of evidence: the sentence in every rendition of the
        meeting that holds it. Citing any of them finds the piece.
    pages
        The same by page; pieces that stand on the same pages are one.
    meetings
        Ids of the meetings that hold evidence.
    """

    sentences: tuple[frozenset[Sentence], ...]
    pages: tuple[frozenset[Page], ...]
    meetings: frozenset[str]


def gold_of(documents: Documents, case: Case, places: Sequence[Place]) -> Gold:
    """Widen a case's anchors to sentences, and gather renditions.

    An anchor stands for every sentence it touches (in the labelled sets, always
    one). Two listed sentences are one piece when they are the same sentence, or
    stand in two documents of one meeting and are equal but for white space and
    case, or are listed with the same anchor words (renditions break lines, and so
    sentences, at other places). A rendition that is not listed joins a piece
    where it holds an equal sentence exactly once.

    Parameters
    ----------
    places
        Of the case's evidence, in its order (:meth:`eval.cases_file.Anchors.resolve_all`).

    Raises
    ------
    ValueError
        When a place touches no sentence.
    """
    pieces: list[set[tuple[Sentence, str]]] = []
    for anchor, place in zip(case.evidence, places, strict=True):
        listed = _listed(documents, case, anchor, place)
        joined = [
            piece for piece in pieces if any(_same(documents, a, b) for a in piece for b in listed)
        ]
        # Anchors may chain pieces together: a with b by words, b with c by sentence.
        merged = set(listed).union(*joined)
        pieces = [piece for piece in pieces if piece not in joined] + [merged]
    whole = [_with_renditions(documents, {sentence for sentence, _ in piece}) for piece in pieces]
    ordered = sorted(whole, key=min)
    pages = {frozenset(s.on for s in piece) for piece in ordered}
    return Gold(
        sentences=tuple(frozenset(piece) for piece in ordered),
        pages=tuple(sorted(pages, key=min)),
        meetings=frozenset(_meeting(documents, s.document_id) for piece in whole for s in piece),
    )


def gold_of_all(
    documents: Documents, cases: Sequence[Case], places: Mapping[str, Sequence[Place]]
) -> dict[str, Gold]:
    """Return the evidence of every answerable case, by case id."""
    return {c.id: gold_of(documents, c, places[c.id]) for c in cases if c.answerable}


def _listed(
    documents: Documents, case: Case, anchor: Anchor, place: Place
) -> set[tuple[Sentence, str]]:
    read = documents.get(place.document_id)
    touched = read.touched(place.start, place.end) if read else ()
    if not touched:
        raise ValueError(f"{case.id}: {anchor.words!r} of {anchor.file} stands in no sentence")
    return {(sentence, folded(anchor.words)) for sentence in touched}


def _same(documents: Documents, a: tuple[Sentence, str], b: tuple[Sentence, str]) -> bool:
    one, other = a[0], b[0]
    if one == other:
        return True
    if one.document_id == other.document_id:
        return False
    if _meeting(documents, one.document_id) != _meeting(documents, other.document_id):
        return False
    return a[1] == b[1] or documents.words(one) == documents.words(other)


def _with_renditions(documents: Documents, piece: set[Sentence]) -> set[Sentence]:
    found = set(piece)
    held = {sentence.document_id for sentence in piece}
    words = {documents.words(sentence) for sentence in piece}
    for meeting in sorted({_meeting(documents, document) for document in held}):
        for document in documents.of_meeting(meeting):
            read = None if document in held else documents.get(document)
            if read is not None:
                equal = [s for s in read.sentences if documents.words(s) in words]
                found.update(equal if len(equal) == 1 else ())
    return found


def _meeting(documents: Documents, document_id: str) -> str:
    read = documents.get(document_id)
    return read.document.meeting_id if read else document_id
