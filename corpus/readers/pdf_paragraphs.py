"""Which lines of a PDF page make one paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from corpus.readers import headings
from corpus.readers.cells import is_number_cell
from corpus.readers.characters import marker_length, starts_number
from corpus.readers.pdf_lines import Line, breaks_word, joined
from corpus.readers.pdf_rules import Rule, separators
from corpus.readers.pdf_tables import Stretch

_LABEL = re.compile(r"(?:\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)|[a-z]\)|[ivx]{1,4}[.)])\s")
_OPENING = re.compile(
    r"(?:Actions?|Decisions?|Agreed|Resolved|Recommendations?|Outcome|Apologies|Present|Attendees"
    r"|In attendance|ACTIONS?|DECISIONS?|AGREED|RESOLVED|RECOMMENDED)\b[^.:;]{0,20}[:–-]\s"
)
_BOLD_LABEL = re.compile(r"[A-Z][^.:;]{1,40}:\s")
_UNFINISHED = re.compile(r"(?:[,&]|\b(?:an?|the|of|from|to|for|with|in|on|at|by|and|or|that))$")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, and the owners that stand beside them.

    Attributes
    ----------
    page
        The page it begins on.
    lines
        In reading order; those on the next page, if it goes on there, at the end.
    row
        Whether it is, or is part of, a table's cell or a list beside another.
    right
        Where full lines of it end (points).
    owners
        Number of the column and text of each owner.
    """

    page: int
    lines: list[Line] = field(default_factory=list)
    row: bool = False
    right: float = 0.0
    owners: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return its text, words broken at a line's end closed up."""
        return joined(self.lines)


def paragraphs_of(
    stretches: Sequence[Stretch], rules: Sequence[Rule], page: int, width: float
) -> list[Paragraph]:
    """Return the paragraphs of one page.

    Parameters
    ----------
    stretches
        Its lines in reading order.
    rules
        Its ruled lines: those between the rows of a table end a paragraph.
    page
        Its number.
    width
        In points, where its text may be taken to be as wide on the right as on the left;
        0 where a column stood at its right.
    """
    pitch = _pitch([line for stretch in stretches for line in stretch.lines])
    margin = _right_margin(stretches, width)
    found: list[Paragraph] = []
    for stretch in stretches:
        right = margin if stretch.right is None else stretch.right
        last: Paragraph | None = None
        for line in stretch.lines:
            if (
                last is not None
                and _continues(last, line, stretch, pitch)
                and not _ruled_off(rules, last.lines[-1], line)
            ):
                last.lines.append(line)
            else:
                last = Paragraph(page, [line], stretch.row, right)
                found.append(last)
    return found


def _pitch(lines: Sequence[Line]) -> float:
    """Return the usual distance (points) from line to line within a paragraph."""
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
    return pitch


def _right_margin(stretches: Sequence[Stretch], width: float) -> float:
    """Return where full lines end: as the long ones do, or as far in as the text begins."""
    lines = [line for stretch in stretches for line in stretch.lines]
    if not lines:
        return 0.0
    plain = [line for stretch in stretches if not stretch.row for line in stretch.lines]
    ends = sorted(line.right for line in plain if len(line.text) > 40)
    usual = ends[int(len(ends) * 0.9)] if ends else 0.0
    mirrored = width - min(line.x for line in lines)
    return mirrored if usual < 0.7 * mirrored or (len(ends) < 2 and width) else usual


def _is_prose(lines: Sequence[Line]) -> bool:
    """Tell running text: at least half of the lines are long and break inside a sentence."""
    broken = sum(len(line.text) > 40 and not headings.ends_sentence(line.text) for line in lines)
    return broken >= 0.5 * len(lines)


def _continues(paragraph: Paragraph, line: Line, stretch: Stretch, pitch: float) -> bool:
    if not stretch.listed:
        return _joins(paragraph, line, pitch)
    before = paragraph.lines[-1]
    if not 0 < before.y - line.y <= 1.35 * max(pitch, 1.1 * line.size):
        return False
    return bool(_UNFINISHED.search(before.text)) or line.text[:1].islower() or line.text[0] == "("


def _joins(paragraph: Paragraph, line: Line, pitch: float) -> bool:
    before = paragraph.lines[-1]
    if before.y <= line.y:
        return False
    number_alone = len(paragraph.lines) == 1 and is_number_cell(before.text)
    if number_alone:
        note = before.size < 0.8 * line.size  # the raised number of a footnote
        close = before.y - line.y < (1.8 * line.size if note else 1.5 * max(pitch, line.size))
        return close and (note or line.x > before.x + 5)
    if begins_entry(line.text):
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
    marked = _is_marked(first.text) or starts_number(first.text) is not None
    if line.x > before.x + 9 and not (marked and len(paragraph.lines) == 1):
        return False
    if marked and line.x < first.x - 3:
        return False
    if marked and len(paragraph.lines) > 1 and line.x < before.x - 9:
        return False
    if headings.is_label(before.text) or before.text.endswith(":"):
        return line.text[:1].islower()
    if breaks_word(before.text):
        return True
    if has_room(before, line, paragraph.right):
        # The next word would have fitted: the line ended on purpose, unless the
        # sentence plainly goes on.
        return line.text[:1].islower() and not headings.ends_sentence(before.text)
    return True


def has_room(before: Line, line: Line, right: float) -> bool:
    """Tell whether the first word of ``line`` would have fitted behind ``before``."""
    word = line.text.split(None, 1)[0]
    return right - before.right - (len(word) + 1) * 0.5 * line.size > 0.5 * line.size


def begins_entry(text: str) -> bool:
    """Tell a line that begins something of its own: a bullet, a numbered point, an action."""
    return _is_marked(text) or bool(_OPENING.match(text))


def _is_marked(text: str) -> bool:
    number = starts_number(text)
    return bool(
        marker_length(text) or _LABEL.match(text) or (number and number.group()[-1] in ".)")
    )


def _ruled_off(rules: Sequence[Rule], before: Line, line: Line) -> bool:
    """Tell two lines that a table's border parts; what underlines the first is none."""
    high, low = before.y - 0.22 * before.size, line.y + 0.6 * line.size
    between = [rule for rule in rules if low < rule.y0 < high]
    left, right = min(before.x, line.x), max(before.right, line.right)
    return bool(between and separators(between, left, right))
