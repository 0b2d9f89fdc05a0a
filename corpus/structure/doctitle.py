"""The head of a document: its title lines, and how far the head reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.model import BlockKind
from corpus.structure.dates import find_dates
from corpus.structure.labels import (
    AGENDA_ITEM_PAGE,
    is_label,
    is_labelled,
    is_page_heading,
    is_page_number,
)
from corpus.structure.lines import Line
from corpus.structure.titles import is_sentence, split_number, words_of

# Headings and headers stand at the top; a date further down belongs to the prose.
LONGEST_HEAD: Final = 30

_MONTH_YEAR: Final = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"\s{1,2}(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_DAY_MONTH: Final = re.compile(
    r"\b\d{1,2}\s?(?:st|nd|rd|th)?\s(?:of\s)?(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\b",
    re.IGNORECASE,
)
_NAMES_BODY: Final = re.compile(
    r"(?:panel|committee|board|cabinet|council|assembly|forum|authority|commission|commissioner"
    r"|constabulary|\bpolice|sub-committee|\w+\smeeting|working\sgroup|executive)"
    r"(?:\smeeting)?(?:\s(?:for|of)\s[A-Z][\w\s,&-]{2,40})?\s?(?:\([^()]{0,60}\))?[.:]?$",
    re.IGNORECASE,
)
_RECORD: Final = re.compile(
    r"\b(?:minutes|agenda|meeting\snotes|notes\sof|record\sof)\b"
    r"|^(?:[\w-]+(?:first|second|third|th)|first|second|third|annual|special|extraordinary)\smeeting\b",
    re.IGNORECASE,
)
_PREVIOUS: Final = re.compile(
    r"\b(?:previous|last|next|to\s(?:confirm|approve|agree|sign)|(?:confirmation|approval)\sof"
    r"|correct\srecord|matters\sarising|action\slog|future|forthcoming)\b",
    re.IGNORECASE,
)


def is_document_title(lines: Sequence[Line], position: int) -> bool:
    """Tell whether a line before any item titles the document rather than an item."""
    if position >= LONGEST_HEAD:
        return False
    return (
        _titles_itself(lines, position)
        or _repeats_title(lines, position)
        or _before_meeting_line(lines, position)
    )


def _titles_itself(lines: Sequence[Line], position: int) -> bool:
    line = lines[position]
    text = line.text
    if is_page_heading(text):
        return True
    if _PREVIOUS.search(text):
        return False
    if find_dates(text) or _MONTH_YEAR.search(text) or _DAY_MONTH.search(text):
        return True
    if _NAMES_BODY.search(text[-120:]) or _RECORD.search(text):
        return True
    highest = line.kind is BlockKind.HEADING and line.level == 1
    return highest and not _later_level_one(lines, position)


def _later_level_one(lines: Sequence[Line], position: int) -> bool:
    """Tell whether headings as high as this one follow, which makes it one among items."""
    return any(
        other.kind is BlockKind.HEADING
        and other.level == 1
        and not is_label(other.text)
        and not is_page_heading(other.text)
        for other in lines[position + 1 :]
    )


def _repeats_title(lines: Sequence[Line], position: int) -> bool:
    """Tell whether the words already stood in a title line above (a banner and its title)."""
    words = {w.casefold() for w in words_of(lines[position].text)}
    return any(
        len(words) > 1
        and words <= {w.casefold() for w in words_of(earlier.text)}
        and _titles_itself(lines, before)
        for before, earlier in enumerate(lines[:position])
    )


def _before_meeting_line(lines: Sequence[Line], position: int) -> bool:
    """Tell whether an issue page's "Meeting: date - body" line follows at once."""
    return any(
        other.text.casefold().startswith("meeting:") for other in lines[position + 1 : position + 3]
    )


def head_of(lines: Sequence[Line], first_item: int | None) -> tuple[Line, ...]:
    """Give the lines of the head: those before the first item and before any prose.

    Parameters
    ----------
    first_item
        Block index of the first item, or None when there is none.
    """
    head: list[Line] = []
    for line in lines[: LONGEST_HEAD if first_item is None else min(first_item, LONGEST_HEAD)]:
        if line.furniture:
            continue
        number, rest = split_number(line.text)
        if number is not None and rest and line.kind is not BlockKind.HEADING:
            break
        if line.kind is BlockKind.BULLET:
            # Site navigation above the title is a list too.
            if is_sentence(line.text):
                break
            continue
        if len(line.text) > 400:
            break
        if is_sentence(line.text) and line.text.endswith(".") and len(line.text) > 160:
            break
        head.append(line)
    return tuple(head)


def document_title(lines: Sequence[Line], head: Sequence[Line], own: str | None) -> str | None:
    """Give the title of the document as printed, or the title the file itself carries.

    The first line of the head that is more than a page heading or a label;
    "Agenda item" pages print it just below the head.
    """
    for line in head:
        text = line.text
        if (
            is_page_heading(text)
            or is_label(text)
            or is_labelled(text)
            or is_page_number(text)
            or len(text) > 200
            or len(words_of(text)) < 2
        ):
            continue
        return text
    below = lines[head[-1].block + 1 : head[-1].block + 2] if head else lines[:1]
    for line in below:
        if is_title_below(head, line):
            return line.text
    return " ".join(own.split()) if own is not None and own.strip() else None


def is_title_below(head: Sequence[Line], line: Line) -> bool:
    """Tell whether the line just below the head is the title of an "Agenda item" page."""
    return (
        any(h.text.casefold() == AGENDA_ITEM_PAGE for h in head)
        and len(line.text) <= 200
        and not is_label(line.text)
    )
