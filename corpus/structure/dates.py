"""Dates as minutes print them: the day first, always.

A date that cannot be (31 June, the year 20204) is found and reported with its
problem, never mended. ``12 May`` without a year is no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

EARLIEST_YEAR: Final = 1990
LATEST_YEAR: Final = 2100

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan ionawr",
            "february feb chwefror",
            "march mar mawrth",
            "april apr ebrill",
            "may mai",
            "june jun mehefin",
            "july jul gorffennaf",
            "august aug awst",
            "september sept sep medi",
            "october oct hydref",
            "november nov tachwedd",
            "december dec rhagfyr",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY_NAMES: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)

# Longest names first, so that "sept" is not read as "sep" and a stray "t".
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY: Final = (
    r"(?:(?P<{name}>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"[,.]?\s{{1,3}}(?:the\s{{1,3}})?)?"
)

# "16th November, 2017": every gap is bounded, so that no input makes it slow.
_NAMED: Final = re.compile(
    r"(?<![\w/])"
    + _WEEKDAY.format(name="weekday")
    + r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th))?\s{0,3}(?:of\s{1,3})?[,.]?\s{0,3}[-/]?"
    + rf"(?P<month>{_MONTH})\b\.?[,]?\s{{0,3}}[-/]?"
    + r"(?P<year>\d{4,}(?!s\b)|['’]\d\d(?!\d)|\d\d(?=\s{0,3}(?:$|[,;)\n])))",
    re.IGNORECASE,
)
# "November 16th, 2017" cannot be misread, although the record seldom prints it.
_MONTH_FIRST: Final = re.compile(
    r"(?<!\w)"
    + _WEEKDAY.format(name="weekday")
    + rf"(?P<month>{_MONTH})\b\.?\s{{1,3}}(?P<day>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?,?\s{{1,3}}"
    + r"(?P<year>\d{4,}(?!\w))",
    re.IGNORECASE,
)
_NUMERIC: Final = re.compile(
    r"(?<![\w/.-])"
    + _WEEKDAY.format(name="weekday")
    + r"(?:(?P<day>\d{1,2})(?P<sep>/|-|\.|%2F)(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4,}|\d\d))"
    + r"(?!(?:/|-|\.|%2F)?\d)(?!%)",
    re.IGNORECASE,
)
# A reference "03/17/08/2022" is item, day, month, year; only so may a slash stand before a date.
_REFERENCE: Final = re.compile(
    r"\bref(?:erence)?[\s.:/]{0,3}\d{1,3}/(?P<date>(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4}))"
    r"(?![\d/])",
    re.IGNORECASE,
)
_ISO: Final = re.compile(r"(?<![\w-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])")
_RANGE_BEFORE: Final = re.compile(
    r"(?P<before>\b[a-z]+\.?\s{1,2})?(?P<first>\d{1,2})(?:st|nd|rd|th)?\s{0,2}(?:-|–|—|\bto\b|\band\b|&)"
    r"\s{0,2}$",
    re.IGNORECASE,
)
_COUNTED: Final = frozenset(
    {"item", "no", "number", "part", "page", "ref", "room", "version", "v", "panel", "meeting"}
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as it stands in a text.

    Attributes
    ----------
    start, end
        Half-open offsets (code points) into the text searched.
    date
        The day, or None when what is printed is no day (``problem`` says why).
    raw
        What is printed: ``text[start:end]``.
    problem
        What is wrong with it, in plain words: an impossible day, a year out of
        range, or (with a date) a weekday that the day was not.
    """

    start: int
    end: int
    date: date | None
    raw: str
    problem: str | None = None


def parse_date(text: str) -> date | None:
    """Read the one date of a short string; None when there is none, or two that differ.

    >>> parse_date("Tuesday 19 December 2017 @ 10:00")
    datetime.date(2017, 12, 19)
    >>> parse_date("5th November, 20204") is None
    True
    """
    found = {f.date for f in find_dates(text)}
    return found.pop() if len(found) == 1 else None


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Find every date with day, month and year, in order of appearance.

    What is printed as a date but cannot be one is found too, with ``date`` None
    and the problem named; so is the end of a range ("16-18 April 2012"), which
    names no single day.
    """
    found: list[FoundDate] = []
    for pattern in (_NAMED, _MONTH_FIRST, _REFERENCE, _ISO, _NUMERIC):
        for match in pattern.finditer(text):
            group = "date" if pattern is _REFERENCE else 0
            start, end = match.start(group), match.end(group)
            if any(start < f.end and f.start < end for f in found):
                continue
            read = _read(match, pattern, text)
            if read is not None:
                found.append(FoundDate(start, end, read[0], text[start:end], read[1]))
    return tuple(sorted(found, key=lambda f: f.start))


def _read(
    match: re.Match[str], pattern: re.Pattern[str], text: str
) -> tuple[date | None, str | None] | None:
    """Turn a match into a day and a problem; None when it is no date at all."""
    groups = match.groupdict()
    raw_month = groups["month"].lower()
    month = _MONTHS.get(raw_month) or int(raw_month)
    if pattern is _NUMERIC and _is_paragraph_number(groups, month):
        return None
    year = _year(groups["year"])
    if year is None:
        return None, f"the year {groups['year']} cannot be meant"
    day = int(groups["day"])
    try:
        value = date(year, month, day)
    except ValueError:
        return None, "there is no such day in the calendar"
    before = _RANGE_BEFORE.search(text, max(0, match.start() - 24), match.start())
    if (
        pattern is _NAMED
        and groups.get("weekday") is None
        and before is not None
        and int(before["first"]) < day
        and (before["before"] or "").strip(" .\n\t").lower() not in _COUNTED
    ):
        return None, "a range of days, not one day"
    weekday = groups.get("weekday")
    if weekday is not None and _WEEKDAYS[value.weekday()] != weekday[:3].lower():
        return value, f"that day was a {_WEEKDAY_NAMES[value.weekday()]}"
    return value, None


def _is_paragraph_number(groups: dict[str, str | None], month: int) -> bool:
    """Tell "1.2.12", which numbers a paragraph, from "01.02.12", which is a day."""
    day, raw_month, year = groups["day"] or "", groups["month"] or "", groups["year"] or ""
    if groups["sep"] not in {".", "-"} or len(year) != 2:
        return False
    return len(day) < 2 or len(raw_month) < 2 or not 1 <= month <= 12


def _year(raw: str) -> int | None:
    digits = raw.lstrip("'’")
    if len(digits) == 2:
        short = int(digits)
        return 1900 + short if short >= EARLIEST_YEAR - 1900 else 2000 + short
    if len(digits) != 4 or not EARLIEST_YEAR <= int(digits) <= LATEST_YEAR:
        return None
    return int(digits)
