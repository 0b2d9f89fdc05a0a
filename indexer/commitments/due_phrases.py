# ruff: noqa: E501  the patterns read better whole
"""The shapes of words that say by when: days, spans, meetings, rhythms, and nothing firm.

Every gap and repetition is bounded, so that no input makes a pattern slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from corpus.structure.dates import find_dates

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
NUMBERS: Final = {
    name: number
    for number, name in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(),  # noqa: SIM905
        start=1,
    )
} | {"a": 1, "an": 1, "another": 1, "eighteen": 18, "twenty-four": 24}
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Shape(StrEnum):
    """What kind of words a due phrase is of."""

    DAY = "day"
    SPAN = "span"
    LENGTH = "length"
    MEETING = "meeting"
    RECURRING = "recurring"
    VAGUE = "vague"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a text that may say by when.

    Attributes
    ----------
    start, end
        Half-open offsets into the text.
    shape
        Of what kind they are.
    firm
        They look ahead by themselves ("by", "before", "at the next meeting"); "in March"
        may also tell when something happened.
    """

    start: int
    end: int
    shape: Shape
    firm: bool


_MONTH = r"(?:january|february|march|april|may|june|july|august|september|sept|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)(?=[\s,.;)]|$)\.?)"
_MONTH_NAME = r"(?:January|February|March|April|May|June|July|August|September|Sept|October|November|December)"
_YEAR = r"(?:,?\s?(?:of\s)?(?:19|20)\d\d\b(?!/))"
_FINANCIAL = r"(?:(?:the\s)?(?:financial\syear\s)?20\d\d[/-](?:20)?\d\d\b)"
_SEASON = r"(?:spring|summer|autumn|winter)"
_COUNT = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|a\sfurther\s\w{2,9}|another(?:\s(?:two|three|four|six|twelve))?|the\snext\s\w{2,9}|a\sfew|the\snext\sfew)"
_UNIT = r"(?:working\sdays?|days?|weeks?|fortnight|months?|years?|hours?|quarters?)"
_TIME = r"(?:['’]s?\stime|s['’]\stime)?"
_BODY = r"(?:meetings?|board|panel|committee|fem|forum|council|cabinet|session|hta|conference|away\sday)"
_NAMED_BODY = rf"(?:(?!(?:or|at|the|to|in|by|for|of|on|was|is|that|will|would|be|before|with)\b)[\w’'&-]{{2,20}}\s){{0,4}}{_BODY}"
_END = r"(?:the\s)?(?:very\s)?(?:end|close|middle|beginning|start|turn)\sof\s"
_PART = r"(?:early|late|mid)[\s-](?:in\s)?"
_WHICH = r"(?:the|this|next|that|its|their|our|his|her|last)"
_QUALIFIED = r"(?:current\s|coming\s|next\s|calendar\s|financial\s|municipal\s|new\s)"
_OF_TIME = (
    rf"(?:(?:{_END}(?:{_WHICH}\s)?{_QUALIFIED}{{0,2}}|(?:this|next)\s{_QUALIFIED}{{0,1}}|(?:the|its|their)\s{_QUALIFIED}{{1,2}})"
    rf"(?:week|month|quarter|year|day|term|decade)\b(?![’'])|{_END}(?:{_WHICH}\s)?(?:{_MONTH}{_YEAR}?|{_SEASON}{_YEAR}?"
    rf"|{_FINANCIAL}|20\d\d\b|q[1-4]\b(?:\s{_FINANCIAL})?)|(?:{_PART})?(?:the\s)?(?:new\syear|christmas|easter|recess)\b(?:\s20\d\d)?"
    rf"|{_PART}(?:the\s)?(?:{_MONTH}{_YEAR}?|{_SEASON}{_YEAR}?|20\d\d)|(?:the\s)?(?:{_SEASON})\b{_YEAR}?|{_MONTH}{_YEAR}?(?!\s?\d)"
    rf"|q[1-4]\b(?:\s{_FINANCIAL})?|(?:the\s)?(?:first|second|third|fourth|final|last|next)\s(?:quarter|half)(?:\sof\s(?:the\s)?(?:{_FINANCIAL}|20\d\d|(?:financial\s)?year))?"
    rf"|{_FINANCIAL}|20\d\d\b(?!/)|end\s?[-–]?\s?{_MONTH}{_YEAR}?)"
)
_WEEKDAY = r"(?:(?:next|this|the\sfollowing|the\scoming)\s)?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b(?!,?\s(?:the\s)?\d)"
_LEAD = r"(?:in\stime\sfor|ready\sfor|in\sreadiness\sfor|no\slater\sthan|not\slater\sthan|from|by|before|until|till|within|at|to|into|in|on|for|during|ahead\sof|prior\sto|after|following|over|throughout|towards)"
_DAY_NO_YEAR = rf"(?:the\s)?(?:(?:mon|tues|wednes|thurs|fri)day\s)?\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?!\s?,?\s?\d)"

