"""From a due phrase to its last day: only what the calendar settles, never an invented day.

Read from the day of the meeting on:

* a month, quarter, year or financial year is over with its last day ("by March" may mean
  before it or within it: the later reading, so that nothing is overdue before its time);
  "before March" ends with February;
* a week ends with its Sunday, "by Friday" is the next Friday after the meeting;
* "in six months" and "within six months" are that long after the meeting;
* a quarter of a year ends with March, June, September or December by the calendar and by the
  financial year alike, but "Q3" alone may be of either and has no day;
* no calendar says when spring or summer ends, how long "early in the New Year" lasts, or what
  "mid-March", "a few weeks" and "ten working days" come to: they have no day.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from corpus.structure.dates import find_dates
from indexer.commitments.due_phrases import MONTHS, NUMBERS, WEEKDAYS

_NAMES: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH: Final = re.compile(
    rf"\b(?P<month>{_NAMES})\b\.?(?:,?\s(?:of\s)?(?P<year>(?:19|20)\d\d)\b)?"
)
_DAY: Final = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_NAMES})\b")
_FINANCIAL: Final = re.compile(r"\b(?P<first>20\d\d)[/-](?:20)?(?P<last>\d\d)\b")
_QUARTER: Final = re.compile(r"\bq(?P<number>[1-4])\b")
_YEAR: Final = re.compile(r"\b(?P<year>20\d\d)\b")
_LENGTH: Final = re.compile(
    r"\b(?P<count>\d{1,3}|[a-z-]{1,11})\s?"
    r"(?P<unit>working days?|days?|weeks?|fortnights?|months?|years?|hours?|quarters?)\b"
)
_WEEK_OF: Final = re.compile(r"\b(?:w/c|week (?:commencing|beginning))\b")
_VAGUE: Final = re.compile(
    r"\b(?:spring|summer|autumn|winter|easter|recess|term|decade|municipal|early|mid|middle|few)\b"
)
_MOST_MONTHS = 240


def day_of(words: str, held: date | None) -> date | None:
    """Return a day that is printed with or without its year."""
    low = _plain(words)
    found = find_dates(words)
    if found:
        days = {one.date for one in found if one.problem is None or one.date is not None}
        if len(days) != 1 or len(found) != 1:
            return None
        day = found[0].date
    else:
        match = _DAY.search(low)
        if match is None or held is None:
            return None
        day = _next_day(held, MONTHS[match["month"]], int(match["day"]))
    if day is None:
        return None
    if _WEEK_OF.search(low):
        return day + timedelta(days=6)
    return day - timedelta(days=1) if low.startswith("before ") else day


def span_end(words: str, held: date | None) -> date | None:
    """Return the last day of a span: a week, month, quarter, year, or one that is named."""
    low = _plain(words)
    before = bool(re.match(r"(?:before|prior to|ahead of)\b", low)) and " end of" not in f" {low}"
    if "christmas" in low:
        year = _YEAR.search(low)
        if "early" in low or (held is None and year is None):
            return None
        at = date(int(year["year"]), 12, 25) if year else _next_day(held, 12, 25)
        return at - timedelta(days=1) if before and at is not None else at
    if "new year" in low:
        return date(held.year, 12, 31) if before and held is not None else None
    if _VAGUE.search(low) or re.search(r"\b(?:after|following|beginning|start of|turn)\b", low):
        return None
    named = _named_span(low, held)
    if named is not None:
        first, last = named
        return first - timedelta(days=1) if before else last
    return _from_meeting(low, held, before=before)


def length_end(words: str, held: date | None) -> date | None:
    """Return the day that is so long after the meeting; None for "after", "for" and "a few"."""
    low = _plain(words)
    if held is None or re.match(r"(?:after|for)\b", low):
        return None
    if "fortnight" in low:
        return held + timedelta(days=14)
    match = _LENGTH.search(low)
    if match is None:
        return None
    raw = match["count"]
    count = int(raw) if raw.isdigit() else NUMBERS.get(raw)
    unit = match["unit"].rstrip("s")
    if count is None or unit.startswith("working"):
        return None
    if unit == "hour":
        return held + timedelta(days=count // 24) if count % 24 == 0 else None
    if unit in ("day", "week"):
        return held + timedelta(days=count * (7 if unit == "week" else 1))
    return _months_on(held, count * {"month": 1, "quarter": 3, "year": 12}[unit])


def meeting_meant(words: str, held: date | None, meetings: Sequence[date]) -> date | None:
    """Return the meeting that is meant, where the archive holds it and only one can be.

    Parameters
    ----------
    words
        "at the next meeting", "to the December Board", "May 2018".
    held
        The day of the meeting that says so.
    meetings
        Days of the meetings of that body that are held, ascending.
    """
    low = _plain(words)
    if held is None or re.search(r"\b(?:future|later|new|following the)\b", low):
        return None
    later = [day for day in meetings if day > held]
    month = _MONTH.search(low)
    if month is not None:
        number = MONTHS[month["month"]]
        year = int(month["year"]) if month["year"] else _year_of(held, number)
        there = [day for day in later if (day.year, day.month) == (year, number)]
        return there[0] if len(there) == 1 else None
    if re.search(r"\b(?:next|following|subsequent|forthcoming|coming)\b", low):
        return later[0] if later else None
    return None


def _named_span(low: str, held: date | None) -> tuple[date, date] | None:
    """Return the first and last day of a span that is named: a month, 2024/25, Q3 2017/18."""
    financial = _FINANCIAL.search(low)
    quarter = _QUARTER.search(low)
    if financial is not None:
        first = int(financial["first"])
        if (first + 1) % 100 != int(financial["last"]):
            return None
        if quarter is None:
            return date(first, 4, 1), date(first + 1, 3, 31)
        month = 1 + 3 * int(quarter["number"])
        start = date(first + (month > 12), month - 12 * (month > 12), 1)
        return start, _month_end(start.year + (start.month + 2 > 12), (start.month + 1) % 12 + 1)
    if quarter is not None:
        return None
    month_named = _MONTH.search(low)
    if month_named is not None:
        number = MONTHS[month_named["month"]]
        if month_named["year"] is None and held is None:
            return None
        year = int(month_named["year"] or (_year_of(held, number) if held else 0))
        return date(year, number, 1), _month_end(year, number)
    alone = _YEAR.search(low)
    if alone is not None:
        return date(int(alone["year"]), 1, 1), date(int(alone["year"]), 12, 31)
    return None


def _from_meeting(low: str, held: date | None, *, before: bool) -> date | None:
    """Return the last day of a span that is counted from the meeting."""
    if held is None:
        return None
    ahead = bool(re.search(r"\b(?:next|coming|new)\b", low))
    if re.search(r"\b(?:today|evening|afternoon|day|night)\b", low) and "days" not in low:
        return held
    if "tomorrow" in low:
        return held + timedelta(days=1)
    weekday = next((n for n, name in enumerate(WEEKDAYS) if name in low), None)
    if weekday is not None:
        # "Next Friday" may be either of two.
        return (
            None if "next" in low else held + timedelta(days=(weekday - held.weekday() - 1) % 7 + 1)
        )
    first: date | None = None
    last: date | None = None
    if "week" in low:
        first = held - timedelta(days=held.weekday()) + timedelta(days=7 * ahead)
        last = first + timedelta(days=6)
    elif "month" in low:
        first = _months_on(held.replace(day=1), int(ahead))
        last = _month_end(first.year, first.month)
    elif "quarter" in low and not re.search(r"\b(?:first|second|third|fourth|final|last)\b", low):
        first = _months_on(held.replace(month=held.month - (held.month - 1) % 3, day=1), 3 * ahead)
        last = _months_on(first, 3) - timedelta(days=1)
    elif "financial year" in low:
        start = held.year if held.month >= 4 else held.year - 1
        first, last = date(start + ahead, 4, 1), date(start + ahead + 1, 3, 31)
    elif "year" in low:
        first, last = date(held.year + ahead, 1, 1), date(held.year + ahead, 12, 31)
    if before and first is not None:
        return first - timedelta(days=1) if ahead else None
    return last


def _year_of(held: date, month: int) -> int:
    """Return the year in which a month is next over, from a day on."""
    return held.year if month >= held.month else held.year + 1


def _next_day(held: date | None, month: int, day: int) -> date | None:
    if held is None:
        return None
    for year in (held.year, held.year + 1):
        if day <= calendar.monthrange(year, month)[1] and date(year, month, day) >= held:
            return date(year, month, day)
    return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _months_on(day: date, months: int) -> date:
    months = min(months, _MOST_MONTHS)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").split())
