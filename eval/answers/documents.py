"""The documents of an archive as the scores read them: texts, sentences, pages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from corpus.archive import Archive
from corpus.errors import NotFoundError
from corpus.model import Document
from indexer.sentences import sentence_spans


@dataclass(frozen=True, order=True, slots=True)
class Sentence:
    """One sentence of a document: half-open offsets, and its page where there are pages."""

    document_id: str
    start: int
    end: int
    page: int | None = None

    @property
    def on(self) -> Page:
        """The page it stands on."""
        return self.document_id, self.page or 0


Page = tuple[str, int]
"""A document's id and a page from 1; 0 stands for the whole of a document without pages."""


def folded(text: str) -> str:
    """Return a text for comparing: white space collapsed, case folded.

    >>> folded("It was   Agreed")
    'it was agreed'
    """
    return " ".join(text.split()).casefold()


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document that was opened for scoring.

    ``intact`` tells whether the stored text is still the one that was read in.
    """

    document: Document
    text: str
    intact: bool
    sentences: tuple[Sentence, ...]

    def overlapped(self, start: int, end: int) -> tuple[Sentence, ...]:
        """Return the sentences that a span covers by half of the sentence or of itself."""
        found = []
        for sentence in self.sentences:
            shared = min(end, sentence.end) - max(start, sentence.start)
            shorter = min(end - start, sentence.end - sentence.start)
            if shared > 0 and 2 * shared >= shorter:
                found.append(sentence)
        return tuple(found)

    def touched(self, start: int, end: int) -> tuple[Sentence, ...]:
        """Return the sentences that a span shares any character with."""
        return tuple(s for s in self.sentences if s.start < end and start < s.end)


class Documents:
    """Documents of one archive, opened when they are first asked for.

    Sentences are those of :func:`indexer.sentences.sentence_spans` within each
    block, headings and table cells included.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._read: dict[str, ReadDocument | None] = {}
        self._meetings: dict[str, list[str]] = {}
        for document in archive.documents():
            self._meetings.setdefault(document.meeting_id, []).append(document.id)

    def get(self, document_id: str) -> ReadDocument | None:
        """Return a document, current or replaced; None where the archive has none of that id."""
        if document_id not in self._read:
            self._read[document_id] = self._open(document_id)
        return self._read[document_id]

    def of_meeting(self, meeting_id: str) -> tuple[str, ...]:
        """Return the ids of the current documents that record a meeting."""
        return tuple(self._meetings.get(meeting_id, ()))

    def words(self, sentence: Sentence) -> str:
        """Return the text of a sentence, folded for comparing."""
        read = self.get(sentence.document_id)
        return folded(read.text[sentence.start : sentence.end]) if read else ""

    def _open(self, document_id: str) -> ReadDocument | None:
        try:
            document = self._archive.document(document_id)
        except NotFoundError:
            return None
        text = self._archive.text(document_id)
        sentences = tuple(
            Sentence(document_id, start, end, block.page)
            for block in self._archive.blocks(document_id)
            for start, end in sentence_spans(text, block.start, block.end)
        )
        same = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return ReadDocument(document, text, same == document.text_sha256, sentences)