_FIRM: Final = re.compile(
    r"(?:in\stime|ready|no\slater|not\slater|by|before|until|till|within|ahead|prior|towards)\b",
    re.IGNORECASE,
)

_SHAPES: Final = tuple(
    (shape, re.compile(pattern, re.IGNORECASE))
    for shape, pattern in (
        (
            Shape.RECURRING,
            r"\b(?:on\sa(?:n)?\s)?(?:regular|weekly|fortnightly|monthly|bi-?monthly|quarterly|termly|annual|yearly"
            r"|(?:two|three|four|six|\d{1,2})[\s-]month(?:ly|s)?|half[\s-]yearly|six[\s-]weekly|rolling|daily)\s(?:basis|intervals)\b"
            r"|\b(?:weekly|fortnightly|monthly|quarterly|annually|(?:two|three|four|six)[\s-]monthly|half[\s-]yearly|six[\s-]weekly|twice\sa\syear)\b(?=\W*$|[.,;:)]|\s(?:and|or|by|to|in|on|at|until|updates?|reports?|thereafter|with|from|for)\b)"
            r"|\b(?:at\s)?(?:each|every)\s(?:(?!per\b)\w{2,12}\s){0,3}(?:meeting|board|panel|week|month|quarter|year|monday|tuesday|wednesday|thursday|friday|six\smonths|three\smonths)\b(?![’'])(?:\suntil\s[^.,;:()]{3,60})?"
            r"|\b(?:as\sa\s)?standing\s(?:agenda\s)?item\b|\b(?:the\s)?first\smeeting\s(?:in|of)\s(?:each|every)\s(?:\w+\s)?year\b"
            r"|\bregular\s(?:updates?|reports?|briefings?)\b|\bon\san\songoing\sbasis\b|\bongoing\b(?=\W*$)",
        ),
        (
            Shape.MEETING,
            rf"\b(?:{_LEAD}\s)?(?:(?:the|a|an|its|their|our|his|her|this|that)\s)?(?:very\s)?(?:next|following|subsequent|future|forthcoming|coming|later|(?-i:{_MONTH_NAME}){_YEAR}?|{_SEASON}|new\s[\w’']{{2,20}}\sfirst)\s{_NAMED_BODY}\b(?:\s(?:in|on|following)\s(?:the\s(?:end\sof\sthe\s)?next\squarter|{_MONTH}{_YEAR}?))?"
            rf"|\b(?:{_LEAD}\s)?(?:the|its|their)\s{_NAMED_BODY}\s(?:in|of|following)\s(?:the\s(?:end\sof\sthe\s)?next\squarter|{_MONTH}{_YEAR}?)\b"
            rf"|(?<=\()(?:{_MONTH}\s(?:19|20)\d\d)(?=\))",
        ),
        (
            Shape.DAY,
            rf"\b(?:{_LEAD}\s)(?:(?:noon|close\sof\splay|midday|5pm|the\send\sof)\s(?:on\s)?)?{_DAY_NO_YEAR}",
        ),
        (
            Shape.LENGTH,
            rf"\b(?:within|in|after|over|for|inside)\s(?:the\snext\s)?{_COUNT}\s?{_UNIT}\b{_TIME}(?:\sof\s(?:the|this)\smeeting)?"
            rf"|\b(?:a\s)?further\s(?:two|three|four|six|nine|twelve|\d{{1,2}})\s(?:weeks|months|years)\b|\bin\sa\sfortnight\b",
        ),
        (
            Shape.SPAN,
            rf"\b(?:{_LEAD}\s)(?:the\s(?=end))?{_OF_TIME}(?:\s(?:before|after|ahead\sof)\s(?:the|its)\s(?:next\s)?{_NAMED_BODY})?"
            rf"|\b(?:later|early|late|earlier)\s(?:in\s)?(?:the|this|next|in)\s(?:week|month|year|new\syear|quarter|20\d\d|{_SEASON}|{_MONTH})\b(?:\sbefore\s(?:the|its)\s(?:next\s)?{_NAMED_BODY})?"
            rf"|\b{_END}{_WHICH}?\s?(?:{_MONTH}{_YEAR}?|week|month|year|quarter|financial\syear)\b|\bnext\s(?:week|month|year|quarter)\b(?![’'])"
            rf"|\b(?:by\s|on\s|before\s|until\s)?{_WEEKDAY}|\b(?:by\s)?(?:that\s(?:evening|afternoon|day|night)|(?:by\s)?tomorrow|(?<=by\s)today|the\ssame\sday)\b"
            rf"|\bend\s?[-–]\s?(?:of\s)?{_MONTH}{_YEAR}?",
        ),
        (
            Shape.VAGUE,
            r"\b(?:in\s(?:due\scourse|(?:the\s)?(?:near\s|very\snear\s)?future|the\s(?:short|medium|longer?)[\s-]term)|shortly|as\ssoon\sas\s(?:possible|practicable)|asap|imminently|immediately"
            r"|going\sforwards?|at\sa\slater\sdate|to\sa\sdate\sto\sbe\sfixed|when\s(?:available|appropriate|possible|complete|ready)|once\s(?:available|complete|completed|ready|finalised|received|agreed|published)"
            r"|as\sand\swhen[^.,;:()]{0,40}|(?:by|before)\sthat\s(?:date|time)|until\sthen|before\s(?:any|each|every)\s[^.,;:()]{3,40}|sooner\srather\sthan\slater|in\sgood\stime)(?!\w)",
        ),
        (
            Shape.EVENT,
            r"\b(?:once|as\ssoon\sas|until|before|as\seach)\s(?!the\s(?:end|next)\b|(?:a|an)\b)[^.,;:()]{4,90}?(?=\s(?:and|but)\s|[.,;:()]|\s\(|$)"
            r"|\bwhen\s(?:[\w’']{1,20}\s){1,4}(?:has|have|had|is|are|becomes?)\b[^.,;:()]{0,60}?(?=\s(?:and|but)\s|[.,;:()]|$)"
            r"|\b(?:before|after|following)\sthe\s(?!end|next)[^.,;:()]{3,60}?(?=\s(?:and|but)\s|[.,;:()]|$)|\bwith\s(?:the\s)?next\syear[’']s\s\w{3,20}\b|\bby\sthe\stime\s[^.,;:()]{3,50}",
        ),
    )
)
_LEAD_BEFORE: Final = re.compile(
    rf"\b(?:(?:{_LEAD}|w/c|week\s(?:commencing|beginning|ending)|w/e)\s(?:the\s)?(?:w/c\s|w/e\s|week\s(?:commencing|beginning|ending)\s|noon\s(?:on\s)?|close\sof\splay\s(?:on\s)?|midday\s(?:on\s)?)?)$",
    re.IGNORECASE,
)


