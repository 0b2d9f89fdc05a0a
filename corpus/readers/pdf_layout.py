"""One PDF page's lines put back together as paragraphs, bullets, headings and cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from corpus.model import BlockKind
from corpus.readers import headings
from corpus.readers.cells import cell_kind, is_number_cell, is_owner_title
from corpus.readers.characters import collapse, marker_length, starts_number
from corpus.readers.pdf_lines import Line, cells_of, line_from, lines_of
from corpus.readers.pdf_spans import Page, Span
from corpus.readers.plain_blocks import Draft

_LABEL = re.compile(r"(?:\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)|[a-z]\)|[ivx]{1,4}[.)])\s")
_OPENING = re.compile(
    r"(?:Actions?|Decisions?|Agreed|Resolved|Recommendations?|Outcome|Apologies|Present|Attendees"
    r"|In attendance|ACTIONS?|DECISIONS?|AGREED|RESOLVED|RECOMMENDED)\b[^.:;]{0,20}[:–-]\s"
)
_BOLD_LABEL = re.compile(r"[A-Z][^.:;]{1,40}:\s")


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together, and the owners that stand beside them."""

    lines: list[Line] = field(default_factory=list)
    row: bool = False
    owners: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return _joined(self.lines)


def lay_out(page: Page, column: float | None) -> tuple[list[Draft], float | None]:
    """Return a page's blocks in reading order, and where its ACTION column stands.

    Parameters
    ----------
    page
        Its spans, furniture taken out.
    column
        Left edge (points) of the ACTION column on the page before, if its table may go on.
    """
    rows, owners, column = _owners_apart(lines_of(page.spans), column)
    paragraphs = _paragraphs(
        [line for row in rows for line in row], page.width if column is None else 0.0
    )
    _give_owners(paragraphs, owners)
    return _drafts(paragraphs), column


def _owners_apart(
    groups: list[list[Span]], column: float | None
) -> tuple[list[list[Line]], list[Line], float | None]:
    """Take what stands in the ACTION column out of the lines it is level with."""
    if column is not None and _crossed(groups, column):
        column = None
    rows: list[list[Line]] = []
    owners: list[Line] = []
    before: list[Span] = []
    for group in groups:
        header = _header(group)
        if header is not None:
            column = header
        if column is not None and header is None:
            left, right = _cut(group, column)
            if right:
                owners.append(line_from(right))
            group = left
        if group:
            cells = [line_from(group)] if _justified(before, group) else cells_of(group)
            before = group if len(cells) == 1 else []
            rows.append(cells)
    return rows, owners, column


def _justified(before: list[Span], group: list[Span]) -> bool:
    """Tell a line stretched to both margins like the one before: its gaps are no columns."""
    if not before:
        return False
    left, right = group[0].x, max(span.right for span in group)
    return (
        right - left > 200
        and abs(left - before[0].x) < 2
        and abs(right - max(span.right for span in before)) < 2
    )


def _header(group: list[Span]) -> float | None:
    """Return the left edge of an ACTION column whose header stands at the right of this line."""
    last = group[-1]
    if not is_owner_title(collapse(last.text)) or len(group) < 2:
        return None
    before = max(span.right for span in group[:-1])
    left = group[0].x
    far = last.x > left + 150 and last.x - before > 0.8 * last.size
    return last.x if far else None


def _cut(group: list[Span], column: float) -> tuple[list[Span], list[Span]]:
    """Split a line at the column; a run that goes on from its neighbour is not an owner."""
    for index, span in enumerate(group):
        if span.x < column - 30:
            continue
        right = max((before.right for before in group[:index]), default=span.x - 100)
        text = collapse("".join(each.text for each in group[index:]))
        if span.x - right > 0.6 * span.size and len(text) <= 60:
            return group[:index], group[index:]
        if span.x >= column - 3 and headings.is_owner(text):
            return group[:index], group[index:]
    return group, []


def _crossed(groups: list[list[Span]], column: float) -> bool:
    """Tell that a table has ended: lines of prose run across where its column stood."""
    crossing = sum(
        any(span.x < column - 60 and span.right > column + 30 for span in group) for group in groups
    )
    return crossing >= 3


