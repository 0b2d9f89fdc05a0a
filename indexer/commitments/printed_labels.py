# ruff: noqa: E501  the patterns read better whole
"""The words that minutes print before a line or above a list: "Action", "RESOLVED", "Due"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class LabelKind(StrEnum):
    """What a label says of what follows it."""

    ACTION = "action"
    RESOLVED = "resolved"
    AGREED = "agreed"
    DECISION = "decision"
    NOTED = "noted"
    RECOMMENDED = "recommended"
    REVIEW = "review"
    DUE = "due"
    OWNER = "owner"
    NOTE = "note"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a line.

    Attributes
    ----------
    kind
        What it says of what follows.
    text
        Its words as printed, without number and colon ("Outstanding Action").
    number
        The record's number ("3", "i", "22/03"), if it has one.
    owner
        Who is named between word and colon ("for Secretariat", "YT/CW"), if so.
    length
        Code points from the beginning of the line to what it labels.
    """

    kind: LabelKind
    text: str
    number: str | None
    owner: str | None
    length: int


_NUMBER = r"(?:no\.?\s?|point\s?)?(?P<number>\d{1,4}(?:[./]\d{1,4}){0,3}[a-z]?|[ivx]{1,4}(?=\)))\)?"
_CODES = (
    r"(?-i:[A-Z][A-Za-z]{0,3}(?:[/.,&+]\s?(?:[A-Z][A-Za-z]{0,3}|all\b)|\sand\s[A-Z]{2,4}){0,6})"
)
_WORDS: Final = (
    r"(?:(?:post[- ]meeting|agreed|further|new|key|other|outstanding|ongoing|previous|follow[- ]up)\s){0,2}"
    r"actions?(?:\s(?:points?|items?|arising|agreed|required|requested|log))?"
    r"(?:\s(?:from|of|at)\s[^:–—]{1,50})?"
)
_SEPARATOR = r"\s?[:–—]\s?|\s-\s?|-\s"
_ACTION: Final = re.compile(
    rf"\W{{0,3}}(?P<words>{_WORDS})\s?(?:{_NUMBER})?\s?"
    rf"(?:\((?P<bracketed>[^()]{{1,40}})\)\s?)?(?:(?P<owner>for\s[^:]{{2,40}}|{_CODES}))?(?:{_SEPARATOR})",
    re.IGNORECASE,
)
# "Action RT send the nine cases": codes and a verb, no colon.
_ACTION_CODES: Final = re.compile(
    rf"\W{{0,3}}(?P<words>actions?(?:\spoints?)?)\s(?={_CODES}\s[a-z])(?-i:(?=[A-Z]{{2,4}}))",
    re.IGNORECASE,
)
_OTHERS: Final = tuple(
    (kind, re.compile(rf"\W{{0,3}}(?P<words>{words})(?:{after})", re.IGNORECASE))
    for kind, words, after in (
        (
            LabelKind.RESOLVED,
            r"(?:it\swas\s)?resolved(?:\sunanimously)?(?:\sthat)?",
            r"\s?[:–—]\s?|\s-\s",
        ),
        (LabelKind.AGREED, r"(?:it\swas\s)?agreed(?:\sthat)?", r"\s?[:–—]\s?|\s-\s"),
        (
            LabelKind.DECISION,
            r"(?:decisions?|conclusions?)(?:\s(?:made|taken))?",
            r"\s?:\s?|\s[-–—]\s",
        ),
        (
            LabelKind.NOTED,
            r"(?:it\swas\s)?noted(?:\sthat)?|for\s(?:information|noting)",
            r"\s?:\s?",
        ),
        (
            LabelKind.RECOMMENDED,
            r"(?:it\swas\s)?recommend(?:ed|ations?)(?:\sthat)?",
            r"\s?:\s?|\s[-–—]\s",
        ),
        (LabelKind.REVIEW, r"(?:progress\s)?updates?|outcome|status|response|progress", r"\s?:\s?"),
        (
            LabelKind.DUE,
            r"(?:due(?:\s(?:date|by))?|deadline|target\sdate|by\swhen|timescale)",
            r"\s?:\s?",
        ),
        (
            LabelKind.OWNER,
            r"(?:owners?|lead(?:\sofficer)?|action\sby|by\swhom|responsible(?:\sofficer)?)",
            r"\s?:\s?",
        ),
        (
            LabelKind.NOTE,
            r"post[- ]meeting\snote|note|n\.?b\.?|secretary[’']s\snote",
            r"\s?:\s?|\s[-–—]\s",
        ),
        (
            LabelKind.SECTION,
            r"findings?|assurance\sstatement|summary|background|discussion|comments?|minutes",
            r"\s?:\s?|\s[-–—]\s",
        ),
    )
)
# A heading, or a line that is nothing else.
_ALONE: Final = tuple(
    (kind, re.compile(rf"\W*(?P<words>{words})\W*", re.IGNORECASE))
    for kind, words in (
        (
            LabelKind.ACTION,
            r"(?:(?:agreed|further|new|key|summary\sof)\s){0,2}actions?(?:\spoints?)?(?:\s(?:arising|agreed|required))?"
            r"|summary\s(?:list\s)?of\sactions|actions?/requests\sfor\sfurther\sinformation",
        ),
        (
            LabelKind.RESOLVED,
            r"(?:it\swas\s)?(?:unanimously\s)?resolved(?:\sunanimously)?(?:\sthat)?|resolutions?",
        ),
        (LabelKind.AGREED, r"(?:it\swas\s)?agreed(?:\sthat)?"),
        (LabelKind.DECISION, r"decisions?(?:\s(?:made|taken|of\sthe\s\w+))?"),
        (LabelKind.RECOMMENDED, r"(?:key\s)?recommendations?"),
        (LabelKind.DUE, r"due|deadline|timescale"),
        (LabelKind.OWNER, r"owners?|lead(?:\sofficer)?"),
    )
)
_REVIEW_HEADING: Final = re.compile(
    r"\bmatters\sarising\b|\bactions?\slog\b|\boutstanding\s(?:matters|references|actions)\b|\bbrought\sforward\b"
    r"|\b(?:progress|updates?|review)\s(?:on|of|against)\b.{0,20}\bactions?\b|\bactions?\s(?:points?\s)?(?:updates?|progress|review)\b"
    r"|\bactions?(?:\spoints?)?\s(?:from|of|at)\b.{0,40}\b(?:meetings?|minutes)\b|\bactions?\sfrom\s(?:the\s)?(?:last|previous)\b"
    r"|\b(?:last|previous)\s(?:actions?|minutes)\b|\brecommendations?\stracker\b",
    re.IGNORECASE,
)
_ITEM_NUMBER: Final = re.compile(
    r"^(?:item\s)?\d{1,3}(?:[./]\d{1,3}){0,2}[a-z]?[.):]?\s+", re.IGNORECASE
)
_STATUS: Final = re.compile(
    r"\W{0,3}(?:(?:this|the)\s(?:action\s)?(?:is|was|has\sbeen)\s|action\s|now\s|partially\s|partly\s|not\s(?:yet\s)?)?"
    r"(?:completed?|closed?|discharged|done|ongoing|on-going|outstanding|on\strack|in\sprogress|in\shand|delivered"
    r"|no\supdate|on\shold|carried\s(?:forward|over)|to\sbe\scarried\sforward|awaiting|overdue|superseded"
    r"|circulated|remains?\s(?:open|outstanding)|plan\sin\splace|under\sway|underway|cleared|actioned)\b",
    re.IGNORECASE,
)
_STATUS_AT_END: Final = re.compile(
    r"[-–—.:;([]\s?(?:this\s(?:is|has\sbeen)\s|now\s|action\s|partially\s|not\s(?:yet\s)?)?(?:completed?|closed|discharged|done|ongoing"
    r"|on\strack|in\sprogress|delivered|on\shold|carried\sforward|plan\sin\splace|no\supdate)\W{0,3}$",
    re.IGNORECASE,
)
_TASK: Final = re.compile(
    r"^\W*(?:[\w’'&/.(),-]+\s){1,14}?(?:to|will|should|shall|must)\s(?:\w+ly\s|also\s|then\s)?[a-z]{2,}|^\W*(?-i:[A-Z][a-z]+\s(?:[a-z]+\s){2})",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"(?:\b(?:agreed|resolved|decided|agrees|resolves|undertook|recommended|recommends|requested|asked|noted|will|would|to)"
    r"(?:\s(?:that|to|the\sfollowing(?:\sactions?)?|as\sfollows|unanimously|by|on|the)){0,4}|\bfollowing(?:\s\w+){0,3})\W{0,3}$",
    re.IGNORECASE,
)


