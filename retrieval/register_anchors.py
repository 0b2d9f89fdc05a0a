"""Finding the words of a review again: in this build, in a new reading, in another document.

A review outlives the build it was made on. Its words are looked for, the surest way first:
where they stood; in a newer reading of the same bytes; in another document of the same
meeting. Nothing is guessed: words that stand nowhere any more are told as lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.archive import Archive
from corpus.errors import NotFoundError
from corpus.model import Document
from corpus.register import Commitment, Place, Review
from corpus.review_checks import places_of, plain_words
from retrieval.reading import Library

NEW_READING = "The same words in a newer reading of the file"
OTHER_DOCUMENT = "The same words in another document of the meeting"
SAID_AGAIN = "Beside other words of the meeting that say the same"
OTHER_LENGTH = "The words reviewed are quoted at another length now"

NOT_FOUND = "The program finds no commitment in these words any more"
NO_WORDS = "These words stand in no document held of that meeting any more"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Words that were reviewed, and where they stood."""

    document_id: str
    start: int
    end: int
    sha256: str
    meeting_id: str
    quote: str

    @classmethod
    def of(cls, review: Review) -> Reviewed:
        """Return the words a review is about."""
        return cls(
            review.document_id,
            review.start,
            review.end,
            review.sha256,
            review.meeting_id,
            review.quote,
        )


class Anchors:
    """Finds reviewed words among the commitments of a generation, and in the texts.

    Parameters
    ----------
    archive, library
        The texts; documents that were replaced are still there.
    documents
        The current ones, by id.
    commitments
        Those of the generation that stand in current documents.
    """

    def __init__(
        self,
        archive: Archive,
        library: Library,
        documents: Mapping[str, Document],
        commitments: Iterable[Commitment],
    ) -> None:
        self._archive = archive
        self._library = library
        self._documents = documents
        self._by_document: dict[str, list[Commitment]] = {}
        self._again: dict[str, list[tuple[Place, Commitment]]] = {}
        for one in commitments:
            self._by_document.setdefault(one.document_id, []).append(one)
            for place in one.again:
                self._again.setdefault(place.document_id, []).append((place, one))

    def words_at(self, place: Place) -> Reviewed | None:
        """Return the words at a place of a document, current or replaced."""
        try:
            document = self._archive.document(place.document_id)
            text = self._archive.text(place.document_id)
        except NotFoundError:
            return None
        return Reviewed(
            place.document_id,
            place.start,
            place.end,
            document.sha256,
            document.meeting_id,
            text[place.start : place.end],
        )

    def commitment(self, words: Reviewed) -> tuple[Commitment, str | None] | None:
        """Return the commitment that is meant, and how it was found if it stands elsewhere."""
        here = self._by_document.get(words.document_id, ())
        for one in here:
            if (one.start, one.end) == (words.start, words.end):
                return one, None
        same_bytes, same_meeting = self._related(words)
        plain = plain_words(words.quote)
        for documents, how in ((same_bytes, NEW_READING), (same_meeting, OTHER_DOCUMENT)):
            for key in documents:
                alike = [
                    one
                    for one in self._by_document.get(key, ())
                    if plain_words(self._quote(one)) == plain
                ]
                if alike:
                    return min(alike, key=lambda one: abs(one.start - words.start)), how
        for place, one in self._again.get(words.document_id, ()):
            if place.start < words.end and words.start < place.end:
                return one, SAID_AGAIN
        for key in same_bytes:
            alike = [
                one for one in self._by_document.get(key, ()) if self._overlaps(one, words, plain)
            ]
            if len(alike) == 1:
                return alike[0], OTHER_LENGTH
        return None

    def place(self, words: Reviewed) -> tuple[Place, str | None] | None:
        """Return where reviewed words stand now, whatever the program finds there."""
        if words.document_id in self._documents:
            opened = self._library.open(words.document_id)
            if opened.text[words.start : words.end] == words.quote:
                return Place(words.document_id, words.start, words.end), None
        same_bytes, same_meeting = self._related(words)
        for documents, how in ((same_bytes, NEW_READING), (same_meeting, OTHER_DOCUMENT)):
            for key in documents:
                found = places_of(self._library.open(key).text, words.quote)
                if found:
                    start, end = min(found, key=lambda span: abs(span[0] - words.start))
                    return Place(key, start, end), how
        return None

    def _related(self, words: Reviewed) -> tuple[list[str], list[str]]:
        """Return the current documents of the same bytes, and the others of the meeting."""
        same = sorted(
            (d for d in self._documents.values() if d.sha256 == words.sha256),
            # Of equal bytes known to record two meetings, the one that was meant first.
            key=lambda d: (d.id != words.document_id, d.meeting_id != words.meeting_id, d.id),
        )
        meetings = {words.meeting_id, *(d.meeting_id for d in same[:1])}
        others = [
            d
            for d in self._documents.values()
            if d.meeting_id in meetings and d.sha256 != words.sha256
        ]
        others.sort(key=lambda d: (self._library.open(d.id).rank, d.id))
        return [d.id for d in same], [d.id for d in others]

    def _quote(self, one: Commitment) -> str:
        return self._library.open(one.document_id).text[one.start : one.end]

    def _overlaps(self, one: Commitment, words: Reviewed, plain: str) -> bool:
        if one.document_id == words.document_id:
            shared = min(one.end, words.end) - max(one.start, words.start)
            return 2 * shared > min(one.end - one.start, words.end - words.start)
        quote = plain_words(self._quote(one))
        return plain in quote or quote in plain


def by_commitment(
    reviews: Sequence[Review], anchors: Anchors
) -> tuple[dict[str, list[Review]], dict[str, str], dict[Place, list[Review]], list[list[Review]]]:
    """Sort reviews by the commitment of this generation that they are about.

    Returns
    -------
    of, how, added, lost
        Reviews of each commitment; how it was found again, where it was; reviews of words
        that only a reviewer calls a commitment, by where they stand now; and the rest,
        together by what they were about.
    """
    groups: dict[tuple[str, int, int], list[Review]] = {}
    for review in reviews:
        groups.setdefault((review.document_id, review.start, review.end), []).append(review)
    of: dict[str, list[Review]] = {}
    how: dict[str, str] = {}
    added: dict[Place, list[Review]] = {}
    lost: list[list[Review]] = []
    for group in groups.values():
        words = Reviewed.of(group[0])
        found = anchors.commitment(words)
        if found:
            one, way = found
            of.setdefault(one.id, []).extend(group)
            if way:
                how[one.id] = way
            continue
        place = anchors.place(words) if any(r.action.value == "add" for r in group) else None
        if place:
            added.setdefault(place[0], []).extend(group)
            if place[1]:
                how[_key(place[0])] = place[1]
            continue
        lost.append(group)
    for group in (*of.values(), *added.values()):
        group.sort(key=lambda review: review.id)
    return of, how, added, lost


def _key(place: Place) -> str:
    return f"{place.document_id}:{place.start}:{place.end}"