def _paragraphs(lines: list[Line], width: float) -> list[_Paragraph]:
    steps = [
        one.y - other.y
        for one, other in pairwise(lines)
        if 0 < one.y - other.y < 3 * max(one.size, other.size)
    ]
    # The lower quartile is the leading even where every other step is a gap between
    # paragraphs; a page of few lines tells nothing, and type is set at 1.2.
    steps.sort()
    size = median(line.size for line in lines) if lines else 0.0
    pitch = steps[len(steps) // 4] if len(steps) >= 8 else 1.3 * size
    if pitch > 1.9 * size and not _is_prose(lines):
        pitch = 1.3 * size  # single lines with space between them, not double-spaced prose
    margin = _right_margin(lines, width)
    paragraphs: list[_Paragraph] = []
    for line in lines:
        last = paragraphs[-1] if paragraphs else None
        if last and _joins(last, line, pitch, margin):
            last.lines.append(line)
        else:
            paragraphs.append(_Paragraph([line], row=line.cell))
    return paragraphs


def _right_margin(lines: list[Line], width: float) -> float:
    """Return where full lines end: as the long ones do, or as far in as the text begins."""
    if not lines:
        return 0.0
    ends = sorted(line.right for line in lines if not line.cell and len(line.text) > 40)
    usual = ends[int(len(ends) * 0.9)] if ends else 0.0
    mirrored = width - min(line.x for line in lines)
    return mirrored if usual < 0.7 * mirrored or (len(ends) < 2 and width) else usual


def _is_prose(lines: list[Line]) -> bool:
    """Tell running text: at least half of the lines are long and break inside a sentence."""
    broken = sum(len(line.text) > 40 and not headings.ends_sentence(line.text) for line in lines)
    return broken >= 0.5 * len(lines)


def _joins(paragraph: _Paragraph, line: Line, pitch: float, margin: float) -> bool:
    before = paragraph.lines[-1]
    if line.cell or paragraph.row or before.y <= line.y:
        return False
    number_alone = len(paragraph.lines) == 1 and is_number_cell(before.text)
    if number_alone:
        return line.x > before.x + 5 and before.y - line.y < 1.5 * max(pitch, line.size)
    if _begins(line.text) or _OPENING.match(line.text):
        return False
    goes_on = not headings.ends_sentence(before.text) and abs(line.x - before.x) < 3
    if is_number_cell(line.text) and not goes_on:
        return False
    if line.spans[0].bold and not before.spans[-1].bold and _BOLD_LABEL.match(line.text):
        return False
    # A word in bold inside a sentence leaves its line partly plain, so only whole lines
    # of another weight differ: a heading, or the end of one.
    differs = before.bold != line.bold or abs(before.size - line.size) > 0.08 * line.size
    if differs and not (before.text[-1:].isalpha() and line.text[:1].islower()):
        return False
    step = before.y - line.y
    if step > 1.35 * max(pitch, 1.1 * line.size):
        return False
    first = paragraph.lines[0]
    marked = _begins(first.text) or starts_number(first.text) is not None
    if line.x > before.x + 9 and not (marked and len(paragraph.lines) == 1):
        return False
    if marked and line.x < first.x - 3:
        return False
    if marked and len(paragraph.lines) > 1 and line.x < before.x - 9:
        return False
    if headings.is_label(before.text) or before.text.endswith(":"):
        return line.text[:1].islower()
    if before.text.endswith("-") and before.text[-2:-1].isalpha():
        return True
    word = line.text.split(None, 1)[0]
    room = margin - before.right - (len(word) + 1) * 0.5 * line.size
    if room > 0.5 * line.size:
        # The next word would have fitted: the line ended on purpose, unless the
        # sentence plainly goes on.
        return line.text[:1].islower() and not headings.ends_sentence(before.text)
    return True


def _begins(text: str) -> bool:
    number = starts_number(text)
    return bool(
        marker_length(text) or _LABEL.match(text) or (number and number.group()[-1] in ".)")
    )


def _joined(lines: list[Line]) -> str:
    """Join lines by a space; a word broken at a hyphen is closed up, its hyphen kept."""
    text = ""
    for line in lines:
        hyphenated = text.endswith("-") and text[-2:-1].isalpha() and line.text[:1].islower()
        text = f"{text}{line.text}" if hyphenated or not text else f"{text} {line.text}"
    return text


def _give_owners(paragraphs: list[_Paragraph], owners: list[Line]) -> None:
    """Stand each owner behind the paragraph it is level with, or the last one above it."""
    for owner in owners:
        place = None
        for index, paragraph in enumerate(paragraphs):
            top = paragraph.lines[0].y + 0.5 * paragraph.lines[0].size
            if owner.y > top:
                break
            place = index
        if place is None:
            if not paragraphs:
                paragraphs.append(_Paragraph())
            place = 0
        while place + 1 < len(paragraphs) and _only_heading(paragraphs[place]):
            place += 1
        paragraphs[place].owners.append(owner.text)


def _only_heading(paragraph: _Paragraph) -> bool:
    text = paragraph.text
    return headings.is_label(text) or headings.is_capitals(text) or headings.is_standard(text)


def _drafts(paragraphs: list[_Paragraph]) -> list[Draft]:
    drafts: list[Draft] = []
    for paragraph in paragraphs:
        text = paragraph.text
        if text:
            drafts.append(_draft(paragraph, text))
        if paragraph.owners:
            drafts.append(Draft(0, 0, " ".join(paragraph.owners), BlockKind.CELL))
    return drafts


def _draft(paragraph: _Paragraph, text: str) -> Draft:
    kind: BlockKind | None = None
    level = 0
    if marker_length(text):
        kind, level = BlockKind.BULLET, 1
    elif is_owner_title(text) or is_number_cell(text) or headings.is_owner(text):
        kind = BlockKind.CELL
    elif all(line.bold for line in paragraph.lines) and headings.is_bold_title(text):
        kind, level = BlockKind.HEADING, headings.level_of(text)
    elif paragraph.row:
        kind = cell_kind(text)
        level = headings.level_of(text) if kind is BlockKind.HEADING else 0
    return Draft(0, 0, text, kind, level)
