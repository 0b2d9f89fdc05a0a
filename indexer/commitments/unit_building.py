"""From a document to its units: sentences, bullets, action lines and rows, each in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.archive import Archive
from corpus.content import content_indices, content_items
from corpus.model import Block, BlockKind, Document, Item, ItemRef
from corpus.register import Span
from corpus.structure.speakers import speaker_of
from corpus.views import view_of, whole_words
from indexer.commitments.list_marks import is_entry, marker_length, own_number
from indexer.commitments.meeting_parts import part_kinds
from indexer.commitments.printed_labels import (
    Label,
    LabelKind,
    is_status,
    label_alone,
    label_of,
    leads_in,
    reads_as_task,
    reviews_actions,
)
from indexer.commitments.table_rows import Rows, rows_of
from indexer.commitments.units import Record, Shape, Unit
from indexer.sentences import sentence_spans

LONGEST = 2_000
"""Code points that rules look at; more is a table that lost its rows, not a sentence."""

_BEFORE = 3
_FEWEST_WORDS = 3
_LONGEST_TITLE = 90
_SENTENCES_OF_AN_ACTION = 4

_LOG: Final = "Action log"
"""The label of what stands in a table of earlier actions, whatever the record calls it."""

_SPACE: Final = re.compile(r"\s+")


@dataclass(slots=True)
class _Place:
    """What the units of a document stand under while it is walked through."""

    item: Item | None = None
    heading: str | None = None
    listed: Label | None = None
    lead: Span | None = None
    lead_text: str | None = None
    due_follows: bool = False


def record_of(archive: Archive, document: Document) -> Record:
    """Return a document as the register looks at it.

    Raises
    ------
    NotFoundError
        When the archive does not hold it.
    """
    text = archive.text(document.id)
    blocks, items = archive.blocks(document.id), archive.items(document.id)
    walk = _Walk(text, blocks, items)
    return Record(document, text, tuple(walk.units()), archive.attendees(document.id))


class _Walk:
    """One pass through the blocks of a document."""

    def __init__(self, text: str, blocks: Sequence[Block], items: Sequence[Item]) -> None:
        kept = content_indices(blocks)
        self._text = text
        self._blocks = [blocks[index] for index in kept]
        self._items = content_items(items, kept)
        self._words = whole_words(text)
        self._rows: Rows = rows_of(text, self._blocks)
        self._parts = part_kinds(text, blocks, items)
        self._item_of: list[Item | None] = [None] * len(self._blocks)
        for item in self._items:
            for block in range(item.first_block, min(item.end_block, len(self._blocks))):
                self._item_of[block] = item

    def units(self) -> list[Unit]:
        """Return all units, in reading order."""
        place = _Place()
        found: list[Unit] = []
        for index, block in enumerate(self._blocks):
            item = self._item_of[index]
            if item is not place.item:
                place = _Place(item)
            if index in self._rows.cells:
                continue
            for made in self._of_block(index, block, place, found):
                before = self._before(found, item)
                found.append(replace(made, before=before))
        return found

    def _of_block(
        self, index: int, block: Block, place: _Place, found: list[Unit]
    ) -> Iterator[Unit]:
        shown = self._shown(block.start, block.end)
        if block.kind is BlockKind.HEADING:
            label = label_of(shown)
            if label is None or label.kind is not LabelKind.ACTION or label_alone(shown):
                self._stand_under(shown, place)
                return
        elif self._is_label(block, shown, place, found):
            return
        if block.kind is BlockKind.PARAGRAPH and not is_entry(shown):
            title = len(shown) <= _LONGEST_TITLE and not shown.endswith(".")
            if title and reviews_actions(shown) and label_of(shown) is None:
                # "Action points from the March meeting", printed as a line among lines.
                place.lead, place.lead_text = (block.start, block.end), shown
                place.listed = None
                return
            # Prose ends a list; an entry that is printed as a paragraph does not.
            listed = place.listed
            if place.lead is not None or (listed is not None and listed.kind is LabelKind.ACTION):
                self._end_list(index, shown, place)
        yield from self._sentences(index, block, place)
        if shown.endswith(":") and block.kind is not BlockKind.CELL:
            spans = sentence_spans(self._text, block.start, block.end)
            if spans:
                place.lead = spans[-1]
                place.lead_text = self._shown(*spans[-1])

    def _stand_under(self, shown: str, place: _Place) -> None:
        """Take a heading: the name of a section, or a label of what follows."""
        label = label_alone(shown)
        place.lead, place.lead_text, place.due_follows = None, None, False
        if label is not None and label.kind in (LabelKind.DUE, LabelKind.OWNER):
            place.due_follows = label.kind is LabelKind.DUE
            return
        place.heading, place.listed = shown, label

    def _is_label(self, block: Block, shown: str, place: _Place, found: list[Unit]) -> bool:
        """Take a line that only labels: what follows, or by when what precedes is due."""
        label = label_of(shown)
        if place.due_follows or (label is not None and label.kind is LabelKind.DUE):
            length = label.length if label is not None and label.kind is LabelKind.DUE else 0
            place.due_follows = False
            if found and len(shown) <= LONGEST // 10:
                start = block.start + self._skipped(block, length)
                if start < block.end and found[-1].due_cell is None:
                    found[-1] = replace(found[-1], due_cell=(start, block.end))
                return True
        alone = label_alone(shown)
        if alone is None or block.kind is BlockKind.CELL:
            return False
        if alone.kind in (LabelKind.REVIEW, LabelKind.SECTION, LabelKind.NOTE):
            return False
        place.listed, place.lead, place.lead_text = alone, (block.start, block.end), shown
        return True

    def _end_list(self, index: int, shown: str, place: _Place) -> None:
        first = place.lead is not None and self._after_lead(index, place.lead)
        if first and place.lead_text is not None and (place.listed or leads_in(place.lead_text)):
            return
        under = place.heading is not None and place.listed is not None and place.lead is None
        # Paragraphs under a heading "Actions" are its entries, unless it has bullets for that.
        bullets = self._blocks[index - 1].kind is BlockKind.BULLET
        if under and not bullets and reads_as_task(shown):
            return
        review = place.lead_text is not None and reviews_actions(place.lead_text)
        if review and label_of(shown) is not None:
            return
        place.lead, place.lead_text, place.listed = None, None, None

    def _after_lead(self, index: int, lead: Span) -> bool:
        return index > 0 and self._blocks[index - 1].end >= lead[1] > self._blocks[index - 1].start

    def _sentences(self, index: int, block: Block, place: _Place) -> Iterator[Unit]:
        """Return the units of one block, labels that stand within it taken into account."""
        spans = sentence_spans(self._text, block.start, block.end)
        inline: Label | None = None
        position = 0
        listed = place.listed is not None and place.listed.kind is LabelKind.ACTION
        if (
            listed
            and 1 < len(spans) <= 2 * _SENTENCES_OF_AN_ACTION
            and not label_of(self._text[block.start : block.start + LONGEST])
        ):
            # An entry of a list of actions is one action, however many sentences it takes.
            spans = [(spans[0][0], spans[-1][1])]
        while position < len(spans):
            start, end = spans[position]
            if position == 0:
                start += marker_length(self._text, start, end)
            shown = self._text[start : min(end, start + 200)]
            label = label_of(shown)
            if label is not None and label.kind is LabelKind.ACTION:
                if position == 0 and len(spans) <= _SENTENCES_OF_AN_ACTION:
                    end = spans[-1][1]
                    position = len(spans)
                begin = self._labelled_start(start, end, label)
                yield self._unit(index, begin, end, place, label, Shape.ACTION_LINE)
                inline = label
            elif label is not None:
                inline = label
                yield self._unit(index, start, end, place, label)
            elif len(shown.split()) >= _FEWEST_WORDS or inline or place.listed or is_status(shown):
                yield self._unit(index, start, end, place, inline)
            position += 1

    def _unit(
        self,
        index: int,
        start: int,
        end: int,
        place: _Place,
        label: Label | None,
        shape: Shape | None = None,
    ) -> Unit:
        block = self._blocks[index]
        text = self._shown(start, end)
        own = label or place.listed
        if shape is None and own is not None and own.kind is LabelKind.ACTION and not label:
            shape = Shape.ACTION_LINE if block.kind is not BlockKind.BULLET else Shape.BULLET
        number = own.number if label is not None and own is not None else None
        owner = self._rows.owners.get(index)
        item = place.item
        return Unit(
            start=start,
            end=end,
            block=index,
            page=block.page,
            text=text,
            shape=shape or self._shape(block, owner),
            part=self._parts[index],
            item=ItemRef(item.number, item.title) if item and (item.number or item.title) else None,
            heading=place.heading or (item.title if item else None),
            label=own.text if own is not None else _LOG if index in self._rows.reviewed else None,
            number=number or own_number(text),
            lead=place.lead if place.lead is None or place.lead[1] <= start else None,
            before=(),
            owner_cell=owner,
            due_cell=self._rows.dues.get(index),
            speaker=speaker_of(text),
        )

    @staticmethod
    def _shape(block: Block, owner: Span | None) -> Shape:
        if block.kind is BlockKind.CELL or owner is not None:
            return Shape.ROW
        return Shape.BULLET if block.kind is BlockKind.BULLET else Shape.SENTENCE

    def _labelled_start(self, start: int, end: int, label: Label) -> int:
        """Return where the quote of an action line begins.

        After its label, but never after an owner that is part of the label.
        """
        beginning = self._text[start : start + label.length]
        owner = label.owner
        if owner is not None and owner in beginning:
            at = beginning.rindex(owner)
            return start if beginning[at - 1 : at] == "(" else start + at
        begin = start + label.length
        while begin < end and self._text[begin].isspace():
            begin += 1
        return begin if begin < end else start

    def _skipped(self, block: Block, length: int) -> int:
        start = min(block.start + length, block.end)
        while start < block.end and self._text[start].isspace():
            start += 1
        return start - block.start

    def _shown(self, start: int, end: int) -> str:
        stretch = self._text[start : min(end, start + LONGEST)]
        return _SPACE.sub(" ", view_of(stretch, self._words).text).strip()

    @staticmethod
    def _before(found: Sequence[Unit], item: Item | None) -> tuple[str, ...]:
        if item is None:
            return ()
        mine = ItemRef(item.number, item.title) if item.number or item.title else None
        near = found[-_BEFORE:][::-1]
        texts: list[str] = []
        for unit in near:
            if unit.item != mine:
                break
            texts.append(unit.text)
        return tuple(texts)
