"""Documents opened for quoting: text, blocks and items, checked against their hash."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.archive import Archive
from corpus.content import content_indices, content_items
from corpus.errors import NotFoundError
from corpus.model import Block, BlockKind, Citation, Document, DocumentRef, Item, ItemRef, Rendition
from corpus.ocr import confidences, lowest
from indexer.passage_store import StoredPassage, text_hash
from indexer.sentences import sentence_spans

OPEN_DOCUMENTS = 256
"""Documents kept open between questions; about 50 KB each."""


_MINUTES_LABEL = re.compile(r"(?:Minutes|Decisions?)\s*:?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document: offsets, and the block it stands in."""

    start: int
    end: int
    block: int


class OpenDocument:
    """One document, ready to be quoted: its page furniture left out.

    Attributes
    ----------
    blocks, items
        What is not furniture, and the items counted by those blocks.
    others
        The other current documents of its meeting, the best first.
    rank
        Its place among the documents of its meeting, from 0.
    intact
        Whether the stored text is still the text that was read: nothing is
        quoted from a document that was tampered with.
    """

    def __init__(
        self,
        document: Document,
        text: str,
        blocks: tuple[Block, ...],
        items: tuple[Item, ...],
        meeting: Sequence[Document] = (),
    ) -> None:
        self.document = document
        ids = [one.id for one in meeting]
        self.rank = ids.index(document.id) if document.id in ids else len(ids)
        self.others = tuple(_rendition(one) for one in meeting if one.id != document.id)
        self.text = text
        kept = content_indices(blocks)
        self.blocks = tuple(blocks[index] for index in kept)
        self.items = content_items(items, kept)
        self.intact = (
            hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
            == document.text_sha256
        )
        self._starts = [block.start for block in self.blocks]
        self._item_of = [0] * len(self.blocks)
        for number, item in enumerate(self.items):
            for index in range(item.first_block, min(item.end_block, len(self.blocks))):
                self._item_of[index] = number
        self._ocr = confidences(document.notes)
        self._agenda = self._agenda_blocks()

    def _agenda_blocks(self) -> frozenset[int]:
        """Return the blocks of an item before its "Decision:" or "Minutes:" label.

        Council pages print the agenda's own text there (rules, "Members may wish
        to ask ...", names of papers): it is not what happened.
        """
        found: set[int] = set()
        for item in self.items:
            last = min(item.end_block, len(self.blocks))
            for index in range(item.first_block, last):
                block = self.blocks[index]
                if _MINUTES_LABEL.fullmatch(self.text[block.start : block.end]):
                    found.update(range(item.first_block, index))
                    break
        return frozenset(found)

    def block_at(self, offset: int) -> int:
        """Return the index of the block at or before an offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def ocr_between(self, start: int, end: int) -> int | None:
        """Return the lowest OCR confidence (percent) of the pages between two offsets, if any."""
        if not self._ocr or not self.blocks:
            return None
        first, last = self.block_at(start), self.block_at(max(start, end - 1))
        # No block goes on from or to a page that was read by OCR.
        return lowest(self._ocr, (block.page for block in self.blocks[first : last + 1]))

    def item_at(self, block: int) -> Item | None:
        """Return the item a block stands in."""
        return self.items[self._item_of[block]] if self.items else None

    def item_start(self, block: int) -> int:
        """Return the index of the first block of the item a block stands in."""
        item = self.item_at(block)
        return item.first_block if item else 0

    def heading_above(self, block: int) -> int | None:
        """Return the index of the nearest heading above a block within its item."""
        for index in range(block - 1, self.item_start(block) - 1, -1):
            if self.blocks[index].kind is BlockKind.HEADING:
                return index
        return None

    def sentences(self, start: int, end: int) -> list[Sentence]:
        """Return the sentences between two offsets; headings hold none."""
        found = []
        for index in range(self.block_at(start), len(self.blocks)):
            block = self.blocks[index]
            if block.start >= end:
                break
            if block.kind is BlockKind.HEADING or block.end <= start or index in self._agenda:
                continue
            spans = sentence_spans(self.text, max(block.start, start), min(block.end, end))
            found += [Sentence(a, b, index) for a, b in spans]
        return found


def _rendition(document: Document) -> Rendition:
    link = f"/meetings/{document.meeting_id}?document={document.id}"
    return Rendition(document.id, document.source, document.status, link)


class Library:
    """The archive's documents, opened when they are needed, and the citations cut from them."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.open = lru_cache(maxsize=OPEN_DOCUMENTS)(self._open)

    def _open(self, document_id: str) -> OpenDocument:
        document = self._archive.document(document_id)
        try:
            meeting = self._archive.meeting(document.meeting_id).document_ids
        except NotFoundError:
            meeting = ()  # all of it has been replaced
        return OpenDocument(
            document,
            self._archive.text(document_id),
            self._archive.blocks(document_id),
            self._archive.items(document_id),
            [document if key == document_id else self._archive.document(key) for key in meeting],
        )

    def holds(self, passage: StoredPassage) -> bool:
        """Tell whether a passage's text is still, to the letter, the one that was indexed."""
        try:
            opened = self.open(passage.document_id)
        except NotFoundError:
            return False
        text = opened.text[passage.start : passage.end]
        return opened.intact and text_hash(text) == passage.text_sha256

    def cite(
        self, passage: StoredPassage, start: int, end: int, speaker: str | None = None
    ) -> Citation | None:
        """Cut a quote, now, from the stored text.

        Returns
        -------
        Citation or None
            None when the stored text is not the text that was indexed; such a
            quote is withheld and counted, never shown.
        """
        if not self.holds(passage):
            return None
        opened = self.open(passage.document_id)
        return _cut(opened, start, end, passage.id, speaker)

    def cite_span(
        self,
        document_id: str,
        start: int,
        end: int,
        passage_id: str,
        sha256: str | None = None,
        speaker: str | None = None,
    ) -> Citation | None:
        """Cut a quote that is no sentence of a ranked passage, now, from the stored text.

        Parameters
        ----------
        document_id, start, end
            Where it stands.
        passage_id
            The passage around it.
        sha256
            Of the quote, as it was when it was found.

        Returns
        -------
        Citation or None
            None when the stored text is not the text that was read, or the quote not the one
            that was found.
        """
        try:
            opened = self.open(document_id)
        except NotFoundError:
            return None
        if not opened.intact or (sha256 and text_hash(opened.text[start:end]) != sha256):
            return None
        return _cut(opened, start, end, passage_id, speaker)


def _cut(
    opened: OpenDocument, start: int, end: int, passage_id: str, speaker: str | None
) -> Citation | None:
    quote = opened.text[start:end]
    if not quote.strip():
        return None
    document = opened.document
    index = opened.block_at(start)
    item = opened.item_at(index) if opened.blocks else None
    return Citation(
        quote=quote,
        start=start,
        end=end,
        page=opened.blocks[index].page if opened.blocks else None,
        passage_id=passage_id,
        document=DocumentRef(document.id, document.sha256, document.source, document.title),
        body=document.body,
        force=document.force,
        meeting_date=document.date,
        item=ItemRef(item.number, item.title) if item and (item.number or item.title) else None,
        speaker=speaker,
        link=(
            f"/meetings/{document.meeting_id}?document={document.id}&start={start}&end={end}#quote"
        ),
        ocr=opened.ocr_between(start, end),
        status=document.status,
        renditions=opened.others,
    )