def phrases_in(text: str) -> list[Phrase]:
    """Return what may say by when, by place; of two that overlap, the longer or surer one."""
    found = [
        Phrase(start, day.end, Shape.DAY, bool(_FIRM.match(text[start : day.end])))
        for day in find_dates(text)
        for start in [_with_lead(text, day.start)]
    ]
    for shape, pattern in _SHAPES:
        for match in pattern.finditer(text):
            words = match[0].rstrip(" ,")
            one = Phrase(match.start(), match.start() + len(words), shape, _is_firm(shape, words))
            found.append(one)
    chosen: list[Phrase] = []
    rank = {shape: n for n, shape in enumerate((Shape.RECURRING, Shape.MEETING, Shape.DAY))}
    for one in sorted(
        found, key=lambda p: (rank.get(p.shape, 3), p.shape in _LAST, p.start - p.end)
    ):
        if not any(one.start < other.end and other.start < one.end for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda p: p.start)


_LAST: Final = frozenset({Shape.VAGUE, Shape.EVENT})


def _is_firm(shape: Shape, words: str) -> bool:
    if shape in (Shape.RECURRING, Shape.VAGUE):
        return False
    return bool(_FIRM.match(words)) or shape is Shape.MEETING


def _with_lead(text: str, start: int) -> int:
    """Return where "by noon on" begins before a day, or the day itself."""
    before = _LEAD_BEFORE.search(text[max(0, start - 60) : start])
    return start - (min(start, 60) - before.start()) if before is not None else start
