"""Whose meeting it is: the body's name where the document prints it as its own.

Looked for in the "Meeting:" lines of issue pages, in the title lines of the
head, and in the file's own title; never in prose, where other bodies are
merely mentioned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus import reference
from corpus.structure.dates import find_dates
from corpus.structure.labels import is_label
from corpus.structure.lines import Line
from corpus.structure.names import looks_like_name
from corpus.structure.people import person

_MEETING_LINE: Final = re.compile(r"(?:decided\sat\s)?meeting:\s", re.IGNORECASE)
_ITEM_NUMBER: Final = re.compile(r"\(item\s[^()]{1,12}\)|\(public\spack\)", re.IGNORECASE)
_WHEN: Final = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?|\b\d{1,2}[.:]\d\d\s?(?:am|pm|hrs|hours)?\b"
    r"|\b\d{1,2}\s?(?:am|pm)\b|@|\b\d{1,2}\s?(?:st|nd|rd|th)?\s(?:of\s)?(?:january|february|march|april"
    r"|may|june|july|august|september|october|november|december)\b(?:\s\d{4})?"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"\s\d{4}\b|\b\d{2}\.\d{2}\.\d{2,4}\b",
    re.IGNORECASE,
)
_APART: Final = re.compile(r"\s[-–—|]\s|[|\n;:]|\s[-–—]$|^[-–—]\s|,\s*$|\.\s")
_BEFORE: Final = re.compile(
    r"(?:(?:these|here)\sare\s)?(?:the\s)?(?:(?:draft|final|approved|unconfirmed|printed|confirmed)\s)*"
    r"(?:(?:agenda\s(?:document|frontsheet|reports\spack)|agenda|minutes|notes?|record|agenda\sand\s(?:draft\s)?minutes|action\snotes)\s?"
    r"(?:(?:of|for|from|to)\s)?)?(?:(?:a|an|the)\s)?"
    r"(?:(?:extra|special|extraordinary|ordinary|annual|inaugural)\s)?(?:meeting\sof\s(?:(?:a|an|the)\s)?)?",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"\s*(?:\b(?:(?:\w+-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh"
    r"|twelfth|\w+teenth|\w+tieth|inaugural|annual|special|extraordinary)\s)?"
    r"(?:(?:draft|final)\s)?(?:meeting\s)?(?:minutes(?:\sand\sactions)?|agenda|meeting\snotes|notes|actions)"
    r"(?:\s(?:of|from|for)\b.*)?|\bheld\s(?:on|at|in)\b.*|\(draft\)|\bdraft)\s*$",
    re.IGNORECASE,
)
_MEETING_AFTER_NOUN: Final = re.compile(
    r"(?P<body>.*\b(?:panel|committee|board|forum|authority|council|cabinet|group))\s+"
    r"(?:(?:[\w-]+\s)?meeting|[\w-]+(?:th|st|nd|rd))$",
    re.IGNORECASE,
)
_NOUN: Final = (
    r"(?:panel|committee|sub-committee|board|cabinet|council|assembly|forum|authority|commission"
    r"|working\sgroup|task\sgroup|group|meeting|pf?cp)"
)
_NAME: Final = re.compile(
    rf"(?P<name>(?:[^\s.]+\s){{1,13}}{_NOUN}(?:\s(?:for|of)\s(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){{0,3}})?"
    r"(?:\s\((?:statutory\s)?joint\scommittee\))?)",
    re.IGNORECASE,
)
_SMALL: Final = frozenset({"and", "of", "the", "for", "in", "on", "&", "with", "to"})
# "Panel Heddlu a Throseddu Gogledd Cymru", alone or beside the English name.
_WELSH: Final = r"Panel\sHeddlu\sa\sThrosedd(?:u|au)?\b"
_WELSH_PANEL: Final = re.compile(rf"{_WELSH}(?:\s[A-Z][\w’'-]*){{0,4}}")
_BESIDE_ENGLISH: Final = re.compile(
    rf"\s[/|]\s{_WELSH}(?:\s(?!-)[\w’'-]+){{0,4}}|{_WELSH}(?:\s(?!-)[\w’'-]+){{0,4}}\s[/|]\s"
)
_WELSH_DAY: Final = re.compile(
    r"\bdydd\s(?:llun|mawrth|mercher|iau|gwener|sadwrn|sul)\b,?", re.IGNORECASE
)
_NO_MEETING_NAME: Final = re.compile(
    r"(?:previous|last|next|this|that|first|second|third|board|annual|special|public|monthly|the|\w+(?:th|st|nd|rd))$",
    re.IGNORECASE,
)
_OFFICE: Final = re.compile(
    r"(?:(?:the\s)?office\sof\sthe\s)?(?:police,?(?:\sfire)?\s(?:and|&)\scrime\scommissioner|opcc|opfcc|pcc|pfcc)"
    r"\s(?:for|of)\s(?:the\s)?(?P<area>[A-Z][\w’'&\s-]{2,40})",
    re.IGNORECASE,
)
_AREA_OFFICE: Final = re.compile(
    r"(?:(?:the\s)?office\sof\sthe\s)?(?P<area>[A-Z][\w’'&-]*(?:\s(?:[A-Z][\w’'&-]*|and|of)){0,5}?)\s"
    r"(?:police(?:,?\sfire)?\s(?:and|&)\scrime\scommissioner|constabulary|police(?:\sservice|\sforce)?|opcc|opfcc"
    r"|pcc|pfcc)(?=$|\s?[:–—(-]|['’]s\b)",
    re.IGNORECASE,
)
_DANGLING: Final = re.compile(r"\s(?:of|on|for|from|at|to|held)$", re.IGNORECASE)
_OFFICE_WORDS: Final = re.compile(r"^(?:the\s)?office\sof\sthe\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BodyReading:
    """The body in its one spelling, its force, and what was noticed on the way."""

    body: str | None
    force: str | None = None
    notes: tuple[str, ...] = ()


def body_of(
    head: Sequence[Line],
    lines: Sequence[Line],
    own_title: str | None,
    running: Sequence[str] = (),
) -> BodyReading:
    """Tell the body and the force area as far as the document says them.

    Parameters
    ----------
    head
        The lines above the first item.
    lines
        All lines; issue pages repeat "Meeting: date - body" further down.
    own_title
        The file's own title.
    running
        Page headers and footers: a last resort for the body, and where a
        force or its commissioner is often named.
    """
    named = _meeting_lines(lines)
    if len(named) > 1:
        note = f"The page records meetings of several bodies ({'; '.join(named)}); none is chosen."
        return BodyReading(None, None, (note,))
    body = named[0] if named else None
    if body is None:
        printed = [name for line in head if (name := _printed(line)) is not None]
        # The council prints its name above that of its committee.
        body = min(printed, key=_rank, default=None)
    if body is None and own_title:
        # "... | Eastmoor County Council" is the site, not who met.
        named_by_title = body_name(own_title.split("|")[0])
        body = None if named_by_title is None or _is_host(named_by_title) else named_by_title
    if body is None and own_title:
        body = reference.known_body_in(own_title)
    if body is None:
        body = next((n for text in running if (n := body_name(text)) is not None), None)
    folded = reference.fold_body(body) if body else None
    force = reference.force_of_body(folded) if folded else None
    return BodyReading(folded, force or _force_in_head(head, (*_segments(own_title), *running)))


def _meeting_lines(lines: Sequence[Line]) -> list[str]:
    """Read the bodies of "Meeting: 09/09/2021 - BODY (Item n)", each once, in order."""
    found: dict[str, None] = {}
    for line in lines:
        if len(line.text) <= 250 and _MEETING_LINE.match(line.text):
            name = body_name(_MEETING_LINE.sub("", line.text, count=1))
            if name is not None:
                found.setdefault(reference.fold_body(name))
    return list(found)


def _printed(line: Line) -> str | None:
    if len(line.text) > 250 or is_label(line.text):
        return None
    for text in (*line.raw_lines, line.text):
        # "Robin Vale, Youth Justice Board" stands in an attendance list.
        if "," in text and (somebody := person(text)) is not None and somebody.role:
            continue
        name = body_name(" ".join(text.split()))
        if name is not None:
            return name
    return None


def body_name(text: str) -> str | None:
    """Cut the name of a body out of a title line, or None when it names none.

    >>> body_name("Eastmoor Police & Crime Panel - Thursday, 16th November, 2017 10.30 am")
    'Eastmoor Police & Crime Panel'
    """
    text = _BESIDE_ENGLISH.sub(" | ", _ITEM_NUMBER.sub(" ", text[:250]))
    for found in reversed(find_dates(text)):
        text = text[: found.start] + " | " + text[found.end :]
    text = _WHEN.sub(" | ", text)
    best: str | None = None
    for segment in _APART.split(text):
        name = _name_in(" ".join(_WELSH_DAY.sub("", segment).split()).strip(" ,.-–—"))
        if name is None:
            continue
        if best is None or (_is_weak(best) and not _is_weak(name)):
            best = name
    return best


def _is_weak(name: str) -> bool:
    return name.casefold().endswith(("meeting", "council", "authority"))


def _is_host(name: str) -> bool:
    return name.casefold().endswith(("council", "authority"))


def _rank(name: str) -> int:
    return 2 if _is_host(name) else int(_is_weak(name))


def _name_in(segment: str) -> str | None:
    before = _BEFORE.match(segment)
    if before is not None:
        segment = segment[before.end() :]
    segment = _AFTER.sub("", segment).strip(" ,.-–—")
    segment = _DANGLING.sub("", segment)
    trimmed = _MEETING_AFTER_NOUN.fullmatch(segment)
    if trimmed is not None:
        segment = trimmed["body"]
    if _WELSH_PANEL.fullmatch(segment) is not None:
        return segment
    match = _NAME.fullmatch(segment)
    if match is None:
        return None
    words = match["name"].split()
    if any(not (w[0].isupper() or w.casefold() in _SMALL or w[0] in "&(") for w in words):
        return None
    if words[0].casefold() in _SMALL:
        return None
    if words[-1].casefold() == "meeting" and (
        len(words) < 3 or any(_NO_MEETING_NAME.fullmatch(w) for w in words[1:-1])
    ):
        return None
    return match["name"]


def _force_in_head(head: Sequence[Line], running: Sequence[str]) -> str | None:
    """Read the force off a header line that is a force or its commissioner's office."""
    found: dict[str, None] = {}
    texts = [line.text for line in head if "," not in line.text or person(line.text) is None]
    for text in (*texts, *running):
        if len(text) > 160 or looks_like_name(text):
            continue
        area = _area_named(text)
        if area is not None:
            found.setdefault(area)
    return next(iter(found)) if len(found) == 1 else None


def _segments(own_title: str | None) -> list[str]:
    """Part a page's own title where sites join the page, the office and the site."""
    return re.split(r"\s[-–—|:]\s", " ".join(own_title.split())[:300]) if own_title else []


def _area_named(text: str) -> str | None:
    office = _OFFICE.match(text)
    if office is not None:
        # Like a panel, a commissioner is of one force area, also where no table holds it.
        return reference.force_of_body(_OFFICE_WORDS.sub("", office[0]))
    named = _AREA_OFFICE.match(text)
    if named is None:
        return None
    return reference.force_of_area(named["area"].strip()) or reference.force_of_body(named[0])
