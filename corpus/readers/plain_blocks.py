"""From the lines of a text file to blocks: cells, bullets, paragraphs, headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Block, BlockKind
from corpus.readers import headings
from corpus.readers.cells import cell_kind, is_number_cell
from corpus.readers.characters import is_blank, marker_length, span, starts_number
from corpus.readers.plain_lines import Line, Wrapping, groups_of, is_row, runs_on

_UNFINISHED = re.compile(r"[a-z0-9,]$")
_OWNERS_THEN_LOWER = re.compile(r"((?:[A-Z]{2,5}\s+){1,4})(?=[a-z])")


@dataclass(slots=True)
class Draft:
    """A block whose kind may still be open (None: paragraph or heading)."""

    start: int
    end: int
    text: str
    kind: BlockKind | None
    level: int = 0
    follows_line: bool = False
    last: Line | None = None


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text; ``text[start:end]`` is each block's text."""
    drafts = _drafts(text)
    _set_owners_apart(drafts)
    decide_headings(drafts)
    return tuple(
        Block(d.start, d.end, d.kind or BlockKind.PARAGRAPH, None, d.level) for d in drafts
    )


def _drafts(text: str) -> list[Draft]:
    groups = list(groups_of(text))
    wrapping = Wrapping(groups)
    drafts: list[Draft] = []
    for number, group in enumerate(groups):
        ahead = groups[number + 1][0] if number + 1 < len(groups) else None
        margin = wrapping.margin_of(group)
        own: list[Draft] = []
        for index, line in enumerate(group):
            line_end = text.find("\n", line.end)
            line_end = len(text) if line_end < 0 else line_end
            if is_row(line, text, line_end):
                own.extend(_cells(text, line.first, line_end))
                continue
            before = own[-1] if own else None
            if (
                margin is not None
                and before is not None
                and before.last is not None
                and runs_on(_as_entry(before, group, index), line, margin)
            ):
                before.end, before.last = line.end, line
                before.text = text[before.start : before.end]
                continue
            own.append(_draft(line, group, index, text, ahead))
        drafts.extend(own)
    return drafts


def _as_entry(before: Draft, group: Sequence[Line], index: int) -> Line:
    """Return the line before, seen with the marker of the bullet that it continues."""
    previous = group[index - 1]
    if before.kind is not BlockKind.BULLET or previous.marker:
        return previous
    marker = max(0, previous.indent)
    return Line(previous.start, previous.end, previous.first, previous.text, 0 if not marker else 1)