def label_of(text: str) -> Label | None:
    """Return the label at the beginning of a line, or None.

    Parameters
    ----------
    text
        The line as printed, from its first character on.

    Examples
    --------
    >>> label_of("Action 3 (AB): to write").number
    '3'
    >>> label_of("Action was under way") is None
    True
    """
    line = text[:160]
    found = _ACTION.match(line)
    if found is not None:
        owner = found["owner"] or found["bracketed"]
        return Label(LabelKind.ACTION, _words(found), found["number"], owner, found.end())
    found = _ACTION_CODES.match(line)
    if found is not None:
        return Label(LabelKind.ACTION, _words(found), None, None, found.end())
    for kind, pattern in _OTHERS:
        found = pattern.match(line)
        if found is not None:
            return Label(kind, _words(found), None, None, found.end())
    return None


def label_alone(text: str) -> Label | None:
    """Return the label that a whole line or heading is, or None."""
    if len(text) > 120:
        return None
    line = _ITEM_NUMBER.sub("", text.strip())
    for kind, pattern in _ALONE:
        found = pattern.fullmatch(line)
        if found is not None:
            return Label(kind, _words(found), None, None, len(text))
    opening = label_of(line)
    # "Actions: for Secretariat": the list below is theirs.
    if opening is not None and opening.kind is LabelKind.ACTION:
        rest = line[opening.length :].strip(" :")
        if not rest or re.fullmatch(r"for\s\S+(?:\s\S+){0,3}", rest):
            return Label(
                opening.kind, opening.text, opening.number, rest or opening.owner, len(text)
            )
    if opening is not None and not line[opening.length :].strip():
        return opening
    return None


