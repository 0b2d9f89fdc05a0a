# ruff: noqa: E501  the patterns read better whole
"""Where minutes go back to earlier business: action logs, matters arising, plain sentences.

A passage is what one later meeting says of one earlier action: the words that name it and
the words that tell what became of it, which often stand in sentences of their own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from corpus.register import Outcome
from corpus.structure import PartKind
from indexer.commitments.action_numbers import MentionKind, mentions
from indexer.commitments.outcomes import outcome_of, outcomes_by_number
from indexer.commitments.printed_labels import LabelKind, is_status, kind_of_label
from indexer.commitments.units import Record, Unit

_LOOKED_AT = 600
"""Code points of a unit that are looked at."""

_LONGEST_NAME = 14
"""Words; a longer unit is a sentence, not the name of an action."""

LOG: Final = "Action log"
"""The label of units in a table of earlier actions (:mod:`unit_building`)."""

_REVIEW: Final = re.compile(
    r"\bmatters arising\b|\bactions? log\b|\boutstanding\b.{0,12}\b(?:matters|references|actions|items|business)\b|\bbrought forward\b"
    r"|\b(?:progress|updates?|reviews?) (?:on|of|against) (?:the )?(?:previous |outstanding |agreed )?(?:actions?|recommendations?)\b"
    r"|\bactions?(?: points?)? (?:update|progress|review)\b|\breview (?:of )?actions?\b"
    r"|\bactions?(?: points?)?,? (?:arising )?(?:from|of|at) (?:the )?(?:last|previous|\d{1,2}|[a-z]+ (?:meeting|minutes))"
    r"|\b(?:last|previous) (?:actions?|minutes)\b|\b(?:recommendations?|actions?) tracker\b|\bminutes and (?:actions?|matters)\b"
    r"|\b(?:minutes|notes?) (?:of|from) (?:the )?(?:last|previous)\b|\bsummary list of actions\b|\bfollow[- ]?up (?:of|to|from) (?:previous|earlier|last)\b",
    re.IGNORECASE,
)
_MINUTES: Final = re.compile(
    r"\W*(?:\d+\W+)?(?:welcome,? )?(?:confirmation of |approval of )?(?:the )?(?:previous )?minutes\W*(?:of.{0,80})?",
    re.IGNORECASE,
)
_POST_MEETING: Final = re.compile(
    r"\W{0,3}(?:post[- ]meeting note|note added after the meeting|after the meeting)\b",
    re.IGNORECASE,
)
_ALL_OTHERS: Final = re.compile(
    r"\ball (?:of )?(?:the )?(?:other |remaining |outstanding |previous )?actions?\b(?! log)(?:.{0,40}\b(?:meeting|minutes))?.{0,30}\b(?:complete|completed|closed|discharged)\b",
    re.IGNORECASE,
)
_FUTURE: Final = re.compile(
    r"\b(?:will|would|shall|to) (?!be (?:closed|noted|discharged)|the\b|a\b|an\b)[a-z]+\b"
)
_OPENS_ANEW: Final = re.compile(
    r"\bwith (?:an?|the) (?:separate|new|further) action\b|\bnew action\b|\(actions? \S+ [-–—] ",
    re.IGNORECASE,
)
# A cell with a number alone, before the cell of a log that names the action.
_CELL: Final = re.compile(
    r"(?:^|[\n|])[ \t]*(?:no\.?\s?)?(?P<number>[A-Z]{0,3}\d{1,4}(?:/\d{1,4}){0,2}(?:/[A-Z])?)\.?[\s|]*$"
)
_LONGEST_CELL = 40
_REMAINS: Final = re.compile(r"\s(?:remains|refers)\b", re.IGNORECASE)
_SAVE: Final = re.compile(r"\b(?:not|except|apart from|save|bar|unless)\b", re.IGNORECASE)
_VERB: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|to be|said|asked|agreed|noted|reported|should|must|did|do|to [a-z]+)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def looks_like_review(title: str) -> bool:
    """Tell whether a title, or a label, is of a place where earlier actions are gone through."""
    return bool(_REVIEW.search(title[:200]))


def in_review(unit: Unit) -> bool:
    """Tell whether a unit stands where earlier actions are gone through."""
    title = unit.item.title if unit.item is not None else None
    if unit.part is PartKind.AGENDA:
        return False
    if unit.label is not None and looks_like_review(unit.label):
        return True
    if unit.item is None:
        return False
    return any(name is not None and looks_like_review(name) for name in (title, unit.heading))


def in_minutes_item(unit: Unit) -> bool:
    """Tell whether a unit stands in the item that approves the last minutes."""
    title = unit.item.title if unit.item is not None else None
    return title is not None and (bool(_MINUTES.fullmatch(title)) or in_review(unit))


def is_review(unit: Unit, record: Record) -> bool:  # noqa: ARG001  callers have both
    """Tell whether a unit names an earlier action or tells of one: nothing new to be done.

    What is promised anew beside an old action ("a further report will be brought in May")
    is none.

    Parameters
    ----------
    unit, record
        A unit and the record it is of.
    """
    told = outcome_of(unit.text)
    future = _FUTURE.search(unit.text[:_LOOKED_AT]) is not None
    if reviewed_action(unit):
        over = told is not None and told.firm and told.outcome is Outcome.CLOSED
        return (over or not future) and not _OPENS_ANEW.search(unit.text[:_LOOKED_AT])
    if not in_review(unit):
        return False
    if unit.label == LOG and unit.owner_cell is not None:
        return True
    if is_name(unit) or (is_status(unit.text) and told is not None):
        return True
    return told is not None and not future


def reviewed_action(unit: Unit) -> tuple[str, ...]:
    """Return the numbers of earlier actions that a unit names or closes; empty for none."""
    numbers: list[str] = []
    for mention in mentions(unit.text):
        if mention.opens and mention.kind is not MentionKind.MINUTE and in_review(unit):
            numbers += mention.numbers
    for mention, telling in outcomes_by_number(unit.text):
        if telling.firm and not mention.bracketed:
            numbers += mention.numbers
    for mention in mentions(unit.text):
        if _REMAINS.match(unit.text, mention.end):
            numbers += mention.numbers
    return tuple(dict.fromkeys(numbers))


def printed(record: Record, index: int) -> str:
    """Return a unit's words after its number, or a label that says where it comes from."""
    unit = record.units[index]
    label = unit.label
    if label == LOG:
        before = record.units[index - 1].end if index else 0
        found = _CELL.search(record.text[max(before, unit.start - _LONGEST_CELL) : unit.start])
        return f"Action {found['number']}: {unit.text}" if found is not None else unit.text
    if label is not None and looks_like_review(label):
        return f"{label}: {unit.text}"
    if unit.number is not None and kind_of_label(label) is LabelKind.ACTION:
        return f"Action {unit.number}: {unit.text}"
    return unit.text


def covers_all(text: str) -> bool:
    """Tell whether a sentence says that all actions that it does not name are complete."""
    return bool(_ALL_OTHERS.search(text[:300])) and not _SAVE.search(text[:300])


def is_post_meeting(unit: Unit) -> bool:
    """Tell whether a unit was added after the meeting."""
    labelled = unit.label is not None and bool(_POST_MEETING.match(unit.label))
    return labelled or bool(_POST_MEETING.match(unit.text))


def is_name(unit: Unit) -> bool:
    """Tell whether a unit only names an action: "Action 21/09, confidence strategy."."""
    text = unit.text.strip()
    words = text.split()
    if not 1 < len(words) <= _LONGEST_NAME or outcome_of(text) is not None:
        return False
    named = mentions(text)
    return not _VERB.search(text) and (len(words) <= 8 or bool(named))
