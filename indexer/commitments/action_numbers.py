# ruff: noqa: E501  the patterns read better whole
"""Numbers by which later minutes call an action or a minute: "Actions 3 to 7 and 9", "R7/21"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

LONGEST_RANGE = 40
"""More numbers than this in "3 to 90" are not a range of actions."""

_LONGEST = 600
"""Code points of a unit that are looked at; lists of numbers stand at its beginning."""

_NUMBER = r"[A-Z]{0,3}\d{1,4}(?:/\d{1,4}){0,3}(?:/[A-Z]{1,2})?(?:\.\d{1,3})?(?![\d%])"
# What follows a quantity or a date, not a number: "action 3 months later", "minutes 4 May".
_QUANTITY: Final = (
    r"(?!\s?(?:st|nd|rd|th|%|per cent|days?|weeks?|months?|years?|hours?|minutes?|seconds?|officers|people"
    r"|members|areas|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?![a-z]))"
)
_WORDS: Final = re.compile(
    r"(?:(?P<action>actions?(?:\s(?:points?|items?))?|recommendations?|items?(?=[^.]{1,60}\blog\b))"
    r"|(?P<minute>minutes?|min\.)|(?P<reference>ref(?:erence)?s?\.?)|(?P<bare>nos?\.))"
    r"(?:\s?/\s?|[\s:]+)(?:(?:nos?\.?|numbers?|refs?\.?|references?)\s?:?\s?)?"
    rf"(?P<first>{_NUMBER}){_QUANTITY}",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(
    r"\s?(?P<join>,\s?and|,\s?&|,|&|and|to|[–—-]|through)\s?"
    rf"(?:(?:actions?|nos?\.?|minutes?|ref(?:erence)?s?)\s)?(?P<number>{_NUMBER}){_QUANTITY}"
    r"(?=[\s,.;:)\]–—-]|$)",
    re.IGNORECASE,
)
# A number that opens the unit and carries its own year or letter: "2023/14 Dates", "R7/21, ...".
_OPENING: Final = re.compile(
    rf"\W{{0,3}}(?P<number>(?=[A-Z]{{1,3}}\d|\d{{1,4}}/\d){_NUMBER})(?=[\s,.:;)–—-]|$)"
)
_ABOUT_ACTIONS: Final = re.compile(r"\bactions?\b", re.IGNORECASE)
_DATE: Final = re.compile(r"\d{1,2}/\d{1,2}/(?:\d\d|\d{4})")
_PARTS: Final = re.compile(r"[A-Z]+|\d+")


class MentionKind(StrEnum):
    """What a number is said to be; a number without a word before it is an action's."""

    ACTION = "action"
    MINUTE = "minute"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Mention:
    """Numbers named in one breath.

    Attributes
    ----------
    numbers
        Each as :func:`plain_number` writes it, ranges spelled out.
    start, end
        Offsets into the text that was searched.
    opens
        Whether it opens the text: an entry of a log under its number.
    bracketed
        Whether it stands in round brackets by itself: "(Action 16 - RC)".
    """

    kind: MentionKind
    numbers: tuple[str, ...]
    start: int
    end: int
    opens: bool
    bracketed: bool


def plain_number(printed: str) -> str:
    """Return a number in one spelling.

    >>> plain_number("No. 021/09 "), plain_number("r7/21"), plain_number("9/2022/p")
    ('21/9', 'R7/21', '9/2022/P')
    """
    text = re.sub(
        r"^\W*(?:actions?|minutes?|ref(?:erence)?s?)?\W*(?:no\.?)?\W*", "", printed, flags=re.I
    )
    text = re.split(r"\s|\.$", text.strip().upper(), maxsplit=1)[0].strip(".:,;()[]")
    return re.sub(r"(?<!\d)0+(?=\d)", "", text)


def carries_its_year(number: str) -> bool:
    """Tell whether a number holds more than a count ("21/9", "R7/21"): it does not come again."""
    return "/" in number or bool(re.match(r"[A-Z]", number))


@lru_cache(maxsize=8192)
def mentions(text: str) -> tuple[Mention, ...]:
    """Return the numbers of actions and minutes that a text names, in order.

    Parameters
    ----------
    text
        The legible text of a unit.

    Examples
    --------
    >>> [one.numbers for one in mentions("Actions 3 to 5 and 9 were closed.")]
    [('3', '4', '5', '9')]
    """
    text = text[:_LONGEST]
    if not any(map(str.isdigit, text)):
        return ()
    found: list[Mention] = []
    opening = _OPENING.match(text)
    if opening is not None and not _DATE.match(opening["number"]):
        numbers, end = _listed(text, opening["number"], opening.end())
        found.append(Mention(MentionKind.ACTION, numbers, opening.start(), end, True, False))
    position = found[-1].end if found else 0
    while (match := _WORDS.search(text, position)) is not None:
        before = text[: match.start()].rstrip()
        position = match.end()
        if _DATE.match(match["first"]) or before[-1:].isdigit():
            continue  # a date, or "7 minutes 3"
        if match["bare"] and not _ABOUT_ACTIONS.search(text):
            continue
        if text[max(match.start() - 1, 0) : match.start()].isalnum():
            continue  # "reactions 4"
        numbers, position = _listed(text, match["first"], match.end())
        if any(_DATE.fullmatch(number) for number in numbers):
            continue
        found.append(
            Mention(
                _kind(match),
                numbers,
                match.start(),
                position,
                len(before.strip(" -–•*")) == 0,
                before.endswith(("(", "[")),
            )
        )
    return tuple(found)


def _kind(match: re.Match[str]) -> MentionKind:
    if match["minute"]:
        return MentionKind.MINUTE
    return MentionKind.REFERENCE if match["reference"] else MentionKind.ACTION


def _listed(text: str, first: str, position: int) -> tuple[tuple[str, ...], int]:
    """Return the numbers of a list that begins with ``first``, and where it ends."""
    numbers = [plain_number(first)]
    while (match := _NEXT.match(text, position)) is not None:
        number = plain_number(match["number"])
        if _shape(number) != _shape(numbers[0]):
            break
        if match["join"].casefold() in ("to", "through", "-", "–", "—"):
            span = _between(numbers[-1], number)
            if span is None:
                break
            numbers += span
        else:
            numbers.append(number)
        position = match.end()
    return tuple(dict.fromkeys(numbers)), position


def _shape(number: str) -> tuple[int, bool]:
    return number.count("/"), number[:1].isalpha()


def _between(first: str, last: str) -> list[str] | None:
    """Return the numbers after ``first`` up to ``last``; None where that is no range."""
    if first.isdigit() and last.isdigit():
        if 0 < int(last) - int(first) <= LONGEST_RANGE:
            return [str(number) for number in range(int(first) + 1, int(last) + 1)]
        return None
    one, other = _PARTS.findall(first), _PARTS.findall(last)
    differing = [i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]]
    if len(one) != len(other) or len(differing) != 1:
        return None
    at = differing[0]
    if not (one[at].isdigit() and other[at].isdigit()):
        return None
    if not 0 < int(other[at]) - int(one[at]) <= LONGEST_RANGE:
        return None
    pieces = re.split(r"[A-Z]+|\d+", first)
    made = []
    for number in range(int(one[at]) + 1, int(other[at]) + 1):
        parts = [*one]
        parts[at] = str(number)
        made.append("".join(a + b for a, b in zip(pieces, [*parts, ""], strict=True)))
    return made
