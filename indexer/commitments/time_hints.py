# ruff: noqa: E501  the patterns read better whole
"""When a later passage says that something was asked, promised or due: "asked in September"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_MONTH_NAMES: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTHS: Final = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_MONTH = r"(?P<month>" + "|".join(_MONTH_NAMES) + r")"
_WHEN: Final = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?{_MONTH}(?:,?\s(?P<year>20\d\d))?\b"
)
_SAID: Final = re.compile(
    r"\b(?:asked|requested|promised|agreed|undertaken|told|required|said|raised)\b"
    rf"(?:\s(?!(?:due|by|was|were|had|has|is|are|and|but|received|which|that|would|will|to)\b)[\w’']+){{0,5}}?\s(?:in|at|on|of|since)\s(?:the\s)?{_WHEN}"
    rf"|\b(?:actions?|minutes?|request|undertaking|promise)\b[^.;]{{0,40}}\b(?:from|of|at)\s(?:the\s)?(?P<from>{_WHEN.replace('?P<', '?P<f')})",
    re.IGNORECASE,
)
_DUE: Final = re.compile(
    r"\b(?:due|promised for|expected (?:in|by)|promised by|would (?:come|be\s\w+) (?:in|by)|target of .{1,20} by)"
    rf"\s?(?:in|by|at|for)?\s(?:the\s(?:end\sof\s)?)?{_WHEN}",
    re.IGNORECASE,
)
_YEAR_SAID: Final = re.compile(
    r"\b(?:asked|requested|promised|agreed|told|said|found|about this)\b[^.;]{0,30}\b(?:in|since)\s(?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_YEAR_AGO: Final = re.compile(r"\ba year (?:earlier|ago|before)\b", re.IGNORECASE)
_ANY: Final = re.compile(rf"\b{_MONTH}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """A month, a year, or a day of a month as far as a passage names them."""

    year: int | None
    month: int | None
    day: int | None = None

    def fits(self, day: date) -> bool:
        """Tell whether a day may be meant."""
        return (
            self.year in (None, day.year)
            and self.month in (None, day.month)
            and self.day in (None, day.day)
        )


@dataclass(frozen=True, slots=True)
class Hints:
    """What a passage says of the time of what it goes back to.

    Attributes
    ----------
    said
        When it was asked or promised.
    due
        For when it was due.
    """

    said: tuple[When, ...]
    due: tuple[When, ...]


def hints_of(text: str, held_on: date) -> Hints:
    """Return what a passage says of the time of what it goes back to.

    Parameters
    ----------
    text
        The passage.
    held_on
        The day of the meeting whose record it is of.

    Examples
    --------
    >>> hints_of("which the Panel had asked for in September", date(2022, 2, 3)).said
    (When(year=None, month=9, day=None),)
    """
    text = text[:800]
    said: list[When] = []
    for match in _SAID.finditer(text):
        prefix = "f" if match["from"] else ""
        said.append(_when(match, prefix))
    said += [When(int(match["year"]), None) for match in _YEAR_SAID.finditer(text)]
    if _YEAR_AGO.search(text):
        said.append(When(held_on.year - 1, None))
    due = [_when(match, "") for match in _DUE.finditer(text)]
    return Hints(tuple(dict.fromkeys(said)), tuple(dict.fromkeys(due)))


def months_named(text: str) -> frozenset[int]:
    """Return the months that a text names."""
    return frozenset(_MONTHS[match["month"].casefold()] for match in _ANY.finditer(text[:2_000]))


def _when(match: re.Match[str], prefix: str) -> When:
    year, day = match[f"{prefix}year"], match[f"{prefix}day"]
    month = _MONTHS[match[f"{prefix}month"].casefold()]
    return When(int(year) if year else None, month, int(day) if day else None)