def reviews_actions(heading: str | None) -> bool:
    """Tell whether a heading or lead opens a review of earlier actions."""
    return heading is not None and bool(_REVIEW_HEADING.search(heading[:200]))


def kind_of_label(label: str | None) -> LabelKind | None:
    """Return what a unit's label says, as it is kept with the unit (``Unit.label``)."""
    if label is None:
        return None
    if reviews_actions(label) and not label.casefold().startswith("outstanding"):
        return LabelKind.REVIEW
    found = label_of(f"{label}: x")
    return found.kind if found is not None else None


def is_status(text: str) -> bool:
    """Tell whether a line opens with how far an earlier action has come ("Complete.")."""
    return bool(_STATUS.match(text[:80]))


def ends_with_status(text: str) -> bool:
    """Tell whether an action line ends with how far it has come."""
    return bool(_STATUS_AT_END.search(text[-40:]))


def reads_as_task(text: str) -> bool:
    """Tell whether a paragraph under a heading "Actions" reads as an action, or as prose again."""
    return bool(_TASK.search(text[:200]))


def leads_in(text: str) -> bool:
    """Tell whether a line leads in a list whose entries are what was decided or asked."""
    return bool(_LEAD.search(text[-80:]))


def _words(found: re.Match[str]) -> str:
    return " ".join(found["words"].split())
