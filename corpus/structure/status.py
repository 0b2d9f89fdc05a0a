"""How far the record has come: agenda, draft or approved, by its own headings.

A page says so itself or not at all: "confirmed as a correct record" in the text
speaks of the minutes of the previous meeting.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.model import MeetingStatus
from corpus.structure.dates import find_dates
from corpus.structure.lines import Line

_DRAFT: Final = re.compile(
    r"draft|drafft|(?:agenda\sa\sch|c)ofnodion\sdrafft|\W*(?:agenda\sand\s)?(?:draft|unconfirmed|unapproved|provisional)\s(?:minutes|notes|record)\b.*"
    r"|.*\b(?:draft|unconfirmed|unapproved|provisional)\s(?:minutes|meeting\snotes)\b.*"
    r"|.*\bminutes\b.*[\s([–-]+draft\b[)\]\s\w]{0,8}"
    r"|(?:minutes\s)?(?:\(|-\s)?(?:subject\sto|until)\s(?:confirmation|approval|confirmed|approved)\b.*",
    re.IGNORECASE,
)
# ModernGov heads a page "Agenda and draft minutes" until the minutes are final.
_APPROVED: Final = re.compile(
    r"agenda\sand\sminutes|agenda\sa\schofnodion|(?:approved|confirmed|signed|final|ratified)(?:\sminutes\b.*)?"
    r"|.*\b(?:approved|confirmed|signed|final|ratified)\sminutes\b.*"
    r"|.*\bminutes\b.*[\s(\[–-]+(?:approved|confirmed|final)\)?(?:\sv\d+)?",
    re.IGNORECASE,
)
_AGENDA: Final = re.compile(
    r"agenda(?:\sfrontsheet)?|agenda\sfor\s.*|.*\bagenda\s(?:frontsheet|document)\b.*|summons",
    re.IGNORECASE,
)
_TO_BE_CONFIRMED: Final = re.compile(
    r"(?:these|the|draft)\s(?:draft\s)?minutes\sare\s(?:in\sdraft|draft|subject\sto\s(?:confirmation|approval))",
    re.IGNORECASE,
)
_NOT_THIS: Final = re.compile(
    r"\b(?:previous|last|next|confirm|approve|agree|sign|receive|note|consider)\b", re.IGNORECASE
)


def status_of(head: Sequence[Line], own_title: str | None) -> MeetingStatus | None:
    """Tell the status from the head and the file's own title; None when neither says.

    "Draft" wins over everything: a draft that calls itself final is still a draft.
    """
    texts = [line.text for line in head if len(line.text) <= 200]
    if own_title:
        texts.append(" ".join(own_title.split())[:200])
    if any(_TO_BE_CONFIRMED.search(t) for t in texts):
        return MeetingStatus.DRAFT
    texts = [_undated(t) for t in texts if not _NOT_THIS.search(t)]
    for pattern, status in (
        (_DRAFT, MeetingStatus.DRAFT),
        (_APPROVED, MeetingStatus.APPROVED),
        (_AGENDA, MeetingStatus.AGENDA),
    ):
        if any(pattern.fullmatch(t.strip(" .:*")) for t in texts):
            return status
    return None


def _undated(text: str) -> str:
    """Take the dates out of a line: "19.11.10 Draft" says that it is a draft."""
    for found in reversed(find_dates(text)):
        text = text[: found.start] + text[found.end :]
    return " ".join(text.split())