def _draft(line: Line, group: Sequence[Line], index: int, text: str, ahead: Line | None) -> Draft:
    follows = index > 0
    if line.marker:
        start = line.start + line.marker
        level = 1 + min(5, line.indent // 4)
        return Draft(
            start, line.end, line.text[line.marker :], BlockKind.BULLET, level, follows, line
        )
    if text[line.first : line.start] in (" ", "  ") and _lost_its_marker(group, index, ahead):
        return Draft(line.start, line.end, line.text, BlockKind.BULLET, 1, follows, line)
    if is_number_cell(line.text):
        return Draft(line.start, line.end, line.text, BlockKind.CELL, 0, follows)
    if headings.is_owner(line.text) and all(headings.is_owner(other.text) for other in group):
        return Draft(line.start, line.end, line.text, BlockKind.CELL, 0, follows)
    return Draft(line.start, line.end, line.text, None, 0, follows, line)


def _lost_its_marker(group: Sequence[Line], index: int, ahead: Line | None) -> bool:
    """Tell a bullet whose glyph was stripped in extraction: a bare space beside bullets.

    The line before must look finished, or this is the rest of that bullet.
    """
    before = group[index - 1] if index else None
    if before is not None and not (headings.ends_sentence(before.text) or before.width > 130):
        return False
    beside = (before, group[index + 1] if index + 1 < len(group) else ahead)
    return any(other is not None and other.marker and other.indent < 2 for other in beside)


def _cells(text: str, first: int, end: int) -> list[Draft]:
    """Return the cells of a row; an item's number stays with the cell behind it."""
    spans: list[tuple[int, int, int]] = []
    position = first
    for raw in text[first:end].split("\t"):
        start, stop = span(text, position, position + len(raw))
        if start < stop:
            spans.append((start, stop, position))
        position += len(raw) + 1
    numbered = (
        len(spans) > 1
        and is_number_cell(text[spans[0][0] : spans[0][1]])
        and any(character.isalpha() for character in text[spans[1][0] : spans[1][1]])
        and not headings.is_owner(text[spans[1][0] : spans[1][1]])
    )
    if numbered:
        spans[:2] = [(spans[0][0], spans[1][1], spans[0][2])]
    drafts: list[Draft] = []
    for start, stop, left in spans:
        shown = text[start:stop]
        marker = marker_length(shown)
        if marker and marker < len(shown):
            start += marker
            drafts.append(Draft(start, stop, text[start:stop], BlockKind.BULLET, 1, bool(drafts)))
            continue
        kind = cell_kind(shown)
        if kind is BlockKind.PARAGRAPH and start == left + 1 and is_blank(text[left]):
            kind = BlockKind.BULLET  # the space is what is left of a stripped glyph
        level = headings.level_of(shown) if kind is BlockKind.HEADING else 0
        level = 1 if kind is BlockKind.BULLET else level
        drafts.append(Draft(start, stop, shown, kind, level, bool(drafts)))
    return drafts


def _set_owners_apart(drafts: list[Draft]) -> None:
    """Cut owner codes off the sentence that a flattened table pushed them into.

    "The standards have / DCC / DCC CC been met." holds the owners of other rows; as
    they stand they would be quoted as if they were words of the sentence.
    """
    index = 1
    while index < len(drafts) - 1:
        draft, owner, rest = drafts[index - 1], drafts[index], drafts[index + 1]
        index += 1
        if owner.kind is not BlockKind.CELL or not headings.is_owner(owner.text):
            continue
        if rest.kind is not None or draft.kind not in (None, BlockKind.BULLET):
            continue
        if not (_UNFINISHED.search(draft.text) and len(draft.text.split()) >= 5):
            continue
        found = _OWNERS_THEN_LOWER.match(rest.text)
        if not found or not headings.is_owner(found.group().strip()):
            continue
        codes = found.group()
        cell_end = rest.start + len(codes.rstrip())
        cell = Draft(rest.start, cell_end, codes.rstrip(), BlockKind.CELL)
        rest.start += len(codes)
        rest.text = rest.text[len(codes) :]
        rest.kind = BlockKind.PARAGRAPH
        drafts.insert(index, cell)


def decide_headings(drafts: Sequence[Draft]) -> None:
    """Turn each open draft into a HEADING or a PARAGRAPH, by its shape and what follows."""
    attendance = False
    for index, draft in enumerate(drafts):
        if draft.kind is None:
            before = drafts[index - 1] if index else None
            after = drafts[index + 1] if index + 1 < len(drafts) else None
            if _is_heading(draft, before, after, index, attendance):
                draft.kind, draft.level = BlockKind.HEADING, headings.level_of(draft.text)
            else:
                draft.kind = BlockKind.PARAGRAPH
        if draft.kind is BlockKind.HEADING:
            attendance = headings.opens_attendance(draft.text)
        elif headings.is_sentence(draft.text):
            attendance = False


def _is_heading(
    draft: Draft, before: Draft | None, after: Draft | None, index: int, attendance: bool
) -> bool:
    text = draft.text
    if "\n" in text:
        return False
    if headings.is_label(text) or headings.is_standard(text):
        return True
    introduces = after is not None and _is_matter(after)
    if headings.is_capitals(text) and not attendance:
        return True
    if headings.is_numbered_title(text):
        return headings.is_capitals(text) or not (
            _is_numbered(after) or (_is_numbered(before) and not _is_heading_draft(before))
        )
    if attendance or starts_number(text) or not headings.is_title(text):
        return introduces and headings.is_capitals(text)
    if before is not None and draft.follows_line and not _is_heading_draft(before):
        return False
    if introduces:
        return True
    if after is None or not _has_heading_shape(after) or after.follows_line:
        return False
    return index < 3 or before is None or _is_heading_draft(before) or _is_matter(before)


def _is_matter(draft: Draft) -> bool:
    """Tell what a heading introduces: prose or bullets."""
    if draft.kind in (BlockKind.BULLET, BlockKind.PARAGRAPH):
        return True
    return draft.kind is None and (headings.is_sentence(draft.text) or len(draft.text) > 120)


def _has_heading_shape(draft: Draft) -> bool:
    if draft.kind is not None:
        return draft.kind is BlockKind.HEADING
    text = draft.text
    return (
        headings.is_label(text)
        or headings.is_standard(text)
        or headings.is_capitals(text)
        or headings.is_numbered_title(text)
    )


def _is_numbered(draft: Draft | None) -> bool:
    if draft is None or draft.kind is BlockKind.BULLET:
        return False
    return bool(starts_number(draft.text))


def _is_heading_draft(draft: Draft | None) -> bool:
    return draft is not None and draft.kind is BlockKind.HEADING
